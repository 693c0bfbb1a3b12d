"""What could be a claim: the sentences and quoted clauses of a Doc, without headings; which of them assert anything."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from app.analysis.claims.sign_offs import is_sign_off
from app.analysis.claims.signals import Signals
from app.domain.analysis import Mention, Quote, QuoteKind
from app.domain.article import Block, BlockKind
from app.domain.spans import Span

_UNREAD = frozenset({BlockKind.HEADING, BlockKind.BYLINE, BlockKind.CODE, BlockKind.TABLE, BlockKind.PAGE_BREAK})
_OPENING = "\"'“”‘’«»„([–—-*•"
_CLOSING = "\"'“”‘’«»„)]–—-,;:"
_SENTENCE_ENDS = tuple(".!?…:;\"'”’»)]")
_SHORTEST = 3  # tokens with letters or digits: "It could not." is the least that asserts something
_HEADING_TOKENS = 18
_SHARE_OF_SENTENCE = 0.3  # below this a quote is a word or two of its sentence, and the sentence is the author's
_SHARE_OF_NO_AUTHOR = 0.6  # from this share of spoken words on, the author adds no more than who said them
_BARE_REPORT = 5  # words
_SILENT = 15  # words
_NO_COMMENT = frozenset({"no", "to", "not"})  # "had no comment", "declined to comment"
_REPORTS = frozenset({"deny", "agree", "disagree", "reply", "comment", "confirm", "respond", "answer", "refuse"})
_ANNOUNCES = frozenset({"say", "add", "write", "note", "ask", "state", "explain", "continue"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_AUXILIARY = frozenset({"aux", "auxpass"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "pcomp"})
_OWN_VOICE = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens [start, end) of the sentence that opens at token `sentence`, which may be a claim, and who would hold it.

    `quote` is the quote they lie in; `source` the words that name a source outside a quote; `item` says that they
    stand in a list, where a verb may be missing. What does not `assert` is a question, an order, a formality or a
    fragment: no claim, but some of it ("Why has he done nothing for 40 years?") is nearer to one than the rest.
    A `last_resort` is a whole sentence that counts only when no unit before it in the sentence scores enough; where one
    of those is in quotation marks, what stands around it only says whose words they are.
    """

    sentence: int
    start: int
    end: int
    quote: Quote | None = None
    source: Span | None = None
    item: bool = False
    last_resort: bool = False
    asserts: bool = True


def units(doc: Doc, signals: Signals) -> Iterator[Unit]:
    """Candidates in text order, trimmed of marks and of the words that name their source."""
    text = doc.text  # joined anew at every access, so only once
    waiting = deque(sorted(((q.span, q) for q in doc._.quotes if not _is_own_voice(text, q)), key=_outer_first))
    near: list[tuple[Span, Quote]] = []
    blocks: Sequence[Block] = doc._.blocks
    alone = len(blocks) <= 1
    at_block, asked, signed_off = 0, -1, False
    for first, after in pairwise(signals.starts.tolist()):
        sentence = doc[first:after]
        start, end = sentence.start_char, sentence.end_char
        while at_block + 1 < len(blocks) and blocks[at_block + 1].span.start <= start:
            at_block += 1
        while waiting and waiting[0][0].start < end:
            near.append(waiting.popleft())
        near = [(span, quote) for span, quote in near if span.end > start]
        block = blocks[at_block] if blocks else None
        if block is not None and (block.kind in _UNREAD or (not alone and _is_heading(sentence, block))):
            continue
        if at_block != asked:
            asked, signed_off = at_block, not alone and is_sign_off(text, blocks, at_block)
        if signed_off:
            continue
        item = block is not None and block.kind is BlockKind.LIST_ITEM
        asserted = spoken = False
        for unit in _divided(sentence, signals, [quote for _, quote in near], item):
            trimmed = _trimmed(doc, unit)
            if trimmed is None or (unit.last_resort and spoken) or not _asserts(doc, signals, trimmed):
                continue
            asserted = True
            spoken |= _is_direct(unit)
            yield trimmed
        if not asserted:
            whole = _trimmed(doc, _without_source(sentence, signals, item))
            if whole is not None:
                yield replace(whole, asserts=False)


def _outer_first(found: tuple[Span, Quote]) -> tuple[int, int]:
    return found[0].start, -found[0].end


def _divided(sentence: Tokens, signals: Signals, quotes: list[Quote], item: bool) -> Iterator[Unit]:
    """The parts of quotes that lie in a sentence, or else the sentence without the words that name its source."""
    doc, whole = sentence.doc, Span(sentence.start_char, max(sentence.end_char, sentence.start_char + 1))
    parts = sorted((p, i) for i, q in enumerate(quotes) for p in q.parts if p.overlaps(whole))
    found, last, direct = [], 0, 0
    for part, i in parts:
        begin, end = max(part.start, whole.start, last), min(part.end, whole.end)
        tokens = doc.char_span(begin, end, alignment_mode="contract") if begin < end else None
        if tokens is not None and len(tokens):
            found.append(Unit(sentence.start, tokens.start, tokens.end, quotes[i]))
            direct += (end - begin) * (quotes[i].kind is QuoteKind.DIRECT)
            last = end
    covered = sum(doc[u.start : u.end].end_char - doc[u.start].idx for u in found)
    opens = bool(found) and found[0].start <= sentence.start + 1 and _is_direct(found[0])
    if opens or covered >= _SHARE_OF_SENTENCE * len(whole):
        yield from found
        if direct < _SHARE_OF_NO_AUTHOR * len(whole):
            yield replace(_without_source(sentence, signals, item), last_resort=True)
    else:
        yield _without_source(sentence, signals, item)


def _is_direct(unit: Unit) -> bool:
    return unit.quote is not None and unit.quote.kind is QuoteKind.DIRECT


def _is_own_voice(text: str, quote: Quote) -> bool:
    """Whether the speaker is the one whose words we read ("I believe that …"): then the sentence is one statement."""
    speaker = quote.speaker
    return speaker is not None and len(speaker) < 3 and speaker.of(text).lower() in _OWN_VOICE


def _without_source(sentence: Tokens, signals: Signals, item: bool) -> Unit:
    """A sentence, less "according to the office" at either end of it."""
    doc, start, end = sentence.doc, sentence.start, sentence.end
    for at in signals.find("according", start, end):
        token = doc[at]
        if at + 1 >= end or doc[at + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        right = max(token.right_edge.i, to.right_edge.i)
        if not token.i + 2 <= right < end:
            break
        source = Span(doc[token.i + 2].idx, doc[right].idx + len(doc[right]))
        if token.i <= start + 1:
            return Unit(start, min(right + 1, end), end, source=source, item=item)
        if all(t.is_punct or t.is_space for t in doc[right + 1 : end]):
            return Unit(start, start, token.i, source=source, item=item)
        return Unit(start, start, end, source=source, item=item)
    return Unit(start, start, end, item=item)


def _trimmed(doc: Doc, unit: Unit) -> Unit | None:
    start, end = unit.start, unit.end
    while start < end and (doc[start].is_space or doc[start].text in _OPENING or doc[start].text in ",.;:"):
        start += 1
    if unit.quote is not None and end - start > _SHORTEST and doc[start].lower_ == "that" and doc[start].tag_ == "IN":
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _CLOSING):
        end -= 1
    return replace(unit, start=start, end=end) if end > start else None


def _is_heading(sentence: Tokens, block: Block) -> bool:
    """Whether a sentence is its whole block and ends like a title: texts without markup have headings too."""
    inside = sentence.start_char <= block.span.start and sentence.end_char >= block.span.end
    if not inside or block.kind not in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE):
        return False
    return len(sentence) <= _HEADING_TOKENS and not sentence.text.rstrip().endswith(_SENTENCE_ENDS)


def _asserts(doc: Doc, signals: Signals, unit: Unit) -> bool:
    """Whether the words are a statement at all: no question, order, formality or fragment."""
    start, end = unit.start, unit.end
    words = int(signals.words[end] - signals.words[start])
    finite = sum(signals.count(f"tag:{t}", start, end) for t in _FINITE)
    finite += signals.count("root:VBN", start, end)  # "passed" is taken for a participle now and then
    numbered = signals.count("form:figure", start, end) > 0
    if words < _SHORTEST or not (finite or (unit.item and numbered and _counts(signals, start, end))):
        return False
    if unit.quote is not None and not any(_is_main(t, start, end) for t in doc[start:end]):
        return False
    if doc[end - 1].text == "?" or (end < len(doc) and doc[end].text == "?"):
        return False
    if signals.count("group:boilerplate", start, end) and words < 40:
        return False
    byline = len(signals.find("·", start, end)) + len(signals.find("|", start, end)) > 1
    return not byline and not _is_imperative(doc[start]) and not _only_reports(doc, signals, unit, words)


def _counts(signals: Signals, start: int, end: int) -> bool:
    """Whether an item of a list says what is counted, as "1 of 5" and the caption of a picture do not."""
    told = ("form:percent", "form:dollar", "tag:VBN", "tag:VB", "tag:VBG")
    return any(signals.count(name, start, end) for name in told) or bool(signals.find(":", start, end))


def _is_main(token: Token, start: int, end: int) -> bool:
    """Whether a verb makes tokens [start, end) a clause and no fragment like "a plan that failed"."""
    if token.tag_ not in _FINITE and not (token.tag_ == "VBN" and token.dep_ == "ROOT"):
        return False
    if token.dep_ in _AUXILIARY:
        token = token.head
    while token.dep_ != "ROOT" and start <= token.head.i < end:
        if token.dep_ in _SUBORDINATE:
            return False
        token = token.head
    return True


def _only_reports(doc: Doc, signals: Signals, unit: Unit, words: int) -> bool:
    """Whether a short sentence says that somebody spoke or kept silent, but not what: "She denied this"."""
    silences = [i for i in signals.find("comment", unit.start + 1, unit.end) if doc[i - 1].lower_ in _NO_COMMENT]
    if silences and words <= _SILENT:
        return True
    if unit.quote is not None:
        return False
    last = next((t for t in reversed(doc[unit.start : unit.end]) if not t.is_punct), None)
    finite = sum(signals.count(f"tag:{tag}", unit.start, unit.end) for tag in _FINITE)
    if last is not None and last.dep_ == "ROOT" and last.lemma_ in _ANNOUNCES and finite == 1:
        return True  # "The president also said", before a list
    if words > _BARE_REPORT:
        return False
    return any(t.dep_ == "ROOT" and t.lemma_ in _REPORTS for t in doc[unit.start : unit.end])


def _is_imperative(first: Token) -> bool:
    """Whether a clause opens with a bare verb of its own: "Ask the council"."""
    if first.tag_ != "VB" or first.dep_ not in ("ROOT", "ccomp"):
        return False
    return not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in first.children)


def overlapping(mentions: Sequence[Mention], span: Span) -> Mention | None:
    """The longest of `mentions`, which are in text order and apart, that shares letters with `span`."""
    first = bisect_right(mentions, span.start, key=lambda m: m.span.end)
    following = (mentions[i] for i in range(first, len(mentions)))
    inside = takewhile(lambda m: m.span.start < span.end, following)
    return max(inside, key=lambda m: len(m.span), default=None)
