"""Pieces become one text: links keep their words, pictures their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.article import BlockKind, Hyperlink, Metadata
from app.domain.spans import Span
from app.reading.compose import Composer, Drawing, Piece, article_of, plain
from app.reading.limits import Limits


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.booleans()), max_size=6))
def test_linked_words_are_the_same_words_in_the_text(parts: list[tuple[str, str, bool]]) -> None:
    words, links = "", []
    for before, linked, is_linked in parts:
        words += before + " "
        if is_linked and linked:
            links.append(Hyperlink(Span(len(words), len(words) + len(linked)), "https://example.org/"))
        words += linked + " "
    composer = Composer(Limits())
    composer.add(BlockKind.PARAGRAPH, "First.")
    composer.add(BlockKind.PARAGRAPH, words, links=links)
    article = composer.article(Metadata(), format="text")

    kept = [link.span.of(article.text) for link in article.links]
    said = [plain(link.span.of(words)) for link in links]
    assert [k for k in kept if k.isascii()] == [s for s in said if s and s.isascii()]
    assert all(k == k.strip() for k in kept)


def test_a_drawing_stands_above_the_next_block_with_words() -> None:
    drawing = Drawing(4, 3, b"png", "A quay")
    pieces = [
        Piece(BlockKind.PARAGRAPH, "First."),
        Piece(BlockKind.CAPTION, "", drawings=(drawing,)),
        Piece(BlockKind.CAPTION, "The quay."),
    ]
    article = article_of(pieces, Metadata(title="Quays"), Limits(), format="text")
    assert [(i.block, i.description) for i in article.illustrations] == [(2, "A quay")]
    assert article.blocks[2].span.of(article.text) == "The quay."
