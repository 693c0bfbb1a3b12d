"""Train resources/models/claims.npz: `python -m tests.evaluation.train_claims --data ../shared/data`.

The debate model learns from ClaimBuster (claims/ct24_train, CC BY 4.0); the news model from the labelled sentences in
gold/ (the samples' train part, and places in PolNeAR's train part, whose text stays where it is); the judge of registers
from both. Nothing but weights is written. Prints the figures that docs/analysis.md quotes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from app.analysis.claims.model import MODEL_FILE, ClaimModel
from app.analysis.claims.signals import HASH_BITS, SignalReader, buckets, dense, hashes, mean_vectors
from app.analysis.document import parse
from app.analysis.pipeline import load_model

GOLD = Path(__file__).parent / "gold"
DENSE_WEIGHT = 0.1  # of the standardised features beside the hashed ones, whose rows have length 1


class Part:
    """Features and labels of some sentences: `plain` dense, `vectors`, `hashed` (CSR of ones), `y`, `ids`."""

    def __init__(self) -> None:
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
        self.plain.append(dense(signals, starts, ends))
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


def debate_part(nlp: Language, reader: SignalReader, path: Path, cache: Path) -> Part:
    """One-sentence texts, 500 to a Doc."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    stored = cache / f"{path.stem}.docbin"
    if not stored.exists():
        bin_ = DocBin(attrs=["ORTH", "SPACY", "LEMMA", "TAG", "POS", "DEP", "HEAD", "SENT_START"])
        for doc in nlp.pipe((row["text"].replace("\n", " ") for row in rows), batch_size=256):
            bin_.add(doc)
        bin_.to_disk(stored)
    docs = list(DocBin().from_disk(stored).get_docs(nlp.vocab))
    part = Part()
    for at in range(0, len(docs), 500):
        some = docs[at : at + 500]
        ends = np.cumsum([0, *(len(d) for d in some)]).tolist()
        whole = Doc.from_docs(some, ensure_whitespace=False)
        assert whole is not None
        ranges = list(zip(ends[:-1], ends[1:], strict=True))
        part.add(reader, whole, ranges, [r["sentences"][0]["label"] for r in rows[at : at + 500]])
    return part.done()


def gold_articles(data: Path, part: str) -> Iterator[dict[str, Any]]:
    """Labelled articles of `part`, with their text."""
    for row in map(json.loads, (GOLD / "claims_samples.jsonl").open(encoding="utf-8")):
        if row["part"] == part:
            yield row
    texts = data / "quotes" / "polnear_train.jsonl"
    if part == "train" and texts.exists():
        by_id = {row["id"]: row["text"] for row in map(json.loads, texts.open(encoding="utf-8"))}
        for row in map(json.loads, (GOLD / "claims_news.jsonl").open(encoding="utf-8")):
            yield {**row, "text": by_id[row["id"]]}


def news_part(nlp: Language, reader: SignalReader, articles: Iterable[dict[str, Any]]) -> Part:
    part = Part()
    for row in articles:
        doc = parse(nlp, row["text"])
        spans = [(doc.char_span(s["start"], s["end"], alignment_mode="expand"), s["label"]) for s in row["sentences"]]
        part.add(reader, doc, [(s.start, s.end) for s, _ in spans if s], [label for s, label in spans if s])
    return part.done()


def written_sentences(nlp: Language, reader: SignalReader, data: Path, articles: int = 60) -> Part:
    """News sentences without quotation marks, as they come."""
    part = Part()
    for row in list(map(json.loads, (data / "quotes" / "polnear_train.jsonl").open(encoding="utf-8")))[:articles]:
        doc = parse(nlp, row["text"])
        ranges = [(s.start, s.end) for s in doc.sents if len(s) > 4 and not any(t.is_quote for t in s)]
        part.add(reader, doc, ranges, ["written"] * len(ranges))
    return part.done()


def logistic(x: Any, y: Any, c: float, balanced: bool = False) -> LogisticRegression:
    solver = "liblinear" if sp.issparse(x) else "lbfgs"
    return LogisticRegression(C=c, solver=solver, max_iter=1000, class_weight="balanced" if balanced else None).fit(
        x, y
    )


def train_spoken(train: Part, tune: Part, shift: float) -> ClaimModel:
    """The debate model, with the other two still empty."""
    mean, scale = train.plain.mean(0), train.plain.std(0) + 1e-3
    vector_mean, vector_scale = train.vectors.mean(0), train.vectors.std(0) + 1e-3
    frequency = np.asarray(train.hashed.sum(0)).ravel()
    idf = np.log((1 + train.hashed.shape[0]) / (1 + frequency)) + 1

    def features(part: Part) -> Any:
        weighted = part.hashed.multiply(idf).tocsr()
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
        hashed = sp.diags(1 / np.maximum(lengths, 1e-6)) @ weighted
        other = np.hstack([(part.plain - mean) / scale, (part.vectors - vector_mean) / vector_scale])
        return sp.hstack([hashed, sp.csr_matrix(other * DENSE_WEIGHT)]).tocsr()

    fitted = logistic(features(train), train.y, 2)
    logits = fitted.decision_function(features(tune))
    platt = logistic(logits[:, None], tune.y, 100)
    weights, n = fitted.coef_[0], 1 << HASH_BITS
    used = np.where(frequency > 0, weights[:n], 0)
    dense_weights, vector_weights = np.split(weights[n:] * DENSE_WEIGHT, [len(mean)])
    as32 = (
        np.asarray(a, np.float32)
        for a in (mean, scale, vector_mean, vector_scale, dense_weights, vector_weights, used, idf)
    )
    slope = float(platt.coef_[0, 0])
    bias = np.array([fitted.intercept_[0], slope, float(platt.intercept_[0]) + shift], np.float32)
    empty = np.zeros(len(mean) + 2, np.float32)
    return ClaimModel(*as32, bias, empty, empty[:-1], 0.5)


def spoken_logits(model: ClaimModel, part: Part) -> Any:
    idf = part.hashed.multiply(model.idf).tocsr()
    lengths = np.maximum(np.sqrt(np.asarray(idf.multiply(idf).sum(1)).ravel()), 1e-6)
    logits = idf @ model.spoken_hash / lengths + plain(model, part) @ model.spoken_dense
    logits += ((part.vectors - model.vector_mean) / model.vector_scale) @ model.spoken_vector
    bias, slope, shift = model.spoken_bias
    return (logits + bias) * slope + shift


def plain(model: ClaimModel, part: Part) -> Any:
    return (part.plain - model.mean) / model.scale


def with_spoken(model: ClaimModel, part: Part) -> Any:
    return np.hstack([plain(model, part), spoken_logits(model, part)[:, None]])


def scores(model: ClaimModel, part: Part) -> Any:
    """As ClaimModel.scores, over features that are already there."""
    spoken = spoken_logits(model, part)
    written = with_spoken(model, part) @ model.written[:-1] + model.written[-1]
    register = 1 / (1 + np.exp(-(plain(model, part) @ model.register[:-1] + model.register[-1])))
    return 1 / (1 + np.exp(-(register * spoken + (1 - register) * written))), register


def report(name: str, model: ClaimModel, part: Part) -> None:
    s, register = scores(model, part)
    marked = s >= model.threshold
    macro = f1_score(part.y, marked, average="macro")
    print(f"{name:16s} n {len(s):5d}  F {f1_score(part.y, marked):.3f}  macro-F {macro:.3f}  AP "
          f"{average_precision_score(part.y, s):.3f}  marked {marked.mean():.2f}  claims {part.y.mean():.2f}  "
          f"calibration {abs(s.mean() - part.y.mean()):.3f}  spoken {register.mean():.2f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("/tmp/claims"))
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    parser.add_argument("--shift", type=float, default=0.6)
    parser.add_argument("--threshold", type=float, default=0.42)
    parser.add_argument("--strength", type=float, default=0.003, help="C of the news model")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    nlp = load_model()
    reader = SignalReader(nlp.vocab)
    parts = {n: debate_part(nlp, reader, options.data / "claims" / f"{n}.jsonl", options.cache)
             for n in ("ct24_train", "ct24_dev", "ct24_dev-test", "ct25_train_en", "ct25_dev_en")}  # fmt: skip
    model = train_spoken(parts["ct24_train"], parts["ct24_dev"], options.shift)
    news, held_back = (news_part(nlp, reader, gold_articles(options.data, p)) for p in ("train", "test"))
    fitted = logistic(with_spoken(model, news), news.y, options.strength)
    model = replace(model, written=np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32))
    written = written_sentences(nlp, reader, options.data)
    both = np.vstack([plain(model, parts["ct24_train"])[:4000], plain(model, written)])
    judge = logistic(both, np.arange(len(both)) < 4000, 0.01, balanced=True)
    model = replace(
        model, register=np.append(judge.coef_[0], judge.intercept_).astype(np.float32), threshold=options.threshold
    )
    for name, part in (*parts.items(), ("news train", news), ("samples test", held_back)):
        report(name, model, part)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    model.save(options.out)
    print(f"wrote {options.out} ({options.out.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main()
