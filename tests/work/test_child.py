"""The worker's loop while nothing is asked of it."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.article import Article, Metadata
from app.reading.language import detect_language, forget_languages
from app.work import child
from app.work.messages import Begun, FileRead, ReadFile, Ready, Stop, Warm
from tests.work.tools import DemoTools


class Resting(DemoTools):
    """Says when it was told to rest."""

    def __init__(self) -> None:
        super().__init__()
        self.rested = threading.Event()

    def rest(self) -> None:
        self.rested.set()


def test_a_worker_that_is_asked_for_nothing_rests_and_serves_the_next_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "REST_AFTER_S", 0.02)
    (tmp_path / "a.txt").write_text("A lamp.", "utf-8")
    ours, theirs = multiprocessing.Pipe()
    tools = Resting()
    loop = threading.Thread(target=child.Loop(theirs, tools).run)
    loop.start()
    assert tools.rested.wait(10)
    ours.send(ReadFile(1, str(tmp_path / "a.txt")))
    assert isinstance(ours.recv(), Begun)
    assert isinstance(ours.recv(), FileRead)
    ours.send(Stop())
    loop.join(10)
    assert not loop.is_alive()


class Loading(DemoTools):
    """Loads its model in steps, and answers to a file meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[str] = []
        self.began = threading.Event()
        self.may_go_on = threading.Event()
        self.prepared = threading.Event()

    def read(self, path: str, begun: object, pause: object) -> Article:
        self.steps.append("read")
        return Article("Ada spoke.", (), Metadata())

    def model(self, pause: Callable[[], None] = lambda: None) -> str:
        self.steps.append("load")
        self.began.set()
        assert self.may_go_on.wait(10)
        pause()
        self.steps.append("loaded")
        return "demo 1"

    def prepare(self, pause: Callable[[], None]) -> None:
        self.prepared.set()


def test_files_go_before_the_model_and_between_the_steps_of_its_loading() -> None:
    ours, theirs = multiprocessing.Pipe()
    tools = Loading()
    ours.send(Warm())
    ours.send(ReadFile(1, "a.txt", begin=True))
    loop = threading.Thread(target=child.Loop(theirs, tools).run)
    loop.start()
    assert tools.began.wait(10)
    ours.send(ReadFile(2, "b.txt", begin=True))
    tools.may_go_on.set()
    heard = [type(ours.recv()) for _ in range(5)]
    assert tools.prepared.wait(10)
    ours.send(Stop())
    loop.join(10)
    assert tools.steps == ["read", "load", "read", "loaded"]
    assert heard == [Begun, FileRead, Begun, FileRead, Ready]


def test_languages_are_told_apart_again_after_they_were_let_go() -> None:
    text = "The harbour board met on Tuesday and put off the vote on the new wall until the spring."
    assert detect_language(text) == "en"
    forget_languages()
    assert detect_language(text) == "en"
