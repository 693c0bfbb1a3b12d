"""Whatever is done, in whatever order: lists agree with articles, and nothing the user wrote is lost."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text as sql

from app.domain.analysis import EntityKind
from app.domain.marks import ArticleView, ClaimStatus, MarkKind, MarkRef, NoteTarget
from app.domain.spans import Span
from app.errors import UserError
from app.store.store import Store
from tests.services.building import BOATS, HARBOUR, NINE_YEARS, PORT, SOLBERG, WANG, Named, Shelf, analysis, article

OTHER = "Ferry cuts\n\nSolberg met the Port Authority in Oslo. “No boats,” said Wang Tao. It moved 300 boats, she said."
TEXTS = (
    HARBOUR,
    "Noon.\n\n" + HARBOUR,
    HARBOUR.replace(" Wang said his trade would halve.", ""),
    OTHER,
    OTHER + " Oslo.",
)
PATHS = ("/a", "/b", "")
OSLO, LUMP = Named(EntityKind.PLACE, ["Oslo"]), Named(EntityKind.PERSON, ["Inga Solberg", "Solberg", "Wang"])
CASTS = ([SOLBERG, WANG, PORT, OSLO], [LUMP, PORT], [PORT, OSLO], [])


class AnyOrder(RuleBasedStateMachine):
    empty: ClassVar[Path]

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.empty, self.folder / "library.db")
        self.shelf = Shelf(self.folder / "library.db")
        self.articles: set[int] = set()
        self.bodies: dict[str, str] = {}
        self.binned: set[str] = set()
        self.decisions = 0

    def teardown(self) -> None:
        self.shelf.store.close()
        shutil.rmtree(self.folder)

    def view(self, pick: int) -> ArticleView:
        return self.shelf.articles.view(sorted(self.articles)[pick % len(self.articles)])

    def entity(self, pick: int) -> int:
        rows = self.shelf.library.entities()
        return rows[pick % len(rows)].id if rows else 99_999

    @rule(text=st.sampled_from(TEXTS), path=st.sampled_from(PATHS))
    def add(self, text: str, path: str) -> None:
        view = self.shelf.articles.add(article(text), path)
        assert view.text == text
        self.articles.add(view.id)

    @precondition(lambda self: self.articles)
    @rule(pick=st.integers(0, 9), cast=st.sampled_from(CASTS), marks=st.booleans())
    def analyse(self, pick: int, cast: list[Named], marks: bool) -> None:
        view = self.view(pick)
        quotes = [(w, "Wang Tao") for w in (NINE_YEARS, "“No boats,”") if marks and w in view.text]
        claims = [BOATS] if marks and BOATS in view.text else []
        self.shelf.articles.save_analysis(view.id, view.version, analysis(view.text, cast, quotes, claims))

    @precondition(lambda self: self.articles)
    @rule(pick=st.integers(0, 9), which=st.integers(0, 30), how=st.integers(0, 5), entity=st.integers(0, 9))
    def judge(self, pick: int, which: int, how: int, entity: int) -> None:
        view = self.view(pick)
        marks = [*view.mentions, *view.quotes, *view.claims]
        if not marks:
            return
        ref, deciding = marks[which % len(marks)].ref, self.shelf.deciding
        before = len(deciding.decisions())
        if how == 0:
            deciding.confirm(view.id, ref)
        elif how == 1:
            deciding.reject(view.id, ref)
        elif ref.kind is MarkKind.CLAIM:
            deciding.correct_claim(
                view.id, ref, status=ClaimStatus.DISPUTED, holder_name="Solberg" if how < 4 else None
            )
        elif ref.kind is MarkKind.QUOTE:
            deciding.correct_quote(view.id, ref, speaker_name=["Wang", "a docker", "Inga Solberg"][entity % 3])
        elif how == 2:
            deciding.correct_mention(view.id, ref, name=["Bo Dahl", "Wang Tao", "Port Authority"][entity % 3])
        elif how == 3:
            deciding.correct_mention(view.id, ref, kind=EntityKind.GROUP)
        elif how == 4:
            deciding.correct_mention(view.id, ref, span=Span(ref.span.start, min(len(view.text), ref.span.end + 2)))
        elif self.shelf.library.entities():
            deciding.correct_mention(view.id, ref, entity_id=self.entity(entity))
        assert len(deciding.decisions()) - before in (0, 1)

    @precondition(lambda self: self.articles)
    @rule(pick=st.integers(0, 9), start=st.integers(0, 60), length=st.integers(1, 30), kind=st.integers(0, 2))
    def mark(self, pick: int, start: int, length: int, kind: int) -> None:
        view, span = self.view(pick), Span(start, start + length)
        deciding = self.shelf.deciding
        if kind == 0:
            deciding.add_mention(view.id, span, EntityKind.PLACE)
        elif kind == 1:
            deciding.add_quote(view.id, span, speaker_name="Wang Tao")
        else:
            deciding.add_claim(view.id, span)

    @rule(a=st.integers(0, 9), b=st.integers(0, 9), how=st.integers(0, 7))
    def change_entities(self, a: int, b: int, how: int) -> None:
        one, two, entities = self.entity(a), self.entity(b), self.shelf.entities
        try:
            if how == 0:
                entities.rename(one, "Zo Ek")
            elif how == 1:
                entities.retype(one, EntityKind.EVENT)
            elif how == 2:
                entities.dismiss(one)
            elif how == 3:
                entities.confirm(one)
            elif how in (4, 5):
                entities.merge(one, two)
            elif how == 6:
                entities.split(entities.dossier(one).merged[0].id if entities.dossier(one).merged else one)
            else:
                entities.split_alias(one, next(iter(entities.dossier(one).entity.aliases), "none"))
        except UserError:
            pass  # nothing there to merge or to split, and it says so

    @rule(which=st.integers(0, 50))
    def undo(self, which: int) -> None:
        made = [d.id for d in (*self.shelf.deciding.decisions(), *self.shelf.entities.decisions()) if d.id is not None]
        if made:
            self.shelf.deciding.undo(made[which % len(made)])

    @rule(pick=st.integers(0, 9), start=st.integers(0, 80), length=st.integers(1, 30), kind=st.sampled_from(MarkKind))
    def note(self, pick: int, start: int, length: int, kind: MarkKind) -> None:
        target = NoteTarget()
        if self.articles:
            target = NoteTarget(self.view(pick).id, MarkRef(kind, Span(start, start + length)))
        note, _ = self.shelf.annotating.add_note(target, f"Note {len(self.bodies)}")
        self.bodies[note.id] = note.body

    @precondition(lambda self: self.bodies)
    @rule(which=st.integers(0, 50), edit=st.booleans())
    def handle_note(self, which: int, edit: bool) -> None:
        note_id = sorted(self.bodies)[which % len(self.bodies)]
        if edit:
            self.bodies[note_id] += " more"
            self.shelf.annotating.edit_note(note_id, self.bodies[note_id])
        elif note_id in self.binned:
            self.binned.remove(note_id)
            self.shelf.annotating.restore_note(note_id)
        else:
            self.binned.add(note_id)
            self.shelf.annotating.delete_note(note_id)

    @precondition(lambda self: self.articles)
    @rule(pick=st.integers(0, 9), restore=st.booleans())
    def hide(self, pick: int, restore: bool) -> None:
        act = self.shelf.library.restore_article if restore else self.shelf.library.remove_article
        act(self.view(pick).id)

    @precondition(lambda self: len(self.articles) > 1)
    @rule(pick=st.integers(0, 9), other=st.integers(0, 9), back=st.booleans())
    def join(self, pick: int, other: int, back: bool) -> None:
        part, whole = self.view(pick).id, self.view(other).id
        try:
            self.shelf.joining.join(part, whole)
        except UserError:
            return  # with itself, or with one that was removed
        if back:
            assert self.shelf.undoing.undo() is not None
            assert {v.id for v in map(self.view, range(len(self.articles)))} == self.articles
        else:
            self.articles.remove(part)

    @precondition(lambda self: self.articles)
    @rule(pick=st.integers(0, 9), which=st.integers(0, 9), back=st.booleans())
    def part(self, pick: int, which: int, back: bool) -> None:
        article_id = self.view(pick).id
        versions = self.shelf.joining.versions(article_id)
        if len(versions) > 1:
            parted, _ = self.shelf.joining.part(article_id, {versions[which % len(versions)].id})
            if back:
                assert self.shelf.undoing.undo() is not None
            else:
                self.articles.add(parted.other_id)

    @rule()
    def restart(self) -> None:
        self.shelf.reopen()

    @invariant()
    def nothing_written_is_lost(self) -> None:
        if hasattr(self, "shelf"):
            for note_id, body in self.bodies.items():
                assert self.shelf.annotating.note(note_id).body == body
            listed = {row.note.id for row in self.shelf.library.notes()}
            assert listed == self.bodies.keys() - self.binned

    @invariant()
    def lists_agree_with_articles(self) -> None:
        if hasattr(self, "shelf"):
            there = {row.id for row in self.shelf.library.articles()}
            views = [self.shelf.articles.view(i) for i in there]
            quotes = sorted((v.id, q.span.start, q.speaker_name, q.standing) for v in views for q in v.quotes)
            rows = self.shelf.library.quotes()
            assert (
                sorted((r.passage.article_id, r.passage.span.start, r.speaker_name, r.standing) for r in rows) == quotes
            )
            claims = sorted((v.id, c.span.start, c.status, c.holder_id or 0) for v in views for c in v.claims)
            held = self.shelf.library.claims()
            assert (
                sorted((r.passage.article_id, r.passage.span.start, r.status, r.holder_id or 0) for r in held) == claims
            )
            counted: dict[int, int] = {}
            for mark in (m for v in views for m in v.mentions):
                counted[mark.entity_id] = counted.get(mark.entity_id, 0) + 1
            assert {e.id: e.mentions for e in self.shelf.library.entities()} == counted

    @invariant()
    def the_database_is_whole(self) -> None:
        if hasattr(self, "shelf"):
            check(self.shelf.store)


def check(store: Store) -> None:
    """Every reference leads somewhere, and the full-text indexes say what their tables say."""
    with store.writing() as session:
        connection = session.notes._connection
        assert connection.execute(sql("PRAGMA foreign_key_check")).all() == []
        for name in ("quote_fts", "claim_fts", "entity_fts"):
            connection.execute(sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"))
        for name in ("article_fts", "note_fts"):  # hold less than their tables: no old versions, nothing from the bin
            connection.execute(sql(f"INSERT INTO {name}({name}) VALUES ('integrity-check')"))


@pytest.mark.timeout(300)
def test_in_any_order(empty_library: Path) -> None:
    AnyOrder.empty = empty_library
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


ACTS = ("rename", "dismiss", "merge", "split", "part", "part", "apart")
LATER = "Wang came. Solberg left. Wang Tao and Inga Solberg met."


def known(shelf: Shelf) -> list[tuple[int, str, tuple[str, ...], int]]:
    return sorted((e.id, e.name, tuple(sorted(e.aliases)), e.mentions) for e in shelf.library.entities())


def act(shelf: Shelf, what: str, a: int, b: int) -> None:
    rows, entities = sorted(e.id for e in shelf.library.entities()), shelf.entities
    one, two = rows[a % len(rows)], rows[b % len(rows)]
    dossier = entities.dossier(one)
    try:
        if what == "rename":
            entities.rename(one, "Zo Ek")
        elif what == "dismiss" and len(rows) > 1:
            entities.dismiss(one)
        elif what == "merge":
            entities.merge(one, two)
        elif what == "split" and dossier.merged:
            entities.split(dossier.merged[b % len(dossier.merged)].id)
        elif what == "part" and dossier.entity.aliases:
            entities.split_alias(one, dossier.entity.aliases[b % len(dossier.entity.aliases)])
        elif what == "apart":
            entities.keep_apart(one, two)
    except UserError:
        pass  # of one entity with itself


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9)), max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_when_all_is_undone_names_are_as_before_and_recognised_as_before(
    empty_library: Path, acts: list[tuple[str, int, int]], order: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty_library, Path(folder) / "library.db")
        shelf = Shelf(Path(folder) / "library.db")
        with closing(shelf.store):
            undo_all_ways(shelf, acts, order)


def undo_all_ways(shelf: Shelf, acts: list[tuple[str, int, int]], order: Random) -> None:
    view = shelf.harbour()
    before = known(shelf)
    for what, a, b in acts:
        act(shelf, what, a, b)
    after = known(shelf)
    while shelf.entities.decisions():
        shelf.undoing.undo()
    assert known(shelf) == before
    while shelf.undoing.redo():
        pass
    assert known(shelf) == after
    made = [d.id for d in shelf.entities.decisions() if d.id is not None]
    order.shuffle(made)
    for decision in made:
        shelf.deciding.undo(decision)
    assert known(shelf) == before
    shelf.articles.save_analysis(view.id, view.version, analysis(view.text, [SOLBERG, WANG, PORT], model="2"))
    assert known(shelf) == before
    later = shelf.add(article(LATER, "Later"), [SOLBERG, WANG])
    assert {m.entity_id for m in shelf.articles.view(later).mentions} <= {e[0] for e in before}
    check(shelf.store)
