"""An entity of the library, as linking sees it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.analysis import EntityKind


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that earlier articles gave. `articles` is in how many it occurs.

    `decided`: the user confirmed, renamed or merged it, so that its name and kind are to be trusted.
    """

    id: int
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    articles: int = 1
    decided: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)
