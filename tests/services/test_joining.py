"""Two articles made one and one made two: what comes along, what loses its place, and that it can be taken back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql
from sqlalchemy.exc import DatabaseError

from app.domain.analysis import EntityKind
from app.domain.anchors import Certainty
from app.domain.arrival import Arrival
from app.domain.joining import Moving, comes_along, loses
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import MarkKind, MarkRef, NoteTarget, Standing
from app.domain.spans import Span
from app.errors import NotFound, NotPossible
from app.services.ports import Session
from tests.services.building import (
    HARBOUR,
    NINE_YEARS,
    PORT,
    SOLBERG,
    WANG,
    Shelf,
    analysis,
    article,
    harbour_analysis,
    ref,
)
from tests.services.test_any_order import check

REPRINT = HARBOUR.replace("Mayor Inga Solberg said on Tuesday that", "On Tuesday Inga Solberg announced:").replace(
    "Solberg left before the count.", "The count was put off, and the council went home to supper."
)
ROOT = Path(__file__).resolve().parents[2]
DERIVED = {"mention", "quote", "claim", "article_entity"}


def two(shelf: Shelf) -> tuple[int, int]:
    """The harbour article, and its reprint in another paper, which is not taken for a version of it."""
    first = shelf.harbour()
    taken = shelf.articles.take(
        article(REPRINT, "A vote at the harbour", source="The Coast Ledger"), "/tmp/ledger.html"
    )
    assert taken.how is Arrival.NEW
    shelf.articles.save_analysis(taken.view.id, taken.view.version, harbour_analysis(REPRINT))
    return first.id, taken.view.id


def note(shelf: Shelf, article_id: int, words: str, body: str = "Look at this") -> str:
    view = shelf.articles.view(article_id)
    made, _ = shelf.annotating.add_note(NoteTarget(article_id, ref(view, MarkKind.NOTE, words)), body)
    return made.id


def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the library but the journal's, without the ids that lists are numbered with anew, and without the
    moment when an article left them.
    """
    connection = session.notes._connection  # type: ignore[attr-defined]
    names = connection.execute(
        sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'")
    )
    found = {}
    for (name,) in names.all():
        if name == "operation":
            continue
        kept = connection.execute(sql(f"SELECT * FROM {name}")).mappings().all()
        found[name] = sorted(
            (
                tuple(bool(v) if k == "removed_at" else v for k, v in row.items() if k != "id" or name not in DERIVED)
                for row in kept
            ),
            key=repr,
        )
    return found


def state(shelf: Shelf) -> dict[str, list[tuple[object, ...]]]:
    with shelf.store.reading() as session:
        return rows(session)


def test_notes_decisions_tags_and_links_become_the_other_articles(shelf: Shelf) -> None:
    old, new = two(shelf)
    note(shelf, old, NINE_YEARS, "Since when?")
    bystander = note(shelf, new, "300 boats")
    own, _ = shelf.annotating.add_note(NoteTarget(), "On its own")
    shelf.links.connect(LinkSource(note_id=own.id), LinkTarget(article_id=old), "supports")
    shelf.deciding.confirm(old, ref(shelf.articles.view(old), MarkKind.MENTION, "Wang Tao"))
    shelf.annotating.tag_article(old, ["harbour"])
    shelf.annotating.tag_article(new, ["press"])
    joined, changes = shelf.joining.join(old, new)
    assert (joined.article_id, changes.gone) == (new, frozenset({(old, new)}))
    assert [row.id for row in shelf.library.articles()] == [new]
    view = shelf.articles.view(new)
    assert {(n.body, n.certainty) for n in view.notes} == {
        ("Since when?", Certainty.MOVED),
        ("Look at this", Certainty.EXACT),
    }
    (wang,) = [m for m in view.mentions if m.span.of(view.text) == "Wang Tao"]
    assert wang.standing is Standing.CONFIRMED
    assert shelf.annotating.tags_of_article(new) == ("harbour", "press")
    assert [end.words for end in shelf.links.at_article(new)] == ["On its own"]
    assert [v.is_current for v in shelf.joining.versions(new)] == [False, True]
    assert shelf.annotating.note(bystander).target.article_id == new
    with pytest.raises(NotFound):
        shelf.articles.view(old)


def test_it_is_told_before_what_comes_along_and_what_loses_its_place(shelf: Shelf) -> None:
    old, new = two(shelf)
    note(shelf, old, NINE_YEARS)
    note(shelf, old, "Solberg left before the count", "Why so early?")
    shelf.deciding.confirm(old, ref(shelf.articles.view(old), MarkKind.MENTION, "Wang Tao"))
    moving = shelf.joining.moving(old, new)
    assert (moving.notes, moving.decisions, moving.lost, moving.lost_decisions) == (2, 1, ("Why so early?",), 0)
    assert comes_along(moving) == "2 notes and 1 decision come along."
    assert loses(moving).startswith("1 note does not find its place there for sure: it is kept")
    joined, _ = shelf.joining.join(old, new)
    assert joined.moved == moving
    unsure = [n.body for n in shelf.articles.view(new).notes if n.certainty not in (Certainty.EXACT, Certainty.MOVED)]
    assert unsure == ["Why so early?"]


def test_nothing_to_take_along_is_said_too() -> None:
    assert comes_along(Moving()) == "You have written nothing on it that would have to come along."
    assert loses(Moving()) == ""


def test_either_file_is_found_to_be_the_joined_article(shelf: Shelf) -> None:
    old, new = two(shelf)
    shelf.joining.join(old, new)
    for text, path in ((HARBOUR, "/tmp/harbour.txt"), (REPRINT, "/tmp/ledger.html")):
        assert shelf.articles.take(article(text), path).view.id == new
    check(shelf.store)


def test_the_likeliest_article_is_offered_first_and_never_itself(shelf: Shelf) -> None:
    old, new = two(shelf)
    leeks = shelf.add(article("Leeks grow in sandy soil, and want water in June.", "Leeks and the harbour"))
    assert [c.id for c in shelf.joining.candidates(new)] == [old, leeks]
    assert [c.title for c in shelf.joining.candidates(old, "leeks")] == ["Leeks and the harbour"]
    assert shelf.joining.candidates(old, "100% _ \\ '\"") == ()
    assert shelf.joining.newer(old, new) == new


def test_an_article_is_not_joined_with_itself_or_with_a_removed_one(shelf: Shelf) -> None:
    old, new = two(shelf)
    with pytest.raises(NotPossible):
        shelf.joining.join(old, old)
    shelf.library.remove_article(old)
    with pytest.raises(NotPossible):
        shelf.joining.join(old, new)


def wrongly_renewed(shelf: Shelf) -> int:
    """An article whose second text is another article in truth, each with a note and the first with a decision."""
    view = shelf.harbour()
    note(shelf, view.id, NINE_YEARS, "on the first")
    shelf.deciding.confirm(view.id, ref(view, MarkKind.MENTION, "Wang Tao"))
    other = HARBOUR.replace("halve", "vanish").replace("Solberg left before the count.", "Nobody counted.")
    taken = shelf.articles.take(article(other), "/tmp/other.html")
    assert (taken.view.id, taken.how) == (view.id, Arrival.RENEWED)
    note(shelf, view.id, "Nobody counted", "on the second")
    return view.id


def test_a_text_that_was_wrongly_taken_for_a_new_version_leaves_with_what_was_written_on_it(shelf: Shelf) -> None:
    article_id = wrongly_renewed(shelf)
    first, second = shelf.joining.versions(article_id)
    assert shelf.joining.parting(article_id, {second.id}).notes == 1
    assert shelf.joining.parting(article_id, {first.id}).decisions == 1
    parted, _ = shelf.joining.part(article_id, {second.id})
    stays, goes = shelf.articles.view(article_id), shelf.articles.view(parted.other_id)
    assert (stays.version, goes.version) == (second.hash, first.hash)
    assert [n.body for n in stays.notes] == ["on the second"]
    assert [(n.body, n.certainty) for n in goes.notes] == [("on the first", Certainty.EXACT)]
    assert (goes.path, stays.path) == ("", "/tmp/other.html")
    assert len(shelf.library.articles()) == 2
    check(shelf.store)


def test_some_text_must_stay_when_an_article_is_parted(shelf: Shelf) -> None:
    article_id = wrongly_renewed(shelf)
    for chosen in (set[int](), {v.id for v in shelf.joining.versions(article_id)}, {999}):
        with pytest.raises(NotPossible):
            shelf.joining.part(article_id, chosen)


def test_parting_is_undone_and_done_again(shelf: Shelf) -> None:
    article_id = wrongly_renewed(shelf)
    before = seen(shelf)
    shelf.joining.part(article_id, {shelf.joining.versions(article_id)[0].id})
    after = seen(shelf)
    for _ in range(2):
        assert shelf.undoing.undo() is not None
        assert seen(shelf) == before
        assert shelf.undoing.redo() is not None
        assert seen(shelf) == after
    check(shelf.store)


def test_an_edited_copy_of_a_parted_text_is_no_version_of_the_other_again(shelf: Shelf) -> None:
    article_id = wrongly_renewed(shelf)
    first, _ = shelf.joining.versions(article_id)
    parted, _ = shelf.joining.part(article_id, {first.id})
    old, new = (shelf.articles.view(i) for i in (parted.other_id, article_id))
    for text, owner in ((old.text, parted.other_id), (new.text, article_id)):
        taken = shelf.articles.take(article(text.replace("300 boats", "310 boats")), "/tmp/other.html")
        assert (taken.view.id, taken.how) == (owner, Arrival.RENEWED)
    brief = shelf.articles.take(article("Nothing of that was ever said by anybody at all."), "/tmp/other.html")
    assert brief.how is Arrival.NEW
    check(shelf.store)


def test_what_was_parted_counts_no_more_when_that_is_undone(shelf: Shelf) -> None:
    article_id = wrongly_renewed(shelf)
    first, _ = shelf.joining.versions(article_id)
    shelf.joining.part(article_id, {first.id})
    shelf.undoing.undo()
    taken = shelf.articles.take(article("Nothing of that was ever said by anybody at all."), "/tmp/other.html")
    assert (taken.view.id, taken.how) == (article_id, Arrival.RENEWED)


def test_an_edited_file_at_the_path_of_a_joined_article_is_a_version_of_the_whole(shelf: Shelf) -> None:
    old, new = two(shelf)
    shelf.joining.join(old, new)
    edited = HARBOUR.replace("halve", "shrink by half").replace("300 boats", "310 boats")
    taken = shelf.articles.take(article(edited, "The bridge"), "/tmp/harbour.txt")
    assert (taken.view.id, taken.how) == (new, Arrival.RENEWED)
    assert taken.view.path == "/tmp/harbour.txt"
    check(shelf.store)


def test_a_path_follows_through_two_joins(shelf: Shelf) -> None:
    old, new = two(shelf)
    third = shelf.articles.take(article("Leeks grow in sandy soil, and want water.", "Leeks"), "/tmp/leeks.txt").view.id
    shelf.joining.join(old, new)
    shelf.joining.join(new, third)
    edited = article(HARBOUR.replace("halve", "shrink by half"), "The bridge")
    assert shelf.articles.take(edited, "/tmp/harbour.txt").view.id == third


def seen(shelf: Shelf) -> object:
    listed = [(a.id, a.title, a.state, a.tags, a.notes) for a in shelf.library.articles()]
    return listed, [shelf.articles.view(row[0]) for row in listed]


def test_a_text_that_came_between_undo_and_redo_comes_along(shelf: Shelf) -> None:
    old, new = two(shelf)
    shelf.joining.join(old, new)
    shelf.undoing.undo()
    edited = shelf.articles.take(article(HARBOUR.replace("halve", "shrink by half")), "/tmp/harbour.txt")
    assert edited.view.id == old
    shelf.undoing.redo()
    assert [row.id for row in shelf.library.articles()] == [new]
    assert len(shelf.joining.versions(new)) == 3
    shelf.undoing.undo()
    assert shelf.articles.view(old).version == edited.view.version
    check(shelf.store)


def test_undo_leaves_each_its_text_when_the_other_text_was_opened_since(shelf: Shelf) -> None:
    old, new = two(shelf)
    was = [shelf.articles.view(i).version for i in (old, new)]
    shelf.joining.join(old, new)
    assert shelf.articles.take(article(), "/tmp/harbour.txt").view.id == new
    assert shelf.articles.view(new).version == was[0]
    shelf.undoing.undo()
    assert [shelf.articles.view(i).version for i in (old, new)] == was
    check(shelf.store)


def test_a_failure_in_the_middle_leaves_both_as_they_were(shelf: Shelf) -> None:
    old, new = two(shelf)
    note(shelf, old, NINE_YEARS)
    with shelf.store.writing() as session:
        session.notes._connection.execute(  # type: ignore[attr-defined]
            sql(
                "CREATE TRIGGER no_more BEFORE INSERT ON operation BEGIN SELECT RAISE(ABORT, 'the disk went away'); END"
            )
        )
    before = state(shelf)
    with pytest.raises((DatabaseError, sqlite3.DatabaseError)):
        shelf.joining.join(old, new)
    assert state(shelf) == before


_FOR_EVER = """
import sys
from pathlib import Path
from tests.services.building import Shelf
shelf = Shelf(Path(sys.argv[1]))
print("joining", flush=True)
while True:
    shelf.joining.join(int(sys.argv[2]), int(sys.argv[3]))
    shelf.undoing.undo()
"""


def test_a_kill_while_two_are_joined_leaves_them_one_or_two(shelf: Shelf) -> None:
    pair = two(shelf)
    kept = note(shelf, pair[0], NINE_YEARS)
    shelf.store.close()
    for milliseconds in (0, 7, 19, 34):
        command = [sys.executable, "-c", _FOR_EVER, str(shelf.path), *map(str, pair)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "joining\n"
            time.sleep(milliseconds / 1000)  # the moment of the kill, not a wait for anything
            process.kill()
        shelf.open()
        assert shelf.store.check(mend=False).is_whole
        articles = [row.id for row in shelf.library.articles()]
        owner = shelf.annotating.note(kept).target.article_id
        assert (sorted(articles), owner) in ((sorted(pair), pair[0]), ([pair[1]], pair[1]))
        while len(shelf.library.articles()) == 1:
            shelf.undoing.undo()
        shelf.store.close()
    shelf.open()


def _note_on(shelf: Shelf, pair: tuple[int, int], pick: int, at: int, length: int) -> None:
    target = NoteTarget(pair[pick % 2], MarkRef(MarkKind.NOTE, Span(at, at + length)))
    made, _ = shelf.annotating.add_note(target, f"Note {at}")
    if at % 3 == 0:
        shelf.annotating.set_tags(made.id, ["time"])
    if at % 5 == 0:
        shelf.annotating.delete_note(made.id)
    elif at % 7 == 0:
        shelf.annotating.reattach(made.id, Span(length, length + 12))


def _decide(shelf: Shelf, pair: tuple[int, int], pick: int, at: int, length: int) -> None:
    view = shelf.articles.view(pair[pick % 2])
    marks = [*view.mentions, *view.quotes, *view.claims]
    if at % 3 == 0:
        shelf.deciding.add_mention(view.id, Span(at, at + length), EntityKind.PLACE)
    elif marks and at % 3 == 1:
        shelf.deciding.reject(view.id, marks[at % len(marks)].ref)
    elif marks:
        shelf.deciding.confirm(view.id, marks[at % len(marks)].ref)
    if at % 4 == 0:
        shelf.undoing.undo()


def _link(shelf: Shelf, pair: tuple[int, int], pick: int, at: int, length: int) -> None:
    source = LinkSource(place=NoteTarget(pair[pick % 2], MarkRef(MarkKind.NOTE, Span(at, at + length))))
    shelf.links.connect(source, LinkTarget(article_id=pair[at % 2]), "explains")


def _tag(shelf: Shelf, pair: tuple[int, int], pick: int, at: int, length: int) -> None:
    shelf.annotating.tag_article(pair[pick % 2], [["sea", "vote", "press"][at % 3], "all"][: 1 + length % 2])


def _renew(shelf: Shelf, pair: tuple[int, int], pick: int, at: int, length: int) -> None:
    view = shelf.articles.view(pair[pick % 2])
    place = view.text.find(" ", at)
    text = f"{view.text[:place]} indeed{view.text[place:]}"
    taken = shelf.articles.take(article(text, view.metadata.title, source=view.metadata.source), view.path)
    if taken.view.id == view.id and length % 2:
        shelf.articles.save_analysis(view.id, taken.view.version, analysis(text, [SOLBERG, WANG, PORT]))


ACTS = (_note_on, _decide, _link, _tag, _renew)
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 180), st.integers(3, 40))


@pytest.mark.timeout(300)
@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example takes half a second: shrinking, minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.lists(STEP, max_size=7), after=st.lists(STEP, max_size=3), turned=st.booleans())
def test_join_undo_and_redo_restore_every_row(
    tmp_path_factory: pytest.TempPathFactory,
    empty_library: Path,
    before: list[tuple[object, int, int, int]],
    after: list[tuple[object, int, int, int]],
    turned: bool,
) -> None:
    path = tmp_path_factory.mktemp("joined") / "library.db"
    shutil.copy(empty_library, path)
    shelf = Shelf(path)
    try:
        pair = two(shelf)
        for act, pick, at, length in before:
            act(shelf, pair, pick, at, length)  # type: ignore[operator]
        with shelf.store.writing() as session:
            session.entities.purge()
        part, whole = (pair[1], pair[0]) if turned else pair
        apart = state(shelf)
        shelf.joining.join(part, whole)
        one = state(shelf)
        check(shelf.store)
        assert shelf.store.check(mend=False).is_whole
        assert shelf.undoing.undo() is not None
        assert differing(state(shelf), apart) == {}
        check(shelf.store)
        assert shelf.store.check(mend=False).is_whole
        shelf.reopen()
        assert shelf.undoing.redo() is not None
        assert differing(state(shelf), one) == {}
        steps = 0
        for act, _, at, length in after:
            if act in (_note_on, _tag):
                steps -= len(journal(shelf))
                act(shelf, (whole, whole), 0, at, length)  # type: ignore[operator]
                steps += len(journal(shelf))
        for _ in range(steps):
            shelf.undoing.undo()
        assert shelf.undoing.undo() is not None
        assert {row.id for row in shelf.library.articles()} == set(pair)
        check(shelf.store)
    finally:
        shelf.store.close()


def journal(shelf: Shelf) -> list[int]:
    with shelf.store.reading() as session:
        found = session.notes._connection.execute(sql("SELECT id FROM operation WHERE undone = 0"))  # type: ignore[attr-defined]
        return [row[0] for row in found]


def differing(
    one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]
) -> dict[str, tuple[set[tuple[object, ...]], set[tuple[object, ...]]]]:
    """Rows that only one of the two has, by table."""
    return {n: (set(one[n]) - set(other[n]), set(other[n]) - set(one[n])) for n in one if one[n] != other[n]}
