"""The evaluation harness itself, without the data it measures on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.analysis.pipeline import Analyzer
from tests.evaluation import run

GOLD = Path(__file__).parent / "gold"
LABELS = {"claim", "opinion", "prediction", "question", "boilerplate", "other"}

SCORERS = """
def claims(gold, found, positive=("claim",)):
    marked = sum(p["kind"] == "claim" for some in found.values() for p in some)
    return {"F1": 0.5, "AP": 0.25, "macro_F1": 0.5, "tp": marked, "fp": 0}
"""


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    score, data = tmp_path / "score", tmp_path / "data"
    score.mkdir()
    data.mkdir()
    (score / "scorers.py").write_text(SCORERS)
    return ["--score", str(score), "--data", str(data)]


def test_absent_data_is_skipped_and_said(
    analyzer: Analyzer, folders: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.Analyzer, "load", lambda: analyzer)
    assert run.main(["quotes", *folders]) == 0
    printed = capsys.readouterr()
    assert "skipped" in printed.err
    assert "polnear_dev.jsonl" in printed.err
    assert "| measure | ours |" in printed.out


def test_absent_scorers_are_said_with_the_option_that_mends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["claims", "--score", str(tmp_path)]) == 1
    assert "--score" in capsys.readouterr().err


def test_our_figures_stand_beside_the_others(analyzer: Analyzer, folders: list[str]) -> None:
    score, data = Path(folders[1]), Path(folders[3])
    (data / "claims").mkdir()
    text = "The ferry carried 18,200 passengers in 2025."
    row = {"id": "1", "text": text, "sentences": [{"start": 0, "end": len(text), "label": "claim"}]}
    (data / "claims" / "ct24_dev-test.jsonl").write_text(json.dumps(row) + "\n")
    scorers = run.load_scorers(score)
    assert scorers is not None
    first = next(iter(run.claims(run.Harness(analyzer, scorers, data, "dev", 0))))
    assert run.table([first]).endswith("| ct24_dev-test: F / AP | .500 / .250 | .810 / .899 | .84 / .91 | .90 / .95 |")


@pytest.mark.parametrize("name", ["claims_samples.jsonl", "claims_news.jsonl"])
def test_gold_sentences_are_in_order_labelled_and_apart(name: str) -> None:
    for row in run.read_lines(GOLD / name):
        assert {s["label"] for s in row["sentences"]} <= LABELS
        ends = [0, *(s["end"] for s in row["sentences"])]
        assert all(s["start"] >= end and s["end"] > s["start"] for s, end in zip(row["sentences"], ends, strict=False))


def test_labels_of_third_party_text_hold_none_of_it() -> None:
    for row in run.read_lines(GOLD / "claims_news.jsonl"):
        assert set(row) == {"id", "sentences"}
        assert all(set(s) == {"start", "end", "label"} for s in row["sentences"])
