"""What the inspector says of a claim."""

from __future__ import annotations

from functools import partial

from app.desktop.inspector.common import SAID, also_here, leads_to, notes_on, notes_section, verdict, why
from app.desktop.inspector.context import Context
from app.desktop.inspector.elsewhere import Elsewhere, add_evidence
from app.desktop.inspector.link_list import evidence_section
from app.desktop.inspector.parts import Body, button, shorten
from app.domain.links import Relation
from app.domain.marks import ArticleView, ClaimMark, ClaimStatus, MarkKind, MarkRef, NoteTarget


def claim_content(body: Body, claim: ClaimMark, view: ArticleView, context: Context) -> None:
    """Holder, status and reasons, and what can be said of it."""
    editing, ref = context.editing, claim.ref
    body.title("Claim")
    body.subtitle(f"{claim.claim_kind} · {SAID[claim.standing]}", context.tokens.color("claim_rule"))

    def ask() -> None:
        context.ask_who("Who claims it?", claim.holder_name, lambda name, who: editing.set_holder(ref, name, who))

    buttons = verdict(ref, claim.standing, "Not a claim", context)
    buttons.insert(1 if len(buttons) == 3 else 0, button("Holder…", ask, tip="Say who claims it (S)"))
    body.buttons(buttons)
    leads_to(body, (claim.span,), view, context)
    body.heading("What is claimed")
    body.text(shorten(" ".join(claim.span.of(view.text).split()), 900))
    body.pair("Held by", claim.holder_name or "the author of the article")
    if claim.holder_id is not None and claim.holder_id > 0:
        holder = claim.holder_id
        body.buttons([button(f"All about {claim.holder_name}", lambda: context.focus.on_entity(holder), "chip")])
    body.heading("Status")
    body.buttons(
        [
            button(
                status.capitalize(),
                partial(editing.set_status, ref, status),
                "chosen" if status is claim.status else "chip",
            )
            for status in ClaimStatus
        ],
        above=9,
    )
    _evidence(body, claim, view, context)
    body.add(Elsewhere(claim, view, context))
    why(body, claim.standing, claim.reasons, claim.score)
    notes_section(body, notes_on(view, ref), NoteTarget(view.id, ref), context)
    also_here(body, ref, view, context)


def _evidence(body: Body, claim: ClaimMark, view: ArticleView, context: Context) -> None:
    """The passages that it is linked with, and how to add one."""
    body.heading("Evidence")
    body.text("Select words that bear on it. For those of another article press L here, and L on them there.", "soft")

    def keep(relation: Relation) -> None:
        span = context.selection()
        if span is None:
            context.tell("Select the passage first. In another article: press L here, and L on the passage there.")
        else:
            passage = NoteTarget(view.id, MarkRef(MarkKind.NOTE, span))
            add_evidence(context, passage, NoteTarget(view.id, claim.ref), relation)

    tip = "Keep the selected words as evidence"
    body.buttons(
        [
            button("Selection supports it", partial(keep, Relation.SUPPORTS), "chip", tip),
            button("Selection contradicts it", partial(keep, Relation.CONTRADICTS), "chip", tip),
        ],
        above=8,
    )
    evidence_section(body, partial(context.across.evidence, view.id, claim.ref), context)
