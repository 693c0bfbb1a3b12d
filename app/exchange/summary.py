"""An article and its analysis as text for a terminal: who is in it, who said what, what is claimed."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from app.domain.analysis import Analysis, Claim, EntityKind, FoundEntity, Quote
from app.domain.article import Article, BlockKind, reading_minutes, word_count
from app.domain.dates import readable_date

_HEADINGS = (
    ("People", (EntityKind.PERSON,)),
    ("Organisations", (EntityKind.ORGANISATION,)),
    ("Places", (EntityKind.PLACE,)),
    ("Other names", (EntityKind.EVENT, EntityKind.GROUP, EntityKind.WORK, EntityKind.PRODUCT, EntityKind.LAW)),
)
_ALIASES = 4
_NARROWEST = 40


def summary(article: Article, analysis: Analysis, width: int = 100) -> str:
    """The article's head and everything found in it, in lines of at most `width` columns."""
    width = max(width, _NARROWEST)
    parts = [head(article, width)]
    parts += _names(analysis, width)
    parts += _section("Who said what", [_quote(q, article.text, width) for q in analysis.quotes])
    parts += _section("What is claimed", [_claim(c, article.text, width) for c in analysis.claims])
    if len(parts) == 1 and not article.notices:
        parts.append("Nobody is named, quoted or said to claim anything in it.")
    return "\n\n".join(parts) + "\n"


def whole_text(article: Article, width: int = 100) -> str:
    """The article as it was read, block by block, wrapped."""
    width = max(width, _NARROWEST)
    blocks = [_block(block.kind, block.span.of(article.text), width) for block in article.blocks if block.level != 1]
    return "\n\n".join([head(article, width), *blocks]) + "\n"


def head(article: Article, width: int) -> str:
    """Title, byline, notices."""
    about, words = article.metadata, word_count(article.text)
    length = f"{words:,} words, {reading_minutes(words)} min"
    known = filter(None, (about.byline, about.source, readable_date(about.date), length))
    lines = [about.title, "=" * min(len(about.title), width), " · ".join(known)]
    lines += [line for notice in article.notices for line in _wrapped(f"! {notice}", width, "", "  ")]
    return "\n".join(lines)


def _names(analysis: Analysis, width: int) -> Iterator[str]:
    counts = Counter(m.entity for m in analysis.mentions)
    for heading, kinds in _HEADINGS:
        found = [e for e in analysis.entities if e.kind in kinds and counts[e.key]]
        found.sort(key=lambda e: (-counts[e.key], e.name))
        yield from _section(heading, [_name(e, counts[e.key], width) for e in found])


def _name(entity: FoundEntity, count: int, width: int) -> str:
    aliases = f" (also {', '.join(entity.aliases[:_ALIASES])})" if entity.aliases else ""
    return "\n".join(_wrapped(f"{count:>3} × {entity.name}{aliases}", width, "  ", "        "))


def _section(heading: str, items: list[str]) -> list[str]:
    return [f"{heading} ({len(items)})\n" + "\n".join(items)] if items else []


def _quote(quote: Quote, text: str, width: int) -> str:
    speaker = quote.speaker_name or (quote.speaker.of(text) if quote.speaker else "speaker not found")
    cue = f", {_one_line(quote.cue.of(text))}" if quote.cue else ""
    words = " … ".join(_one_line(part.of(text)) for part in quote.parts)
    return "\n".join(
        [f"  {_one_line(speaker)}{cue} ({quote.kind.value}):", *_wrapped(words, width, "      ", "      ")]
    )


def _claim(claim: Claim, text: str, width: int) -> str:
    holder = claim.holder_name or (claim.holder.of(text) if claim.holder else "the author")
    why = f" – {', '.join(claim.reasons)}" if claim.reasons else ""
    return "\n".join(
        [
            *_wrapped(_one_line(claim.span.of(text)), width, "  ", "  "),
            *_wrapped(f"held by {_one_line(holder)}{why}", width, "      ", "      "),
        ]
    )


def _block(kind: BlockKind, words: str, width: int) -> str:
    if kind is BlockKind.CODE:
        return textwrap.indent(words, "    ")
    indent = {BlockKind.LIST_ITEM: "  - ", BlockKind.BLOCK_QUOTE: "  > "}.get(kind, "")
    return "\n".join(_wrapped(_one_line(words), width, indent, indent.replace("-", " ")))


def _wrapped(words: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(words, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)


def _one_line(words: str) -> str:
    return " ".join(words.split())
