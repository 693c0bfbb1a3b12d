"""One line of what a torture found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`acknowledged` counts what the program had said was saved, `lost` what of it was not there afterwards.

    `wrong` counts what must never be: lost notes, damage that was not told in a sentence, an original that was not kept
    byte for byte, an error that is not the user's to mend.
    """

    what: str
    tries: int
    acknowledged: int
    lost: int
    told: int
    wrong: int
    detail: str = ""


def print_rows(rows: Iterable[Row]) -> bool:
    """Print a table as it comes in; whether nothing was lost or wrong."""
    print(f"{'what was done':<58} {'tries':>6} {'saved':>8} {'lost':>5} {'told':>6} {'wrong':>6}")
    good = True
    for row in rows:
        good = good and not row.lost and not row.wrong
        print(
            f"{row.what:<58} {row.tries:>6,} {row.acknowledged:>8,} {row.lost:>5,} {row.told:>6,} {row.wrong:>6,}"
            + (f"   {row.detail}" if row.detail else ""),
            flush=True,
        )
    return good
