"""One spaCy Doc for a whole article, whose token offsets are those of the canonical text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from app.analysis.capitals import Recasing, is_in_capitals
from app.analysis.datelines import after_dateline
from app.domain.article import Block
from app.domain.lexicon import NOTHING_LEARNT
from app.domain.paragraphs import split_paragraphs

# Read as plain spaces: the model was trained on running text. No-break spaces too (measured: direct quotes with
# speaker .922 → .925).
_BREAK = re.compile(r"[\n\r\t\u2028\u2029\u00a0\u202f\u2009]")
LONGEST_PIECE = 20_000
"""Characters handed to the model at once. A parser state grows with its input, and no honest paragraph is longer."""

_BATCH, _SMALL_BATCH = 32, 2
"""Pieces read together, usually and where some are of the longest."""


def register_extensions() -> None:
    """Declare the Doc attributes our components read and write. Idempotent.

    `doc._.blocks` (Block, …), `doc._.lexicon` and `doc._.asks_attitudes` are given; `doc._.entities`, `mentions`,
    `quotes`, `claims`, `attitudes` are the findings, as domain values.
    """
    empty: tuple[tuple[str, object], ...] = (
        ("blocks", ()),
        ("entities", ()),
        ("mentions", ()),
        ("quotes", ()),
        ("claims", ()),
        ("attitudes", ()),
        ("lexicon", NOTHING_LEARNT),
        ("asks_attitudes", False),
    )
    for name, default in empty:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def parse(
    nlp: Language,
    text: str,
    blocks: Sequence[Block] = (),
    *,
    advanced: Callable[[int], None] | None = None,
) -> Doc:
    """Run the model over the paragraphs of `text` and join them into one Doc with `doc.text[i] ~ text[i]`.

    Offsets are exactly those of `text`; white space inside may differ (a newline within a paragraph is read as a
    space, since the model was trained on running text), and so does the case of what is in capitals. `advanced` is told
    how many code points are done.
    """
    register_extensions()
    blocks = tuple(blocks) or split_paragraphs(text)
    done, docs = 0, []
    longest = max((len(b.span) for b in blocks), default=0)
    for doc in nlp.pipe(
        _pieces(text, blocks, Recasing(nlp.vocab)), batch_size=_BATCH if longest < LONGEST_PIECE else _SMALL_BATCH
    ):
        docs.append(doc)
        done += len(doc.text)
        if advanced is not None:
            advanced(done)
    whole = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
    whole._.blocks = blocks
    return whole


def _pieces(text: str, blocks: Sequence[Block], recasing: Recasing) -> Iterator[str]:
    """Cut `text` into consecutive pieces, one a block with the white space after it; together they are all of it.

    A dateline is a piece of its own: as part of the sentence it is taken for its subject.
    """
    capitals = is_in_capitals(text)
    starts = [b.span.start for b in blocks]
    bounds = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    for start, end in itertools.pairwise(bounds):
        piece = recasing.usual(_BREAK.sub(" ", text[start:end]), short=capitals)
        sentence = after_dateline(piece, 0)
        for at, after in ((0, sentence), (sentence, len(piece))):
            for first in range(at, after, LONGEST_PIECE):
                yield piece[first : min(after, first + LONGEST_PIECE)]
