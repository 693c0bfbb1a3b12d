"""A graph as a picture: PNG at twice the size it has on the screen, or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.desktop.graph.painting import Painter, Plan

SHARP = 2


def save(painter: Painter, plan: Plan, path: Path, title: str) -> bool:
    """Draw the graph into `path`, by its ending; whether that could be written."""
    return _svg(painter, plan, path, title) if path.suffix.lower() == ".svg" else _png(painter, plan, path)


def _png(painter: Painter, plan: Plan, path: Path) -> bool:
    image = QImage(plan.size * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    brush = QPainter(image)
    painter.paint(brush, plan)
    brush.end()
    return image.save(str(path))


def _svg(painter: Painter, plan: Plan, path: Path, title: str) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(plan.size))
    generator.setViewBox(QRectF(0, 0, plan.size.width(), plan.size.height()))
    generator.setTitle(title)
    brush = QPainter()
    if not brush.begin(generator):
        return False
    painter.paint(brush, plan)
    return brush.end()
