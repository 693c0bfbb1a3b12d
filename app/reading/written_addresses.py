"""Addresses that stand in the words of an article: they lead where they say, in every format."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from app.domain.article import Article, BlockKind, Hyperlink
from app.domain.spans import Span
from app.reading.addresses import web_address
from app.reading.limits import Limits

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_])https?://[^\W_][^\s<>\"“”„«»‹›|\\^`{}。，、；：！？（）「」『』【】《》]{1,2000}", re.I
)
_AFTER = ".,;:!?'’‘…*_~"
"""Signs at the end of an address that belong to the sentence."""

_BRACKETS = {")": "(", "]": "["}


def with_written_addresses(article: Article, limits: Limits) -> tuple[Hyperlink, ...]:
    """The links of an article, those among them that are nothing but an address in its words. Code has none."""
    if "://" not in article.text:
        return article.links
    starts = [block.span.start for block in article.blocks]
    linked = sorted(article.links, key=lambda link: link.span.start)
    ends = [link.span.end for link in linked]
    firsts = [link.span.start for link in linked]
    held = Counter(bisect_right(starts, first) - 1 for first in firsts)
    found: list[Hyperlink] = []
    for match in _ADDRESS.finditer(article.text):
        number = bisect_right(starts, match.start()) - 1
        if len(linked) + len(found) >= limits.links:
            break
        if number < 0 or held[number] >= limits.block_links or article.blocks[number].kind is BlockKind.CODE:
            continue
        written = _without_sentence(match[0])
        span = Span(match.start(), match.start() + len(written))
        before = bisect_right(firsts, span.end - 1)
        if span.end > article.blocks[number].span.end or (before and ends[before - 1] > span.start):
            continue
        if address := web_address(written):
            held[number] += 1
            found.append(Hyperlink(span, address))
    return tuple(sorted((*linked, *found), key=lambda link: link.span.start)) if found else article.links


def _without_sentence(written: str) -> str:
    """An address without the stops and closing brackets that follow it."""
    surplus = {closer: written.count(closer) - written.count(opener) for closer, opener in _BRACKETS.items()}
    end = len(written)
    while end and (written[end - 1] in _AFTER or surplus.get(written[end - 1], 0) > 0):
        end -= 1
        if written[end] in surplus:
            surplus[written[end]] -= 1
    return written[:end]
