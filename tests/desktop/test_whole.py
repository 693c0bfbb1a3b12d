"""The whole program with the real parsers and the real model: the sample library, and a page that means harm."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import worker
from app.desktop.viewmodels.reading import Trouble
from app.domain.analysis import EntityKind
from app.domain.marks import AnalysisState
from app.paths import RESOURCES
from tests.desktop.conftest import Desk

SAMPLES = RESOURCES / "samples"


@pytest.fixture
def whole(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path / "home", worker.build)
    yield made
    made.stop()


def test_a_newcomer_finds_the_sample_library_linked_across_its_articles(whole: Desk) -> None:
    window = whole.start(samples=SAMPLES)
    whole.until(lambda: window.reading.view is not None, timeout=60_000)
    whole.until(lambda: not window.reading.busy, timeout=90_000)
    whole.settle()
    rows = window._parts.services.library.articles()
    assert len(rows) >= 10
    assert {r.state for r in rows} == {AnalysisState.DONE}
    view = whole.view
    assert view.metadata.title == "Harbour vote splits the council"
    mayor = next(m for m in view.mentions if m.name == "Mara Lindqvist")
    assert mayor.kind is EntityKind.PERSON
    dossier = window._parts.services.entities.dossier(mayor.entity_id)
    assert dossier.entity.articles >= 5
    assert len(dossier.said) >= 3
    assert [q.speaker_name for q in view.quotes if "shown one number" in q.span.of(view.text)] == ["Mara Lindqvist"]
    assert any("41 million" in c.span.of(view.text) for c in view.claims)


class Canary:
    """A server that is not to be called and, where the system has them, a pipe that nobody is to read."""

    def __init__(self, folder: Path) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        self.port = self._server.getsockname()[1]
        self.file = folder / "canary.png"
        if sys.platform == "win32":
            self.file.write_bytes(b"")
        else:
            os.mkfifo(self.file)  # whoever opens it hangs, and the test with it

    def was_called(self) -> bool:
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._server.close()


HOSTILE = """<!DOCTYPE html [<!ENTITY secret SYSTEM "file://{file}">]>
<html><head><title>A calm day in Brannock</title>
<meta http-equiv="refresh" content="0;url=http://127.0.0.1:{port}/refresh">
<link rel="stylesheet" href="http://127.0.0.1:{port}/style.css"><style>@import url("http://127.0.0.1:{port}/b.css");</style>
<script src="http://127.0.0.1:{port}/script.js"></script><base href="http://127.0.0.1:{port}/"></head>
<body onload="fetch('http://127.0.0.1:{port}/load')">
<article><h1>A calm day in Brannock</h1>
<p>The harbour master of Brannock, Iris Fenn, counted forty ships on Monday &secret; and thought it a good number.</p>
<p><img src="file://{file}"><img src="{file}"><img src="http://127.0.0.1:{port}/x.png" onerror="alert(1)">
<iframe src="http://127.0.0.1:{port}/frame"></iframe><object data="file://{file}"></object>
“Nobody waited for a berth,” said Fenn, who has kept the book for nineteen years and means to go on doing so.</p>
<p>The book shows that a ship waited for two hours on average last year. <a href="file://{file}">Read more</a></p>
<script>new Image().src = "http://127.0.0.1:{port}/beacon"</script>
</article></body></html>
"""


def test_a_page_that_reaches_out_is_shown_without_anything_being_opened(whole: Desk, tmp_path: Path) -> None:
    canary = Canary(tmp_path)
    page = tmp_path / "hostile.html"
    page.write_text(HOSTILE.format(file=canary.file, port=canary.port), "utf-8")
    try:
        window = whole.start(page)
        troubles: list[Trouble] = []
        window.reading.troubled.connect(troubles.append)
        whole.until(lambda: window.reading.view is not None, timeout=60_000)
        whole.until(lambda: not window.reading.busy, timeout=90_000)
        whole.settle()
        window.grab()  # painted, so that whatever Qt would load, it has
        for mark in (*whole.view.mentions, *whole.view.quotes):
            window.focus.on_mark(mark.ref)
            whole.settle()
            window.grab()
        assert not canary.was_called()
        assert "counted forty ships" in whole.view.text
        assert "alert" not in whole.view.text
        assert troubles == []
    finally:
        canary.close()
