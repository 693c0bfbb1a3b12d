"""The look that widgets are made with."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.desktop.theme.fonts import Typefaces, load_typefaces
from app.desktop.theme.tokens import LIGHT, Tokens
from app.paths import RESOURCES


@pytest.fixture
def faces(qapp: QApplication) -> Typefaces:
    return load_typefaces(RESOURCES / "fonts")


@pytest.fixture
def tokens() -> Tokens:
    return LIGHT
