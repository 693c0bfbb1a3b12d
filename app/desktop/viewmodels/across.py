"""What is asked over all articles while one thing is looked at; never on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.desktop.viewmodels.services import Services
from app.domain.across import ClaimFile
from app.domain.links import LinkEnd
from app.domain.marks import MarkRef
from app.domain.rows import Passage, Reach
from app.work.background import Background

T = TypeVar("T")
Ready = Callable[[T], object]
Place = tuple[int, MarkRef]
"""A mark of an article."""


class Across:
    """Each call returns at once and hands its answer to `ready`, in the window's thread. A newer call of the same kind
    replaces one that has not answered yet.
    """

    def __init__(self, services: Services, background: Background) -> None:
        self._services, self._background = services, background
        self._evidence: tuple[Place, tuple[LinkEnd, ...]] | None = None
        self._file: tuple[Place, ClaimFile] | None = None

    def mentions_in(self, entity_id: int, period: str, ready: Ready[tuple[Passage, ...]]) -> None:
        """Mentions in the articles of a month or a year."""
        entities = self._services.entities
        self._background.run(lambda: entities.mentions_in(entity_id, period), ready, key="mentions in")

    def reach_of_wording(self, entity_id: int, alias: str, ready: Ready[Reach]) -> None:
        """What changes when one name of an entity is said to be somebody else's."""
        entities = self._services.entities
        self._background.run(lambda: entities.reach_of_wording(entity_id, alias), ready, key="reach")

    def evidence(self, article_id: int, ref: MarkRef, ready: Ready[tuple[LinkEnd, ...]]) -> None:
        """What a claim is linked with: as it was last at once, so that nothing jumps, and as it is."""
        place, ledger = (article_id, ref), self._services.ledger
        if self._evidence is not None and self._evidence[0] == place:
            ready(self._evidence[1])

        def answered(ends: tuple[LinkEnd, ...]) -> None:
            if self._evidence != (place, ends):
                self._evidence = (place, ends)
                ready(ends)

        self._background.run(lambda: ledger.evidence(article_id, ref.span), answered, key="evidence")

    def claim_file(self, article_id: int, ref: MarkRef, ready: Ready[ClaimFile]) -> None:
        """What other articles have that bears on a claim: as it was last at once, and as it is."""
        place, ledger = (article_id, ref), self._services.ledger
        if self._file is not None and self._file[0] == place:
            ready(self._file[1])

        def answered(file: ClaimFile) -> None:
            if self._file != (place, file):
                self._file = (place, file)
                ready(file)

        self._background.run(lambda: ledger.file(article_id, ref.span), answered, key="claim file")
