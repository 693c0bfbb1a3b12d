"""What something is linked with: a list that fetches itself, each row the way to the other end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.context import Context
from app.desktop.inspector.parts import Body, Row, hairline, label, shorten
from app.desktop.library.pages import Goal
from app.domain.links import LinkEnd, Relation, read_from
from app.domain.marks import MarkKind

Ask = Callable[[Callable[[tuple[LinkEnd, ...]], object]], object]
"""Asks for the ends of links and hands them over, maybe twice: as they were last, and as they are."""
RELATIONS = (Relation.SUPPORTS, Relation.CONTRADICTS, Relation.EXPLAINS, Relation.SAME_AS)
"""What is offered when two places are linked; a person's own words are welcome."""
EVIDENCE = frozenset({Relation.SUPPORTS, Relation.CONTRADICTS})
"""Relations by which a link speaks for or against a claim; by any other it only leads there."""


class LinkList(QWidget):
    """Takes no room while nothing is linked."""

    def __init__(self, ask: Ask, context: Context, heading: str = "Linked") -> None:
        super().__init__()
        self._context, self._heading = context, heading
        self.ends: tuple[LinkEnd, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()
        ask(self.fill)

    def fill(self, ends: tuple[LinkEnd, ...]) -> None:
        """Show these; nothing happens once the list is gone."""
        if not isValid(self):
            return
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ends = ends
        self.setVisible(bool(ends))
        if not ends:
            return
        self._column.addSpacing(22)
        self._column.addWidget(label(f"{self._heading} · {len(ends)}".upper(), "paneHeading"))
        self._column.addSpacing(6)
        self._column.addWidget(hairline())
        for number, end in enumerate(ends):
            if number:
                self._column.addWidget(hairline())
            self._column.addWidget(_LinkRow(end, self._context))


class _LinkRow(QWidget):
    """How it is linked and with what, then its words; a menu to change or remove the link."""

    def __init__(self, end: LinkEnd, context: Context) -> None:
        super().__init__()
        self._end, self._context = end, context
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(0)
        how = read_from(end.relation, outward=end.outward)
        what = end.title or ("a note" if end.kind is MarkKind.NOTE else "an article")
        words = shorten(" ".join(end.words.split()), 160)
        row = Row(f"{how} {what}: {words}" if words else f"{how} {what}", lambda: open_end(end, context))
        row.add(label(f"{how} · {what}" if words else how, "soft"))
        row.add(label(words or what))
        line.addWidget(row, 1)
        if end.relation != Relation.MENTIONS:
            self._menu = self._make_menu()
            more = QToolButton()
            more.setText("⋯")
            more.setProperty("role", "soft")
            more.setAccessibleName(f"Change or remove the link with {what}")
            more.setToolTip("Change or remove this link")
            more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            more.setMenu(self._menu)
            line.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(self._pop_up)
            remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), row)
            remove.setContext(Qt.ShortcutContext.WidgetShortcut)
            remove.activated.connect(self._remove)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for relation in RELATIONS:
            action = menu.addAction(relation)
            action.setCheckable(True)
            action.setChecked(relation == self._end.relation)
            action.triggered.connect(lambda _=False, to=str(relation): self._set(to))
        menu.addAction("Own words…").triggered.connect(self._ask)
        menu.addSeparator()
        menu.addAction("Remove the link").triggered.connect(self._remove)
        return menu

    def _set(self, relation: str) -> None:
        self._context.editing.set_relation(self._end.link_id, relation)

    def _ask(self) -> None:
        prompt = WordPrompt("How do they belong together?", self._end.relation, parent=self._context.window)
        prompt.chosen.connect(self._set)
        prompt.open()

    def _remove(self) -> None:
        self._context.editing.disconnect(self._end.link_id)
        self._context.tell("The link is gone, its ends stay. Ctrl+Z brings it back.")

    def _pop_up(self, at: QPoint) -> None:
        self._menu.popup(self.mapToGlobal(at))


def open_end(end: LinkEnd, context: Context) -> None:
    """Go where a link leads: to the passage, the note, the article or the entity."""
    if end.kind is MarkKind.MENTION:
        context.follow(Goal(entity_id=end.entity_id))
    elif end.kind is MarkKind.NOTE:
        context.follow(Goal(end.entity_id, end.article_id, end.span, end.note_id, MarkKind.NOTE))
    else:
        context.follow(Goal(article_id=end.article_id))


def link_section(body: Body, ask: Ask, context: Context, heading: str = "Linked") -> LinkList:
    """A LinkList in the inspector, with its heading: `ask` is a call of `context.notebook`, but for `ready`."""
    made = LinkList(ask, context, heading)
    body.add(made)
    return made


def evidence_section(body: Body, ask: Ask, context: Context) -> None:
    """What speaks for and against a claim, and apart from it what the claim is linked with in other ways."""
    evidence = LinkList(lambda _: None, context, "For and against")
    others = LinkList(lambda _: None, context, "Linked in other ways")
    body.add(evidence)
    body.add(others)

    def part(ends: tuple[LinkEnd, ...]) -> None:
        evidence.fill(tuple(end for end in ends if end.relation in EVIDENCE))
        others.fill(tuple(end for end in ends if end.relation not in EVIDENCE))

    ask(part)
