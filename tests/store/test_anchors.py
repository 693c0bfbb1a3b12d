"""Anchors cut out of a stored text are those that the domain makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.anchors import Certainty, Place, anchor_at
from app.domain.spans import Span
from tests.services.building import Shelf, article

TEXT = "Ferry figures\n\nThe 🛳 ferry of Ålesund was full, " + "and so was the next one. " * 4 + "Nobody complained."


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "library.db")
    yield made
    made.store.close()


@pytest.mark.parametrize("span", [Span(0, 1), Span(5, 9), Span(19, 20), Span(31, 33), Span(60, 130), Span(0, 400)])
def test_an_anchor_made_in_the_store_is_that_of_the_whole_text(shelf: Shelf, span: Span) -> None:
    article_id = shelf.add(article(TEXT, "Ferry figures"))
    with shelf.store.reading() as session:
        head = session.articles.head(article_id)
        text = session.articles.text(head.version_id)
        expected = (head.version_id, anchor_at(text, span, head.version)) if span.end <= len(text) else None
        assert session.anchors.here(article_id, span) == expected


def test_a_passage_up_to_the_last_letter_has_an_anchor_and_one_beyond_has_none(shelf: Shelf) -> None:
    article_id = shelf.add(article(TEXT, "Ferry figures"))
    with shelf.store.reading() as session:
        text = session.articles.text(session.articles.head(article_id).version_id)
        here = session.anchors.here(article_id, Span(len(text) - 4, len(text)))
        assert here is not None
        assert here[1].exact == text[-4:]
        assert session.anchors.here(article_id, Span(len(text) - 4, len(text) + 1)) is None
        assert session.anchors.here(4711, Span(0, 1)) is None


def test_a_place_that_is_sought_again_replaces_the_earlier_one(shelf: Shelf) -> None:
    article_id = shelf.add(article(TEXT, "Ferry figures"))
    with shelf.store.writing() as session:
        row_id = session.notes.create("one", "A note.", article_id, None, None)
        here = session.anchors.here(article_id, Span(5, 9))
        assert here is not None
        version_id, anchor = here
        anchor_id = session.anchors.add(article_id, anchor, note=row_id)
        session.anchors.keep_places(version_id, {anchor_id: Place(Span(5, 9), Certainty.EXACT)})
        session.anchors.keep_places(version_id, {anchor_id: Place(None, Certainty.ORPHAN, 0.0)})
        assert session.notes.one("one").place == Place(None, Certainty.ORPHAN, 0.0)
