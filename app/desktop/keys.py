"""The table of commands: what can be done, where it stands in the menu, and by which keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desktop.commands import Command
from app.desktop.viewmodels.layers import ORDER
from app.domain.analysis import EntityKind
from app.domain.marks import MarkKind
from app.domain.tags import COLOURS
from app.exchange.citation import bibtex, ris

if TYPE_CHECKING:
    from app.desktop.window import Window

_MARKS: tuple[tuple[str, EntityKind | MarkKind, str], ...] = (
    ("Mark as a person", EntityKind.PERSON, "P"),
    ("Mark as an organisation", EntityKind.ORGANISATION, "O"),
    ("Mark as a place", EntityKind.PLACE, "A"),
    ("Mark as an event", EntityKind.EVENT, "E"),
    ("Mark as a quote", MarkKind.QUOTE, "Q"),
    ("Mark as a claim", MarkKind.CLAIM, "M"),
)
_LAYERS = {
    MarkKind.MENTION: "People and places in the text",
    MarkKind.QUOTE: "Quotes in the text",
    MarkKind.CLAIM: "Claims in the text",
    MarkKind.NOTE: "Notes in the text",
}


def commands(window: Window) -> list[Command]:
    """Every command of the window. Letters and digits alone work while the text or the margin has the focus."""
    return [*_file(window), *_edit(window), *_go(window), *_view(window), *_theme(window)]


def _file(window: Window) -> list[Command]:
    return [
        Command("File", "Open…", ("Ctrl+O",), window.intake.choose_files),
        Command("File", "Open folder…", ("Ctrl+Shift+O",), window.intake.choose_folder),
        Command("File", "Open pasted text", ("Ctrl+Shift+V",), window.intake.open_clipboard),
        Command("File", "Analyse again", ("F5",), window.reading.analyse_shown_again, begins=True),
        Command("File", "This is another version of…", (), window.joiner.join_shown),
        Command("File", "These are two articles…", (), window.joiner.part_shown),
        Command("File", "Export notes of this article…", ("Ctrl+E",), window.taking.export_article, begins=True),
        Command("File", "Export notes of this name…", (), window.taking.export_entity),
        Command("File", "Export everything…", ("Ctrl+Shift+E",), window.taking.export_all),
        Command("File", "Export flash cards…", (), window.taking.export_cards),
        Command("File", "Import notes…", (), window.taking.import_notes),
        Command("File", "Copy citation", ("Ctrl+Shift+C",), window.taking.copy_citation, begins=True),
        Command("File", "Copy reference as RIS", (), partial(window.taking.copy_reference, ris)),
        Command("File", "Copy reference as BibTeX", (), partial(window.taking.copy_reference, bibtex)),
        Command("File", "Watched folders…", (), window.intake.show_watched, begins=True),
        Command("File", "Files of the last import", (), window.intake.show_report),
        Command("File", "Check the library", (), window.upkeep.check, begins=True),
        Command("File", "Restore an earlier copy…", (), window.upkeep.choose_copy),
        Command("File", "Check for updates…", (), window.updates.open),
        Command("File", "Quit", ("Ctrl+Q",), window.close, begins=True),
    ]


def _edit(window: Window) -> list[Command]:
    pen = window.annotator
    return [
        Command("Edit", "Undo", ("Ctrl+Z",), window.reading.undo),
        Command("Edit", "Do again", ("Ctrl+Shift+Z", "Ctrl+Y"), window.reading.redo),
        Command("Edit", "Write a note", ("N",), pen.write_note, in_page=True, begins=True),
        Command("Edit", "Write a note of its own", ("Ctrl+Shift+N",), pen.write_own_note),
        Command("Edit", "Highlight", ("H",), pen.highlight, in_page=True),
        *(Command("Edit", f"Highlight in {c}", (), partial(pen.highlight, c), in_page=True) for c in COLOURS),
        Command("Edit", "Say what a colour means…", (), pen.ask_meaning),
        Command("Edit", "Link to another passage", ("L",), window.linker.press, in_page=True, begins=True),
        Command("Edit", "Put the note on the selection", ("R",), pen.reattach, in_page=True),
        Command("Edit", "Confirm", ("C",), pen.confirm, in_page=True, begins=True),
        Command("Edit", "Reject", ("X", "Del"), pen.reject, in_page=True),
        Command("Edit", "Say who speaks", ("S",), pen.ask_speaker, in_page=True),
        Command("Edit", "Set boundaries to the selection", ("B",), pen.set_bounds, in_page=True),
        *(
            Command("Edit", words, (key,), partial(pen.mark_selected, kind), in_page=True, begins=kind is _MARKS[0][1])
            for words, kind, key in _MARKS
        ),
    ]


def _go(window: Window) -> list[Command]:
    page, go = window.page, window.navigator

    def escape() -> None:
        window.leads.leave()
        window.linker.escape()

    return [
        Command("Go", "Search", ("Ctrl+K", "Ctrl+F"), window.top.focus_search),
        Command("Go", "Next mark", ("J", "]"), partial(page.step, True), in_page=True, begins=True),
        Command("Go", "Previous mark", ("K", "["), partial(page.step, False), in_page=True),
        Command("Go", "Next link or picture", ("G",), partial(window.leads.step, True), in_page=True),
        Command("Go", "Previous link or picture", ("Shift+G",), partial(window.leads.step, False), in_page=True),
        Command("Go", "Open the link or picture here…", ("U",), window.leads.follow_here, in_page=True),
        Command("Go", "Nothing selected", ("Esc",), escape, in_page=True),
        Command("Go", "Next part of a long text", ("Ctrl+PgDown",), partial(page.turn, True)),
        Command("Go", "Previous part of a long text", ("Ctrl+PgUp",), partial(page.turn, False)),
        Command("Go", "Article", ("Alt+1",), go.show_article_page, begins=True),
        Command("Go", "People and places", ("Alt+2",), partial(go.show_list, "entities")),
        Command("Go", "Quotes", ("Alt+3",), partial(go.show_list, "quotes")),
        Command("Go", "Claims", ("Alt+4",), partial(go.show_list, "claims")),
        Command("Go", "Notes", ("Alt+5",), partial(go.show_list, "notes")),
        Command("Go", "Who appears with whom", ("Alt+8",), window.show_graph),
        Command("Go", "Review", ("Alt+6",), partial(go.show_list, "review")),
        Command("Go", "Your decisions", ("Alt+7",), partial(go.show_list, "decisions")),
    ]


def _view(window: Window) -> list[Command]:
    layers = window.layers

    def toggle(kind: MarkKind) -> None:
        layers.show(kind, not layers.is_shown(kind))

    def toggle_first() -> None:
        layers.set_first_only(not layers.first_only)

    def toggle_new() -> None:
        layers.set_new_shown(not layers.new_shown)

    return [
        *(
            Command("View", _LAYERS[kind], (str(number),), partial(toggle, kind), in_page=True)
            for number, kind in enumerate(ORDER, start=1)
        ),
        Command("View", "What is new to you", ("5",), toggle_new, in_page=True),
        Command("View", "Pictures in the text", ("6",), window.toggle_pictures, in_page=True),
        Command("View", "First mention only", ("F",), toggle_first, in_page=True),
        Command("View", "Original pages of a PDF", ("F8",), window.spread.toggle, begins=True),
        Command("View", "Library", ("F9", "Ctrl+L"), window.panes.toggle_library),
        Command("View", "Inspector", ("F10", "Ctrl+I"), window.panes.toggle_inspector),
        Command("View", "Larger text", ("Ctrl++", "Ctrl+="), partial(window.appearance.zoom, 1.1), begins=True),
        Command("View", "Smaller text", ("Ctrl+-",), partial(window.appearance.zoom, 1 / 1.1)),
        Command("View", "Text as it was", ("Ctrl+0",), partial(window.appearance.zoom, 0)),
        Command("View", "Larger interface", ("Ctrl+Alt++", "Ctrl+Alt+="), partial(window.appearance.zoom_interface, 1)),
        Command("View", "Smaller interface", ("Ctrl+Alt+-",), partial(window.appearance.zoom_interface, -1)),
        Command("View", "Less motion, or more", (), window.appearance.toggle_motion),
    ]


def _theme(window: Window) -> list[Command]:
    return [
        *(
            Command("Theme", words, (), partial(window.appearance.set_theme, name))
            for words, name in (
                ("As the system", "system"),
                ("Light", "light"),
                ("Dark", "dark"),
                ("High contrast", "contrast"),
            )
        ),
    ]
