"""What the inspector says while nothing is selected: who and what is in the article, at one glance."""

from __future__ import annotations

from collections import Counter
from functools import partial

from app.desktop.inspector.common import mark_row, notes_section
from app.desktop.inspector.context import Context
from app.desktop.inspector.link_list import link_section
from app.desktop.inspector.newness import newness_section, seen_section
from app.desktop.inspector.note import place_section
from app.desktop.inspector.note_panel import NotePanel
from app.desktop.inspector.note_tags import ArticleTags
from app.desktop.inspector.parts import Body, Row, button, label, shorten
from app.desktop.margin.cards import speaker_of
from app.desktop.reader.document import byline
from app.domain.analysis import EntityKind
from app.domain.anchors import Certainty
from app.domain.marks import AnalysisState, ArticleView, MentionMark, NoteTarget
from app.domain.rows import plural

HEADINGS = {
    EntityKind.PERSON: "People",
    EntityKind.ORGANISATION: "Organisations",
    EntityKind.PLACE: "Places",
    EntityKind.EVENT: "Events",
    EntityKind.GROUP: "Groups",
    EntityKind.WORK: "Works",
    EntityKind.PRODUCT: "Products",
    EntityKind.LAW: "Laws",
}
MOST_CHIPS = 14
UNKNOWN = "Speaker not found"


def article_content(body: Body, view: ArticleView, context: Context) -> None:
    """People, organisations and places by how often they are named; who said what; the strongest claims; notes.

    Counts what is shown, and says how much more is hidden by *Calm*.
    """
    every, view = view, context.layers.sure_enough(view)
    body.title(view.metadata.title or "Untitled")
    body.subtitle(byline(view), context.tokens.color("soft"))
    body.add(ArticleTags(view.id, context), 6)
    if view.state in (AnalysisState.FAILED, AnalysisState.UNSUPPORTED):
        body.text(view.state_detail)
    _lost_notes(body, view, context)
    newness_section(body, view, context)
    by_kind: dict[EntityKind, list[MentionMark]] = {}
    for mention in view.mentions:
        by_kind.setdefault(mention.kind, []).append(mention)
    for kind, heading in HEADINGS.items():
        _entities(body, heading, by_kind.get(kind, []), context)
    shown = {m.entity_id for m in view.mentions}
    _hidden(body, len({m.entity_id for m in every.mentions} - shown), "name", bool(shown), context)
    seen_section(body, context)
    said = Counter(speaker_of(q, view.text) or UNKNOWN for q in view.quotes)
    if every.quotes:
        body.heading(f"Who said what · {len(view.quotes):,}" if said else "Who said what")
        body.rows(_speaker(name, count, view, context) for name, count in said.most_common(12))
        _hidden(body, len(every.quotes) - len(view.quotes), "quote", bool(said), context)
    if every.claims:
        body.heading(f"Claims · {len(view.claims):,}" if view.claims else "Claims")
        strongest = sorted(view.claims, key=lambda c: -c.score)[:5]
        body.rows(mark_row(claim.ref, view, context) for claim in strongest)
        _hidden(body, len(every.claims) - len(view.claims), "claim", bool(view.claims), context)
    of_article = tuple(n for n in view.notes if n.target == NoteTarget(view.id))
    notes_section(body, of_article, NoteTarget(view.id), context, "Notes on the article")
    link_section(body, partial(context.notebook.links_at_article, view.id), context, "Linked with other articles")


def _hidden(body: Body, count: int, what: str, beside: bool, context: Context) -> None:
    """That there are more of them, less sure than *Calm* asks for; a click opens it."""
    if not count:
        return
    words = plural(count, f"more {what}" if beside else what)
    sentence = f"{words} {'is' if count == 1 else 'are'} hidden by Calm"
    row = Row(f"{sentence}. Opens Calm.", context.open_calm)
    row.add(label(sentence, "soft"))
    body.add(row, 4)


def _lost_notes(body: Body, view: ArticleView, context: Context) -> None:
    """First of all: what lost its place is looked for when an edited article was opened."""
    lost = [n for n in view.notes if n.certainty in (Certainty.UNCERTAIN, Certainty.ORPHAN)]
    if lost:
        body.heading("Notes whose place is not sure")
    for note in lost:
        body.add(NotePanel.of(note, context), 10)
        body.text(f"On: {shorten(' '.join(note.quoted.split()), 160)}", "soft")
        place_section(body, note, view, context)


def _entities(body: Body, heading: str, mentions: list[MentionMark], context: Context) -> None:
    if not mentions:
        return
    counted = Counter(m.entity_id for m in mentions)
    names = {m.entity_id: m.name for m in mentions}
    body.heading(f"{heading} · {len(counted):,}")
    shown = counted.most_common(MOST_CHIPS)
    novelty = context.novelty()
    new = {e for e in counted if novelty is not None and novelty.is_new(e)}
    chips = [
        button(
            ("● " if e in new else "") + (f"{names[e]}  {n}" if n > 1 else names[e]),
            partial(_open_entity, e, context),
            "chip",
        )
        for e, n in shown
    ]
    body.buttons(chips, above=9)
    if len(counted) > len(shown):
        body.text(f"and {len(counted) - len(shown)} more in the text", "soft")


def _open_entity(entity_id: int, context: Context) -> None:
    if entity_id > 0:  # a provisional entity names nothing in the library yet
        context.focus.on_entity(entity_id)


def _speaker(name: str, count: int, view: ArticleView, context: Context) -> Row:
    first = next(q for q in view.quotes if (speaker_of(q, view.text) or UNKNOWN) == name)

    def act() -> None:
        context.go(view.id, first.span)
        context.focus.on_mark(first.ref)

    row = Row(f"{name}, {count} quotes", act)
    row.add(label(f"{name}  ·  {count}" if count > 1 else name))
    row.add(label(shorten(" ".join(first.span.of(view.text).split()), 90), "soft"))
    return row
