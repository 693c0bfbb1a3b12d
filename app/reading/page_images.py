"""Which images of a page are pictures of its article, and what may hold their pixels."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from app.domain.article import BlockKind
from app.reading.compose import Drawing, plain
from app.reading.page_blocks import Numbered, Run
from app.reading.pictures import Pictures

_MOST = 400
"""Images of a page that are looked at."""

_CANDIDATES = 12
_LEAST_OUTSIDE = 300
"""Pixels that a picture above or below the article is wide at least, outside a figure; portraits are smaller."""

_CAPTION = 3
"""Runs, at most, from a figure to words of the article: its caption may not be among them."""

_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "src")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_SURROUNDINGS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|promo\w*|teasers?|sponsor\w*|advert\w*|ads?|banner|avatar|gravatar|authors?|"
    r"byline|bio|profile|shar(?:e|ing)|social|newsletter|subscri\w+|signup|logo|icons?|emoji|smiley|comments?|sidebar|"
    r"trending|popular|most-read|nav\w*|menu|footer|masthead|outbrain|taboola|rating|badge)(?:$|[\s_-])",
    re.I,
)
_OUTSIDE = ("aside", "nav", "footer", "button", "form")
_PICTURE_ADDRESS = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg)(?:[?#/:]|$)|/(?:File|Image):", re.I)
_SET_ENTRY = re.compile(r"([^\s,]\S*[^\s,])(?:(?=,)|\s+([0-9.]{0,8})[^,]*)?(?:,|\Z)")


@dataclass(frozen=True, slots=True)
class _Image:
    """`number`: of the run that it is in or above. `leads`: to which other page, "" for none."""

    element: HtmlElement
    number: int
    in_figure: bool
    leads: str


def draw_images(numbered: Numbered, kept: Sequence[int], title: str, pictures: Pictures) -> tuple[Drawing, ...]:
    """Give the runs of the article the pictures that stand above or in them; returns those below the last.

    `kept`: the numbers of the article's runs, in order.
    """
    below: list[Drawing] = []
    shown: set[bytes] = set()
    lead = _lead(numbered.runs, kept, title)
    for image in islice(_images(numbered, kept), _MOST):
        if not _is_ours(image, kept, lead) or _is_of_another(image, numbered.runs):
            continue
        drawing = _drawn(image.element, pictures)
        if drawing is None or drawing.data in shown:  # pages hold one for telephones, too
            continue
        outside = not kept[0] <= image.number <= kept[-1]
        if outside and not image.in_figure and drawing.width < _LEAST_OUTSIDE:
            continue
        shown.add(drawing.data)
        place = bisect_left(kept, image.number)
        if place < len(kept):
            numbered.runs[kept[place]].drawings += (drawing,)
        else:
            below.append(drawing)
    return tuple(below)


def _lead(runs: Sequence[Run], kept: Sequence[int], title: str) -> int:
    """The number of the title above the article, or of its first run: from there on, pictures may be the article's."""
    wanted = title.casefold()
    for number in range(kept[0], -1, -1):
        run = runs[number]
        if run.kind is BlockKind.HEADING and plain(run.words).casefold() == wanted:
            return number
    return kept[0]


def _images(numbered: Numbered, kept: Sequence[int]) -> Iterator[_Image]:
    for number, element in numbered.images:
        in_figure, leads = False, ""
        if _is_surrounding(element):
            continue
        for around in element.iterancestors():
            first, end = numbered.around.get(around, (0, len(numbered.runs)))
            within = bisect_left(kept, first)
            if around in numbered.figures:
                in_figure = True
                number = _caption_above(numbered.runs, kept, number, (first, end))
            elif around.tag == "a":
                address = around.get("href") or ""
                leads = "" if _PICTURE_ADDRESS.search(address) else address
            if within < len(kept) and kept[within] < end:  # words of the article: from here on, it is the article
                yield _Image(element, number, in_figure, leads)
                break
            if around.tag in _OUTSIDE or _is_surrounding(around):
                break
        else:
            yield _Image(element, number, in_figure, leads)


def _caption_above(runs: Sequence[Run], kept: Sequence[int], number: int, figure: tuple[int, int]) -> int:
    """Where a picture stands that ends its figure: above the caption, wherever the page writes that; else `number`."""
    first, end = figure
    if first < number == end and number - 1 in kept[bisect_left(kept, first) : bisect_left(kept, end)]:
        return next((n for n in range(first, end) if runs[n].kind is BlockKind.CAPTION), number)
    return number


def _is_surrounding(element: HtmlElement) -> bool:
    said = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return bool(_SURROUNDINGS.search(said[:1_000]))


def _is_ours(image: _Image, kept: Sequence[int], lead: int) -> bool:
    """Whether it stands among the words of the article, and not with those of another that lie between."""
    number = image.number
    if number < kept[0] or (number == kept[0] == lead):
        placed = image.in_figure or any(e.tag in ("article", "main") for e in image.element.iterancestors())
        return not image.leads and (lead < number or (lead == number and placed))
    place = bisect_left(kept, number)
    above = kept[place - 1] == number - 1
    below = place < len(kept) and kept[place] == number
    near = place < len(kept) and kept[place] - number < _CAPTION and image.in_figure
    return (above and below) or ((above or below or near) and not image.leads)


def _is_of_another(image: _Image, runs: Sequence[Run]) -> bool:
    """Whether it and the words beside it lead to the same other page."""
    beside = runs[max(0, image.number - 1) : image.number + 1]
    return not image.in_figure and any(link.address == image.leads for run in beside for link in run.links)


def _drawn(element: HtmlElement, pictures: Pictures) -> Drawing | None:
    description = element.get("alt") or element.get("title") or ""
    for source in islice(_sources(element), _CANDIDATES):
        if drawing := pictures.drawing(source, description):
            return drawing
    return None


def _sources(element: HtmlElement) -> Iterator[str]:
    """Addresses of the image's pixels, the most of them first."""
    sets = [element.get(name) or "" for name in _SETS]
    around = next(islice(element.iterancestors("picture"), 1), None)
    if around is not None:
        sets += [source.get(name) or "" for source in islice(around.iter("source"), 20) for name in _SETS]
    found = [entry for words in sets for entry in _SET_ENTRY.findall(words[:20_000])]
    yield from (address for address, _ in sorted(found, key=lambda entry: -_size(entry[1])))
    yield from filter(None, (element.get(name) for name in _SOURCES))


def _size(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0
