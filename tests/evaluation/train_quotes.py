"""Train the models of quote finding on PolNeAR and write resources/models/quotes.{json,npz}.

    python -m tests.evaluation.train_quotes DATA/quotes/polnear_train.jsonl [--cache DIR] [--out DIR]

Needs scikit-learn. What is stored: log-odds by lemma, frame and grammatical label, and decision trees over numbers; no
text. Every rate a row is built from leaves out the article the row comes from, and later stages learn from what earlier
ones answer on articles they have not seen (cross-fitting), so that they meet the errors they will meet in use.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression

from app.analysis.quotes import contents, cues, finder, joins, speakers
from app.analysis.quotes.attribution import Attribution
from app.analysis.quotes.evidence import weigh
from app.analysis.quotes.model import FOLDER, QuoteModel
from app.analysis.quotes.rates import Counts, Rates
from app.analysis.quotes.trees import Trees
from tests.evaluation.quotes_corpus import GoldArticle, GoldQuote, letters_of, read_gold

GATE_RECALL = 0.985
FOLDS = 3
CUE = {"max_iter": 150, "max_leaf_nodes": 31, "learning_rate": 0.1, "min_samples_leaf": 40, "max_depth": 8}
CONTENT = {"max_iter": 300, "max_leaf_nodes": 31, "learning_rate": 0.08, "min_samples_leaf": 30, "max_depth": 8}
EXACT = 0.6
"""What a content with just the right letters is worth beside its overlap. With 0, .637 of the contents chosen for gold
cues are exact (overlap .829); with this, .687 (.841): 105 articles of train held back."""
SPEAKER = {"max_iter": 120, "max_leaf_nodes": 31, "learning_rate": 0.1, "min_samples_leaf": 40, "max_depth": 8}
SMALL = {"max_iter": 80, "max_leaf_nodes": 15, "learning_rate": 0.08, "min_samples_leaf": 30, "max_depth": 6}
KEEPING = {"max_iter": 160, "max_leaf_nodes": 20, "learning_rate": 0.06, "min_samples_leaf": 40, "max_depth": 7}

Observation = tuple[tuple[str, ...], float]
Fitted = HistGradientBoostingClassifier | HistGradientBoostingRegressor


def export(fitted: Fitted) -> dict[str, np.ndarray]:
    """A fitted ensemble as plain arrays, one row a tree."""
    trees = [p[0].nodes for p in fitted._predictors]
    width = max(len(t) for t in trees)
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int16, "right": np.int16, "value": np.float32}
    out: dict[str, np.ndarray] = {k: np.zeros((len(trees), width), dtype=d) for k, d in kinds.items()}
    for at, t in enumerate(trees):
        n = len(t)
        leaf, own = t["is_leaf"].astype(bool), np.arange(n)
        out["feature"][at, :n] = np.where(leaf, 0, t["feature_idx"])
        out["threshold"][at, :n] = np.where(leaf, 0, t["num_threshold"])
        out["left"][at, :n] = np.where(leaf, own, t["left"])
        out["right"][at, :n] = np.where(leaf, own, t["right"])
        out["value"][at, :n] = np.where(leaf, t["value"], 0)
    out["baseline"] = np.array([float(np.ravel(fitted._baseline_prediction)[0])], dtype=np.float32)
    return out


def as_trees(fitted: Fitted) -> Trees:
    return Trees.from_arrays({f"x_{k}": v for k, v in export(fitted).items()}, "x")


class Observed:
    """Counts of a stage's tables over articles, and rates that leave one article out."""

    def __init__(self, tables: Sequence[str], observations: Iterable[Iterable[Observation]]) -> None:
        self.total: Counts = {t: {} for t in tables}
        self.own: list[Counts] = []
        for article in observations:
            own: Counts = {t: {} for t in tables}
            for keys, label in article:
                for table, key in zip(tables, keys, strict=True):
                    k, n = own[table].get(key, (0, 0))
                    own[table][key] = (k + label, n + 1)
            self.own.append(own)
            for table, counts in own.items():
                for key, (k, n) in counts.items():
                    a, b = self.total[table].get(key, (0, 0))
                    self.total[table][key] = (a + k, b + n)
        first = self.total[tables[0]].values()
        base = sum(k for k, _ in first) / max(1, sum(n for _, n in first))
        self.bases = dict.fromkeys(tables, base)

    def rates(self) -> Rates:
        return Rates.from_counts(self.total, self.bases)

    def without(self, article: int) -> Rates:
        own = self.own[article]
        return Rates.from_counts(self.total, self.bases, [(t, k) for t in own for k in own[t]], own)


def observed_cues(a: GoldArticle) -> Iterable[Observation]:
    s, gold = a.syntax, {q.cue for q in a.quotes}
    return ((cues.keys(s, i), float(i in gold)) for i in range(s.n) if cues.is_word_for_cue(s, i))


def cue_rows(a: GoldArticle, rates: Rates, known: Rates) -> tuple[list[int], list[list[float]]]:
    s = a.syntax
    at = cues.candidates(s, known, finder.RARE)
    return at, [cues.row(s, i, rates, rates.of_all(cues.keys(s, i))) for i in at]


def fit_gate(rows: np.ndarray, labels: np.ndarray) -> list[float]:
    """Weights of a linear score over the rates, and the score that GATE_RECALL of the cues reach."""
    fitted = LogisticRegression(max_iter=1000).fit(rows[:, : len(cues.TABLES)], labels)
    scores = rows[:, : len(cues.TABLES)] @ fitted.coef_[0]
    return [round(float(w), 4) for w in (*fitted.coef_[0], np.quantile(scores[labels], 1 - GATE_RECALL))]


def fit_cues(
    articles: Sequence[GoldArticle],
) -> tuple[Rates, Trees, list[float], list[dict[int, float]], list[dict[int, list[float]]]]:
    """Rates and trees of the cue stage; and by article, scores from trees that have not seen it, and rows."""
    seen = Observed(cues.TABLES, map(observed_cues, articles))
    known = seen.rates()
    data = [cue_rows(a, seen.without(k), known) for k, a in enumerate(articles)]
    rows = np.array([r for _, rs in data for r in rs], dtype=np.float32)
    owner = np.array([k for k, (at, _) in enumerate(data) for _ in at])
    labels = np.array([i in {q.cue for q in a.quotes} for a, (at, _) in zip(articles, data, strict=True) for i in at])
    gate = fit_gate(rows, labels)
    scores = np.zeros(len(rows))
    for half in (0, 1):
        seen_rows = owner % 2 != half
        fitted = HistGradientBoostingClassifier(**CUE).fit(rows[seen_rows], labels[seen_rows])
        scores[~seen_rows] = fitted.predict_proba(rows[~seen_rows])[:, 1]
    fitted = HistGradientBoostingClassifier(**CUE).fit(rows, labels)
    by_article, at_row, start = [], [], 0
    for at, rs in data:
        by_article.append(dict(zip(at, scores[start : start + len(at)].tolist(), strict=True)))
        at_row.append(dict(zip(at, rs, strict=True)))
        start += len(at)
    return known, as_trees(fitted), gate, by_article, at_row


def content_options(a: GoldArticle, near: dict[int, float]) -> list[tuple[int, contents.Content, float]]:
    """Each candidate of each gold cue, with its overlap (intersection over union of letters) with the gold content."""
    out = []
    for cue in sorted({q.cue for q in a.quotes} & set(near)):
        gold = frozenset().union(*(q.letters for q in a.quotes if q.cue == cue))
        for c in contents.candidates(a.syntax, cue):
            mine = letters_of(a.syntax, c.ranges)
            out.append((cue, c, len(mine & gold) / max(1, len(mine | gold))))
    return out


def fit_contents(articles: Sequence[GoldArticle], scores: Sequence[dict[int, float]],
                 rows_at: Sequence[dict[int, list[float]]]) -> tuple[Rates, Trees]:  # fmt: skip
    options = [content_options(a, near) for a, near in zip(articles, scores, strict=True)]
    seen = Observed(contents.TABLES, (((contents.keys(a.syntax, cue, c), v) for cue, c, v in o)
                                      for a, o in zip(articles, options, strict=True)))  # fmt: skip
    rows, values = [], []
    for k, (a, chosen) in enumerate(zip(articles, options, strict=True)):
        rates = seen.without(k)
        by_token = [0.0] * a.syntax.n
        for i, p in scores[k].items():
            by_token[i] = p
        for cue in sorted({cue for cue, _, _ in chosen}):
            at_cue = [(c, value) for owner, c, value in chosen if owner == cue]
            rows += contents.rows(a.syntax, cue, [c for c, _ in at_cue], rates, by_token, rows_at[k][cue])
            values += [(1 - EXACT) * value + EXACT * (value > 0.999) for _, value in at_cue]
    fitted = HistGradientBoostingRegressor(**CONTENT).fit(np.array(rows, dtype=np.float32), np.array(values))
    return seen.rates(), as_trees(fitted)


def fit_speakers(articles: Sequence[GoldArticle]) -> tuple[Rates, Trees]:
    options = [
        [(q, speakers.candidates(a.syntax, q.cue, q.ranges)) for q in a.quotes if q.cue >= 0 and q.speaker >= 0]
        for a in articles
    ]
    seen = Observed(speakers.TABLES, (
        ((speakers.keys(a.syntax, q.cue, i, speakers.path(a.syntax, q.cue, i)[0]), float(i == q.speaker))
         for q, heads in o for i in heads) for a, o in zip(articles, options, strict=True)))  # fmt: skip
    rows, labels = [], []
    for k, (a, chosen) in enumerate(zip(articles, options, strict=True)):
        rates = seen.without(k)
        for q, heads in chosen:
            rows += speakers.rows(a.syntax, q.cue, q.ranges, heads, rates)
            labels += [i == q.speaker for i in heads]
    fitted = HistGradientBoostingClassifier(**SPEAKER).fit(np.array(rows, dtype=np.float32), np.array(labels))
    return seen.rates(), as_trees(fitted)


def fit_base(articles: Sequence[GoldArticle]) -> QuoteModel:
    """The first three stages; the last two still answer one half."""
    cue_rates, cue, gate, scores, rows_at = fit_cues(articles)
    content_rates, content = fit_contents(articles, scores, rows_at)
    speaker_rates, speaker = fit_speakers(articles)
    return QuoteModel(cue_rates, content_rates, speaker_rates, cue, content, speaker, _undecided(), _undecided(),
                      cue_gate=gate, cue_floor=0.12, join_floor=0.5, keep_floor=0.0)  # fmt: skip


def _undecided() -> Trees:
    zero = np.zeros((1, 1))
    return Trees(zero.astype(np.int16), zero.astype(np.float32), zero.astype(np.int16), zero.astype(np.int16),
                 zero.astype(np.float32), 0.0)  # fmt: skip


def matched(a: GoldArticle, found: Sequence[Attribution]) -> list[int]:
    """For each attribution the gold quote it shares most letters with, one to one, or -1."""
    pairs = []
    for k, f in enumerate(found):
        mine = letters_of(a.syntax, f.ranges)
        for g, q in enumerate(a.quotes):
            if shared := len(mine & q.letters):
                pairs.append((shared / len(mine | q.letters), k, g))
    out, used = [-1] * len(found), set()
    for _, k, g in sorted(pairs, reverse=True):
        if out[k] < 0 and g not in used:
            out[k] = g
            used.add(g)
    return out


def join_examples(a: GoldArticle, found: list[Attribution]) -> tuple[list[list[float]], list[bool]]:
    s, gold = a.syntax, matched(a, found)
    rows, labels = [], []
    for m, k, before in joins.open_pairs(s, found):
        stretch = letters_of(s, s.mark_ranges(m))
        rows.append(joins.row(s, m, found[k], before))
        labels.append(gold[k] >= 0 and len(stretch & a.quotes[gold[k]].letters) > 0.5 * len(stretch))
    return rows, labels


def keep_examples(a: GoldArticle, found: Sequence[Attribution]) -> list[bool]:
    """Whether each proposal has a gold cue, finds over 30 % of its content, as the scorer asks, and its speaker."""
    at_cue: dict[int, list[GoldQuote]] = {}
    for q in a.quotes:
        at_cue.setdefault(q.cue, []).append(q)
    out = []
    for f in found:
        mine = letters_of(a.syntax, f.ranges)
        x, y = speakers.phrase(a.syntax, f.speaker) if f.speaker >= 0 else (0, 0)
        named = range(a.syntax.start[x], a.syntax.end[y - 1]) if y > x else range(0)
        good = False
        for q in at_cue.get(f.cue, _at_content(a, f, mine)):
            told = not q.speaker_letters or not q.speaker_letters.isdisjoint(named)
            good |= told and len(mine & q.letters) > max(0.3 * len(q.letters), 0.2 * len(mine))
        out.append(good)
    return out


def _at_content(a: GoldArticle, f: Attribution, mine: set[int]) -> list[GoldQuote]:
    """Gold quotes under a cue beside ours ("went on to say": either word will do)."""
    return [q for q in a.quotes if abs(q.cue - f.cue) <= 3 and len(mine & q.letters) > 0.8 * len(mine | q.letters)]


def fit(articles: Sequence[GoldArticle], told: Callable[[str], None] = print) -> QuoteModel:
    """All stages; the threshold is the one with the best F with speaker on cross-fitted answers."""
    proposals: list[tuple[GoldArticle, list[Attribution], Rates]] = []
    for fold in range(FOLDS):
        base = fit_base([a for k, a in enumerate(articles) if k % FOLDS != fold])
        held = [a for k, a in enumerate(articles) if k % FOLDS == fold]
        for a in held:
            proposals.append((a, finder.propose(a.syntax, base), base.speaker_rates))
        told(f"fold {fold}: {sum(len(f) for _, f, _ in proposals)} proposals")
    evidence = []
    for a, found, rates in proposals:
        weigh(a.syntax, rates, found)
        evidence.append(([f.evidence for f in found], keep_examples(a, found)))
    keeping, scores = _cross_fit(evidence, KEEPING)
    for (_, found, _), by_article in zip(proposals, scores, strict=True):
        for f, score in zip(found, by_article, strict=True):
            f.confidence = score
    floor = _best_floor(proposals, told)
    chosen = [(a, finder.select(found, floor)) for a, found, _ in proposals]
    joining, _ = _cross_fit([join_examples(a, f) for a, f in chosen], SMALL)
    return replace(fit_base(articles), joining=joining, keeping=keeping, keep_floor=floor)


Examples = Sequence[tuple[list[list[float]], list[bool]]]


def _fit_small(examples: Examples, size: dict[str, float]) -> Trees:
    rows = np.array([r for rs, _ in examples for r in rs], dtype=np.float32)
    labels = np.array([x for _, ls in examples for x in ls])
    return as_trees(HistGradientBoostingClassifier(**size).fit(rows, labels))


def _cross_fit(examples: Examples, size: dict[str, float]) -> tuple[Trees, list[list[float]]]:
    """Trees from all examples; and for each article the answers of trees that have not seen it."""
    scores: list[list[float]] = [[] for _ in examples]
    for part in range(FOLDS):
        seen = _fit_small([e for k, e in enumerate(examples) if k % FOLDS != part], size)
        for k, (rows, _) in enumerate(examples):
            if k % FOLDS == part and rows:
                scores[k] = seen.probability(np.array(rows, dtype=np.float32)).tolist()
    return _fit_small(examples, size), scores


def _best_floor(
    proposals: Sequence[tuple[GoldArticle, list[Attribution], Rates]], told: Callable[[str], None]
) -> float:
    """The confidence from which on keeping what is found gives the best F with speaker; prints the calibration."""
    gold = sum(len(a.quotes) for a, _, _ in proposals)
    pairs: list[tuple[float, bool]] = []
    for a, found, _ in proposals:
        kept = finder.select(found, 0.1)
        pairs += zip((f.confidence for f in kept), keep_examples(a, kept), strict=True)
    pairs.sort(reverse=True)
    right = np.cumsum([y for _, y in pairs])
    f = 2 * right / (np.arange(1, len(pairs) + 1) + gold)
    best = int(np.argmax(f))
    told(f"cross-fitted F with speaker {f[best]:.3f} at {pairs[best][0]:.3f}")
    for low in np.arange(0.1, 1, 0.1):
        inside = [y for p, y in pairs if low <= p < low + 0.1]
        if inside:
            told(f"  says {low:.1f}–{low + 0.1:.1f}: {len(inside):6d}, right {sum(inside) / len(inside):.2f}")
    return round(pairs[best][0], 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cache", type=Path, help="a file for parses between runs")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--without", type=int, default=0, help="leave out every n-th article, to choose by")
    options = parser.parse_args()
    articles = read_gold(options.gold, options.cache)
    random.Random(7).shuffle(articles)
    if options.without:
        articles = [a for k, a in enumerate(articles) if k % options.without]
    model = fit(articles)
    save(model, options.out, len(articles))
    print("written to", options.out)


def save(model: QuoteModel, folder: Path, articles: int) -> None:
    """Write quotes.json and quotes.npz."""
    arrays = {}
    for stage in ("cue", "content", "speaker", "joining", "keeping"):
        for key, value in getattr(model, stage).arrays().items():
            arrays[f"{stage}_{key}"] = value
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "quotes.npz", **arrays)
    meta = {
        "about": "Quote finding: rates (log-odds) and thresholds; the trees are in quotes.npz. No text is stored.",
        "data": f"PolNeAR training part, {articles} articles (Newell et al. 2018); publishers' text, not included.",
        "command": "python -m tests.evaluation.train_quotes DATA/quotes/polnear_train.jsonl",
        "floors": {k: getattr(model, k) for k in ("cue_floor", "join_floor", "keep_floor")},
        "cue_gate": model.cue_gate,
        "rates": {
            stage: {"defaults": rates.defaults, "tables": {t: dict(sorted(v.items())) for t, v in rates.tables.items()}}
            for stage, rates in (
                ("cue", model.cue_rates),
                ("content", model.content_rates),
                ("speaker", model.speaker_rates),
            )
        },
    }
    (folder / "quotes.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
