"""What the inspector says of one note: its words, its passage, and whether its place is sure."""

from __future__ import annotations

from app.desktop.inspector.common import also_here
from app.desktop.inspector.context import Context
from app.desktop.inspector.note_editor import NoteEditor
from app.desktop.inspector.parts import Body, button, shorten
from app.desktop.viewmodels.editing import Draft
from app.domain.anchors import Certainty
from app.domain.dates import readable_date
from app.domain.marks import ArticleView, Note


def note_content(body: Body, note: Note, view: ArticleView | None, context: Context) -> None:
    """The note, ready to be edited. `view` is its article when that is shown."""
    body.title("Note")
    body.subtitle(f"last changed {readable_date(note.updated[:10])}", context.tokens.color("accent"))
    body.add(NoteEditor(Draft(note.target, note.id), note.body, context.editing.write), 12)
    body.buttons([button("Delete", lambda: _delete(note, context), tip="Can be taken back with Undo")])
    if note.quoted:
        body.heading("On the words")
        body.text(shorten(" ".join(note.quoted.split()), 600))
    if note.certainty in (Certainty.UNCERTAIN, Certainty.ORPHAN):
        body.heading("Its place")
        place_section(body, note, view, context)
    if view is not None and note.ref is not None:
        also_here(body, note.ref, view, context)


def place_section(body: Body, note: Note, view: ArticleView | None, context: Context) -> None:
    """Why the place of a note is not sure, and how to put it right."""
    buttons = [button("Put it on the selected words", lambda: _reattach(note, context))]
    if note.certainty is Certainty.ORPHAN or note.span is None:
        body.text("These words are no longer in the article. Select where the note belongs and put it there.")
    else:
        span = note.span
        body.text("The article changed, and this is the best guess. If it is wrong, select the right words.")
        if view is not None:
            body.text("Now: " + shorten(" ".join(span.of(view.text).split()), 300), "soft")
        buttons.insert(0, button("This is right", lambda: context.editing.reattach(note.id, span)))
    body.buttons(buttons)


def _delete(note: Note, context: Context) -> None:
    context.focus.clear()
    context.editing.delete_note(note.id)
    context.tell("The note is in the bin. Undo brings it back.")


def _reattach(note: Note, context: Context) -> None:
    span = context.selection()
    if span is None:
        context.tell("Select the words in the text first, then choose this again.")
    else:
        context.editing.reattach(note.id, span)
