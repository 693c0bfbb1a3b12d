"""How much of a file is read, and how deep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold for every format, so that no file can make the worker hang or swell.

    `bytes`: read from the file, at most. `characters`: of canonical text. `blocks`: of one article.
    `depth`: of nested elements in markup. `elements`: of one markup file, before its body is sought.
    """

    bytes: int = 20_000_000
    characters: int = 6_000_000
    blocks: int = 100_000
    depth: int = 200
    elements: int = 150_000
