"""What the user says of suggestions."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Certainty, Place, anchor_at
from app.domain.applying import Marks
from app.domain.changes import Changes
from app.domain.decision_fields import CONTEXTS, WAS, AnyMark, contexts, snapshot
from app.domain.decisions import Decision, EntityDecision, Verb
from app.domain.marks import ClaimStatus, MarkKind, MarkRef, MentionMark, QuoteMark, Standing
from app.domain.records import ArticleHead
from app.domain.spans import Span
from app.errors import NotFound, NotPossible
from app.services.learning import CUE
from app.services.ports import BlockingKeys, Session, Store
from app.services.reckoning import EVERYWHERE, reckon, reckon_again
from app.services.showing import NOTHING, named, project, shown, suggested, wording

_Fields = dict[str, object]


class Deciding:
    """Confirm, reject, correct, add; and take it back. What is said is kept for ever, undone or not."""

    def __init__(self, store: Store, blocking_keys: BlockingKeys) -> None:
        self._store = store
        self._blocking_keys = blocking_keys

    def confirm(self, article_id: int, ref: MarkRef) -> Changes:
        """Say that a mark is right."""
        with self._store.writing() as session:
            return _On(session, article_id, self._blocking_keys).judge(ref, Verb.CONFIRM, {})

    def reject(self, article_id: int, ref: MarkRef) -> Changes:
        """Say that a mark is wrong: it is not shown again, whatever a later analysis finds there."""
        with self._store.writing() as session:
            return _On(session, article_id, self._blocking_keys).judge(ref, Verb.REJECT, {})

    def correct_mention(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        kind: EntityKind | None = None,
        name: str | None = None,
        entity_id: int | None = None,
        span: Span | None = None,
    ) -> Changes:
        """Correct what is given. A `name` or `entity_id` moves this one mention to that entity, made when there is none
        of that name; a `kind` alone is the entity's, in every article.
        """
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            mark = on.mention(ref)
            fields: _Fields = {}
            if entity_id is not None:
                fields["entity_id"] = session.entities.one(entity_id).id
            elif name is not None and name.strip():
                fields |= on.entity_called(name, kind, mark)
            if kind is not None and "entity_id" not in fields and kind is not mark.kind:
                fields |= {"kind": kind.value, "entity_id": mark.entity_id}
            elif kind is not None and entity_id is not None:
                fields["kind"] = kind.value
            return on.judge(ref, Verb.CORRECT, on.with_span(fields, span, mark.span))

    def correct_quote(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        speaker_name: str | None = None,
        speaker_id: int | None = None,
        speaker_span: Span | None = None,
        span: Span | None = None,
        quote_kind: QuoteKind | None = None,
    ) -> Changes:
        """Correct what is given. A name that an entity of the library has is that entity; "" is nobody."""
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            fields = on.person("speaker", speaker_name, speaker_id, speaker_span)
            if quote_kind is not None:
                fields["quote_kind"] = quote_kind.value
            return on.judge(ref, Verb.CORRECT, on.with_span(fields, span, ref.span))

    def correct_claim(
        self,
        article_id: int,
        ref: MarkRef,
        *,
        holder_name: str | None = None,
        holder_id: int | None = None,
        status: ClaimStatus | None = None,
        claim_kind: ClaimKind | None = None,
        span: Span | None = None,
    ) -> Changes:
        """Correct what is given; a holder named "" is the article's author."""
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            fields = on.person("holder", holder_name, holder_id, None)
            if status is not None:
                fields["status"] = status.value
            if claim_kind is not None:
                fields["claim_kind"] = claim_kind.value
            return on.judge(ref, Verb.CORRECT, on.with_span(fields, span, ref.span))

    def add_mention(self, article_id: int, span: Span, kind: EntityKind, name: str = "") -> Changes:
        """Mark a name that was missed; without `name` it is called by its own words."""
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            fields = on.entity_called(name if name.strip() else wording(on.words(span)), kind, None)
            return on.add(MarkKind.MENTION, span, fields | {"kind": kind.value})

    def add_quote(self, article_id: int, span: Span, speaker_name: str = "", speaker_id: int | None = None) -> Changes:
        """Mark a quote that was missed."""
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            on.words(span)
            return on.add(MarkKind.QUOTE, span, on.person("speaker", speaker_name or None, speaker_id, None))

    def add_claim(self, article_id: int, span: Span, holder_name: str = "") -> Changes:
        """Mark a claim that was missed."""
        with self._store.writing() as session:
            on = _On(session, article_id, self._blocking_keys)
            on.words(span)
            return on.add(MarkKind.CLAIM, span, on.person("holder", holder_name or None, None, None))

    def decisions(self, article_id: int | None = None) -> tuple[Decision, ...]:
        """Decisions about marks in an article, or in any, that are not undone; the oldest first."""
        with self._store.reading() as session:
            return session.decisions.of_marks() if article_id is None else session.decisions.of_article(article_id)

    def undo(self, decision_id: int) -> Changes:
        """Make everything as it would be without this decision, about a mark or an entity; later ones hold."""
        with self._store.writing() as session:
            return self.take(session, decision_id, undone=True)

    def take(self, session: Session, decision_id: int, *, undone: bool) -> Changes:
        """Undo or redo a decision within a transaction. NotFound when that was done already."""
        decision = session.decisions.one(decision_id, undone=not undone)
        if decision is None:
            raise NotFound("This decision was undone already." if undone else "This decision holds already.")
        if undone:
            session.decisions.undo(decision_id)
        else:
            session.decisions.redo(decision_id)
        if isinstance(decision, EntityDecision):
            return reckon_again(session, decision, self._blocking_keys, undone=undone)
        changes = project(session, decision.article_id)
        if decision.target is MarkKind.MENTION and decision.verb is Verb.CORRECT and "kind" in decision.fields:
            entity_id = decision.fields.get("entity_id")
            if isinstance(entity_id, int):
                reckon(session, session.entities.one(entity_id).root_id, self._blocking_keys)
                changes |= EVERYWHERE
        return changes


class _On:
    """Deciding on one article, within one transaction."""

    def __init__(self, session: Session, article_id: int, blocking_keys: BlockingKeys) -> None:
        self._session = session
        self._blocking_keys = blocking_keys
        self._head: ArticleHead = session.articles.head(article_id)
        self._text = session.articles.text(self._head.version_id)
        self._found = suggested(session, self._head, self._text)
        self._shown: Marks | None = None

    def words(self, span: Span) -> str:
        """The words of a span; NotPossible when it reaches beyond the text."""
        if span.end > len(self._text):
            raise NotPossible("The passage is not in this version of the article.", "Select it again.")
        return span.of(self._text)

    def mention(self, ref: MarkRef) -> MentionMark:
        """The mention as the user sees it."""
        mark = self._mark(ref)
        if not isinstance(mark, MentionMark):
            raise NotPossible("This mark is not a name.")
        seen = named(self._session, Marks(mentions=(mark,))).mentions
        if not seen:
            raise _gone()
        return seen[0]

    def entity_called(self, name: str, kind: EntityKind | None, mark: MentionMark | None) -> _Fields:
        """The entity of that name, and of that kind where one is given; made when there is none."""
        name = " ".join(name.split())
        if mark and name == mark.name and kind in (None, mark.kind):
            return {}
        entities = self._session.entities
        wanted = kind or (mark.kind if mark else EntityKind.PERSON)
        found = entities.named(name, wanted) or (None if kind else entities.named(name))
        if found:
            return {"name": name, "entity_id": found.id}
        made = entities.create(name, wanted, Standing.ADDED)
        entities.give_names(made, [name])
        entities.set_keys(made, self._blocking_keys([name]))
        return {"name": name, "entity_id": made}

    def person(self, role: str, name: str | None, entity_id: int | None, span: Span | None) -> _Fields:
        """Fields that say who speaks or claims: an entity if one is given or has the name, else the bare name."""
        fields: _Fields = {}
        if span is not None:
            fields[f"{role}_span"] = [span.start, span.end]
            words = wording(self.words(span))
            name = name if name is not None or entity_id is not None else words
        if entity_id is not None:
            entity = self._session.entities.one(entity_id)
            return fields | {f"{role}_id": entity.id, f"{role}_name": name or entity.name}
        if name is None:
            return fields
        name = " ".join(name.split())
        known = self._session.entities.named(name) if name else None
        if span is None:
            fields[f"{role}_span"] = None  # where the text named another, it does not name this one
        return fields | {f"{role}_id": known.id if known else None, f"{role}_name": known.name if known else name}

    def with_span(self, fields: _Fields, span: Span | None, old: Span) -> _Fields:
        """With corrected boundaries, if they differ."""
        if span is not None and span != old:
            self.words(span)
            return fields | {"span": [span.start, span.end]}
        return fields

    def judge(self, ref: MarkRef, verb: Verb, fields: _Fields) -> Changes:
        """Keep a decision about the mark that `ref` names. Nothing is kept when a correction corrects nothing."""
        if verb is Verb.CORRECT and not fields:
            return NOTHING
        mark = self._mark(ref)
        was = snapshot(mark)
        if isinstance(mark, MentionMark):
            seen = self.mention(ref)
            if verb is not Verb.REJECT:  # the entity's kind and name are what the user saw and agreed to
                was |= {"kind": seen.kind.value, "name": seen.name}
        if isinstance(mark, QuoteMark) and mark.cue:
            fields = fields | {CUE: mark.cue.of(self._text)}
        return self._keep(ref.kind, ref.span, verb, fields | {WAS: was})

    def add(self, kind: MarkKind, span: Span, fields: _Fields) -> Changes:
        return self._keep(kind, span, Verb.ADD, fields)

    def _keep(self, kind: MarkKind, span: Span, verb: Verb, fields: _Fields) -> Changes:
        session, head = self._session, self._head
        if found := contexts(fields, self._text):
            fields = fields | {CONTEXTS: found}
        decision = Decision(head.id, kind, anchor_at(self._text, span, head.version), verb, fields)
        entity_id = _entity_meant(fields)
        decision_id = session.decisions.add(decision, entity_id)
        anchor_id = session.anchors.add(head.id, decision.anchor, decision=decision_id)
        session.anchors.keep_places(head.version_id, {anchor_id: Place(span, Certainty.EXACT)})
        changes = project(session, head.id, self._text, self._found)
        if kind is MarkKind.MENTION and verb is Verb.CORRECT and "kind" in fields and entity_id is not None:
            reckon(session, session.entities.one(entity_id).root_id, self._blocking_keys)
            changes |= EVERYWHERE
        return changes

    def _mark(self, ref: MarkRef) -> AnyMark:
        if self._shown is None:
            self._shown = shown(self._session, self._head, self._text, self._found)
        of_kind: Mapping[MarkKind, tuple[AnyMark, ...]] = {
            MarkKind.MENTION: self._shown.mentions,
            MarkKind.QUOTE: self._shown.quotes,
            MarkKind.CLAIM: self._shown.claims,
        }
        for mark in of_kind.get(ref.kind, ()):
            if mark.span == ref.span:
                return mark
        raise _gone()


def _gone() -> NotFound:
    return NotFound("This mark is not there any more.", "The article may have been analysed again meanwhile.")


def _entity_meant(fields: Mapping[str, object]) -> int | None:
    """The entity that a decision refers to, so that it is kept while the decision is."""
    was = fields.get(WAS)
    for source in (fields, was if isinstance(was, Mapping) else {}):
        for name in ("entity_id", "speaker_id", "holder_id"):
            value = source.get(name)
            if isinstance(value, int):
                return value
    return None
