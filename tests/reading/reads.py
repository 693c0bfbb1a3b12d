"""How these tests read: bytes or text under a file's name, and blocks as short lists."""

from __future__ import annotations

from pathlib import Path

from app.domain.article import Article
from app.errors import ReadingError
from app.reading.origin import Origin
from app.reading.read import read_bytes, read_file


def read(content: str | bytes, name: str = "story.txt") -> Article:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return read_bytes(data, Origin(name))


def blocks_of(article: Article) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def assert_sound(article: Article) -> None:
    """What holds for every article: blocks in order, apart, within the text, and not blank."""
    end = 0
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert block.span.of(article.text).strip()
        end = block.span.end
    assert "\r" not in article.text
    assert "\0" not in article.text
    assert article.metadata.title


def read_or_fail_well(content: str | bytes | Path, name: str = "story.txt") -> Article | None:
    """A sound article, or None after an error that has a sentence for the user."""
    try:
        article = read_file(content) if isinstance(content, Path) else read(content, name)
    except ReadingError as error:
        if not error.sentence.endswith("."):
            raise AssertionError(f"no sentence: {error.sentence!r}") from error
        return None
    assert_sound(article)
    return article
