"""How long something will still take, told by how fast it went so far."""

from __future__ import annotations

_SOONEST_S = 3.0
_LEAST = 0.005
"""Seconds, and a share of the whole, before which the speed tells nothing: a text may have waited for others."""


class Pace:
    """Of one task, from the first time its share is known."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None

    def left(self, now: float, share: float) -> float | None:
        """Seconds until the share is 1, at `now` (seconds of a clock that never goes back); None: not known yet."""
        if self._first is None:
            self._first = now, share
        then, before = self._first
        if now - then < _SOONEST_S or share - before < _LEAST:
            return None
        return (now - then) * (1 - share) / (share - before)


def time_left(seconds: float | None) -> str:
    """ "about 4 minutes left"; "" where it is not known or not worth a word."""
    if seconds is None or seconds < 20:
        return ""
    if seconds < 50:
        return "less than a minute left"
    minutes = max(1, round(seconds / 60))
    if minutes < 100:
        return f"about {minutes} minutes left" if minutes > 1 else "about a minute left"
    return f"about {round(minutes / 60)} hours left"
