"""Portable articles to test with."""

from __future__ import annotations

from app.domain.analysis import ClaimKind, EntityKind, QuoteKind
from app.domain.anchors import Certainty, anchor_at
from app.domain.applying import Marks
from app.domain.article import Metadata, content_hash
from app.domain.marks import (
    ClaimMark,
    ClaimStatus,
    MarkKind,
    MarkRef,
    MentionMark,
    Note,
    NoteTarget,
    QuoteMark,
    Standing,
)
from app.domain.paragraphs import split_paragraphs
from app.domain.portable import PortableArticle, PortableNote
from app.domain.rows import ClaimRow, EntityRow, Passage, QuoteRow
from app.domain.spans import Span

TEXT = "Lamp news\n\nAda Berg lit 40 lamps.\n\n“It is bright,” Berg said. Bo Dahl slept."
ABOUT = Metadata("Lamp news", "Cy Eng", "2026-02-03", "The Quay", "en", "https://quay.example/lamps")
MOMENT = "2026-03-01T08:00:00.000Z"
IDS = ["0b54a1f2-7a55-4a52-8e6e-0d7c4f2b9a10", "7c1de2b3-51a4-4c0e-9a68-3d2f1e0c9b87"]


def place(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def note_on(
    span: Span | None, body: str, text: str = TEXT, kind: MarkKind = MarkKind.NOTE, note_id: str = IDS[0]
) -> PortableNote:
    version = content_hash(text)
    anchor = anchor_at(text, span, version) if span else None
    target = NoteTarget(1, MarkRef(kind, span)) if span else NoteTarget(1)
    quoted = anchor.exact if anchor else ""
    return PortableNote(Note(note_id, body, target, span, Certainty.EXACT, quoted, MOMENT, MOMENT), anchor)


def article(
    *notes: PortableNote, text: str = TEXT, about: Metadata = ABOUT, marks: Marks | None = None, id_: int = 1
) -> PortableArticle:
    return PortableArticle(id_, content_hash(text), text, split_paragraphs(text), about, marks or Marks(), notes)


def decided() -> Marks:
    """A confirmed name, a corrected quote, a claim of one's own, and a suggestion of each."""
    person = EntityKind.PERSON
    return Marks(
        (
            MentionMark(place("Ada Berg"), 7, "Ada Berg", person, 0.9, Standing.CONFIRMED, (), first=True),
            MentionMark(place("Bo Dahl"), 8, "Bo Dahl", person, 0.9, Standing.SUGGESTED, (), first=True),
        ),
        (
            QuoteMark(
                place("“It is bright,”"),
                (place("“It is bright,”"),),
                QuoteKind.DIRECT,
                place("said"),
                None,
                7,
                "Ada Berg",
                0.9,
                Standing.CORRECTED,
                (),
            ),
        ),
        (
            ClaimMark(
                place("Ada Berg lit 40 lamps."),
                ClaimKind.NUMBER,
                None,
                None,
                "",
                0.9,
                Standing.ADDED,
                (),
                ClaimStatus.DISPUTED,
            ),
            ClaimMark(place("Bo Dahl slept."), ClaimKind.EVENT, None, None, "", 0.4, Standing.SUGGESTED, ()),
        ),
    )


def passage(words: str, title: str = "Lamp news") -> Passage:
    return Passage(1, title, "2026-02-03", Span(5, 5 + len(words)), "", words, "")


def quote_row(words: str, speaker: str = "Ada Berg", cue: str = "said", title: str = "Lamp news") -> QuoteRow:
    return QuoteRow(passage(words, title), QuoteKind.DIRECT, 7, speaker, cue, Standing.SUGGESTED)


def claim_row(words: str, holder: str = "") -> ClaimRow:
    return ClaimRow(passage(words), ClaimKind.NUMBER, None, holder, ClaimStatus.TO_CHECK, 0.5, Standing.SUGGESTED)


def entity_row(name: str, *aliases: str, id_: int = 7) -> EntityRow:
    return EntityRow(id_, name, EntityKind.PERSON, aliases, 2, 5, Standing.CONFIRMED)
