"""What the services ask of the store and of linking. The store fulfils it without importing it."""

from __future__ import annotations

from typing import Protocol


class Store(Protocol):
    """The library's database."""


class Link(Protocol):
    """`app.linking.link`."""


class BlockingKeys(Protocol):
    """`app.linking.blocking_keys`."""


class Resemblances(Protocol):
    """`app.linking.resemblances`."""
