"""Everything the user decided, in words, so that it can be looked through and taken back."""

from __future__ import annotations

from app.domain.decisions import Decision, EntityDecision, EntityVerb, Verb
from app.domain.rows import DecisionRow
from app.errors import NotFound
from app.services.ports import Session, Store

_DONE = {Verb.CONFIRM: "Confirmed", Verb.REJECT: "Rejected", Verb.CORRECT: "Corrected", Verb.ADD: "Marked"}


class History:
    """Lists decisions that are not undone; `Deciding.undo` takes one back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self, text: str = "", limit: int = 200, offset: int = 0) -> tuple[DecisionRow, ...]:
        """The newest first; `text` filters by the sentence, ignoring case."""
        with self._store.reading() as session:
            decided: list[Decision | EntityDecision] = [*session.decisions.of_marks(), *session.decisions.of_entities()]
            decided.sort(key=lambda d: d.id or 0, reverse=True)
            if not text:
                decided = decided[offset : offset + limit]
            rows = [_row(d, session) for d in decided]
        asked = text.casefold()
        found = [r for r in rows if asked in r.sentence.casefold() or asked in r.title.casefold()]
        return tuple(found[offset : offset + limit] if text else found)


def sentence_of(decision: Decision | EntityDecision, session: Session) -> str:
    """A decision in words: "Rejected the claim “…”"."""
    if isinstance(decision, EntityDecision):
        return _of_entity(decision, session)
    words = " ".join(decision.anchor.exact.split())
    words = words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + "…"
    changed = _changes(decision)
    return f"{_DONE[decision.verb]} the {decision.target} “{words}”{f': {changed}' if changed else ''}"


def _row(decision: Decision | EntityDecision, session: Session) -> DecisionRow:
    assert decision.id is not None
    sentence = sentence_of(decision, session)
    if isinstance(decision, EntityDecision):
        return DecisionRow(decision.id, sentence, "", decision.made, None, None)
    title = session.articles.head(decision.article_id).title
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
