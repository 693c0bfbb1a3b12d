"""Sections that several contents share: the verdict, the reasons, the notes, and what else is marked here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from PySide6.QtWidgets import QMenu, QPushButton

from app.desktop.inspector.context import Context
from app.desktop.inspector.note_panel import NotePanel
from app.desktop.inspector.parts import Body, Row, button, label, shorten
from app.desktop.margin.cards import speak
from app.desktop.reader.hyperlinks import LONGEST_TOLD, elided
from app.desktop.reader.markings import refs_of
from app.desktop.viewmodels.editing import Draft
from app.domain.marks import ArticleView, MarkRef, Note, NoteTarget, Standing
from app.domain.rows import plural
from app.domain.spans import Span
from app.domain.web_addresses import host_of

SAID = {
    Standing.SUGGESTED: "suggested",
    Standing.CONFIRMED: "confirmed ✓",
    Standing.CORRECTED: "corrected by you ✓",
    Standing.ADDED: "marked by you ✓",
}

_MOST_LINKS = 3


def verdict(ref: MarkRef, standing: Standing, no: str, context: Context) -> list[QPushButton]:
    """Confirm, reject, and take the selected words as boundaries."""
    editing = context.editing
    buttons = []
    if standing is Standing.SUGGESTED:
        buttons.append(button("Confirm", lambda: editing.confirm(ref), tip="It is right (C)"))
    buttons.append(button(no, lambda: editing.reject(ref), tip="Hide it for good (X)"))
    buttons.append(
        button("Set boundaries", lambda: context.use_selection(ref), tip="Take the words selected in the text (B)")
    )
    return buttons


def why(body: Body, standing: Standing, reasons: tuple[str, ...], confidence: float) -> None:
    """The answer to "why is this marked?"."""
    body.heading("Why it is marked")
    if standing is Standing.ADDED:
        body.text("You marked it.")
        return
    for reason in reasons:
        body.text(reason[:1].upper() + reason[1:])
    if standing is Standing.SUGGESTED:
        body.text(f"about {min(99, round(confidence * 100))} % sure", "soft")


def notes_section(
    body: Body, notes: tuple[Note, ...], target: NoteTarget, context: Context, heading: str = "My notes"
) -> None:
    """The notes on one thing, and an empty one for the next."""
    body.heading(heading)
    for note in notes:
        body.add(NotePanel.of(note, context), 8)
    body.add(NotePanel(Draft(target), "", context), 8)


def notes_on(view: ArticleView, ref: MarkRef) -> tuple[Note, ...]:
    """The notes written on one mark; found by where they are now, since a corrected mark may have moved."""
    return tuple(
        n for n in view.notes if n.target.ref is not None and n.target.ref.kind is ref.kind and n.span == ref.span
    )


def leads_to(body: Body, spans: Sequence[Span], view: ArticleView, context: Context) -> None:
    """Where the links over these words lead, each address once; a click asks before it is opened, as elsewhere."""
    links = {link.address: link for link in view.links if any(link.span.overlaps(span) for span in spans)}
    for link in list(links.values())[:_MOST_LINKS]:
        words = f"Leads to {host_of(link.address) or 'another place'}…"
        row = Row(f"{words} Asks whether to open it.", partial(context.ask_link, link))
        row.setToolTip(f"<qt>{escape(elided(link.address, LONGEST_TOLD))}</qt>")
        row.add(label(words, "accent"))
        body.add(row, 6)
    if len(links) > _MOST_LINKS:
        body.text(f"and {plural(len(links) - _MOST_LINKS, 'more link')} in these words", "soft")


def also_here(body: Body, ref: MarkRef, view: ArticleView, context: Context) -> None:
    """Other marks over the same words, to get from one to the other."""
    others = [r for r in refs_of(view) if r != ref and r.span.overlaps(ref.span)]
    if others:
        body.heading("Also here")
        body.rows(mark_row(other, view, context) for other in others[:8])


def mark_row(ref: MarkRef, view: ArticleView, context: Context) -> Row:
    """One line on a mark; a click goes there and selects it."""
    spoken = speak(view, ref).split("\n")[0]

    def act() -> None:
        context.go(view.id, ref.span)
        context.focus.on_mark(ref)

    row = Row(spoken, act)
    row.add(label(spoken.rstrip("."), "soft"))
    row.add(label(shorten(" ".join(ref.span.of(view.text).split()), 120)))
    return row


def menu_button(words: str, entries: list[tuple[str, Callable[[], object]]], heading: str = "") -> QPushButton:
    """A button that opens a short menu of (words, call); `heading` stands above them and cannot be chosen."""
    made = button(words + " ▾", lambda: None)
    menu = QMenu(made)
    if heading:
        menu.addAction(heading).setEnabled(False)
        menu.addSeparator()
    for text, act in entries:
        action = menu.addAction(text.replace("&", "&&"))
        action.triggered.connect(lambda _=False, act=act: act())
    made.setMenu(menu)
    return made
