"""What the machine found, as it found it: one compressed document a run, replaced by the next run."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from app.domain.analysis import Analysis, Claim, ClaimKind, EntityKind, FoundEntity, Mention, Quote, QuoteKind
from app.domain.records import StoredRun
from app.domain.spans import Span
from app.store.clock import now
from app.store.models import analysis_run as runs
from app.store.models import found_entity


class RunRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, article_id: int, version_id: int) -> StoredRun | None:
        """The run over this version; None when there is none."""
        row = self._connection.execute(
            select(runs.c.id, runs.c.output).where(runs.c.article_id == article_id, runs.c.version_id == version_id)
        ).first()
        if row is None:
            return None
        links = self._connection.execute(
            select(found_entity.c.key, found_entity.c.entity_id).where(found_entity.c.run_id == row.id)
        )
        return StoredRun(decode(row.output), {row.key: row.entity_id for row in links})

    def model(self, article_id: int, version_id: int) -> str | None:
        """`Analysis.model` of the run over this version."""
        return self._connection.execute(
            select(runs.c.model).where(runs.c.article_id == article_id, runs.c.version_id == version_id)
        ).scalar_one_or_none()

    def linked(self, article_id: int) -> dict[int, tuple[str, ...]]:
        """Entity ids that the article's run refers to, each with the names found for it there."""
        rows = self._connection.execute(
            select(found_entity.c.entity_id, found_entity.c.names)
            .join(runs, runs.c.id == found_entity.c.run_id)
            .where(runs.c.article_id == article_id)
        )
        names: dict[int, tuple[str, ...]] = {}
        for entity_id, found in rows:
            names[entity_id] = tuple(dict.fromkeys((*names.get(entity_id, ()), *json.loads(found))))
        return names

    def kinds_found(self, entity_id: int, limit: int) -> tuple[tuple[EntityKind, int], ...]:
        """The kind that each of the last `limit` analysed articles found for this entity, and how often, newest first.

        Where an article found it several times, the most mentioned one counts; removed articles say nothing.
        """
        rows = self._connection.execute(
            text(
                "SELECT r.output, group_concat(f.key) AS keys FROM found_entity f"
                " JOIN analysis_run r ON r.id = f.run_id JOIN article a ON a.id = r.article_id"
                " WHERE f.entity_id = :entity AND a.removed_at IS NULL"
                " GROUP BY f.run_id ORDER BY f.run_id DESC LIMIT :limit"
            ),
            {"entity": entity_id, "limit": limit},
        )
        return tuple(_kind_in(row.output, {int(key) for key in row.keys.split(",")}) for row in rows)

    def delete(self, article_id: int) -> None:
        self._connection.execute(delete(runs).where(runs.c.article_id == article_id))

    def save(self, article_id: int, version_id: int, analysis: Analysis, links: Mapping[int, int]) -> None:
        """Put this run in the place of the article's run, if it has one."""
        self.delete(article_id)
        values = {
            "article_id": article_id,
            "version_id": version_id,
            "model": analysis.model,
            "made": now(),
            "output": encode(analysis),
        }
        run_id = int(self._connection.execute(insert(runs).values(values)).lastrowid)
        found = [
            {"run_id": run_id, "key": e.key, "entity_id": links[e.key], "names": json.dumps([e.name, *e.aliases])}
            for e in analysis.entities
            if e.key in links
        ]
        if found:
            self._connection.execute(insert(found_entity), found)


def encode(analysis: Analysis) -> bytes:
    """`analysis` as compressed JSON of plain lists; a tenth of what named fields would take."""
    document = {
        "model": analysis.model,
        "notices": analysis.notices,
        "entities": [[e.key, e.name, e.kind.value, e.aliases, e.reasons] for e in analysis.entities],
        "mentions": [
            [m.span.start, m.span.end, m.kind.value, m.entity, round(m.confidence, 4), m.reasons]
            for m in analysis.mentions
        ],
        "quotes": [
            [
                [_pair(p) for p in q.parts],
                q.kind.value,
                _pair(q.cue),
                _pair(q.speaker),
                q.speaker_entity,
                q.speaker_name,
                round(q.confidence, 4),
                q.reasons,
            ]
            for q in analysis.quotes
        ],
        "claims": [
            [_pair(c.span), c.kind.value, _pair(c.holder), c.holder_entity, c.holder_name, round(c.score, 4), c.reasons]
            for c in analysis.claims
        ],
    }
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode(), 6)


_ENTITY_KINDS = {kind.value: kind for kind in EntityKind}  # a look-up by Enum(value) takes ten times as long


def decode(output: bytes) -> Analysis:
    """What `encode` was given, with scores to four places."""
    document: dict[str, Any] = json.loads(zlib.decompress(output))
    return Analysis(
        entities=tuple(
            FoundEntity(key, name, _ENTITY_KINDS[kind], tuple(aliases), tuple(reasons))
            for key, name, kind, aliases, reasons in document["entities"]
        ),
        mentions=tuple(
            Mention(Span(start, end), _ENTITY_KINDS[kind], entity, confidence, tuple(reasons))
            for start, end, kind, entity, confidence, reasons in document["mentions"]
        ),
        quotes=tuple(
            Quote(
                tuple(Span(*p) for p in parts),
                QuoteKind(kind),
                _span(cue),
                _span(speaker),
                entity,
                name,
                confidence,
                tuple(reasons),
            )
            for parts, kind, cue, speaker, entity, name, confidence, reasons in document["quotes"]
        ),
        claims=tuple(
            Claim(Span(*span), ClaimKind(kind), _span(holder), entity, name, score, tuple(reasons))
            for span, kind, holder, entity, name, score, reasons in document["claims"]
        ),
        model=document["model"],
        notices=tuple(document["notices"]),
    )


def _kind_in(output: bytes, keys: Collection[int]) -> tuple[EntityKind, int]:
    """The kind of the one of these found entities that is mentioned most, and its mentions."""
    document: dict[str, Any] = json.loads(zlib.decompress(output))
    mentions = Counter(mention[3] for mention in document["mentions"])
    found = [(mentions[key], -key, kind) for key, _name, kind, *_ in document["entities"] if key in keys]
    often, _, kind = max(found)
    return _ENTITY_KINDS[kind], often


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: Sequence[int] | None) -> Span | None:
    return Span(pair[0], pair[1]) if pair else None
