"""What the inspector says of one note: its words, its passage, whether its place is sure, what it is linked with."""

from __future__ import annotations

from functools import partial

from app.desktop.inspector.common import also_here
from app.desktop.inspector.context import Context
from app.desktop.inspector.link_list import link_section
from app.desktop.inspector.note_panel import NotePanel
from app.desktop.inspector.parts import Body, button, hairline, shorten
from app.domain.anchors import Certainty
from app.domain.dates import readable_date
from app.domain.links import LinkSource
from app.domain.marks import ArticleView, Note

UNSURE = (Certainty.UNCERTAIN, Certainty.ORPHAN)


def note_content(body: Body, note: Note, view: ArticleView | None, context: Context, *, further: bool = False) -> None:
    """The note, ready to be edited. `view` is its article when that is shown; `further`: below another one."""
    if further:
        body.add(hairline(), 22)
    body.title("Highlight" if note.is_highlight else "Note")
    when = f"last changed {readable_date(note.updated[:10])}"
    if note.binned:
        when = f"in the bin since {readable_date(note.binned[:10])}"
    body.subtitle(when, context.tokens.color("accent"))
    if note.binned:
        body.text(note.body or "No words.")
        body.buttons([button("Restore", lambda: _restore(note, context), "primary", "Take it out of the bin")])
    else:
        body.add(NotePanel.of(note, context), 12)
        words = shorten(" ".join((note.quoted or note.body).split()), 70)
        body.buttons(
            [
                button("Link…", lambda: context.link(LinkSource(note.id), words), tip="Link it to another passage (L)"),
                button("Delete", lambda: delete_note(note.id, context), tip="Ctrl+Z brings it back (X)"),
            ]
        )
    if note.quoted:
        body.heading("On the words")
        body.text(shorten(" ".join(note.quoted.split()), 600))
    if note.certainty in UNSURE and not note.binned:
        body.heading("Its place")
        place_section(body, note, view, context)
    if not note.binned:
        link_section(body, partial(context.notebook.links_of_note, note.id), context)
    if view is not None and note.ref is not None and not further:
        also_here(body, note.ref, view, context)


def place_section(body: Body, note: Note, view: ArticleView | None, context: Context) -> None:
    """Why the place of a note is not sure, and how to put it right."""
    tip = "Select the words in the text first (R)"
    buttons = [button("Put it on the selected words", lambda: _reattach(note, context), tip=tip)]
    if note.certainty is Certainty.ORPHAN or note.span is None:
        body.text("These words are no longer in the article. Select where the note belongs and put it there.")
    else:
        span = note.span
        body.text("The article changed, and this is the best guess. If it is wrong, select the right words.")
        if view is not None:
            body.text("Now: " + shorten(" ".join(span.of(view.text).split()), 300), "soft")
        buttons.insert(0, button("This is right", lambda: context.editing.reattach(note.id, span), tip="(R)"))
    body.buttons(buttons)


def delete_note(note_id: str, context: Context) -> None:
    """Into the bin, and say so."""
    context.focus.clear()
    context.editing.delete_note(note_id)
    context.tell("Deleted. Ctrl+Z brings it back.")


def _restore(note: Note, context: Context) -> None:
    context.editing.restore_note(note.id)
    context.tell("The note is back in its place.")


def _reattach(note: Note, context: Context) -> None:
    span = context.selection()
    if span is None:
        context.tell("Select the words in the text first, then choose this again.")
    else:
        context.editing.reattach(note.id, span)
