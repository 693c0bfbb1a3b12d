"""What is asked over all articles while one thing is looked at; never on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.desktop.viewmodels.services import Services
from app.domain.rows import Passage, Reach
from app.work.background import Background

T = TypeVar("T")
Ready = Callable[[T], object]


class Across:
    """Each call returns at once and hands its answer to `ready`, in the window's thread. A newer call of the same kind
    replaces one that has not answered yet.
    """

    def __init__(self, services: Services, background: Background) -> None:
        self._services, self._background = services, background

    def mentions_in(self, entity_id: int, period: str, ready: Ready[tuple[Passage, ...]]) -> None:
        """Mentions in the articles of a month or a year."""
        entities = self._services.entities
        self._background.run(lambda: entities.mentions_in(entity_id, period), ready, key="mentions in")

    def reach_of_wording(self, entity_id: int, alias: str, ready: Ready[Reach]) -> None:
        """What changes when one name of an entity is said to be somebody else's."""
        entities = self._services.entities
        self._background.run(lambda: entities.reach_of_wording(entity_id, alias), ready, key="reach")
