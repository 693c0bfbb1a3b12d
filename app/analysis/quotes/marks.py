"""Where a text opens and closes quotation marks: curly, straight, single, nested, missing, over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.spans import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‛‚'＂]")
_OPENERS = frozenset({"“", "„", "‟", "«", "``"})
_SINGLE = frozenset("‘’‛‚'")
_BEFORE_OPENING = frozenset("([{—–-/:")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/")
_STRAIGHT = ('"', "＂", "''")
_LATER = re.compile(r"[.,!?…]['’]|(?<=\s)‘")
_DEEPEST = 4
"""No honest text nests deeper; thousands of opening marks in a row are noise."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks, the marks included. `depth` 0 is outermost.

    `closed` is False where the closing mark is missing and the words run to the end of their paragraph; `continues`
    is True where they go on a quote that the paragraph before left open, as print does over several paragraphs;
    `block` is True where layout sets the words apart instead of marks.
    """

    start: int
    end: int
    depth: int = 0
    single: bool = False
    closed: bool = True
    continues: bool = False
    block: bool = False


@dataclass(slots=True)
class _Open:
    at: int
    kind: str
    continues: bool


def find_marked(text: str, paragraphs: Sequence[Span]) -> list[Marked]:
    """All marked stretches of `text`, in order of their start. Linear in the length of the text."""
    found: list[Marked] = []
    left_open = False
    for paragraph in paragraphs:
        left_open = _read_paragraph(text, paragraph, left_open, found)
    return _with_depths(sorted(found, key=lambda m: (m.start, -m.end)))


def _with_depths(found: list[Marked]) -> list[Marked]:
    nested: list[Marked] = []
    around: list[int] = []
    for m in found:
        while around and around[-1] < m.end:
            around.pop()
        nested.append(replace(m, depth=len(around)))
        around.append(m.end)
    return nested


def _read_paragraph(text: str, paragraph: Span, continues: bool, found: list[Marked]) -> bool:
    """Add the marked stretches of one paragraph; returns whether its last double mark was left open."""
    stack: list[_Open] = []
    since = len(found)
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        single = mark in _SINGLE
        opens, closes = _role(mark, before, after, stack)
        if closes and single and before in "sS" and _closes_later(text, match.end(), paragraph.end):
            continue  # a possessive: "the states’ rights"
        if closes:
            _close(stack, single, match.end(), found)
        elif opens and len(stack) < _DEEPEST:
            kind = "single" if single else "straight" if mark in _STRAIGHT else mark
            stack.append(_Open(at, kind, continues and at == paragraph.start and not single))
    outer = next((o for o in stack if o.kind != "single"), None)
    if outer is None:
        return False
    later = [m.start for m in found[since:] if m.start > outer.at and not m.single and text[m.start] == text[outer.at]]
    end = min(later, default=paragraph.end)
    while end > outer.at and text[end - 1].isspace():
        end -= 1
    if end > outer.at + 1:
        found.append(Marked(outer.at, end, 0, False, False, outer.continues))
    return not later


def _role(mark: str, before: str, after: str, stack: list[_Open]) -> tuple[bool, bool]:
    """Whether this mark opens and whether it closes, from its kind, its neighbours and what is open."""
    fits_open = (before.isspace() or before in _BEFORE_OPENING or before in "“‘\"'«") and not after.isspace()
    fits_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING or after in "”’\"'»")
    if mark in _SINGLE:
        is_open = any(o.kind == "single" for o in stack)
        if mark in "‘‛‚":
            return fits_open and not is_open and not after.isdigit(), False  # not the ’90s
        return mark == "'" and fits_open and not is_open and after.isalnum(), is_open and fits_close
    if mark in _STRAIGHT:
        is_open = any(o.kind == "straight" or (o.kind == "``" and mark == "''") for o in stack)
        if is_open:
            nests = fits_open and before.isspace() and not fits_close
            return nests, not nests
        if not stack:
            return not (before.isdigit() and not after.isalnum()) and not after.isspace(), False
        return fits_open, not fits_open
    if mark in _OPENERS:
        typo = bool(stack) and fits_close and not fits_open  # an opening mark typed where one closes
        german = mark == "“" and any(o.kind == "„" for o in stack)
        return not (typo or german), typo or german
    return (True, False) if not stack and fits_open and not fits_close else (False, True)


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether a single mark that must be a closing one comes soon, before another that opens."""
    for match in _LATER.finditer(text, start, min(end, start + 400)):
        return match.group()[-1] not in "‘"
    return False


def _close(stack: list[_Open], single: bool, end: int, found: list[Marked]) -> None:
    """Close the innermost opening this mark can answer; openings inside it that were never closed are dropped."""
    for level in range(len(stack) - 1, -1, -1):
        opening = stack[level]
        if (opening.kind == "single") != single:
            continue
        if end > opening.at + 2:
            found.append(Marked(opening.at, end, 0, single, True, opening.continues))
        del stack[level:]
        return
