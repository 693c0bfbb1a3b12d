"""Undo and redo over everything a person does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.marks import MarkKind, MarkRef, NoteTarget
from app.errors import NotPossible
from tests.services.building import HARBOUR, ORGANISATION, PERSON, Named, Shelf, article, span_of

CAST = [Named(PERSON, ["Inga Solberg", "Solberg"]), Named(PERSON, ["Wang Tao", "Wang"])]
YEARS = NoteTarget(1, MarkRef(MarkKind.NOTE, span_of(HARBOUR, "nine years")))


def seen(shelf: Shelf) -> object:
    """Everything the person sees that a step can change."""
    view = shelf.articles.view(1)
    notes = [(n.body, n.colour, n.tags, n.span) for n in view.notes]
    rows = [(r.name, r.kind, r.aliases) for r in shelf.library.entities()]
    marks = [(m.name, m.kind, m.standing) for m in view.mentions]
    listed = [(r.note.body, r.title) for r in shelf.library.notes()]
    colours = [(c.name, c.meaning) for c in shelf.annotating.colours()]
    tags = (shelf.annotating.tags(), shelf.annotating.tags_of_article(1))
    return notes, rows, marks, listed, colours, tags, [a.title for a in shelf.library.articles()]


STEPS: dict[str, Callable[[Shelf, str], object]] = {
    "a note is written": lambda s, _: s.annotating.add_note(YEARS, "Another one."),
    "a note is edited": lambda s, n: s.annotating.edit_note(n, "Nine years is long."),
    "a note is tagged": lambda s, n: s.annotating.set_tags(n, ["#time", "bridge"]),
    "a note is coloured": lambda s, n: s.annotating.set_colour(n, "green"),
    "a note is deleted": lambda s, n: s.annotating.delete_note(n),
    "a note is put elsewhere": lambda s, n: s.annotating.reattach(n, span_of(HARBOUR, "open in May")),
    "a colour gets a meaning": lambda s, _: s.annotating.set_meaning("rose", "doubtful"),
    "an article is tagged": lambda s, _: s.annotating.tag_article(1, ["seminar"]),
    "an article is removed": lambda s, _: s.library.remove_article(1),
    "a tag is renamed": lambda s, _: s.annotating.rename_tag("old", "new"),
    "a mark is rejected": lambda s, _: s.deciding.reject(1, MarkRef(MarkKind.MENTION, span_of(HARBOUR, "Wang Tao"))),
    "an entity is renamed": lambda s, _: s.entities.rename(s.entity("Wang Tao"), "Captain Wang"),
    "an entity is retyped": lambda s, _: s.entities.retype(s.entity("Wang Tao"), ORGANISATION),
    "entities are merged": lambda s, _: s.entities.merge(s.entity("Wang Tao"), s.entity("Inga Solberg")),
    "a name is split off": lambda s, _: s.entities.split_alias(s.entity("Wang Tao"), "Wang"),
    "entities are kept apart": lambda s, _: s.entities.keep_apart(s.entity("Wang Tao"), s.entity("Inga Solberg")),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_undone_and_redone(shelf: Shelf, step: str) -> None:
    shelf.add(article(), CAST)
    note, _ = shelf.annotating.add_note(YEARS, "Nine!", tags=["old"])
    shelf.annotating.delete_note(shelf.annotating.add_note(NoteTarget(), "in between")[0].id)
    undoing = shelf.undoing
    before = seen(shelf)
    STEPS[step](shelf, note.id)
    after = seen(shelf)
    undone = undoing.undo()
    assert undone is not None
    assert undone[0]
    assert seen(shelf) == before
    redone = undoing.redo()
    assert redone is not None
    assert redone[0] == undone[0]
    assert seen(shelf) == after
    assert undoing.redo() is None


def test_tags_that_are_joined_are_two_again_after_an_undo(shelf: Shelf) -> None:
    shelf.add(article(), CAST)
    for body, names in (("one", ["old"]), ("both", ["old", "Kept"]), ("other", ["Kept"])):
        shelf.annotating.add_note(NoteTarget(), body, tags=names)
    binned, _ = shelf.annotating.add_note(NoteTarget(), "in the bin", tags=["old"])
    shelf.annotating.delete_note(binned.id)
    shelf.annotating.tag_article(1, ["old"])

    def tagged() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
        notes = {r.note.body: r.note.tags for r in shelf.library.notes()}
        return notes | {"binned": shelf.annotating.note(binned.id).tags}, shelf.annotating.tags_of_article(1)

    before = tagged()
    met = shelf.annotating.tags_to_join("old", "#kept")
    assert met is not None
    assert (met[0].notes, met[0].articles, met[1].name) == (2, 1, "Kept")
    with pytest.raises(NotPossible):
        shelf.annotating.rename_tag("old", "kept")
    shelf.annotating.join_tag("old", "kept")
    after = tagged()
    everything = {"one": ("Kept",), "both": ("Kept",), "other": ("Kept",), "binned": ("Kept",)}
    assert after == (everything, ("Kept",))
    shelf.undoing.undo()
    assert tagged() == before
    shelf.undoing.redo()
    assert tagged() == after
    shelf.annotating.add_note(NoteTarget(), "again", tags=["new"])
    assert shelf.annotating.tags_to_join("new", "old") is None, "nothing has that tag any more"
    shelf.annotating.rename_tag("new", "old")
    assert [t.name for t in shelf.annotating.tags()] == ["Kept", "old"]


def test_all_steps_are_undone_to_the_beginning_and_redone_to_the_end(shelf: Shelf) -> None:
    shelf.add(article(), CAST)
    note, _ = shelf.annotating.add_note(YEARS, "Nine!", tags=["old"])
    undoing = shelf.undoing
    states = [seen(shelf)]
    for name in ("a note is tagged", "a mark is rejected", "a note is coloured", "entities are merged"):
        STEPS[name](shelf, note.id)
        states.append(seen(shelf))
    for state in reversed(states[:-1]):
        undoing.undo()
        assert seen(shelf) == state
    for state in states[1:]:
        undoing.redo()
        assert seen(shelf) == state


def test_words_typed_in_one_go_are_one_step(shelf: Shelf) -> None:
    shelf.add(article(), CAST)
    note, _ = shelf.annotating.add_note(YEARS, "N")
    shelf.annotating.set_colour(note.id, "blue")
    for body in ("Ni", "Nin", "Nine"):
        shelf.annotating.edit_note(note.id, body)
    undoing = shelf.undoing
    undoing.undo()
    assert shelf.annotating.note(note.id).body == "N"
    undoing.redo()
    assert shelf.annotating.note(note.id).body == "Nine"


def test_nothing_is_redone_after_something_else_was_done(shelf: Shelf) -> None:
    shelf.add(article(), CAST)
    undoing = shelf.undoing
    note, _ = shelf.annotating.add_note(YEARS, "First")
    undoing.undo()
    shelf.annotating.add_note(NoteTarget(), "Second")
    assert undoing.redo() is None
    assert shelf.annotating.note(note.id).body == "First"  # in the bin, not lost


def test_there_is_nothing_to_undo_in_a_new_library(shelf: Shelf) -> None:
    assert shelf.undoing.undo() is None


def test_a_decision_undone_from_the_list_is_not_undone_twice(shelf: Shelf) -> None:
    shelf.add(article(), CAST)
    shelf.annotating.add_note(YEARS, "Nine!")
    shelf.deciding.reject(1, MarkRef(MarkKind.MENTION, span_of(HARBOUR, "Wang Tao")))
    (decision,) = shelf.deciding.decisions()
    assert decision.id is not None
    shelf.deciding.undo(decision.id)
    undone = shelf.undoing.undo()
    assert undone is not None
    assert undone[0] == "Wrote a note"
