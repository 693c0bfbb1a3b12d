"""The notes of a page: what a sign in its text leads to, and what leads back from there.

Extractors take notes for a page's surroundings. They are told by their links, whatever program wrote the page, and are
the article's where what refers to them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from app.reading.flow import means_back, means_note
from app.reading.page_blocks import Run

_MOST = 5_000
"""Links of a page that are looked at."""

_MOST_ELEMENTS = 300
"""Of a note."""

_SIGN = re.compile(r"[\[(]?\s*(\w{1,4}|[*†‡§¶]{1,3})\s*[\])]?")
_NOTE_TAGS = ("li", "p", "dd", "div", "aside", "td", "section")
_LONGEST = 3_000
"""Characters: what is longer is a part of the article that a sign leads to."""


@dataclass(frozen=True, slots=True)
class Note:
    """`element` has the note's words, `reference` is the link in the text that leads to it."""

    element: HtmlElement
    reference: HtmlElement


def find_notes(tree: HtmlElement) -> list[Note]:
    """The notes of a page, in the order of what refers to them.

    In the text their signs are put in brackets; in the notes the way back is taken out, and a number gets a point.
    """
    search = _Search(tree)
    notes = [note for link in search.signs if (note := search.note(link)) is not None]
    begun: set[HtmlElement] = set()
    for note in notes:
        if (sign := _sign(note.reference)).isalnum() and not _in_brackets(note.reference):
            _replace_words(note.reference, f"[{sign}]")
        if note.element not in begun:
            begun.add(note.element)
            _without_way_back(note.element)
    return notes


def referred_to(
    notes: Sequence[Note], places: Mapping[HtmlElement, int], runs: Sequence[Run], kept: set[int]
) -> set[int]:
    """Numbers of the runs of notes that the runs in `kept` refer to. `places`: the run that each link is in."""
    wanted = {note.element for note in notes if places.get(note.reference) in kept}
    return {number for number, run in enumerate(runs) if run.note in wanted} if wanted else set()


class _Search:
    """What the links of a page lead to. Each target is looked at once, however many links lead there."""

    def __init__(self, tree: HtmlElement) -> None:
        links = list(tree.iter("a"))
        self._order = {link: number for number, link in enumerate(links)}
        inward = (link for link in links if (link.get("href") or "").startswith("#"))
        self.signs = [link for link in islice(inward, _MOST) if _sign(link)]
        self._targets: dict[str, HtmlElement] = {}
        for element in tree.xpath("//*[@id or self::a[@name]]"):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    self._targets.setdefault(name, element)
        self._backs: dict[HtmlElement, dict[str, HtmlElement] | None] = {}

    def note(self, link: HtmlElement) -> Note | None:
        """The note that `link` leads to: one by its role, or one that stands below and leads back."""
        target = self._targets.get((link.get("href") or "")[1:])
        element = None
        if target is not None:
            element = next((e for e in (target, *islice(target.iterancestors(), 8)) if e.tag in _NOTE_TAGS), None)
        if target is None or element is None or any(e is element for e in link.iterancestors()):
            return None
        if element not in self._backs:
            self._backs[element] = _ways_back_of(element)
        backs = self._backs[element]
        if backs is None:
            return None
        near = [link, *islice(link.iterancestors(), 2), *islice(link.iterdescendants(), 4)]
        names = [name for e in near for name in (e.get("id"), e.get("name")) if name]
        back = next((backs[name] for name in names if name in backs), None)
        below = back is not None and self._order[back] > self._order[link]
        return Note(element, link) if below or means_note(target) else None


def _ways_back_of(element: HtmlElement) -> dict[str, HtmlElement] | None:
    """The links in a note by what they lead to; None where it is too long for one."""
    inside = list(islice(element.iter(), _MOST_ELEMENTS + 1))
    if len(inside) > _MOST_ELEMENTS or len(_words(element)) > _LONGEST:
        return None
    links = [e for e in inside if e.tag == "a" and (e.get("href") or "").startswith("#")]
    return {link.get("href", "")[1:]: link for link in links}


def _sign(reference: HtmlElement) -> str:
    words = "".join(islice(reference.itertext(), 8))
    found = _SIGN.fullmatch(words.strip()) if len(words) < 30 else None
    return found[1] if found else ""


def _in_brackets(reference: HtmlElement) -> bool:
    return _words(reference).strip()[:1] in ("[", "(")


def _without_way_back(note: HtmlElement) -> None:
    for link in _ways_back(note):
        words = _words(link).strip()
        if words.isdecimal() and _words(note).lstrip().startswith(words):
            _replace_words(link, f"{words}. " if not re.match(r"\s*[.):]", link.tail or "") else words)
        elif len(words) <= 2 and not words.isdecimal():
            link.drop_tree()


def _ways_back(note: HtmlElement) -> Iterator[HtmlElement]:
    for link in list(note.iter("a")):
        address = link.get("href") or ""
        if means_back(link) or (address.startswith("#") and len(address) > 1):
            yield link


def _replace_words(link: HtmlElement, words: str) -> None:
    for child in list(link):
        link.remove(child)
    link.text = words


def _words(element: HtmlElement) -> str:
    return "".join(element.itertext())
