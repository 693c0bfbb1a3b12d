"""The simple tools, with files that end the worker and files that take their time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.article import Article
from tests.desktop.simple_tools import SimpleTools


class QueueTools(SimpleTools):
    """A file called "killer…" ends the process; "long…" is read until a file called "go" stands beside it."""

    def read(self, path: str, begun: Callable[[Article], None] | None, pause: Callable[[], None]) -> Article:
        name = Path(path).name
        if name.startswith("killer"):
            os._exit(9)
        if name.startswith("long"):
            while not Path(path).with_name("go").exists():
                time.sleep(0.02)
        return super().read(path, begun, pause)


def build() -> QueueTools:
    return QueueTools()
