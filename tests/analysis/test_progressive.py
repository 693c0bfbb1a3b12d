"""A long text read in parts: the same findings, the part on the screen first, every code point told once."""

from __future__ import annotations

import pytest

from app.analysis import progressive
from app.analysis.pipeline import Analyzer
from app.analysis.progressive import analyze_in_parts
from app.domain.analysis import Analysis

PARAGRAPHS = [
    "Ida Holm, who runs the ferry from Brannock to Skarholm, said the fares would rise by 12 per cent in May.",
    "“We cannot sail for nothing,” Holm told the Bay Post. The island council paid 3.4 million crowns last year.",
    "The council called the rise a surprise. Nobody on the quay was surprised, and nobody waited for the boat.",
    "In June the Harbour Authority counted 41,000 passengers, twice as many as in 2019.",
]


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progressive, "PART", 300)
    return "\n\n".join(PARAGRAPHS * 4)


def test_parts_find_what_the_whole_finds(analyzer: Analyzer, text: str) -> None:
    assert analyze_in_parts(analyzer, text) == analyzer.analyze(text)


def test_the_part_on_the_screen_comes_first_at_its_own_place(analyzer: Analyzer, text: str) -> None:
    heard: list[Analysis] = []
    wanted = text.index("In June", len(text) // 2)
    analyze_in_parts(analyzer, text, first=wanted, provisional=heard.append)
    spans = [m.span for m in heard[0].mentions]
    assert len(heard) > 2
    assert any(abs(s.start - wanted) < 200 for s in spans)
    assert "Harbour Authority" in [s.of(text) for s in spans]


def test_progress_reaches_the_end_and_never_goes_back(analyzer: Analyzer, text: str) -> None:
    steps: list[int] = []
    analyze_in_parts(analyzer, text, advanced=steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == len(text)


def test_an_empty_text_has_no_findings(analyzer: Analyzer) -> None:
    assert analyze_in_parts(analyzer, "").mentions == ()
