"""Measure the analysis beside other systems: `python -m tests.evaluation.run [quotes|entities|links|claims|speed|all]`.

Reads ../shared/data and the scorers in ../shared/score; what is absent is skipped, and said. Prints one table a task.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from app.analysis.document import parse
from app.analysis.pipeline import Analyzer
from app.domain.lexicon import NOTHING_LEARNT, Lexicon
from app.exchange.predictions import to_predictions
from app.linking.registry import Registry

HERE = Path(__file__).parent
Gold = dict[str, dict[str, Any]]
Predictions = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; figures as text, since some are pairs."""

    measure: str
    ours: str
    peers: str = "–"
    floor: str = "–"
    ambition: str = "–"


@dataclass(frozen=True, slots=True)
class Harness:
    """What every task needs: the analysis, the scorers, where the data is, which part and how much of it."""

    analyzer: Analyzer
    scorers: ModuleType
    data: Path
    part: str
    limit: int

    def gold(self, path: str | Path) -> Gold | None:
        """Articles by id, at most `limit`; None, with a line on stderr, where the file is absent."""
        file = self.data / path
        if not file.exists():
            print(f"skipped: {file} is not there", file=sys.stderr)
            return None
        rows = read_lines(file)
        return {row["id"]: row for row in rows[: self.limit or None]}

    def predict(self, gold: Gold, lexicon: Lexicon = NOTHING_LEARNT) -> Predictions:
        """Our findings for every article, with entity ids that are one over all of them."""
        registry, found = Registry(), {}
        for id_, row in gold.items():
            analysis = self.analyzer.analyze(row["text"], lexicon=lexicon, attitudes=True)
            found[id_] = to_predictions(analysis, row["text"], registry.absorb(analysis.entities))
        return found


QUOTES = {
    "direct": (".984 / .677", "–", "people .996 / .980"),
    "direct,mixed": (".890 / .600", ".95 / .82", ".975 / .93 (people .977 / .948)"),
    "indirect": (".532 / .393", ".70 / .55", ".85 / .74 (people .867 / .743)"),
    "all": (".688 / .481", "– / .65", "– / .79 (people .911 / .792)"),
}
"""Peers' best, floor and ambition by type of quote. The peers and the people were measured on PolNeAR's test part."""


def quotes(harness: Harness) -> Iterator[Row]:
    gold = harness.gold(f"quotes/polnear_{harness.part}.jsonl")
    if gold is None:
        return
    found = harness.predict(gold)
    shown = {id_: [p for p in rows if not p.get("attitude")] for id_, rows in found.items()}
    for types in ("indirect", "all"):
        scored = harness.scorers.quotes(gold, shown, types=None if types == "all" else {types})
        ours = f"{_f(scored['char'])} / {_short(scored['sfu@0.3']['F1_with_speaker'])}"
        yield Row(f"PolNeAR {harness.part}, {types}, only what the window shows: characters / with speaker", ours)
    for types, (best, floor, ambition) in QUOTES.items():
        scored = harness.scorers.quotes(gold, found, types=None if types == "all" else set(types.split(",")))
        # With speaker as the scorer's authors count it: among quotes matched at over .3 of their letters.
        ours = f"{_f(scored['char'])} / {_short(scored['sfu@0.3']['F1_with_speaker'])}"
        yield Row(f"PolNeAR {harness.part}, {types}: characters / with speaker", ours, best, floor, ambition)
        yield Row(f"PolNeAR {harness.part}, {types}: exact pieces", _f(scored["exact_seg"]))
    yield from calibration(harness.scorers, gold, found)


def calibration(scorers: ModuleType, gold: Gold, found: Predictions) -> Iterator[Row]:
    """What the confidence of a quote means: by tenths, the share that overlaps a gold quote and has its speaker."""
    bins: dict[int, list[bool]] = {}
    for id_, row in gold.items():
        text = row["text"]
        for quote in (p for p in found[id_] if p["kind"] == "quote"):
            own = scorers.chars(quote, text)
            said = scorers.chars(quote["speaker"], text) if quote.get("speaker") else set()
            right = any(
                len(own & (there := scorers.chars(q, text))) > 0.3 * max(1, len(there))
                and (not q.get("speaker") or bool(said & scorers.chars(q["speaker"], text)))
                for q in row["quotes"]
            )
            bins.setdefault(min(9, int(10 * quote["score"])), []).append(right)
    for tenth, rights in sorted(bins.items()):
        share = _short(sum(rights) / len(rights))
        yield Row(f"quotes said to be {tenth * 10} to {tenth * 10 + 10} % sure: share right (of {len(rights)})", share)


def entities(harness: Harness) -> Iterator[Row]:
    for name, best, floor, ambition in (("wikigold", ".683", ".74", ".82"), ("conll03_testa", ".704", "–", "–")):
        gold = harness.gold(f"entities/{name}.jsonl")
        if gold is None:
            continue
        scored = harness.scorers.entities(gold, harness.predict(gold))
        kinds = ", ".join(f"{label} {_f(figures)}" for label, figures in scored["per_label"].items())
        yield Row(f"{name}: exact F ({kinds})", _f(scored["exact"]), best, floor, ambition)


def links(harness: Harness) -> Iterator[Row]:
    for name, best, ambition in (
        ("meantime_named", ".726", ".90"),
        ("ecbplus_named_dev", ".72", ".88"),
    ):
        gold = harness.gold(f"links/{name}.jsonl")
        if gold is None:
            continue
        scored = harness.scorers.links(gold, harness.predict(gold), "all")
        ours = f"{_f(scored['B3'])} / {_short(scored['CoNLL'])}"
        found = _short(scored["mentions_found"])
        yield Row(f"{name}: B3 / CoNLL ({found} of mentions found)", ours, best, ".80", ambition)


def claims(harness: Harness) -> Iterator[Row]:
    for name in ("ct24_dev-test", "ct24_dev"):
        if gold := harness.gold(f"claims/{name}.jsonl"):
            scored = harness.scorers.claims(gold, harness.predict(gold))
            known = (".810 / .899", ".84 / .91", ".90 / .95") if name == "ct24_dev-test" else ("–", "–", "–")
            yield Row(f"{name}: F / AP", f"{_f(scored)} / {_short(scored['AP'])}", *known)
            ranked = harness.scorers.claims(gold, harness.predict(gold, Lexicon(claim_shift=-1)))
            yield Row(f"{name}: AP with nothing left out", _short(ranked["AP"]))
    for name in ("ct25_dev_en", "ct25_train_en"):
        if gold := harness.gold(f"claims/{name}.jsonl"):
            found = harness.predict(gold)
            for prediction in (p for some in found.values() for p in some):
                prediction["label"] = "OBJ"  # the corpus asks which sentences are objective
            scored = harness.scorers.claims(gold, found, positive=("OBJ",))
            yield Row(f"{name} (only measured): macro-F", _short(scored["macro_F1"]), "–", ".64", ".75")
    rows = read_lines(HERE / "gold" / "claims_samples.jsonl")
    for part in ("test", "train"):
        gold = {row["id"]: row for row in rows if row["part"] == part}
        found = harness.predict(gold)
        scored = harness.scorers.claims(gold, found)
        yield Row(f"our samples, {part}: F / AP", f"{_f(scored)} / {_short(scored['AP'])}")
        wrong = sum(_wrong(harness.scorers, row, found[id_]) for id_, row in gold.items())
        share = (scored["tp"] + scored["fp"]) / max(1, sum(len(row["sentences"]) for row in gold.values()))
        yield Row(f"our samples, {part}: sentences marked", _short(share))
        yield Row(f"our samples, {part}: marked opinions, questions, boilerplate", str(wrong))


def speed(harness: Harness) -> Iterator[Row]:
    """The whole pipeline against the bare model, in turns, in this process."""
    folder = harness.data / "articles" / "bbc"
    if not folder.exists():
        print(f"skipped: {folder} is not there", file=sys.stderr)
        return
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))[: harness.limit or 60]]
    words = sum(len(t.split()) for t in texts)
    for text in texts[:3]:
        harness.analyzer.analyze(text)
    bare = whole = 0.0
    for _ in range(3):
        started = time.perf_counter()
        docs = [parse(harness.analyzer.nlp, t) for t in texts]
        bare += time.perf_counter() - started
        started = time.perf_counter()
        for doc in docs:
            harness.analyzer.findings(doc)
        whole += time.perf_counter() - started
    yield Row("words a second, model alone", f"{3 * words / bare:,.0f}")
    yield Row("words a second, whole pipeline", f"{3 * words / (bare + whole):,.0f}")
    yield Row("time of our components ÷ time of the model", f"{whole / bare:.3f}")


TASKS: dict[str, Callable[[Harness], Iterable[Row]]] = {
    "quotes": quotes, "entities": entities, "links": links, "claims": claims, "speed": speed,
}  # fmt: skip


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| measure | ours | peers' best | floor | ambition |", "|---|---|---|---|---|"]
    lines += [f"| {r.measure} | {r.ours} | {r.peers} | {r.floor} | {r.ambition} |" for r in rows]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", nargs="?", default="all", choices=[*TASKS, "all"])
    parser.add_argument("--part", default="dev", help="part of PolNeAR (default: dev)")
    parser.add_argument("--limit", type=int, default=0, help="at most so many articles of each set")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--score", type=Path, default=Path("../shared/score"))
    options = parser.parse_args(arguments)
    scorers = load_scorers(options.score)
    if scorers is None:
        return 1
    harness = Harness(Analyzer.load(), scorers, options.data, options.part, options.limit)
    for name in TASKS if options.task == "all" else [options.task]:
        started = time.perf_counter()
        rows = list(TASKS[name](harness))
        print(f"## {name}\n\n{table(rows)}\n\n({time.perf_counter() - started:.0f} s)\n", flush=True)
    return 0


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file. Not by str.splitlines, which also breaks at U+2028 inside a text."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_scorers(folder: Path) -> ModuleType | None:
    """The module scorers.py of `folder`, or None with a line on stderr."""
    file = folder / "scorers.py"
    if not file.exists():
        print(f"{file} is not there: nothing can be scored. Say --score FOLDER.", file=sys.stderr)
        return None
    spec = importlib.util.spec_from_file_location("scorers", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _wrong(scorers: ModuleType, row: dict[str, Any], found: list[dict[str, Any]]) -> int:
    """How many sentences that are no statement of fact at all were marked."""
    away = [s for s in row["sentences"] if s["label"] in ("opinion", "question", "boilerplate")]
    relabelled = {row["id"]: {**row, "sentences": [{**s, "label": "claim"} for s in away]}}
    return int(scorers.claims(relabelled, {row["id"]: found})["tp"])


def _f(figures: dict[str, float]) -> str:
    return _short(figures["F1"])


def _short(figure: float) -> str:
    return f"{figure:.3f}".removeprefix("0")


if __name__ == "__main__":
    sys.exit(main())
