"""Saved pages that nothing was tuned on: word F against another project's expected texts, ours and trafilatura's.

`python -m tests.evaluation.pages_aside DIR`: every NAME.html under DIR with a NAME.txt somewhere under it, as in the
test data that comes with newspaper4k. Such a text is what a program found and people looked over, and leaves out the
title; so it compares programs and is no measure of perfection.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from pathlib import Path

import trafilatura

from app.domain.article import Article, BlockKind
from app.errors import ReadingError
from app.reading.read import read_file
from tests.evaluation.reading import words


def body_of(article: Article) -> str:
    """Without title and byline, which such texts leave out."""
    kept = [b for b in article.blocks if b.kind is not BlockKind.BYLINE and (b.kind, b.level) != (BlockKind.HEADING, 1)]
    return "\n".join(block.span.of(article.text) for block in kept)


def word_f(ours: Counter[str], expected: Counter[str]) -> float:
    return 2 * (ours & expected).total() / ((ours.total() + expected.total()) or 1)


def main() -> None:
    """Print a line a page, then the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    logging.disable(logging.ERROR)
    texts = {path.stem: path for path in folder.rglob("*.txt")}
    figures: list[tuple[float, float]] = []
    for page in sorted(folder.rglob("*.html")):
        if page.stem not in texts:
            continue
        expected = words(texts[page.stem].read_text(encoding="utf-8"))
        try:
            ours = words(body_of(read_file(page)))
        except ReadingError as error:
            print(f"{page.name}: {error}")
            ours = Counter()
        theirs = words(trafilatura.extract(page.read_bytes(), include_comments=False) or "")
        figures.append((word_f(ours, expected), word_f(theirs, expected)))
        print(f"{figures[-1][0]:.3f} {figures[-1][1]:.3f} {page.name}")
    count = len(figures) or 1
    ours_mean, theirs_mean = sum(f for f, _ in figures) / count, sum(f for _, f in figures) / count
    print(f"{len(figures)} pages: word F {ours_mean:.3f}, trafilatura {theirs_mean:.3f}")


if __name__ == "__main__":
    main()
