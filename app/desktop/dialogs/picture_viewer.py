"""One picture of an article as large as the window allows, to be looked at closely."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.desktop.inspector.parts import button, label
from app.desktop.theme.tokens import Tokens

MOST_ZOOM = 8.0
_STEP = 1.25
_AROUND, _FOOT = 26, 56


class PictureViewer(QDialog):
    """Shows it fitted; the wheel, + and − enlarge it, 0 fits it again, a drag moves it, Esc closes."""

    copyWanted = Signal()  # noqa: N815
    saveWanted = Signal()  # noqa: N815

    def __init__(self, image: QImage, description: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Picture")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.canvas = _Canvas(image, tokens, self)
        self.canvas.setAccessibleName(description or "Picture")
        column.addWidget(self.canvas, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 12, 12)
        foot.setSpacing(8)
        words = label(description, "soft")
        words.setMaximumHeight(6 * words.fontMetrics().lineSpacing())
        foot.addWidget(words, 1)
        foot.addWidget(button("Copy picture", self.copyWanted.emit))
        foot.addWidget(button("Save picture as…", self.saveWanted.emit))
        close = button("Close", self.reject, "primary")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)
        self.resize(self._fitting(image.size()))
        self.canvas.setFocus()
        self.finished.connect(lambda _: self.deleteLater())

    def _fitting(self, picture: QSize) -> QSize:
        """As large as the picture with its foot, and no larger than most of the screen."""
        room = self.screen().availableSize() * 0.86
        if (parent := self.parentWidget()) is not None:
            room = room.boundedTo(parent.window().size() * 0.94)
        around = QSize(_AROUND, _AROUND + _FOOT)
        inside = room - around
        shown = picture.scaled(inside, Qt.AspectRatioMode.KeepAspectRatio) if not _holds(inside, picture) else picture
        return (shown + around).expandedTo(QSize(520, 380)).boundedTo(room)


def _holds(room: QSize, picture: QSize) -> bool:
    return picture.width() <= room.width() and picture.height() <= room.height()


class _Canvas(QGraphicsView):
    """The picture on a plain ground."""

    def __init__(self, image: QImage, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        item = QGraphicsPixmapItem(QPixmap.fromImage(image))
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        if image.hasAlphaChannel():
            paper = scene.addRect(item.boundingRect(), QColor(0, 0, 0, 0), QColor("#ffffff"))
            paper.setZValue(-1)
        scene.addItem(item)
        self._item, self._zoom = item, 1.0
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(tokens.color("ground"))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    @property
    def zoom(self) -> float:
        """How many times as large as fitted."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        self._zoom = min(MOST_ZOOM, max(1.0, zoom))
        self._apply()

    def _apply(self) -> None:
        room, size = self.viewport().size(), self._item.boundingRect().size()
        fitted = min(1.0, (room.width() - 24) / size.width(), (room.height() - 24) / size.height())
        scale = max(0.01, fitted) * self._zoom
        middle = self.mapToScene(self.viewport().rect().center())
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(middle if self._zoom > 1 else self._item.boundingRect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            at = event.position().toPoint()
            before = self.mapToScene(at)
            self.set_zoom(self._zoom * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
            if self._zoom > 1:  # what is under the pointer stays there
                moved: QPointF = self.mapToScene(at) - before
                self.centerOn(self.mapToScene(self.viewport().rect().center()) - moved)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / _STEP)
        elif key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        else:
            super().keyPressEvent(event)
