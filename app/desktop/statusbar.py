"""The bar at the bottom: what is going on, what is in the article, and that nothing leaves this machine."""

from __future__ import annotations

from collections import Counter

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.desktop.inspector.parts import button, label
from app.desktop.look import status_height
from app.desktop.viewmodels.layers import Layers
from app.domain.analysis import EntityKind
from app.domain.marks import AnalysisState, ArticleView

SHOW_AFTER_MS = 700
"""Progress that is over sooner is not shown at all: a bar that flashes tells nothing."""


class Sentence(QLabel):
    """Ends in an ellipsis where there is no room for all of it: the bar must not hold the window wide."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(QtCore.Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        words = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, self.width())
        middle = int(QtCore.Qt.AlignmentFlag.AlignVCenter)
        painter = QPainter(self)
        self.style().drawItemText(painter, self.rect(), middle, self.palette(), True, words, self.foregroundRole())


class StatusBar(QFrame):
    def __init__(self, layers: Layers) -> None:
        super().__init__()
        self._layers = layers
        self._view: ArticleView | None = None
        layers.changed.connect(lambda: self.count(self._view))
        self.setObjectName("statusBar")
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(14)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.hide()
        self._doing = Sentence()
        self.cancel: QPushButton = button("Cancel", lambda: None)
        self.cancel.hide()
        line.addWidget(self._bar)
        line.addWidget(self._doing)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self._counts = Sentence()
        line.addWidget(self._counts)
        self._private = label("Nothing leaves this machine", wrap=False)
        line.addWidget(self._private)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_AFTER_MS)
        self._later.timeout.connect(self._show_progress)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(6000)
        self._forget.timeout.connect(lambda: self._doing.setText(""))
        self._sentence = self._begun = ""
        self._strips: list[QWidget] = []
        self._narrow = False

    def hold(self, strip: QWidget) -> None:
        """Give `strip` a place, to show itself in when it has something to say."""
        self._line.insertWidget(self._line.indexOf(self._counts), strip)
        self._strips.append(strip)
        strip.installEventFilter(self)

    def progress(self, sentence: str, share: float) -> None:
        """Something is under way; shown once it has taken longer than a moment. `share` below 0: nobody knows."""
        self._sentence = sentence
        self._bar.setRange(0, 100 if share >= 0 else 0)
        self._bar.setValue(round(share * 100))
        self._bar.setAccessibleName(sentence)
        if self._bar.isHidden():
            if not self._later.isActive():
                self._later.start()
        else:
            self._doing.setText(sentence)

    def rest(self) -> None:
        """Nothing is under way."""
        self._later.stop()
        if not self._bar.isHidden():
            self._doing.setText("")
        self._bar.hide()
        self.cancel.hide()

    def tell(self, sentence: str) -> None:
        """One sentence, for a few seconds."""
        self._doing.setText(sentence)
        self._doing.setAccessibleName(sentence)
        self._forget.start()

    def begin(self, sentence: str) -> None:
        """Something has begun that `end` ends; said until then."""
        self.tell(sentence)
        self._begun = sentence

    def end(self) -> None:
        if self._begun and self._doing.text() == self._begun:
            self._doing.setText("")
        self._begun = ""

    def hush(self, sentence: str) -> None:
        """Forget a sentence that was told: what it is about is on the screen no more."""
        if self._doing.text() == sentence:
            self._doing.setText("")

    def count(self, view: ArticleView | None) -> None:
        """How much is in the article, without what *Calm* hides."""
        self._view = view
        self._counts.setText(counted(self._layers.sure_enough(view)) if view is not None else "")

    def set_px(self, px: int) -> None:
        """As tall as type of `px` pixels needs."""
        self.setFixedHeight(status_height(px))

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """In a narrow window what is under way takes the place of what can be seen elsewhere."""
        self._private.setVisible(not self._narrow)
        self._counts.setVisible(not self._narrow or all(strip.isHidden() for strip in self._strips))

    def _show_progress(self) -> None:
        self._forget.stop()
        self._bar.show()
        self.cancel.show()
        self._doing.setText(self._sentence)


def counted(view: ArticleView) -> str:
    """How much of each kind is in the article: "3 people · 2 quotes"."""
    if view.state is AnalysisState.NONE and not view.mentions:
        return ""
    kinds = Counter({m.entity_id: m.kind for m in view.mentions}.values())
    numbers = [
        (kinds[EntityKind.PERSON], "person", "people"),
        (kinds[EntityKind.ORGANISATION], "organisation", "organisations"),
        (kinds[EntityKind.PLACE], "place", "places"),
        (len(view.quotes), "quote", "quotes"),
        (len(view.claims), "claim", "claims"),
        (len(view.notes), "note", "notes"),
    ]
    return " · ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in numbers if n)
