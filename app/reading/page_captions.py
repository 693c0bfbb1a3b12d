"""What of a page is a caption, by its tag or by what the page calls it."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

_CAPTIONS = ("figcaption", "caption")
_CAPTION_CLASS = re.compile(r"(?:^|[-_ ])caption(?:$|[-_ ])")
_UNDER_PICTURE = re.compile(
    r"(?:^|[-_ ])(?:(?:photo|image|img|figure|picture|media)[-_]{0,2}(?:desc(?:ription)?|caption|legend)|"
    r"caption(?:-text)?)(?:$|[-_ ])",
    re.I,
)
LONGEST_CAPTION = 500
_FEW_ELEMENTS = 60


def is_caption(element: HtmlElement) -> bool:
    """A caption by its tag, a paragraph that is called one, as WordPress does, or a short box under a picture."""
    if element.tag in _CAPTIONS:
        return True
    called = element.get("class") or ""
    if element.tag == "p":
        return bool(_CAPTION_CLASS.search(called))
    return element.tag in ("div", "span") and bool(_UNDER_PICTURE.search(called)) and is_brief(element, LONGEST_CAPTION)


def is_brief(element: HtmlElement, longest: int) -> bool:
    """Whether there are at most `longest` characters in it, few elements and no image. Takes the same time of any."""
    within = list(islice(element.iter(), _FEW_ELEMENTS + 1))
    if len(within) > _FEW_ELEMENTS or any(one.tag == "img" for one in within):
        return False
    return sum(len(one.text or "") + len(one.tail or "") for one in within) - len(element.tail or "") <= longest


def spare_captions(tree: HtmlElement) -> None:
    """Make captions, code and figures look like text: extractors leave them out with everything in them."""
    for element in tree.iter("p", "pre", *_CAPTIONS):
        if element.tag == "pre" or is_caption(element):
            element.tag = "p"
            element.attrib.clear()
    for figure in tree.iter("figure", "div"):
        if figure.tag == "figure" or _CAPTION_CLASS.search(figure.get("class") or ""):
            figure.tag = "div"
            figure.attrib.clear()
