"""Why a sentence is marked, in words for its reader."""

from __future__ import annotations

from spacy.strings import get_string_id

from app.analysis.claims.signals import Signals
from app.analysis.claims.units import Unit
from app.domain.analysis import ClaimKind

_HEDGED = "hedged"
_AGAIN = frozenset(get_string_id(word) for word in ("the", "these", "those", "its", "their", "our", "other"))
_KINDS = (
    ("absence of evidence", ClaimKind.ABSENCE),
    ("number", ClaimKind.NUMBER),
    ("comparison", ClaimKind.COMPARISON),
    ("trend", ClaimKind.TREND),
    ("cause", ClaimKind.CAUSE),
    ("past event", ClaimKind.EVENT),
    ("state of affairs", ClaimKind.STATE),
)
"""A reason and the kind it makes a claim, the strongest ground first."""


def reasons(signals: Signals, unit: Unit) -> tuple[str, ...]:
    """The reasons to check a unit, the strongest first; empty when there is none."""

    def has(*names: str) -> bool:
        return any(signals.count(name, unit.start, unit.end) > 0 for name in names)

    number = _has_number(signals, unit)
    compares = signals.count("group:comparison", unit.start, unit.end) + signals.count("tag:JJS", unit.start, unit.end)
    passive = signals.count("dep:auxpass", unit.start, unit.end) and has("tag:VBD")
    rules = (
        ("absence of evidence", has("group:absence")),
        ("number", number),
        ("comparison", compares > 0 and (number or compares > 1 or has("tag:JJR", "tag:RBR", "tag:JJS"))),
        ("trend", has("group:trend") and not has("tag:MD")),
        ("cause", has("group:cause")),
        ("source named", unit.source is not None or unit.quote is not None or has("group:source")),
        ("date", has("form:year", "group:month", "group:weekday", "group:moment")),
        ("past event", bool(has("tag:VBD") and (has("group:event", "tag:NNP") or passive))),
    )
    found = [name for name, holds in rules if holds]
    if not any(name in dict(_KINDS) for name in found):
        # What is left is a plain statement: with a date or a name it can still be looked up.
        if has("tag:VBD", "tag:VBN"):
            found.append("past event")
        elif has("tag:VBZ", "tag:VBP"):
            found.append("state of affairs")
    if has("group:hedge") and found:
        found.append(_HEDGED)
    return tuple(found)


def kind(found: tuple[str, ...]) -> ClaimKind:
    """The kind that the strongest of the reasons makes."""
    return next((k for name, k in _KINDS if name in found), ClaimKind.STATE)


def _has_number(signals: Signals, unit: Unit) -> bool:
    """Whether a quantity is named: digits or number words, but not only a year, a date or the pronoun "one"."""
    figures = signals.count("form:figure", unit.start, unit.end)
    if signals.count("group:month", unit.start, unit.end):
        figures -= 1
    words = int(signals.quantities[unit.end] - signals.quantities[unit.start])
    # "the two countries" counts nothing: it names them again.
    words -= sum(signals.lower[at - 1] in _AGAIN for at in signals.find("two", unit.start, unit.end) if at > unit.start)
    marks = signals.count("form:percent", unit.start, unit.end) + signals.count("form:dollar", unit.start, unit.end)
    return figures > 0 or words > 0 or marks > 0
