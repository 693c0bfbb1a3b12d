"""What the inspector says of a quote."""

from __future__ import annotations

from app.desktop.inspector.common import SAID, also_here, leads_to, notes_on, notes_section, verdict, why
from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Body, button, shorten
from app.desktop.margin.cards import speaker_of
from app.domain.marks import ArticleView, NoteTarget, QuoteMark


def quote_content(body: Body, quote: QuoteMark, view: ArticleView, context: Context) -> None:
    """Speaker, words, cue and reasons, and what can be said of it."""
    editing, ref = context.editing, quote.ref
    body.title(speaker_of(quote, view.text) or "Speaker not found")
    body.subtitle(f"{quote.quote_kind} quote · {SAID[quote.standing]}", context.tokens.color("soft"))

    def ask() -> None:
        context.ask_who("Who said it?", quote.speaker_name, lambda name, who: editing.set_speaker(ref, name, who))

    buttons = verdict(ref, quote.standing, "Not a quote", context)
    buttons.insert(1 if len(buttons) == 3 else 0, button("Speaker…", ask, tip="Say who spoke (S)"))
    body.buttons(buttons)
    leads_to(body, quote.parts, view, context)
    body.heading("The words")
    body.text(shorten(" … ".join(" ".join(p.of(view.text).split()) for p in quote.parts), 900))
    if quote.speaker_span is not None:
        body.pair("Speaker", " ".join(quote.speaker_span.of(view.text).split()))
    if quote.cue is not None:
        body.pair("Cue", " ".join(quote.cue.of(view.text).split()))
    if quote.speaker_id is not None and quote.speaker_id > 0:
        speaker = quote.speaker_id
        body.buttons([button(f"All about {quote.speaker_name}", lambda: context.focus.on_entity(speaker), "chip")])
    why(body, quote.standing, quote.reasons, quote.confidence)
    notes_section(body, notes_on(view, ref), NoteTarget(view.id, ref), context)
    also_here(body, ref, view, context)
