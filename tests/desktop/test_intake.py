"""How files are chosen in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog

from app.reading.formats import SUFFIXES
from tests.desktop.conftest import Desk


def test_the_dialog_that_opens_files_offers_every_ending_that_is_read(desk: Desk) -> None:
    window = desk.start()
    window.intake.choose_files()
    (dialog,) = window.findChildren(QFileDialog)
    offered = dialog.nameFilters()[0].partition("(")[2].rstrip(")").split()
    assert {f"*{suffix}" for suffix in SUFFIXES} <= set(offered)
    dialog.close()
