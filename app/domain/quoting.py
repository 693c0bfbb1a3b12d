"""Words of a text as they stand in a sentence of the program."""

from __future__ import annotations

_MARKS = '“”„"«» '


def in_marks(words: str) -> str:
    """`words` in one pair of quotation marks, whatever marks they begin and end with themselves."""
    return f"“{words.strip(_MARKS) or words}”"
