"""Marks for what the worker has found so far, before the store has given the entities their ids."""

from __future__ import annotations

from dataclasses import replace

from app.domain.analysis import Analysis
from app.domain.marks import ArticleView, ClaimMark, MentionMark, QuoteMark, Standing
from app.domain.spans import Span


def with_provisional(view: ArticleView, analysis: Analysis) -> ArticleView:
    """`view` with the suggestions of one more part. Entity ids are negative: they name nothing in the library yet."""
    names = {e.key: e.name for e in analysis.entities}
    met = {m.name for m in view.mentions}
    mentions = []
    for m in analysis.mentions:
        name = names.get(m.entity, m.span.of(view.text))
        first = name not in met
        met.add(name)
        mentions.append(
            MentionMark(m.span, -m.entity - 1, name, m.kind, m.confidence, Standing.SUGGESTED, m.reasons, first)
        )
    quotes = [
        QuoteMark(
            q.span,
            q.parts,
            q.kind,
            q.cue,
            q.speaker,
            None,
            q.speaker_name,
            q.confidence,
            Standing.SUGGESTED,
            q.reasons,
        )
        for q in analysis.quotes
    ]
    claims = [
        ClaimMark(c.span, c.kind, c.holder, None, c.holder_name, c.score, Standing.SUGGESTED, c.reasons)
        for c in analysis.claims
    ]
    return replace(
        view,
        mentions=tuple(sorted((*view.mentions, *mentions), key=_place)),
        quotes=tuple(sorted((*view.quotes, *quotes), key=_place)),
        claims=tuple(sorted((*view.claims, *claims), key=_place)),
    )


def _place(mark: MentionMark | QuoteMark | ClaimMark) -> Span:
    return mark.span
