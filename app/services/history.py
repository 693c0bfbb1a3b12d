"""Everything the user decided, in words, so that it can be looked through and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from app.domain.decisions import Decision, EntityDecision, EntityVerb, Verb
from app.domain.quoting import in_marks
from app.domain.rows import DecisionRow
from app.errors import NotFound
from app.services.ports import Session, Store

_DONE = {Verb.CONFIRM: "Confirmed", Verb.REJECT: "Rejected", Verb.CORRECT: "Corrected", Verb.ADD: "Marked"}
_FEW = 500  # decisions in memory at once


class History:
    """Lists decisions that are not undone; `Deciding.undo` takes one back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self, text: str = "", limit: int = 200, offset: int = 0) -> tuple[DecisionRow, ...]:
        """The newest first; `text` filters by the sentence, ignoring case."""
        with self._store.reading() as session:
            titles = _Titles(session)
            if not text:
                return tuple(_row(d, session, titles) for d in session.decisions.page(limit, offset))
            asked = text.casefold()
            rows = (_row(d, session, titles) for d in _newest_first(session))
            found = (r for r in rows if asked in r.sentence.casefold() or asked in r.title.casefold())
            return tuple(islice(found, offset, offset + limit))


class _Titles(dict[int, str]):
    """Titles of articles by id, each asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __missing__(self, article_id: int) -> str:
        self[article_id] = title = self._session.articles.head(article_id).title
        return title


def _newest_first(session: Session) -> Iterator[Decision | EntityDecision]:
    """All decisions, few at a time: the words they are shown in are in no column, so a filter has to look at each."""
    offset = 0
    while decided := session.decisions.page(_FEW, offset):
        yield from decided
        offset += len(decided)


def sentence_of(decision: Decision | EntityDecision, session: Session) -> str:
    """A decision in words: "Rejected the claim “…”"."""
    if isinstance(decision, EntityDecision):
        return _of_entity(decision, session)
    words = " ".join(decision.anchor.exact.split())
    words = words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + "…"
    changed = _changes(decision)
    status = decision.fields.get("status")
    if decision.verb is Verb.CORRECT and changed == f"status {status}":
        return f"Called the claim {in_marks(words)} {status}"
    return f"{_DONE[decision.verb]} the {decision.target} {in_marks(words)}{f': {changed}' if changed else ''}"


def _row(decision: Decision | EntityDecision, session: Session, titles: _Titles) -> DecisionRow:
    assert decision.id is not None
    sentence = sentence_of(decision, session)
    if isinstance(decision, EntityDecision):
        return DecisionRow(decision.id, sentence, "", decision.made, None, None)
    title = titles[decision.article_id]
    return DecisionRow(decision.id, sentence, title, decision.made, decision.article_id, decision.anchor.span)


def _changes(decision: Decision) -> str:
    """What a correction set: "speaker Mara Lind, status disputed"."""
    named = {"speaker_name": "speaker", "holder_name": "holder", "name": "name", "kind": "kind", "status": "status"}
    parts = [f"{word} {decision.fields[key]}" for key, word in named.items() if decision.fields.get(key)]
    if decision.fields.get("span") and decision.verb is not Verb.ADD:
        parts.append("boundaries")
    return ", ".join(parts)


def _of_entity(decision: EntityDecision, session: Session) -> str:
    def name(entity_id: int | None) -> str:
        try:
            return f"“{session.entities.one(entity_id).name}”" if entity_id is not None else "another"
        except NotFound:
            return "a name that is gone"

    own, other = name(decision.entity_id), name(decision.other_id)
    return {
        EntityVerb.RENAME: f"Renamed an entity to “{decision.fields.get('name')}”",
        EntityVerb.RETYPE: f"Said that {own} is a {decision.fields.get('kind')}",
        EntityVerb.CONFIRM_ENTITY: f"Confirmed {own}",
        EntityVerb.DISMISS: f"Said that {own} names nothing",
        EntityVerb.MERGE: f"Joined {own} with {other}",
        EntityVerb.SPLIT: f"Took {own} and {other} apart again",
        EntityVerb.SPLIT_ALIAS: f"Said that “{decision.fields.get('alias')}” is somebody else than {own}",
        EntityVerb.APART: f"Said that {own} and {other} are different",
    }[decision.verb]
