"""Figures in running text: a number with what it counts ("300 boats"), measures ("12 km") or costs ("$4.5 billion").

Rules over words, with no model: the same for a sentence just read and for one read a year ago, so that two can be
compared. Dates, years, clock times and bare numbers are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.spans import Span

_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT = {w: float(i) for i, w in enumerate(_SMALL, 2)} | {w: 10.0 * i for i, w in enumerate(_TENS, 2)}
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees"}
_UNITS = {
    "km": "km", "kilometre": "km", "kilometer": "km", "m²": "m²", "mile": "miles", "kg": "kg", "kilogram": "kg",
    "tonne": "tonnes", "ton": "tons", "hectare": "hectares", "litre": "litres", "mw": "MW", "gw": "GW", "kwh": "kWh",
    "mm": "mm", "cm": "cm", "metre": "metres", "meter": "metres", "people": "people", "men": "men", "women": "women",
    "children": "children", "aircraft": "aircraft", "police": "police", "staff": "staff", "percent": "%",
}  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul"
    " aug sept sep oct nov dec".split()
)
_STOP = frozenset(
    "quarters thirds fifths tenths halves"
    " a an and are as at be been before but by for from had has have he her his if in into is it its last more most"
    " next no nor not of off on one or our out over per she since so than that the their them then there these they"
    " this those to too under until up was we were what when where which while who whose will with would you your am pm"
    " always perhaps less was does says yes thus across versus".split()
)
_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,4}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?"
_FIGURE = re.compile(
    rf"(?<![\w.,/:\-–$€£¥₹])(?P<currency>[$€£¥₹])?(?P<number>{_NUMBER})(?![\d/:]|[.,]\d|[-–]\w)\s?"
    r"(?P<magnitude>hundred|thousand|million|billion|trillion|mn|bn|m)?\b(?P<percent>\s?%|\s?per\s?cent\b|\s?percent\b)?"
    r"|(?<![\w-])(?P<spelt>" + "|".join([*_SMALL, *_TENS]) + r")(?![\w-])(?P<percent2>\s?per\s?cent\b|\s?percent\b)?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ \u00a0\u202f]([A-Za-zÀ-ÿ²][A-Za-zÀ-ÿ²'’-]{0,30})")
_AHEAD = 3  # words after the number among which the counted noun is sought: "300 small fishing boats"


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in units of `unit`, a counted noun in lower case ("boats") or a measure; `span` has both words."""

    span: Span
    value: float
    unit: str


def figures(text: str, within: Span | None = None) -> tuple[Figure, ...]:
    """The figures of a text, or of a part of it, in order; spans are of the whole text."""
    begin, end = (within.start, within.end) if within else (0, len(text))
    found = []
    for match in _FIGURE.finditer(text, begin, end):
        figure = _figure(match, text, end)
        if figure is not None:
            found.append(figure)
    return tuple(found)


def _figure(match: re.Match[str], text: str, end: int) -> Figure | None:
    spelt = match["spelt"]
    if spelt:
        value = _SPELT[spelt.lower()]
    else:
        value = float(re.sub(r"[,\s]", "", match["number"]))
        value *= _MAGNITUDES.get((match["magnitude"] or "").lower(), 1.0)
    start, stop = match.start(), match.end()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if match["currency"]:
        return Figure(Span(start, stop), value, _CURRENCIES[match["currency"]])
    if match["percent"] or match["percent2"]:
        return Figure(Span(start, stop), value, "%")
    if not spelt and not match["magnitude"] and 1900 <= value <= 2099 and len(match["number"]) == 4:
        return None
    return _counted(value, start, stop, text, end)


def _counted(value: float, start: int, stop: int, text: str, end: int) -> Figure | None:
    """With the first plural or unit among the words that follow; None when they name nothing that is counted."""
    at = stop
    for _ in range(_AHEAD):
        word = _NEXT.match(text, at, end)
        if word is None or word[1].lower() in _STOP or word[1].lower() in _MONTHS:
            return None
        at, plain = word.end(), word[1].lower()
        singular = plain[:-1] if plain.endswith("s") else plain
        if unit := _UNITS.get(plain) or _UNITS.get(singular):
            return Figure(Span(start, at), value, unit)
        if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is", "'s", "’s")):
            return Figure(Span(start, at), value, plain)
    return None
