"""Everything a person can do from the keyboard or the menu, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` without a modifier work only while the text or the margin has the focus, so that they can be typed."""

    menu: str
    words: str
    keys: tuple[str, ...]
    act: Callable[[], object]
    in_page: bool = False
    begins: bool = False  # a group of its menu: a line stands above it


FOR_WORDS = ("Write a note", "Highlight", "Link to another passage")
"""Commands that the menu of the text has for words that are selected."""
FOR_A_MARK = ("Confirm", "Reject", "Write a note")
"""Those it has for a mark."""


def offer(menu: QMenu, actions: dict[str, QAction], words: tuple[str, ...]) -> None:
    """Put the commands of these words above the rest of `menu`."""
    rest = menu.actions()
    added = [actions[word] for word in words]
    menu.insertActions(rest[0], added) if rest else menu.addActions(added)
    if rest:
        menu.insertSeparator(rest[0])


def install(commands: list[Command], window: QWidget, page: QWidget, menu: QMenu) -> dict[str, QAction]:
    """Make an action of each command, fill `menu` by groups, and bind the keys; the actions by their words."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QMenu] = {}
    for command in commands:
        owner = page if command.in_page else window
        action = QAction(command.words, owner)
        action.setShortcuts([QKeySequence(k) for k in command.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if command.in_page else Qt.ShortcutContext.WindowShortcut
        )
        action.triggered.connect(lambda _=False, act=command.act: act())
        owner.addAction(action)
        if command.menu not in groups:
            groups[command.menu] = menu.addMenu(command.menu)
        elif command.begins:
            groups[command.menu].addSeparator()
        groups[command.menu].addAction(action)
        actions[command.words] = action
    return actions
