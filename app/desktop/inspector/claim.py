"""What the inspector says of a claim."""

from __future__ import annotations

from functools import partial

from app.desktop.inspector.common import SAID, also_here, notes_on, notes_section, verdict, why
from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Body, button, shorten
from app.domain.marks import ArticleView, ClaimMark, ClaimStatus, NoteTarget


def claim_content(body: Body, claim: ClaimMark, view: ArticleView, context: Context) -> None:
    """Holder, status and reasons, and what can be said of it."""
    editing, ref = context.editing, claim.ref
    body.title("Claim")
    body.subtitle(f"{claim.claim_kind} · {SAID[claim.standing]}", context.tokens.color("claim_rule"))

    def ask() -> None:
        context.ask_name("Who claims it?", claim.holder_name, lambda name, who: editing.set_holder(ref, name, who))

    buttons = verdict(ref, claim.standing, "Not a claim", context)
    buttons.insert(1 if len(buttons) == 3 else 0, button("Holder…", ask, tip="Say who claims it (S)"))
    body.buttons(buttons)
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
    why(body, claim.standing, claim.reasons, claim.score)
    notes_section(body, notes_on(view, ref), NoteTarget(view.id, ref), context)
    also_here(body, ref, view, context)
