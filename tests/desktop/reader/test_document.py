"""Offsets between the canonical text and the document Qt lays out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from app.desktop.reader import document as reader_document
from app.desktop.reader.document import ArticleDocument, parts_of
from app.desktop.theme.fonts import Typefaces
from app.desktop.theme.tokens import Tokens
from app.domain.article import canonical
from app.domain.spans import Span
from tests.desktop.views import heading, spot, view_of

HARD = "🙂 Merkel spoke.\n\nDie Kanzlerin 🇩🇪 über Ärger: “naïve café”.\n\n山田太郎 said 𠮷野家 closed. e\u0301clair!"


def selected(document: ArticleDocument, span: Span) -> str:
    cursor = QTextCursor(document.document)
    cursor.setPosition(document.position(span.start))
    cursor.setPosition(document.position(span.end), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@pytest.mark.parametrize("words", ["Merkel", "Kanzlerin", "naïve café", "山田太郎", "𠮷野家", "éclair"])
def test_words_after_emoji_flags_and_cjk_are_the_words_that_are_selected(
    words: str, faces: Typefaces, tokens: Tokens
) -> None:
    text = canonical(HARD)
    document = ArticleDocument(view_of(text), faces, tokens)
    span = spot(text, canonical(words))
    assert selected(document, span) == canonical(words)
    assert document.span_between(document.position(span.start), document.position(span.end)) == span


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200), st.data())
def test_every_offset_inside_a_block_comes_back_from_its_position(
    faces: Typefaces, tokens: Tokens, words: str, data: st.DataObject
) -> None:
    text = canonical(words)
    view = view_of(text)
    if not view.blocks:
        return
    document = ArticleDocument(view, faces, tokens)
    block = data.draw(st.sampled_from(view.blocks))
    offset = data.draw(st.integers(block.span.start, block.span.end))
    assert document.offset(document.position(offset)) == offset


def test_a_title_that_is_not_of_the_text_is_shown_and_counts_for_nothing(faces: Typefaces, tokens: Tokens) -> None:
    text = "First paragraph."
    document = ArticleDocument(view_of(text, title="A headline"), faces, tokens)
    assert document.document.firstBlock().text() == "A headline"
    assert selected(document, Span(0, 5)) == "First"
    assert document.offset(0) == 0


def test_a_title_of_the_text_is_not_shown_twice(faces: Typefaces, tokens: Tokens) -> None:
    text = "A headline\n\nFirst paragraph."
    blocks = (heading(text, "A headline"), *view_of(text).blocks[1:])
    document = ArticleDocument(view_of(text, blocks=blocks, title="A headline"), faces, tokens)
    assert document.document.toPlainText().count("A headline") == 1
    assert "12 March 2026" in document.document.toPlainText()


def test_hard_wrapped_lines_flow_and_verse_keeps_its_lines(faces: Typefaces, tokens: Tokens) -> None:
    wrapped = (
        "The harbour master said the inner basin would stay\nclosed until the mole is mended, as planned in May\n2024."
    )
    document = ArticleDocument(view_of(wrapped), faces, tokens)
    assert "stay closed until" in document.document.lastBlock().text()
    span = spot(wrapped, "closed")
    assert selected(document, span) == "closed"


def test_characters_with_a_meaning_inside_a_qt_document_are_made_harmless(faces: Typefaces, tokens: Tokens) -> None:
    text = "before \ufffc\ufdd0\ufdd1\u2029 after"
    document = ArticleDocument(view_of(text), faces, tokens)
    assert selected(document, spot(text, "after")) == "after"


def test_a_span_over_two_blocks_is_one_run_in_each(faces: Typefaces, tokens: Tokens) -> None:
    text = "One two.\n\nThree four."
    document = ArticleDocument(view_of(text), faces, tokens)
    runs = document.runs(Span(4, 15))
    assert [r.end - r.start for r in runs] == [4, 5]
    assert runs[1].block == runs[0].block + 1


def test_a_very_long_text_is_laid_out_in_parts_whose_offsets_are_those_of_the_whole(
    faces: Typefaces, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_document, "PART", 500)
    text = "\n\n".join(f"🙂 Paragraph {n} speaks of Port Ellery and of nothing else." for n in range(40))
    view = view_of(text)
    parts = parts_of(view)
    assert len(parts) > 3
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    for part in parts:
        document = ArticleDocument(view, faces, tokens, part=part)
        at = text.index("Port Ellery", part.start)
        span = Span(at, at + len("Port Ellery"))
        assert selected(document, span) == "Port Ellery"
        assert document.span_between(document.position(span.start), document.position(span.end)) == span
    assert "A title" not in document.document.toPlainText()
