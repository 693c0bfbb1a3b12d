"""From what the machine found and the user decided to what is shown, in the article and in the lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.anchoring import resolve
from app.domain.anchors import Certainty, Place
from app.domain.applying import Marks, apply
from app.domain.changes import Changed, Changes
from app.domain.marks import ClaimMark, MarkKind, MentionMark, Note, NoteTarget, QuoteMark, Standing
from app.domain.marks import MarkRef as Ref
from app.domain.records import ArticleHead, EntityRecord, StoredNote, StoredRun
from app.services.ports import Session

NOTHING = Changes()
CHANGED = {MarkKind.MENTION: Changed.MENTIONS, MarkKind.QUOTE: Changed.QUOTES, MarkKind.CLAIM: Changed.CLAIMS}
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$")


def wording(words: str) -> str:
    """The words of a mention as a name: without the possessive, with single spaces."""
    return _POSSESSIVE.sub("", " ".join(words.split()))


def suggested(session: Session, head: ArticleHead, text: str) -> Marks:
    """What the machine found in the article's current version; entity ids as linked, before any merge."""
    run = session.runs.load(head.id, head.version_id)
    return _suggested(session, run, text) if run else Marks()


def shown(session: Session, head: ArticleHead, text: str, found: Marks | None = None) -> Marks:
    """The marks of the article's current version with decisions applied; entity ids as linked, before any merge.

    `found`: what `suggested` answers, if that is known already.
    """
    marks = suggested(session, head, text) if found is None else found
    decisions = session.decisions.of_article(head.id)
    if decisions:
        known = session.anchors.placed(head.id, head.version_id)
        marks = apply(marks, decisions, text, head.version, lambda a: known.get(a) or resolve(a, text, head.version))
        marks = _parted(session, marks, text)
    return _of_entities_that_are_there(session, marks)


def named(session: Session, marks: Marks) -> Marks:
    """`marks` with each entity as the library knows it: merges followed, names and kinds as decided, none dismissed."""
    roots = session.entities.roots(_entity_ids(marks))
    seen: set[int] = set()
    mentions = []
    for mark in marks.mentions:
        root = roots[mark.entity_id]
        if root.dismissed:
            continue
        first = root.id not in seen
        seen.add(root.id)
        mentions.append(replace(mark, entity_id=root.id, name=root.name, kind=root.kind, first=first))
    quotes = []
    for quote in marks.quotes:
        speaker, name = _called(roots, quote.speaker_id, quote.speaker_name)
        quotes.append(replace(quote, speaker_id=speaker, speaker_name=name))
    claims = []
    for claim in marks.claims:
        holder, name = _called(roots, claim.holder_id, claim.holder_name)
        claims.append(replace(claim, holder_id=holder, holder_name=name))
    return Marks(tuple(mentions), tuple(quotes), tuple(claims))


def project(session: Session, article_id: int, text: str | None = None, found: Marks | None = None) -> Changes:
    """Bring the lists up to what is shown of the article now; what changed. `text` and `found` spare a second look."""
    head = session.articles.head(article_id)
    text = session.articles.text(head.version_id) if text is None else text
    marks = Marks() if head.removed else shown(session, head, text, found)
    kinds = session.marks.replace(article_id, text, marks)
    if not kinds:
        return NOTHING
    return Changes(frozenset({CHANGED[k] for k in kinds} | {Changed.LIBRARY}), frozenset({article_id}))


def place_anchors(session: Session, head: ArticleHead, text: str) -> None:
    """Seek every anchor of the article in its current version, once."""
    unplaced = session.anchors.unplaced(head.id, head.version_id)
    versions = {anchor.version for anchor in unplaced.values()} - {head.version}
    earlier = {version: session.articles.text_once(head.id, version) for version in versions}
    places = {i: resolve(a, text, head.version, earlier.get(a.version)) for i, a in unplaced.items()}
    session.anchors.keep_places(head.version_id, places)


def placed_notes(session: Session, notes: Iterable[StoredNote]) -> tuple[Note, ...]:
    """Notes with their places in their articles' current versions."""
    return tuple(_note(note, _place(session, note)) for note in notes)


def _place(session: Session, note: StoredNote) -> Place | None:
    if note.place is not None or note.anchor is None or note.version_id is None:
        return note.place
    return resolve(note.anchor, session.articles.text(note.version_id), note.version)


def _note(note: StoredNote, place: Place | None) -> Note:
    span = place.span if place else None
    kind, anchor = note.kind, note.anchor
    ref = Ref(kind, span or anchor.span) if kind and anchor else None
    return Note(
        id=note.id,
        body=note.body,
        target=NoteTarget(note.article_id, ref, note.entity_id),
        span=span,
        certainty=place.certainty if place else Certainty.EXACT,
        quoted=note.quoted,
        created=note.created,
        updated=note.updated,
        colour=note.colour,
        tags=note.tags,
        links=note.links,
        binned=note.binned,
    )


def _suggested(session: Session, run: StoredRun, text: str) -> Marks:
    """What the machine found, with library ids in the place of the run's own."""
    splits = session.entities.splits(run.links.values())

    def entity_of(key: int | None, words: str) -> int | None:
        linked = run.links.get(key) if key is not None else None
        return splits.get((linked, wording(words)), linked) if linked is not None and splits else linked

    names = {e.key: e.name for e in run.analysis.entities}
    mentions = tuple(
        MentionMark(
            m.span, owner, names.get(m.entity, ""), m.kind, m.confidence, Standing.SUGGESTED, m.reasons, first=False
        )
        for m in run.analysis.mentions
        if (owner := entity_of(m.entity, m.span.of(text))) is not None
    )
    quotes = tuple(
        QuoteMark(
            span=q.span,
            parts=q.parts,
            quote_kind=q.kind,
            cue=q.cue,
            speaker_span=q.speaker,
            speaker_id=entity_of(q.speaker_entity, q.speaker.of(text) if q.speaker else q.speaker_name),
            speaker_name=q.speaker_name,
            confidence=q.confidence,
            standing=Standing.SUGGESTED,
            reasons=q.reasons,
        )
        for q in run.analysis.quotes
    )
    claims = tuple(
        ClaimMark(
            span=c.span,
            claim_kind=c.kind,
            holder_span=c.holder,
            holder_id=entity_of(c.holder_entity, c.holder.of(text) if c.holder else c.holder_name),
            holder_name=c.holder_name,
            score=c.score,
            standing=Standing.SUGGESTED,
            reasons=c.reasons,
        )
        for c in run.analysis.claims
    )
    return Marks(
        tuple(sorted(mentions, key=lambda m: m.span)),
        tuple(sorted(quotes, key=lambda q: q.span)),
        tuple(sorted(claims, key=lambda c: c.span)),
    )


def _parted(session: Session, marks: Marks, text: str) -> Marks:
    """Confirmed mentions whose wording was made an entity of its own since are of that entity."""
    confirmed = [m.entity_id for m in marks.mentions if m.standing is Standing.CONFIRMED]
    splits = session.entities.splits(confirmed) if confirmed else {}
    if not splits:
        return marks
    return replace(
        marks,
        mentions=tuple(
            replace(m, entity_id=splits.get((m.entity_id, wording(m.span.of(text))), m.entity_id))
            if m.standing is Standing.CONFIRMED
            else m
            for m in marks.mentions
        ),
    )


def _of_entities_that_are_there(session: Session, marks: Marks) -> Marks:
    """Without entities that were forgotten since a decision noted them; quotes and claims keep the name."""
    ids = _entity_ids(marks)
    there = session.entities.root_ids(ids)
    if len(there) == len(ids):
        return marks
    return Marks(
        tuple(m for m in marks.mentions if m.entity_id in there),
        tuple(q if q.speaker_id in there else replace(q, speaker_id=None) for q in marks.quotes),
        tuple(c if c.holder_id in there else replace(c, holder_id=None) for c in marks.claims),
    )


def _entity_ids(marks: Marks) -> set[int]:
    ids: set[int | None] = {m.entity_id for m in marks.mentions}
    ids |= {q.speaker_id for q in marks.quotes} | {c.holder_id for c in marks.claims}
    return {i for i in ids if i is not None}


def _called(roots: Mapping[int, EntityRecord], entity_id: int | None, otherwise: str) -> tuple[int | None, str]:
    root = roots.get(entity_id) if entity_id is not None else None
    return (root.id, root.name) if root and not root.dismissed else (None, otherwise)
