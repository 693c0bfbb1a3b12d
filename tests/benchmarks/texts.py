"""Texts of a given length for measuring, made from the sample articles over and over."""

from __future__ import annotations

from functools import cache

from app.domain.article import Article, Metadata, canonical
from app.domain.paragraphs import split_paragraphs
from app.paths import RESOURCES


@cache
def sample_text() -> str:
    """The plain-text sample articles, one after another."""
    files = sorted((RESOURCES / "samples").glob("*.txt"))
    return "\n\n".join(canonical(f.read_text("utf-8")).strip() for f in files)


def long_text(words: int) -> str:
    """At least `words` words of whole paragraphs."""
    paragraphs = sample_text().split("\n\n")
    out: list[str] = []
    have = 0
    while have < words:
        for paragraph in paragraphs:
            out.append(paragraph)
            have += len(paragraph.split())
            if have >= words:
                break
    return "\n\n".join(out)


def long_article(words: int) -> Article:
    text = long_text(words)
    return Article(text, split_paragraphs(text), Metadata(title=f"{words:,} words", language="en"))
