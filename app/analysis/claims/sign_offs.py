"""Paragraphs about the article and who wrote it, not about the world: "Ann Lee is a reporter. Follow her"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.article import Block, BlockKind

_LAST = 6
"""Paragraphs at the end of an article among which the one about its author stands."""
_LEAST = 4
"""Paragraphs from which a text is an article with an end."""
_LONGEST = 500
"""Characters. A longer paragraph that names somebody's post is part of the article."""
_NAME = r"^(?:[A-Z][\w.'’-]{1,30},? ){2,4}"
_POST = (
    r"(?:author|blogger|columnist|contributor|correspondent|critic|editor|fellow|journalist|producer|reporter|writer)"
)
_ABOUT = re.compile(
    rf"{_NAME}(?:is|are|was) (?:an? |the )?(?:[\w’'-]{{1,30}} ){{0,4}}{_POST}s? "
    rf"(?:at|based|covering|for|in|of|on|who|with)\b|{_NAME}(?:covers|reports (?:on|from)|writes (?:about|for))\b"
)
_ANYWHERE = re.compile(
    r"\b(?:follow|email|contact|reach) (?:him|her|them|us|me|the (?:author|writer|reporter))\b(?: on| at|:)"
    r"|\bcontributed to this (?:article|report|story)\b"
    r"|\b(?:sign up|subscribe)\b.{0,80}\bnewsletters?\b|\bnewsletters?\b.{0,80}\b(?:sign up|subscribe|inbox)\b"
    r"|\bversion of this (?:article|story) (?:appear|was)",
    re.IGNORECASE,
)
_HINTS = ("ontributed to this", "ewsletter", "ollow ", "mail ", "ontact ", "each ", "ersion of this")


def is_sign_off(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether block `at` of the article says who wrote it, how to reach them, or what to subscribe to."""
    block = blocks[at]
    if block.kind is BlockKind.HEADING or len(block.span) > _LONGEST:
        return False
    words = block.span.of(text)
    if any(hint in words for hint in _HINTS) and _ANYWHERE.search(words):
        return True
    return len(blocks) >= _LEAST and at >= len(blocks) - _LAST and _ABOUT.match(words) is not None
