"""The analysis of a long text part by part, the part on the screen first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from app.analysis.document import parse
from app.analysis.pipeline import Analyzer
from app.domain.analysis import Analysis, Claim, Mention, Quote
from app.domain.article import Block
from app.domain.lexicon import NOTHING_LEARNT, Lexicon
from app.domain.paragraphs import split_paragraphs
from app.domain.spans import Span

PART = 15_000
"""Code points a part has at least: about 2,500 words, 0.4 s of the model."""


def analyze_in_parts(
    analyzer: Analyzer,
    text: str,
    blocks: Sequence[Block] = (),
    *,
    first: int = 0,
    lexicon: Lexicon = NOTHING_LEARNT,
    advanced: Callable[[int], None] | None = None,
    provisional: Callable[[Analysis], None] | None = None,
) -> Analysis:
    """The same findings as `Analyzer.analyze`, with `provisional` findings of each part on the way.

    The part that holds code point `first` is read first, then the rest in order. Provisional findings know only their
    own part: their entity keys are good within it. A text of one part has none.
    """
    blocks = tuple(blocks) or split_paragraphs(text)
    parts = _parts(blocks, len(text))
    if len(parts) <= 1:
        return analyzer.analyze(text, blocks, lexicon=lexicon, advanced=advanced)
    docs: dict[int, Doc] = {}
    done = 0
    for number in sorted(range(len(parts)), key=lambda n: (not _holds(parts[n][0], first), n)):
        span, own = parts[number]
        before = done

        def tell(inside: int, before: int = before) -> None:
            if advanced is not None:
                advanced(before + inside)

        doc = parse(analyzer.nlp, span.of(text), [_moved(b, -span.start) for b in own], advanced=tell)
        done += len(span)
        docs[number] = doc
        if provisional is not None:
            # On a copy: what is found in a part must not colour what is found in the whole.
            provisional(shifted(analyzer.findings(doc.copy(), lexicon), span.start))
        doc.user_data.clear()  # its blocks are not the whole's, and joining warns of them
    whole = Doc.from_docs([docs[n] for n in range(len(parts))], ensure_whitespace=False)
    whole._.blocks = blocks
    return analyzer.findings(whole, lexicon)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _moved(block: Block, by: int) -> Block:
    return replace(block, span=_shift(block.span, by))


def _parts(blocks: Sequence[Block], length: int) -> list[tuple[Span, list[Block]]]:
    """Consecutive parts that cover the text, each of whole blocks and at least PART long but for the last."""
    parts: list[tuple[Span, list[Block]]] = []
    start, own = 0, []
    for number, block in enumerate(blocks):
        own.append(block)
        is_last = number == len(blocks) - 1
        end = length if is_last else blocks[number + 1].span.start
        if end - start >= PART or is_last:
            parts.append((Span(start, end), own))
            start, own = end, []
    return parts


def shifted(analysis: Analysis, by: int) -> Analysis:
    """The same findings `by` code points further on."""
    return replace(
        analysis,
        mentions=tuple(_shift_mention(m, by) for m in analysis.mentions),
        quotes=tuple(_shift_quote(q, by) for q in analysis.quotes),
        claims=tuple(_shift_claim(c, by) for c in analysis.claims),
    )


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shift_or_none(span: Span | None, by: int) -> Span | None:
    return None if span is None else _shift(span, by)


def _shift_mention(mention: Mention, by: int) -> Mention:
    return replace(mention, span=_shift(mention.span, by))


def _shift_quote(quote: Quote, by: int) -> Quote:
    return replace(
        quote,
        parts=tuple(_shift(p, by) for p in quote.parts),
        cue=_shift_or_none(quote.cue, by),
        speaker=_shift_or_none(quote.speaker, by),
    )


def _shift_claim(claim: Claim, by: int) -> Claim:
    return replace(claim, span=_shift(claim.span, by), holder=_shift_or_none(claim.holder, by))
