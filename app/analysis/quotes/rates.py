"""Learnt lexicons: how often a lemma, frame or neighbourhood went with an attribution, as log-odds.

Target encoding with additive smoothing (Micci-Barreca 2001): a key seen `n` times, `k` of them with an attribution,
is worth `logit((k + W * base) / (n + W))`. Keys are single lemmas with grammatical labels, never sequences of words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

WEIGHT = 5.0
"""Pseudo-counts given to the base rate."""

LEAST = 3
"""Keys seen more rarely are not kept: they tell nothing, and would hold traces of single articles."""

Counts = dict[str, dict[str, tuple[int, int]]]
"""Table → key → (times with an attribution, times seen)."""


class Rates:
    """Log-odds by table and key; an unknown key is worth the base rate of its table."""

    def __init__(self, tables: Mapping[str, Mapping[str, float]], defaults: Mapping[str, float]) -> None:
        self.tables = {name: dict(table) for name, table in tables.items()}
        self.defaults = dict(defaults)

        self._in_order = [(table, self.defaults[name]) for name, table in self.tables.items()]

    def of(self, table: str, key: str) -> float:
        return self.tables[table].get(key, self.defaults[table])

    def of_all(self, keys: Sequence[str]) -> list[float]:
        """The rate of one key of each table, in the order of the tables."""
        return [table.get(key, default) for (table, default), key in zip(self._in_order, keys, strict=True)]

    @classmethod
    def from_counts(cls, counts: Counts, bases: Mapping[str, float], keys: Iterable[tuple[str, str]] | None = None,
                    without: Counts | None = None) -> Rates:  # fmt: skip
        """Rates of all keys of `counts`, or of `keys`; `without` is taken out first (an article's own counts)."""
        wanted = keys if keys is not None else [(t, k) for t, table in counts.items() for k in table]
        tables: dict[str, dict[str, float]] = {name: {} for name in counts}
        for table, key in wanted:
            k, n = counts[table].get(key, (0, 0))
            if without is not None:
                own_k, own_n = without.get(table, {}).get(key, (0, 0))
                k, n = k - own_k, n - own_n
            if n >= LEAST:
                tables[table][key] = round(log_odds((k + WEIGHT * bases[table]) / (n + WEIGHT)), 3)
        return cls(tables, {name: round(log_odds(base), 3) for name, base in bases.items()})


def log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))
