"""A shelf: a store in a temporary file with the services over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.open import open_store
from tests.services.building import Shelf


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new library, made once: the migrations take a third of a second."""
    path = tmp_path_factory.mktemp("empty") / "library.db"
    open_store(path).close()
    return path


@pytest.fixture
def shelf(tmp_path: Path, empty_library: Path) -> Iterator[Shelf]:
    shutil.copy(empty_library, tmp_path / "library.db")
    shelf = Shelf(tmp_path / "library.db")
    yield shelf
    shelf.store.close()
