"""PolNeAR as the quote finder sees it: parsed articles with gold attributions by token."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from app.analysis.document import parse, register_extensions
from app.analysis.pipeline import load_model
from app.analysis.quotes.contents import Range
from app.analysis.quotes.cues import CUE_SIGNS
from app.analysis.quotes.syntax import Syntax
from app.domain.paragraphs import split_paragraphs

_CUES = ("VERB", "NOUN", "ADJ", "AUX", "ADP", "ADV", "PROPN")
_NAMES = ("PROPN", "NOUN", "PRON")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One gold attribution: the letters of its content, its type, and the tokens of cue and speaker (-1: none)."""

    letters: frozenset[int]
    ranges: tuple[Range, ...]
    type: str
    cue: int
    speaker: int
    speaker_letters: frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    id: str
    syntax: Syntax
    quotes: tuple[GoldQuote, ...]


def read_docs(path: Path, cache: Path | None = None) -> Iterator[tuple[dict[str, Any], Doc]]:
    """The articles of a gold file with their parses; `cache` is a file the parses are kept in between runs."""
    register_extensions()
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    nlp = load_model()
    if cache is None or not cache.exists():
        docs = [parse(nlp, a["text"]) for a in articles]
        if cache is not None:
            attrs = ["LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
            DocBin(attrs=attrs, docs=docs).to_disk(cache)
    else:
        docs = list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    for article, doc in zip(articles, docs, strict=True):
        doc._.blocks = split_paragraphs(article["text"])
        yield article, doc


def read_gold(path: Path, cache: Path | None = None) -> list[GoldArticle]:
    """All articles of a gold file."""
    parsed = [(article, Syntax(doc)) for article, doc in read_docs(path, cache)]
    seen: Counter[tuple[str, str]] = Counter()
    cued: Counter[tuple[str, str]] = Counter()
    for article, s in parsed:
        seen.update(zip(s.lemma, s.pos, strict=True))
        for q in article["quotes"]:
            cued.update((s.lemma[k], s.pos[k]) for k in _cue_tokens(s, q))
    rate = {key: (k + 0.1) / (seen[key] + 5) for key, k in cued.items()}
    return [GoldArticle(a["id"], s, tuple(_quote(s, q, rate) for q in a["quotes"])) for a, s in parsed]


def _cue_tokens(s: Syntax, q: dict[str, Any]) -> list[int]:
    cue = q.get("cue")
    return tokens_in(s, cue["start"], cue["end"]) if cue else []


def _anchor(s: Syntax, q: dict[str, Any], rate: Mapping[tuple[str, str], float]) -> int:
    """The token of a gold cue that attributes: of "went on to say" that is "say", the one most often in cues."""
    tokens = [k for k in _cue_tokens(s, q) if s.pos[k] in _CUES]
    tokens = tokens or [k for k in _cue_tokens(s, q) if s.lower[k] in CUE_SIGNS]
    if not tokens:
        return root_of(s, _cue_tokens(s, q), _CUES)
    return max(tokens, key=lambda k: (rate.get((s.lemma[k], s.pos[k]), 0.0), -k))


def _quote(s: Syntax, q: dict[str, Any], rate: Mapping[tuple[str, str], float]) -> GoldQuote:
    speaker = q.get("speaker")
    parts = [tokens for a, b in q["parts"] if (tokens := tokens_in(s, a, b))]
    return GoldQuote(
        letters=frozenset(i for a, b in q["parts"] for i in range(a, b) if s.text[i].isalnum()),
        ranges=tuple((p[0], p[-1] + 1) for p in parts),
        type=q["type"],
        cue=_anchor(s, q, rate),
        speaker=root_of(s, tokens_in(s, speaker["start"], speaker["end"]), _NAMES) if speaker else -1,
        speaker_letters=frozenset(range(speaker["start"], speaker["end"])) if speaker else frozenset(),
    )


def tokens_in(s: Syntax, a: int, b: int) -> list[int]:
    """The tokens that share characters with `[a, b)`."""
    i, out = s.token_at(a), []
    while i < s.n and s.start[i] < b:
        if s.end[i] > a:
            out.append(i)
        i += 1
    return out


def root_of(s: Syntax, tokens: Sequence[int], preferred: Sequence[str]) -> int:
    """The token that governs the others, the likeliest part of speech first; -1 for no tokens."""
    if not tokens:
        return -1
    inside = range(tokens[0], tokens[-1] + 1)
    roots = [k for k in tokens if s.head[k] == k or s.head[k] not in inside]
    return min(roots, key=lambda k: preferred.index(s.pos[k]) if s.pos[k] in preferred else 9)


def letters_of(s: Syntax, ranges: Sequence[Range]) -> set[int]:
    """The letters and digits that token ranges cover."""
    return {i for a, b in ranges for i in range(s.start[a], s.end[b - 1]) if s.text[i].isalnum()}
