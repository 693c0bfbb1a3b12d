"""Train resources/models/claims.npz: `python -m tests.evaluation.train_claims --data ../shared/data`.

The debate model learns from ClaimBuster (claims/ct24_train, CC BY 4.0); the news model from the labelled sentences in
gold/ (the samples' train part, and places in PolNeAR's train part, whose text stays where it is); the judge of
registers from both. Nothing but weights is written. Prints the figures that docs/analysis.md quotes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from app.analysis.claims.lexicon import GROUPS
from app.analysis.claims.model import MODEL_FILE, ClaimModel
from app.analysis.claims.signals import (
    HASH_BITS,
    Floats,
    SignalReader,
    buckets,
    dense,
    hashes,
    mean_vectors,
    tones,
)
from app.analysis.document import parse
from app.analysis.pipeline import load_model
from tests.evaluation.run import read_lines

GOLD = Path(__file__).parent / "gold"
DENSE_WEIGHT = 0.1  # of the standardised features beside the hashed ones, whose rows have length 1


class Part:
    """Features and labels of some sentences: `plain` and tones, `vectors`, `hashed` (CSR of ones), `y`."""

    def __init__(self, tone: Floats) -> None:
        self.tone = tone
        self.plain: list[Any] = []
        self.vectors: list[Any] = []
        self.rows: list[Any] = []
        self.labels: list[str] = []

    def add(self, reader: SignalReader, doc: Doc, ranges: list[tuple[int, int]], labels: Iterable[str]) -> None:
        if not ranges:
            return
        signals = reader.read(doc)
        starts, ends = (np.array(side) for side in zip(*ranges, strict=True))
        found = hashes(signals)
        self.plain.append(np.hstack([dense(signals, starts, ends), tones(signals, self.tone, starts, ends)]))
        self.vectors.append(mean_vectors(signals, starts, ends))
        self.rows += [buckets(found, s, e) for s, e in ranges]
        self.labels += labels

    def done(self) -> Part:
        self.plain, self.vectors = np.concatenate(self.plain), np.concatenate(self.vectors)
        ends = np.cumsum([0, *(len(r) for r in self.rows)])
        ones = np.ones(ends[-1], np.float32)
        self.hashed = sp.csr_matrix((ones, np.concatenate(self.rows), ends), shape=(len(self.rows), 1 << HASH_BITS))
        self.y = np.array([label in ("claim", "OBJ") for label in self.labels])
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
    for row in articles:
        doc = parse(nlp, row["text"])
        spans = [(doc.char_span(s["start"], s["end"], alignment_mode="expand"), s["label"]) for s in row["sentences"]]
        part.add(reader, doc, [(s.start, s.end) for s, _ in spans if s], [label for s, label in spans if s])
    return part.done()


def written_sentences(nlp: Language, reader: SignalReader, tone: Floats, data: Path, articles: int = 60) -> Part:
    """News sentences without quotation marks, as they come."""
    part = Part(tone)
    for row in read_lines(data / "quotes" / "polnear_train.jsonl")[:articles]:
        doc = parse(nlp, row["text"])
        ranges = [(s.start, s.end) for s in doc.sents if len(s) > 4 and not any(t.is_quote for t in s)]
        part.add(reader, doc, ranges, ["written"] * len(ranges))
    return part.done()


def logistic(x: Any, y: Any, c: float, balanced: bool = False) -> LogisticRegression:
    solver = "liblinear" if sp.issparse(x) else "lbfgs"
    return LogisticRegression(C=c, solver=solver, max_iter=1000, class_weight="balanced" if balanced else None).fit(
        x, y
    )


SEEDS = ("opinion",)
PLAIN = (
    "trend", "comparison", "source", "finding", "quantifier", "unit", "month", "weekday", "moment", "past_time",
    "event", "state", "reporting", "public_matter",
)  # fmt: skip


def tone_direction(nlp: Language) -> Floats:
    """The direction in which the vectors of opinionated words lie from those of matter-of-fact ones."""

    def vectors(groups: Iterable[str]) -> Any:
        words = [nlp.vocab[w].vector for g in groups for w in GROUPS[g] if " " not in w and nlp.vocab[w].has_vector]
        return np.array([v / np.linalg.norm(v) for v in words])

    loaded, matter_of_fact = vectors(SEEDS), vectors(PLAIN)
    x = np.vstack([loaded, matter_of_fact])
    fitted = logistic(x, np.arange(len(x)) < len(loaded), 3)
    return np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32)


def train_spoken(tone: Floats, train: Part, others: list[Part]) -> ClaimModel:
    """The debate model, with the rest still empty. `others` are sentences of the written kind, to measure spread on."""
    seen = np.vstack([train.plain[:2000], *(p.plain[:1000] for p in others)])
    frequency = np.asarray(train.hashed.sum(0)).ravel()
    idf = np.log((1 + train.hashed.shape[0]) / (1 + frequency)) + 1
    n = seen.shape[1]
    spread = (seen.mean(0), seen.std(0) + 0.02, train.vectors.mean(0), train.vectors.std(0) + 1e-3)
    unused = (
        np.zeros(n),
        np.zeros(train.vectors.shape[1]),
        np.zeros(1 << HASH_BITS),
        idf,
        np.zeros(n + 2),
        np.zeros(n + 1),
    )
    empty = ClaimModel(tone, *(np.asarray(a, np.float32) for a in (*spread, *unused, (0, 1, 0))), 0.5, 0.5)
    plain, vectors, hashed = inputs(empty, train)
    fitted = logistic(
        sp.hstack([hashed, sp.csr_matrix(np.hstack([plain, vectors]) * DENSE_WEIGHT)]).tocsr(), train.y, 2
    )
    hash_weights, rest = np.split(fitted.coef_[0].astype(np.float32), [1 << HASH_BITS])
    return replace(
        empty,
        spoken_plain=rest[:n] * np.float32(DENSE_WEIGHT),
        spoken_vector=rest[n:] * np.float32(DENSE_WEIGHT),
        spoken_hash=hash_weights,
        calibration=np.array([fitted.intercept_[0], 1, 0], np.float32),
    )


def inputs(model: ClaimModel, part: Part) -> tuple[Any, Any, Any]:
    """Standardised features, standardised vectors and weighted hashes of unit length."""
    weighted = part.hashed.multiply(model.idf).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
    vectors = np.clip((part.vectors - model.vector_mean) / model.vector_scale, -4, 4)
    return model.standardised(part.plain), vectors, sp.diags(1 / np.maximum(lengths, 1e-6)) @ weighted


def spoken_logits(model: ClaimModel, part: Part) -> Any:
    plain, vectors, hashed = inputs(model, part)
    return plain @ model.spoken_plain + vectors @ model.spoken_vector + hashed @ model.spoken_hash


def train_written(model: ClaimModel, news: Part, options: argparse.Namespace) -> Floats:
    """The news model: "would be checked" and "is no opinion", weighted."""
    spoken = spoken_logits(model, news)
    x = np.hstack([model.standardised(news.plain), spoken[:, None]])
    factual = ~np.isin(news.labels, ("opinion", "question"))
    worth, fact = (logistic(x, y, options.strength) for y in (news.y, factual))
    both = [np.append(m.coef_[0], m.intercept_) for m in (worth, fact)]
    written = options.worth * both[0] + options.fact * both[1]
    written[-1] += options.written_bias
    return written.astype(np.float32)


def train_register(model: ClaimModel, debates: Part, written: Part) -> Floats:
    both = np.vstack([model.standardised(debates.plain[:6000]), model.standardised(written.plain)])
    judge = logistic(both, np.arange(len(both)) < 6000, 0.03, balanced=True)
    return 2 * np.append(judge.coef_[0], judge.intercept_)  # doubled: a clear judge measured better.astype(np.float32)


def calibrated(model: ClaimModel, parts: list[Part], added: float, starts: tuple[float, float]) -> ClaimModel:
    """With `added` on the debate model's logits, and probabilities that mean what they say over all of `parts`."""
    own = float(model.calibration[0])
    model = replace(model, calibration=np.array([own + added, 1, 0], np.float32))
    logits = np.concatenate([logit(scores(model, p)) for p in parts])
    weights = np.concatenate([np.full(len(p.y), 1 / len(p.y)) for p in parts])
    y = np.concatenate([p.y for p in parts])
    platt = LogisticRegression(C=1e6).fit(logits[:, None], y, sample_weight=weights)
    slope, bias = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    calibration = np.array([own + added, slope, bias], np.float32)
    lone, article = (round(float(1 / (1 + np.exp(-(z * slope + bias)))), 3) for z in starts)
    return replace(model, calibration=calibration, threshold=lone, core_threshold=article)


def scores(model: ClaimModel, part: Part) -> Any:
    return model.probabilities(model.standardised(part.plain), spoken_logits(model, part))


def logit(p: Any) -> Any:
    return np.log(p / (1 - p))


def report(name: str, model: ClaimModel, part: Part) -> None:
    s = scores(model, part)
    marked = s >= (model.threshold if name.startswith("ct") else model.core_threshold)
    macro = f1_score(part.y, marked, average="macro")
    print(f"{name:16s} n {len(s):5d}  F {f1_score(part.y, marked):.3f}  macro-F {macro:.3f}  AP "
          f"{average_precision_score(part.y, s):.3f}  marked {marked.mean():.2f}  claims {part.y.mean():.2f}  "
          f"mean score {s.mean():.2f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("/tmp/claims"))
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    parser.add_argument("--added", type=float, default=1.3, help="to the debate model's logits: marks more")
    parser.add_argument("--strength", type=float, default=0.003, help="C of the news model")
    parser.add_argument("--worth", type=float, default=0.5, help="weight in the news model of what was worth checking")
    parser.add_argument("--fact", type=float, default=0.8, help="weight in the news model of not being an opinion")
    parser.add_argument("--written-bias", type=float, default=0.0, help="marks more that is written")
    parser.add_argument("--lone", type=float, default=-0.15, help="logit from which a sentence by itself is marked")
    parser.add_argument("--core", type=float, default=1.3, help="logit from which a sentence of an article is marked")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    nlp = load_model()
    reader = SignalReader(nlp.vocab)
    tone = tone_direction(nlp)
    parts = {n: debate_part(nlp, reader, tone, options.data / "claims" / f"{n}.jsonl", options.cache)
             for n in ("ct24_train", "ct24_dev", "ct24_dev-test", "ct25_train_en", "ct25_dev_en")}  # fmt: skip
    news, held_back = (news_part(nlp, reader, tone, gold_articles(options.data, p)) for p in ("train", "test"))
    written = written_sentences(nlp, reader, tone, options.data)
    model = train_spoken(tone, parts["ct24_train"], [news, written])
    model = replace(model, written=train_written(model, news, options))
    model = replace(model, register=train_register(model, parts["ct24_train"], written))
    model = calibrated(model, [parts["ct24_dev"], news], options.added, (options.lone, options.core))
    print(f"thresholds: {model.threshold} for a sentence, {model.core_threshold} in an article")
    for name, part in (*parts.items(), ("news train", news), ("samples test", held_back)):
        report(name, model, part)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    model.save(options.out)
    print(f"wrote {options.out} ({options.out.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main()
