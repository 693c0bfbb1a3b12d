"""What the claim model learns from: sentences of debates and of the news, as features and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import app.analysis.entities.component
import app.analysis.quotes.component  # noqa: F401 – both register their factories
from app.analysis.claims.reasons import reasons
from app.analysis.claims.signals import HASH_BITS, Floats, SignalReader, buckets, dense, hashes, mean_vectors, tones
from app.analysis.claims.units import units
from app.analysis.document import parse
from tests.evaluation.run import read_lines

GOLD = Path(__file__).parent / "gold"


class Part:
    """Features and labels of some sentences: `plain` and tones, `vectors`, `hashed` (CSR of ones), `y`.

    `articles` numbers what was added together; `shown` says where the pipeline would have a reason for a mark.
    """

    def __init__(self, tone: Floats) -> None:
        self.tone = tone
        self.plain: Any = []
        self.vectors: Any = []
        self.rows: list[Any] = []
        self.labels: list[str] = []
        self.articles: Any = []
        self.shown: Any = []

    def add(
        self,
        reader: SignalReader,
        doc: Doc,
        ranges: list[tuple[int, int]],
        labels: Iterable[str],
        shown: list[bool] | None = None,
    ) -> None:
        if not ranges:
            return
        signals = reader.read(doc)
        starts, ends = (np.array(side) for side in zip(*ranges, strict=True))
        found = hashes(signals)
        self.plain.append(np.hstack([dense(signals, starts, ends), tones(signals, self.tone, starts, ends)]))
        self.vectors.append(mean_vectors(signals, starts, ends))
        self.rows += [buckets(found, s, e) for s, e in ranges]
        self.labels += labels
        self.articles += [self.articles[-1] + 1 if self.articles else 0] * len(ranges)
        self.shown += [True] * len(ranges) if shown is None else shown

    def done(self) -> Part:
        self.plain, self.vectors = np.concatenate(self.plain), np.concatenate(self.vectors)
        ends = np.cumsum([0, *(len(r) for r in self.rows)])
        ones = np.ones(ends[-1], np.float32)
        self.hashed = sp.csr_matrix((ones, np.concatenate(self.rows), ends), shape=(len(self.rows), 1 << HASH_BITS))
        self.y = np.array([label in ("claim", "OBJ") for label in self.labels])
        self.shown = np.array(self.shown)
        return self


def debate_part(nlp: Language, reader: SignalReader, tone: Floats, path: Path, cache: Path) -> Part:
    """One-sentence texts, 500 to a Doc."""
    rows = read_lines(path)
    stored = cache / f"{path.stem}.docbin"
    if not stored.exists():
        bin_ = DocBin(attrs=["ORTH", "SPACY", "LEMMA", "TAG", "POS", "DEP", "HEAD", "SENT_START"])
        for doc in nlp.pipe((row["text"].replace("\n", " ") for row in rows), batch_size=256):
            bin_.add(doc)
        bin_.to_disk(stored)
    docs = list(DocBin().from_disk(stored).get_docs(nlp.vocab))
    part = Part(tone)
    for at in range(0, len(docs), 500):
        some = docs[at : at + 500]
        ends = np.cumsum([0, *(len(d) for d in some)]).tolist()
        whole = Doc.from_docs(some, ensure_whitespace=False)
        assert whole is not None
        ranges = list(pairwise(ends))
        part.add(reader, whole, ranges, [r["sentences"][0]["label"] for r in rows[at : at + 500]])
    return part.done()


def gold_articles(data: Path, part: str) -> Iterator[dict[str, Any]]:
    """Labelled articles of `part`, with their text."""
    for row in read_lines(GOLD / "claims_samples.jsonl"):
        if row["part"] == part:
            yield row
    texts = data / "quotes" / "polnear_train.jsonl"
    if part == "train" and texts.exists():
        by_id = {row["id"]: row["text"] for row in read_lines(texts)}
        for row in read_lines(GOLD / "claims_news.jsonl"):
            yield {**row, "text": by_id[row["id"]]}


def news_part(nlp: Language, reader: SignalReader, tone: Floats, articles: Iterable[dict[str, Any]]) -> Part:
    part = Part(tone)
    finders = [nlp.create_pipe("glossator_entities"), nlp.create_pipe("glossator_quotes")]
    for row in articles:
        doc = parse(nlp, row["text"])
        for find in finders:
            find(doc)
        spans = [(doc.char_span(s["start"], s["end"], alignment_mode="expand"), s["label"]) for s in row["sentences"]]
        ranges = [(s.start, s.end) for s, _ in spans if s]
        signals = reader.read(doc)
        candidates = [(u.start, u.end) for u in units(doc, signals) if u.asserts and reasons(signals, u)]
        shown = [any(overlap_most(r, c) for c in candidates) for r in ranges]
        part.add(reader, doc, ranges, [label for s, label in spans if s], shown)
    return part.done()


def overlap_most(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges share more than half of the shorter."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > min(one[1] - one[0], other[1] - other[0])


def written_sentences(nlp: Language, reader: SignalReader, tone: Floats, data: Path, articles: int = 60) -> Part:
    """News sentences without quotation marks, as they come."""
    part = Part(tone)
    for row in read_lines(data / "quotes" / "polnear_train.jsonl")[:articles]:
        doc = parse(nlp, row["text"])
        ranges = [(s.start, s.end) for s in doc.sents if len(s) > 4 and not any(t.is_quote for t in s)]
        part.add(reader, doc, ranges, ["written"] * len(ranges))
    return part.done()
