"""The folders that are watched: which they are, one more, one less."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.inspector.parts import button, label
from app.desktop.viewmodels.watching import shown_folder


class WatchedFolders(QDialog):
    """`changed` carries the folders as the user wants them from now on."""

    changed = Signal(list)

    def __init__(self, folders: Sequence[str], gone: frozenset[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._folders, self._gone = list(folders), gone
        self.setWindowTitle("Watched folders")
        self.setMinimumSize(520, 300)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(10)
        column.addWidget(label("Watched folders", "title"))
        column.addWidget(
            label(
                "New articles in these folders, and in those below them, come into your library while Glossator is"
                " open. Nothing in the folders is changed."
            )
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 6, 6, 0)
        inner.addLayout(self._rows)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(holder)
        column.addWidget(scroll, 1)
        line = QHBoxLayout()
        line.addWidget(button("Add a folder…", self._choose))
        line.addStretch(1)
        line.addWidget(button("Close", self.accept, "primary"))
        column.addLayout(line)
        self.finished.connect(self.deleteLater)
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not self._folders:
            self._rows.addWidget(label("No folder is watched.", "soft"))
        for folder in self._folders:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self._name(folder), 1)
            stop = button("Stop watching", partial(self._remove, folder))
            stop.setAccessibleName(f"Stop watching {shown_folder(folder)}")
            line.addWidget(stop, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(row)

    def _name(self, folder: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(label(shown_folder(folder)))
        if folder in self._gone:
            column.addWidget(label("This folder is not there now. It is watched again once it is back.", "soft"))
        return made

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Watch a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add(self, folder: str) -> None:
        if folder not in self._folders:
            self._folders.append(folder)
            self._tell()

    def _remove(self, folder: str) -> None:
        self._folders.remove(folder)
        self._tell()

    def _tell(self) -> None:
        self._fill()
        self.changed.emit(list(self._folders))
