"""Measures speed: `python dev.py bench [SECTION …]`, all of them without one. Ratios are of one run."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from tests.benchmarks import anchoring, bundle, lists, reader, start, storing, waiting
from tests.benchmarks.report import Figure, print_figures
from tests.benchmarks.texts import long_article

SECTIONS = ("reader", "start", "waiting", "store", "lists", "anchors", "analysis")


def analysis() -> Iterator[Figure]:
    """Words a second of the whole pipeline ÷ the bare model's, in one process, the better of three runs each."""
    from app.analysis.document import parse
    from app.analysis.pipeline import Analyzer

    article = long_article(20_000)
    analyzer = Analyzer.load()
    parse(analyzer.nlp, article.text[:5000])
    bare, whole = [], []
    for _ in range(3):
        begun = time.perf_counter()
        parse(analyzer.nlp, article.text, article.blocks)
        bare.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        analyzer.analyze(article.text, article.blocks)
        whole.append(time.perf_counter() - begun)
    words = 20_000
    detail = f"{words / min(whole):,.0f} and {words / min(bare):,.0f} words/s"
    yield Figure("whole pipeline ÷ bare model, words a second", min(bare) / min(whole), "×", detail)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure speed and memory.")
    parser.add_argument("sections", nargs="*", help=f"any of {', '.join(SECTIONS)}; all without")
    parser.add_argument("--bundle", action="store_true", help="measure what dev.py bundle built, and nothing else")
    known = parser.parse_args(arguments)
    if known.bundle:
        print_figures(bundle.figures())
        return 0
    chosen = known.sections or list(SECTIONS)
    if unknown := set(chosen) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    if "waiting" in chosen:  # first: what the others leave behind makes the garbage collector's turns longer
        sys.setswitchinterval(0.001)  # as the program does
        print_figures(waiting.figures(application))
    if "reader" in chosen:
        for words, marks in ((3_000, 2_000), (50_000, 2_000), (200_000, 16_667)):
            print_figures(reader.figures(application, words, marks))
    if "start" in chosen:
        print_figures(start.figures())
    if "store" in chosen:
        print_figures(storing.figures())
    if "lists" in chosen:
        print_figures(lists.figures())
    if "anchors" in chosen:
        print_figures(anchoring.figures())
    if "analysis" in chosen:
        print_figures(analysis())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
