"""Which runs of a page are its article: three extractors vote.

Each is right on most pages and wrong on others than the rest, so two of three are better than any (Bevendorff et al.,
"An Empirical Comparison of Web Content Extraction Algorithms", SIGIR 2023). Word F on the pages we measure by:
trafilatura alone .966 over the same runs, readability .899, resiliparse .943, two of three .969, and .973 with what one
keeps between runs that two keep. That rule was chosen among 500; when it is chosen on four fifths of the pages and
measured on the last, F is .971.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import islice, pairwise

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.readability_lxml import Document as Readability
from trafilatura.settings import Document

from app.reading.page_blocks import numbers_in

log = logging.getLogger(__name__)

_GAP = 20
"""Runs, at most, between two that were elected, which come along with one vote: an article's lists and captions."""

_MOST_ELEMENTS = 60_000
"""Of a page that trafilatura is asked about: its time grows with their square (5 s for these). The others' does not."""


_MOST_IMAGES = 1_000
"""Of a page that readability sees; 5,000 figures without words took 11 s."""


def elected(tree: HtmlElement) -> list[int]:
    """Numbers of the article's runs, in order. `tree` is numbered by `number_runs`, and left as it is."""
    votes: list[set[int]] = [numbers for numbers in (_vote(voter, tree) for voter in _VOTERS) if numbers]
    counted = Counter(number for numbers in votes for number in numbers)
    chosen = {number for number, count in counted.items() if count >= min(2, len(votes))}
    if not chosen and votes:
        most: set[int] = max(votes, key=len)
        return sorted(most)
    return sorted(chosen | _between(sorted(chosen), counted))


def _between(chosen: Sequence[int], counted: Counter[int]) -> set[int]:
    return {
        number
        for before, after in pairwise(chosen)
        if after - before <= _GAP + 1
        for number in range(before + 1, after)
        if counted[number]
    }


def _vote(voter: Callable[[HtmlElement], str], tree: HtmlElement) -> set[int]:
    try:
        return numbers_in(voter(tree))
    except Exception as error:
        log.debug("%s found nothing: %s", voter.__name__, error)
        return set()


def _by_trafilatura(tree: HtmlElement) -> str:
    """Without its fallbacks, which vote by themselves here and take half of its time. It leans to precision, as the
    others lean to recall.
    """
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        return ""
    found = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=True, favor_precision=True, fast=True
    )
    return " ".join(found.body.itertext()) if isinstance(found, Document) and found.body is not None else ""


def _by_readability(tree: HtmlElement) -> str:
    """Without the images of a page that has very many: its time grows with their square where they stand alone."""
    copy = deepcopy(tree)
    if sum(1 for _ in islice(copy.iter("img"), _MOST_IMAGES + 1)) > _MOST_IMAGES:
        etree.strip_elements(copy, "img", with_tail=False)
    return str(Readability(copy).summary())


def _by_resiliparse(tree: HtmlElement) -> str:
    markup = lxml.html.tostring(tree, encoding="unicode")
    return extract_plain_text(markup, main_content=True, alt_texts=False, links=False, form_fields=False)


_VOTERS = (_by_trafilatura, _by_readability, _by_resiliparse)
