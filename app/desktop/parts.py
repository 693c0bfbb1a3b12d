"""What the window is given by bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.desktop.look import Look
from app.desktop.viewmodels.queue import Threads
from app.desktop.viewmodels.services import Services
from app.services.queueing import Queueing
from app.settings import Settings
from app.work.background import Background
from app.work.bridge import Worker


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the window does not make itself."""

    services: Services
    worker: Worker
    background: Background
    copying: Background  # for what takes long and need not wait for its turn: exports
    queueing: Queueing
    threads: Threads
    pictures: Background  # reads and decodes the articles' pictures
    settings: Settings
    look: Look
    save_settings: Callable[[Settings], object]
