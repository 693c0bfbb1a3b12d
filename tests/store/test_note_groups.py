"""Notes in groups: by date, article, tag and name; those whose place is lost; the bin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.links import LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.domain.tags import Grouping, NoteFilter
from tests.services.building import HARBOUR, PERSON, Named, Shelf, article, span_of


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "library.db")
    yield made
    made.store.close()


def groups(shelf: Shelf, by: Grouping, wanted: NoteFilter = NoteFilter(), **page: int) -> list[tuple[str, str, int]]:  # noqa: B008
    return [
        (row.group, row.note.body, row.group_size) for row in shelf.library.notes_grouped(by, wanted=wanted, **page)
    ]


@pytest.fixture
def written(shelf: Shelf) -> Shelf:
    harbour = shelf.add(article(), [Named(PERSON, ["Wang Tao", "Wang"])])
    ferry = shelf.add(article("Ferry figures\n\nThe ferry was full.", "Ferry figures"))
    wang = shelf.entity("Wang Tao")
    passage = MarkRef(MarkKind.NOTE, span_of(HARBOUR, "nine years"))
    shelf.annotating.add_note(NoteTarget(harbour, passage), "on years", "amber", ["time"])
    shelf.annotating.add_note(NoteTarget(ferry), "on the ferry", tags=["Boats", "time"])
    shelf.annotating.add_note(NoteTarget(entity_id=wang), "on Wang")
    shelf.annotating.add_note(
        NoteTarget(), "on its own, see [[Wang Tao]]", chosen={"Wang Tao": LinkTarget(None, None, wang)}
    )
    return shelf


def test_notes_are_parted_by_article_and_what_has_none_comes_last(written: Shelf) -> None:
    found = groups(written, Grouping.ARTICLE)
    assert found[:2] == [("Ferry figures", "on the ferry", 1), ("Harbour vote", "on years", 1)]
    assert {(group, size) for group, _, size in found[2:]} == {("", 2)}


def test_a_note_of_two_tags_stands_under_both_and_those_of_its_article_count(written: Shelf) -> None:
    (ferry,) = [r.id for r in written.library.articles() if r.title == "Ferry figures"]
    written.annotating.tag_article(ferry, ["sea"])
    found = groups(written, Grouping.TAG)
    assert [(g, b) for g, b, _ in found if g] == [
        ("Boats", "on the ferry"),
        ("sea", "on the ferry"),
        ("time", "on the ferry"),
        ("time", "on years"),
    ]
    assert [size for g, _, size in found if g == "time"] == [2, 2]


def test_notes_on_a_name_and_notes_that_link_to_it_stand_together(written: Shelf) -> None:
    found = groups(written, Grouping.ENTITY)
    assert {(b, size) for g, b, size in found if g == "Wang Tao"} == {
        ("on Wang", 2),
        ("on its own, see [[Wang Tao]]", 2),
    }


def test_pages_follow_each_other_without_a_gap(written: Shelf) -> None:
    whole = groups(written, Grouping.TAG)
    assert [row for at in range(0, len(whole), 2) for row in groups(written, Grouping.TAG, limit=2, offset=at)] == whole


def test_words_tag_and_colour_narrow_a_group(written: Shelf) -> None:
    assert [b for _, b, _ in groups(written, Grouping.DATE, NoteFilter(colour="amber"))] == ["on years"]
    assert [r.note.body for r in written.library.notes_grouped(Grouping.DATE, "ferry")] == ["on the ferry"]


def test_only_notes_whose_place_is_lost_are_unsure(written: Shelf) -> None:
    assert written.library.notes(wanted=NoteFilter(unsure=True)) == ()
    written.articles.add(article("Harbour vote\n\nNothing is left of it but this."), "/tmp/Harbour vote.txt")
    assert [r.note.body for r in written.library.notes(wanted=NoteFilter(unsure=True))] == ["on years"]
