"""Fixtures that every level of tests shares."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_cls() -> type[object]:
    """The application that pytest-qt makes: the program's own."""
    from app.desktop.application import Application

    return Application


@pytest.fixture(scope="session")
def analyzer() -> object:
    """The real analysis, loaded once: a second a session."""
    from app.analysis.pipeline import Analyzer

    return Analyzer.load()
