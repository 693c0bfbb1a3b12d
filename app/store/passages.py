"""Passages of articles with the words around them: what lists of mentions, quotes and claims are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import lt
from typing import Any

from app.domain.analysis import ClaimKind, QuoteKind
from app.domain.making import maker
from app.domain.marks import ClaimStatus, Standing
from app.domain.rows import ClaimRow, Passage, QuoteRow
from app.domain.spans import Span
from app.store.fulltext import match_expression
from app.store.rows import columns

AROUND = 70
"""Characters of running text shown on either side of a passage, of its own paragraph."""
_GAP = "\n\n"
NEWEST = "a.sort_date DESC, a.id DESC"
IN_ORDER = f"ORDER BY {NEWEST}, x.start"
VERSION = "JOIN article_version v ON v.id = a.version_id"
PASSAGE = f"""
    x.article_id, a.title, a.date, x.start, x."end", x.words,
    substr(v.text, max(1, x.start - {AROUND - 1}), min({AROUND}, x.start)) AS before,
    substr(v.text, x."end" + 1, {AROUND}) AS after
"""
"""The columns of a passage `x` of article `a` in its version `v`; other columns come behind them."""
QUOTE = f"""
    SELECT {PASSAGE}, x.kind, r.id AS speaker_id, coalesce(r.name, x.speaker_name) AS speaker_name, x.cue, x.standing
"""
QUOTE_JOINS = """
    LEFT JOIN entity s ON s.id = x.speaker_id LEFT JOIN entity r ON r.id = s.root_id AND r.dismissed = 0
"""
CLAIM = f"""
    SELECT {PASSAGE}, x.kind, r.id AS holder_id, coalesce(r.name, x.holder_name) AS holder_name, x.status, x.score,
        x.standing
"""
CLAIM_JOINS = """
    LEFT JOIN entity s ON s.id = x.holder_id LEFT JOIN entity r ON r.id = s.root_id AND r.dismissed = 0
"""
_QUOTE_KINDS = {kind.value: kind for kind in QuoteKind}
_CLAIM_KINDS = {kind.value: kind for kind in ClaimKind}
_STATUSES = {status.value: status for status in ClaimStatus}
STANDINGS = {standing.value: standing for standing in Standing}
_SPACE = re.compile(r"\s+")
_ODD_SPACES = frozenset(c for c in map(chr, range(0x3001)) if c.isspace() and c != " ")
_NO_ODD_SPACE = bytes(i for i in range(0x80) if chr(i) not in _ODD_SPACES)
_BETWEEN = "\0"  # never in a text of the library
_spans, _passages, _quotes, _claims = maker(Span), maker(Passage), maker(QuoteRow), maker(ClaimRow)


def page_values(limit: int, offset: int) -> dict[str, object]:
    return {"limit": max(0, limit), "offset": max(0, offset)}


def page_of(table: str, asked: str, conditions: list[str], values: dict[str, object], *, few: bool) -> str | None:
    """FROM one page of `table`: its ids are found first, so that skipped rows are never read. None: nothing matches.

    Without a condition that leaves only `few` rows the articles are gone through in order, and nothing is sorted.
    """
    if asked.strip():
        expression = match_expression(asked)
        if expression is None:
            return None
        values["match"] = expression
        conditions.append(f"x.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :match)")
        few = True
    join = "JOIN" if few else "CROSS JOIN"
    where = " AND ".join(["a.removed_at IS NULL", *conditions])
    ids = f"SELECT x.id FROM article a {join} {table} x ON x.article_id = a.id WHERE {where} {IN_ORDER}"
    return (
        f"FROM ({ids} LIMIT :limit OFFSET :offset) p"
        f" JOIN {table} x ON x.id = p.id JOIN article a ON a.id = x.article_id"
    )


def passages(rows: Sequence[Any]) -> tuple[Passage, ...]:
    """From rows of PASSAGE."""
    return tuple(_passages_of(*columns(rows, 8)))


def quotes(rows: Sequence[Any]) -> tuple[QuoteRow, ...]:
    """From rows of QUOTE."""
    *passage, kinds, speakers, names, cues, standings = columns(rows, 13)
    kind, standing = map(_QUOTE_KINDS.__getitem__, kinds), map(STANDINGS.__getitem__, standings)
    return tuple(_quotes(_passages_of(*passage), kind, speakers, names, cues, standing))


def claims(rows: Sequence[Any]) -> tuple[ClaimRow, ...]:
    """From rows of CLAIM."""
    *passage, kinds, holders, names, statuses, scores, standings = columns(rows, 14)
    kind, standing = map(_CLAIM_KINDS.__getitem__, kinds), map(STANDINGS.__getitem__, standings)
    status = map(_STATUSES.__getitem__, statuses)
    return tuple(_claims(_passages_of(*passage), kind, holders, names, status, scores, standing))


def spans(starts: Sequence[int], ends: Sequence[int]) -> list[Span]:
    """ValueError where one is none."""
    if not all(map(lt, starts, ends)) or min(starts, default=0) < 0:
        return list(map(Span, starts, ends))  # which says what is wrong
    return _spans(starts, ends)


def _passages_of(
    ids: Sequence[int],
    titles: Sequence[str],
    dates: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
) -> list[Passage]:
    """Column by column: a page's strings are levelled in one go, and no loop is run for a row."""
    before = [text[text.rfind(_GAP) + 2 :] if _GAP in text else text for text in before]
    after = [text[: text.find(_GAP)] if _GAP in text else text for text in after]
    left = [  # without the word that is cut
        line.partition(" ")[2] if start > AROUND and len(whole) >= AROUND else line.lstrip(" ")
        for line, whole, start in zip(in_lines(before), before, starts, strict=True)
    ]
    right = [
        line.rpartition(" ")[0] if len(whole) >= AROUND else line.rstrip(" ")
        for line, whole in zip(in_lines(after), after, strict=True)
    ]
    own = [line.strip(" ") for line in in_lines(words)]
    return _passages(ids, titles, dates, spans(starts, ends), left, own, right)


def in_lines(texts: Sequence[str]) -> list[str]:
    """Each text in one line: every run of white space is one space.

    All at once, since to look for a character in a whole page costs little more than in one text; measured for a page
    of 200 texts of 250 characters: 0.1 ms instead of 0.3.
    """
    page = _BETWEEN.join(texts)
    if "\n" in page:
        page = page.replace("\n\n", " ")  # else there would be two spaces in most lines
    page = one_for_one(page)
    while "  " in page:
        page = page.replace("  ", " ")
    lines = page.split(_BETWEEN)
    return lines if len(lines) == len(texts) else [_SPACE.sub(" ", text) for text in texts]


def one_for_one(text: str) -> str:
    """`text` with a space for every other white space, and as long.

    Which there are is asked of its bytes without those of ASCII: to look for each takes three times as long.
    """
    others = text.encode("utf-8", "surrogatepass").translate(None, _NO_ODD_SPACE).decode("utf-8", "surrogatepass")
    for space in _ODD_SPACES.intersection(others):
        text = text.replace(space, " ")
    return text
