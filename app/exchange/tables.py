"""Quote book, claim ledger and entities as CSV that opens in any spreadsheet, and that none executes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from app.domain.links import LinkEnd, read_from
from app.domain.rows import ClaimRow, EntityRow, Passage, QuoteRow

ENCODING = "utf-8-sig"
"""With a byte order mark: without one Excel reads the code page of its country."""

_STARTS = "=+\\-@＝＋－＠"
_FORMULA = re.compile(rf"[\s\"']*[{_STARTS}]")
_LATER = re.compile(rf"(;[\s\"']*)(?=[{_STARTS}])")


def quote_book(rows: Iterable[QuoteRow]) -> Iterator[str]:
    """Lines of a table of quotes: who, what, by which words, where."""
    head = ("speaker", "quote", "cue", "kind", "standing", *_PLACE)
    return _lines(
        head, ((q.speaker_name, q.passage.words, q.cue, q.quote_kind, q.standing, *_place(q.passage)) for q in rows)
    )


def claim_ledger(
    rows: Iterable[ClaimRow], evidence: Callable[[ClaimRow], Sequence[LinkEnd]] = lambda _: ()
) -> Iterator[str]:
    """Lines of a table of claims: what, held by whom (the author when empty), how it stands, its evidence, where."""
    head = ("claim", "holder", "status", "kind", "standing", "score", "evidence", *_PLACE)
    return _lines(head, ((*_claim(c), " | ".join(map(_linked, evidence(c))), *_place(c.passage)) for c in rows))


def entity_table(rows: Iterable[EntityRow]) -> Iterator[str]:
    """Lines of a table of entities: name, kind, other names, how often."""
    head = ("name", "kind", "other names", "articles", "mentions", "standing")
    return _lines(head, ((e.name, e.kind, " | ".join(e.aliases), e.articles, e.mentions, e.standing) for e in rows))


def cell(value: object) -> str:
    """`value` on one line, as text that no spreadsheet takes for a formula.

    What begins like a formula is given an apostrophe. So is what follows a semicolon: where that parts the cells, as
    in most of Europe, it may begin a cell of its own.
    """
    words = " ".join(str(value).replace("\x00", "").split())
    if _FORMULA.match(words):
        words = "'" + words
    return _LATER.sub(r"\1'", words)


_PLACE = ("article", "date", "from", "to")


def _claim(row: ClaimRow) -> tuple[object, ...]:
    return row.passage.words, row.holder_name, row.status, row.claim_kind, row.standing, f"{row.score:.2f}"


def _linked(end: LinkEnd) -> str:
    """As it reads from the claim: "supported by: “…” (Title)"."""
    relation = read_from(end.relation, outward=end.outward)
    if not end.words:
        return f"{relation}: {end.title}"
    return f"{relation}: “{end.words}”{f' ({end.title})' if end.title else ''}"


def _place(passage: Passage) -> tuple[object, ...]:
    return passage.title, passage.date, passage.span.start, passage.span.end


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for row in chain((head,), rows):
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([cell(value) for value in row])
        yield line.getvalue()
