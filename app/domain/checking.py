"""What a look through the whole library found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`held` says what there is; `mended` what was derived wrongly and was made again; `wrong` what cannot be mended.

    Each is a sentence for the reader. `unsure` counts notes and decisions whose passage is only guessed, and `lost`
    those whose passage is gone: nothing is wrong with the library then.
    """

    held: str
    mended: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unsure: int = 0
    lost: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all is as it should be, now that what could be mended was."""
        return not self.wrong

    def sentences(self) -> tuple[str, ...]:
        """All of it in words, the verdict first."""
        if self.wrong:
            verdict = "The library is damaged. Restore an earlier copy; the file as it is will be kept."
        elif self.mended:
            verdict = "The library is whole again. Nothing that you wrote was touched."
        else:
            verdict = "The library is whole."
        places = []
        if self.unsure:
            notes = "1 note or decision" if self.unsure == 1 else f"{self.unsure:,} notes and decisions"
            places.append(f"The passage of {notes} is a best guess, because the article changed.")
        if self.lost:
            notes = "1 note or decision" if self.lost == 1 else f"{self.lost:,} notes and decisions"
            places.append(f"The passage of {notes} is no longer in its article.")
        return (verdict, self.held, *self.wrong, *self.mended, *places)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the library that can be put in its place. `made` is ISO 8601, UTC; `size` in bytes."""

    path: str
    made: str
    size: int
    articles: int
    notes: int
    reason: str  # why it was made: "daily", "before an update", "set aside"
