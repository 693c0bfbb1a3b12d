"""The question for a name: what the library knows is offered, the kind that is meant first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.name_prompt import NamePrompt
from app.domain.analysis import EntityKind
from app.domain.marks import Standing
from app.domain.rows import EntityRow


def row(number: int, name: str, kind: EntityKind) -> EntityRow:
    return EntityRow(number, name, kind, (), 1, 1, Standing.SUGGESTED)


KNOWN = (
    row(1, "Ostby", EntityKind.PLACE),
    row(2, "Ostby Council", EntityKind.ORGANISATION),
    row(3, "Osk Lind", EntityKind.PERSON),
)


def find(words: str, take: Callable[[tuple[EntityRow, ...]], object]) -> None:
    take(tuple(known for known in KNOWN if known.name.startswith(words)))


def offered(prompt: NamePrompt) -> list[str]:
    return [prompt.offers.item(at).text().split("  ·  ")[0] for at in range(prompt.offers.count())]


def test_names_of_the_kinds_that_are_meant_stand_first_and_the_one_asked_about_does_not_stand(qtbot: QtBot) -> None:
    prompt = NamePrompt("Who?", "", find, first=(EntityKind.PERSON,), without=2)
    qtbot.addWidget(prompt)
    assert offered(prompt) == ["Osk Lind", "Ostby"]


def test_enter_takes_the_name_whose_beginning_was_typed(qtbot: QtBot) -> None:
    prompt = NamePrompt("Same as…", "", find, only_known=True, first=(EntityKind.ORGANISATION,))
    qtbot.addWidget(prompt)
    qtbot.keyClicks(prompt.field, "Ost")
    with qtbot.waitSignal(prompt.chosen) as chosen:
        qtbot.keyClick(prompt.field, Qt.Key.Key_Return)
    assert chosen.args == ["Ostby Council", 2]
