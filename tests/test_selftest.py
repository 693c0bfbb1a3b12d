"""`--self-test` says what is missing, and goes on to the other parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import selftest


def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_reading", "_store", "_window"):
        monkeypatch.setattr(selftest, name, lambda _: None)
    for name in ("_resources", "_pictures", "_model"):
        monkeypatch.setattr(selftest, name, lambda: None)


def test_a_whole_copy_is_said_to_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    parts(monkeypatch)
    said: list[str] = []
    assert selftest.run(said.append) == 0
    assert said == ["resources: ok", "reading: ok", "pictures: ok", "model: ok", "store: ok", "window: ok", "ok"]


def test_a_part_that_fails_is_named_with_its_reason_and_the_others_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("no module named spacy.lang.ja")

    parts(monkeypatch)
    monkeypatch.setattr(selftest, "_model", broken)
    said: list[str] = []
    assert selftest.run(said.append) == 1
    assert said[3] == "model: ImportError: no module named spacy.lang.ja"
    assert said[4:] == ["store: ok", "window: ok", "failed"]


def test_missing_resources_are_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(selftest, "RESOURCES", tmp_path)
    with pytest.raises(selftest.Lacking, match="fonts"):
        selftest._resources()


def test_the_store_is_made_and_opened_again(tmp_path: Path) -> None:
    selftest._store(tmp_path)
    assert (tmp_path / "store" / "library.db").exists()
