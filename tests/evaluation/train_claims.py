"""Train resources/models/claims.npz: `python -m tests.evaluation.train_claims --data ../shared/data`.

`--choose` writes nothing: it prints the settings that tests/evaluation/claims_settings.py chooses. The debate
model learns from ClaimBuster (claims/ct24_train, CC BY 4.0); the news model from the labelled sentences in
gold/ (the samples' train part, and places in PolNeAR's train part, whose text stays where it is); the judge of
registers from both. Nothing but weights is written. Prints the figures that docs/analysis.md quotes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from spacy.language import Language

from app.analysis.claims.lexicon import GROUPS
from app.analysis.claims.model import MODEL_FILE, ClaimModel
from app.analysis.claims.signals import HASH_BITS, Floats, SignalReader
from app.analysis.pipeline import load_model
from tests.evaluation.claims_data import Part, debate_part, gold_articles, news_part, written_sentences
from tests.evaluation.claims_settings import STRENGTHS, Scored, Settings, choose, choose_debate, folds, platt


def logistic(x: Any, y: Any, c: float, balanced: bool = False) -> LogisticRegression:
    solver, weight = "liblinear" if sp.issparse(x) else "lbfgs", "balanced" if balanced else None
    return LogisticRegression(C=c, solver=solver, max_iter=1000, class_weight=weight).fit(x, y)


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


def train_debate(tone: Floats, train: Part, others: list[Part], settings: Settings) -> ClaimModel:
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
    arrays = [np.asarray(a, np.float32) for a in (tone, *spread, *unused, (0, 1, 0))]
    names = ClaimModel.__dataclass_fields__
    empty = ClaimModel(**dict(zip(names, arrays, strict=False)), threshold=0.5, core_threshold=0.5)
    plain, vectors, hashed = inputs(empty, train)
    rest_of_it = sp.csr_matrix(np.hstack([plain, vectors]) * settings.dense_weight)
    fitted = logistic(sp.hstack([hashed, rest_of_it]).tocsr(), train.y, settings.debate_strength)
    hash_weights, rest = np.split(fitted.coef_[0].astype(np.float32), [1 << HASH_BITS])
    return replace(
        empty,
        spoken_plain=rest[:n] * np.float32(settings.dense_weight),
        spoken_vector=rest[n:] * np.float32(settings.dense_weight),
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


def news_models(model: ClaimModel, news: Part, strength: float, rows: Any = slice(None)) -> list[Floats]:
    """Two models of `rows` of the news, weights and then the bias: "would be checked", and "is no opinion"."""
    x = news_inputs(model, news)[rows]
    factual = ~np.isin(news.labels, ("opinion", "question"))
    fitted = (logistic(x, y[rows], strength) for y in (news.y, factual))
    return [np.append(m.coef_[0], m.intercept_) for m in fitted]


def news_inputs(model: ClaimModel, part: Part) -> Any:
    return np.hstack([model.standardised(part.plain), spoken_logits(model, part)[:, None]])


def train_written(model: ClaimModel, news: Part, settings: Settings) -> Floats:
    worth, fact = news_models(model, news, settings.strength)
    written = settings.worth * worth + settings.fact * fact
    written[-1] += settings.written_bias
    return written.astype(np.float32)


def train_register(model: ClaimModel, debates: Part, written: Part) -> Floats:
    both = np.vstack([model.standardised(debates.plain[:6000]), model.standardised(written.plain)])
    judge = logistic(both, np.arange(len(both)) < 6000, 0.03, balanced=True)
    return np.append(judge.coef_[0], judge.intercept_).astype(np.float32)


def out_of_fold(model: ClaimModel, news: Part, strengths: Iterable[float] = STRENGTHS) -> Scored:
    """The news as models see it that were trained without its articles, a row a repeat of the folds."""
    x = news_inputs(model, news)
    found: list[Any] = []
    for held in folds(news.articles):
        weights = np.array([news_models(model, news, s, ~held) for s in strengths])
        found.append((np.flatnonzero(held), np.einsum("rf,skf->rks", x[held], weights[..., :-1]) + weights[..., -1].T))
    at, both = (np.concatenate(column) for column in zip(*found, strict=True))
    return Scored(
        spoken_logits(model, news)[at], spoken_side(model, news)[at], both[:, 0], both[:, 1], news.y[at], news.shown[at]
    )


def unseen(model: ClaimModel, news: Part, part: Part) -> Scored:
    """A part without news, scored with all of the news."""
    weights = np.array([news_models(model, news, s) for s in STRENGTHS])
    both = np.einsum("rf,skf->rks", news_inputs(model, part), weights[..., :-1]) + weights[..., -1].T
    return Scored(spoken_logits(model, part), spoken_side(model, part), both[:, 0], both[:, 1], part.y, part.shown)


def spoken_side(model: ClaimModel, part: Part) -> Any:
    """How clearly each sentence is spoken and not written."""
    return model.standardised(part.plain) @ model.register[:-1] + model.register[-1]


def calibrated(model: ClaimModel, news: Part, settings: Settings) -> ClaimModel:
    """With probabilities that mean what they say over news the model has not seen."""
    own = float(model.calibration[0])
    held = out_of_fold(model, news)
    slope, bias = platt(held.logits(settings) + own, held.y)
    lone, core = (1 / (1 + np.exp(-((z + own) * slope + bias))) for z in (settings.lone, settings.core))
    return replace(
        model,
        register=np.float32(settings.sharpness) * model.register,
        calibration=np.array([own, slope, bias], np.float32),
        threshold=round(float(lone), 3),
        core_threshold=round(float(core), 3),
    )


def scores(model: ClaimModel, part: Part) -> Any:
    return model.probabilities(model.standardised(part.plain), spoken_logits(model, part))


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
    parser.add_argument("--report", action="store_true", help="measure also on what took no part in any choice")
    parser.add_argument("--choose", action="store_true", help="print the settings to train with, and stop")
    for field in fields(Settings):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, default=field.default)
    options = parser.parse_args()
    settings = Settings(**{field.name: getattr(options, field.name) for field in fields(Settings)})
    options.cache.mkdir(parents=True, exist_ok=True)
    nlp = load_model()
    reader = SignalReader(nlp.vocab)
    tone = tone_direction(nlp)

    def debates(name: str) -> Part:
        return debate_part(nlp, reader, tone, options.data / "claims" / f"{name}.jsonl", options.cache)

    train, tuning = debates("ct24_train"), [debates("ct24_dev"), debates("ct24_dev-test")]
    news = news_part(nlp, reader, tone, gold_articles(options.data, "train"))
    written = written_sentences(nlp, reader, tone, options.data)

    def debate_model(some: Settings) -> ClaimModel:
        return train_debate(tone, train, [news, written], some)

    def precision(some: Settings) -> float:
        some_model = debate_model(some)
        return float(np.mean([average_precision_score(p.y, spoken_logits(some_model, p)) for p in (*tuning, news)]))

    debate = choose_debate(precision) if options.choose else settings
    print(f"debate model: C {debate.debate_strength}, dense weight {debate.dense_weight}", flush=True)
    model = debate_model(debate)
    model = replace(model, register=train_register(model, train, written))
    if options.choose:
        chosen, value = choose(debate, out_of_fold(model, news), [unseen(model, news, p) for p in tuning])
        print(f"objective {value:.4f}", *(f"--{k.replace('_', '-')} {v}" for k, v in asdict(chosen).items()), sep="\n")
        return
    model = calibrated(replace(model, written=train_written(model, news, settings)), news, settings)
    print(f"thresholds: {model.threshold} for a sentence, {model.core_threshold} in an article")
    named = ("ct24_train", "ct24_dev", "ct24_dev-test", "news train")
    for name, part in zip(named, (train, *tuning, news), strict=True):
        report(name, model, part)
    if options.report:
        for name in ("ct25_train_en", "ct25_dev_en"):
            report(name, model, debates(name))
        report("samples test", model, news_part(nlp, reader, tone, gold_articles(options.data, "test")))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    model.save(options.out)
    print(f"wrote {options.out} ({options.out.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main()
