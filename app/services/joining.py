"""Making two articles one where the program did not see that they are, and one two where it took them for one."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.anchoring import resolve
from app.domain.anchors import Anchor, Certainty
from app.domain.changes import Changed, Changes
from app.domain.joining import Apart, Candidate, Holdings, Joined, Moving, Version
from app.domain.marks import AnalysisState
from app.domain.operations import Operation, Subject
from app.domain.records import ArticleHead
from app.domain.resemblance import probes, resemblance
from app.errors import NotFound, NotPossible
from app.services.ports import Session, Store
from app.services.showing import place_anchors, project

_MOST_COMPARED = 24
_SURE = (Certainty.EXACT, Certainty.MOVED)
_LONGEST_WORDS = 90


class Joining:
    """Each is one step of the journal. The article that goes on is the one whose text is read from then on."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def candidates(self, article_id: int, asked: str = "") -> tuple[Candidate, ...]:
        """Articles of which this one may be another version, the likeliest first; `asked`: words of their titles.

        Compares at most 24 texts, 2 ms each.
        """
        with self._store.reading() as session:
            head = session.articles.head(article_id)
            text = session.articles.text(head.version_id)
            heads: dict[int, ArticleHead] = {}
            if not asked.strip():
                alike = session.articles.alike(head.title, probes(text), _MOST_COMPARED // 2)
                heads = {h.id: h for h in alike if not h.removed}
            for other_id in session.joining.titled(asked.strip(), _MOST_COMPARED):
                heads.setdefault(other_id, session.articles.head(other_id))
            heads.pop(article_id, None)
            found = [_candidate(session, h, text) for h in list(heads.values())[:_MOST_COMPARED]]
            return tuple(sorted(found, key=lambda c: -c.likeness))

    def newer(self, one: int, other: int) -> int:
        """Of two articles the one whose text came to the library last."""
        with self._store.reading() as session:
            return max(one, other, key=lambda i: session.articles.head(i).version_id)

    def moving(self, part_id: int, whole_id: int) -> Moving:
        """What comes along, and what of it loses its place, when one article becomes a part of another."""
        with self._store.reading() as session:
            return _moving_into(session, part_id, session.articles.head(whole_id))

    def join(self, part_id: int, whole_id: int) -> tuple[Joined, Changes]:
        """Make one article a part of another, whose text is read from now on. NotPossible when they are one already."""
        if part_id == whole_id:
            raise NotPossible("An article is no other version of itself.", "Choose another one.")
        with self._store.writing() as session:
            head = session.articles.head(whole_id)
            if head.removed or session.articles.head(part_id).removed:
                raise NotPossible("One of the two is not in the library any more.", "Open its file again first.")
            moving = _moving_into(session, part_id, head)
            apart = absorb(session, whole_id, part_id)
            session.operations.add(
                "Made two articles one",
                Subject.ARTICLE,
                str(whole_id),
                {"apart": apart.as_state()},
                {"joined": part_id},
            )
            return Joined(whole_id, part_id, moving), _changes(whole_id, part_id, gone=True)

    def versions(self, article_id: int) -> tuple[Version, ...]:
        """The article's texts, the one that came first at the beginning."""
        with self._store.reading() as session:
            session.articles.head(article_id)
            return session.joining.versions(article_id)

    def parting(self, article_id: int, version_ids: Collection[int]) -> Moving:
        """What goes with these texts when they become an article of their own."""
        with self._store.reading() as session:
            held = session.joining.holdings_of(article_id, version_ids)
            if not held.versions:
                return Moving()
            head, read = session.articles.head(article_id), max(held.versions)
            return _moving(session, head, held, session.articles.content(read).hash, session.articles.text(read))

    def part(self, article_id: int, version_ids: Collection[int]) -> tuple[Joined, Changes]:
        """Make these texts of an article one of their own, with what was written on them; `other_id` is the new one's.

        The texts among which the current one is stay the article's. NotPossible unless some go and some stay.
        """
        with self._store.writing() as session:
            head = session.articles.head(article_id)
            every = {v.id for v in session.joining.versions(article_id)}
            chosen = every & set(version_ids)
            if not chosen or chosen == every:
                raise NotPossible("Some texts must stay with the article, and some leave it.", "Choose others.")
            leaving = every - chosen if head.version_id in chosen else chosen
            held = session.joining.holdings_of(article_id, leaving)
            read = max(held.versions)
            moving = _moving(session, head, held, session.articles.content(read).hash, session.articles.text(read))
            first = next(v.added for v in session.joining.versions(article_id) if v.id == min(leaving))
            tags = _tags(session, article_id)
            new_id = session.joining.create(first, "")
            apart = Apart(new_id, read, AnalysisState.NONE, "", tags, tags, held)
            revive(session, article_id, apart)
            session.operations.add(
                "Made one article two",
                Subject.ARTICLE,
                str(article_id),
                {"joined": new_id},
                {"apart": apart.as_state()},
            )
            return Joined(article_id, new_id, moving), _changes(article_id, new_id)


def retake(session: Session, step: Operation, *, undone: bool) -> Changes | None:
    """Take a step of `Joining` back or do it again; None when the step is another one."""
    state = step.before if undone else step.after
    whole_id = int(step.subject_id)
    if isinstance(recorded := state.get("apart"), dict):
        apart = Apart.of_state(recorded)
        revive(session, whole_id, apart)
        return _changes(whole_id, apart.id)
    if isinstance(part_id := state.get("joined"), int):
        now_apart = {"apart": absorb(session, whole_id, part_id).as_state()}
        before, after = (step.before, now_apart) if undone else (now_apart, step.after)
        session.joining.keep_step(step.id, before, after)
        return _changes(whole_id, part_id, gone=True)
    return None


def absorb(session: Session, whole_id: int, part_id: int) -> Apart:
    """Make `part_id` a part of `whole_id`; what `revive` needs to make it an article again.

    What the machine found in it stays with it, out of sight: it is found there again.
    """
    head = session.articles.head(part_id)
    tags, other_tags = _tags(session, part_id), _tags(session, whole_id)
    held = session.joining.holdings(part_id)
    session.articles.set_removed(part_id, removed=True)
    project(session, part_id)
    session.joining.give(held, whole_id)
    session.joining.without_text(part_id)
    session.tags.set_of_article(part_id, ())
    session.tags.set_of_article(whole_id, tuple(dict.fromkeys((*other_tags, *tags))))
    _seek_again(session, whole_id)
    return Apart(part_id, head.version_id, head.state, head.state_detail, tags, other_tags, held)


def revive(session: Session, whole_id: int, apart: Apart) -> None:
    """Make an article of its own again what `absorb` made a part of another."""
    articles = session.articles
    session.joining.give(apart.holdings, apart.id)
    whole = articles.head(whole_id)
    if whole.version_id in apart.holdings.versions:  # a text of it was opened again, and is read since
        left = session.joining.newest_version(whole_id)
        if left is None:
            raise NotFound("Nothing would be left of this article.")
        articles.make_current(whole_id, left, articles.content(left))
    articles.make_current(apart.id, apart.version_id, articles.content(apart.version_id))
    analysed = session.runs.model(apart.id, apart.version_id) is not None
    if apart.state is not AnalysisState.NONE or analysed:
        articles.set_state(apart.id, AnalysisState.DONE if analysed else apart.state, apart.state_detail)
    articles.set_removed(apart.id, removed=False)
    session.tags.set_of_article(apart.id, apart.tags)
    session.tags.set_of_article(whole_id, apart.other_tags)
    for article_id in (whole_id, apart.id):
        _seek_again(session, article_id)


def _seek_again(session: Session, article_id: int) -> None:
    session.joining.forget_places(article_id)
    head = session.articles.head(article_id)
    place_anchors(session, head, session.articles.text(head.version_id))
    project(session, article_id)


def _moving_into(session: Session, part_id: int, whole: ArticleHead) -> Moving:
    part = session.articles.head(part_id)
    held = session.joining.holdings(part_id)
    return _moving(session, part, held, whole.version, session.articles.text(whole.version_id))


def _moving(session: Session, head: ArticleHead, held: Holdings, version: str, text: str) -> Moving:
    """What of `head`'s goes to an article whose text is `text`."""
    notes = [n for n in session.notes.of_article(head.id) if n.row_id in set(held.notes)]
    decisions = [d for d in session.decisions.of_article(head.id) if d.id in set(held.decisions)]
    places = session.anchors.placed(head.id, head.version_id)
    own = session.articles.text(head.version_id)

    def is_lost(anchor: Anchor | None) -> bool:
        if anchor is None:
            return False
        earlier = session.articles.text_once(head.id, anchor.version)
        now = places.get(anchor) or resolve(anchor, own, head.version, earlier)
        return now.certainty in _SURE and resolve(anchor, text, version, earlier).certainty not in _SURE

    lost = [n for n in notes if is_lost(n.anchor)]
    return Moving(
        notes=len(notes),
        decisions=len(decisions),
        links=session.joining.standing_links(held),
        tags=len(_tags(session, head.id)),
        versions=len(held.versions),
        lost=tuple(_shortened(n.body or n.quoted or (n.anchor.exact if n.anchor else "")) for n in lost),
        lost_decisions=sum(is_lost(d.anchor) for d in decisions),
    )


def _candidate(session: Session, head: ArticleHead, text: str) -> Candidate:
    content = session.articles.content(head.version_id)
    meta = content.metadata
    return Candidate(head.id, head.title, meta.date, meta.source, resemblance(text, content.text))


def _tags(session: Session, article_id: int) -> tuple[str, ...]:
    return session.tags.of_articles([article_id]).get(article_id, ())


def _changes(whole_id: int, part_id: int, *, gone: bool = False) -> Changes:
    pair = frozenset({(part_id, whole_id)}) if gone else frozenset()
    return Changes(frozenset(Changed), frozenset({whole_id, part_id}), pair)


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"
