"""Article views made by hand for tests of the window's parts."""

from __future__ import annotations

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Certainty
from app.domain.article import Block, BlockKind, Metadata, content_hash
from app.domain.marks import (
    AnalysisState,
    ArticleView,
    ClaimMark,
    MarkKind,
    MarkRef,
    MentionMark,
    Note,
    NoteTarget,
    QuoteMark,
    Standing,
)
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span


def spot(text: str, words: str, nth: int = 0) -> Span:
    """The span of the nth `words` in `text`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def mention(text: str, words: str, entity: int = 1, kind: EntityKind = EntityKind.PERSON, nth: int = 0) -> MentionMark:
    return MentionMark(
        spot(text, words, nth), entity, words, kind, 0.9, Standing.SUGGESTED, ("looks like a name",), nth == 0
    )


def quote(text: str, words: str, speaker: str = "", confidence: float = 0.9) -> QuoteMark:
    span = spot(text, words)
    return QuoteMark(
        span,
        (span,),
        QuoteKind.DIRECT,
        None,
        None,
        None,
        speaker,
        confidence,
        Standing.SUGGESTED,
        ("in quotation marks",),
    )


def claim(text: str, words: str, score: float = 0.9) -> ClaimMark:
    return ClaimMark(spot(text, words), ClaimKind.NUMBER, None, None, "", score, Standing.SUGGESTED, ("number",))


def note(text: str, words: str, body: str) -> Note:
    span = spot(text, words)
    target = NoteTarget(1, MarkRef(MarkKind.NOTE, span))
    return Note("n1", body, target, span, Certainty.EXACT, words, "2026-03-12", "2026-03-12")


def view_of(text: str, *, blocks: tuple[Block, ...] = (), title: str = "A title", **marks: object) -> ArticleView:
    return ArticleView(
        id=1,
        version=content_hash(text),
        text=text,
        blocks=blocks or split_paragraphs(text),
        metadata=Metadata(title=title, byline="Ada Lind", date="2026-03-12"),
        path="/tmp/article.txt",
        state=AnalysisState.DONE,
        **marks,  # type: ignore[arg-type]
    )


def heading(text: str, words: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, spot(text, words), level)
