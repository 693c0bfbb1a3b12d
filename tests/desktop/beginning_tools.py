"""The simple tools, with files that have a beginning, and a rest that comes when a test lets it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.article import Article
from app.reading.read import read_file
from tests.desktop.simple_tools import SimpleTools


class BeginningTools(SimpleTools):
    """A file "long….pdf" goes on once "go" stands beside it; "crash" beside it ends the process at that place. Others
    that are opened meanwhile are let go first.
    """

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        def told(article: Article) -> None:
            assert begun is not None
            begun(article)
            while not (go := Path(path).with_name("go")).exists():
                time.sleep(0.02)
                pause()
            if go.with_name("crash").exists():
                os._exit(9)

        return read_file(path, begun=told if begun is not None and "long" in path else begun, pause=pause)


def build() -> BeginningTools:
    return BeginningTools()
