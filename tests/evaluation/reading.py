"""How well the article is taken out of a web page: word F, titles, bylines and dates over saved pages.

`python -m tests.evaluation.reading [--worst N]`; needs ../shared/data/pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree

from app.domain.article import Article
from app.reading.read import read_file

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one page. `title`, `byline` and `date` are None where the gold has none.

    `headline`: as `title`, but that the gold may go on with the site's name, which we take off.
    """

    name: str
    precision: float
    recall: float
    title: bool | None
    headline: bool | None
    byline: bool | None
    date: bool | None

    @property
    def f(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


def measure(folder: Path) -> Figures:
    """Read the saved page in `folder` and compare it with what is expected of it."""
    article = read_file(folder / "source.html")
    gold = lxml.html.document_fromstring((folder / "expected.html").read_text(encoding="utf-8"))
    metadata = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
    expected, ours = words(" ".join(gold.itertext(etree.Element))), words(body_of(article))
    common = (expected & ours).total()
    found = article.metadata
    return Figures(
        folder.name,
        common / (ours.total() or 1),
        common / (expected.total() or 1),
        _agrees(metadata.get("title"), lambda gold: key(found.title) == key(gold)),
        _agrees(metadata.get("title"), lambda gold: without_rest(found.title, gold)),
        _agrees(metadata.get("byline"), lambda gold: same_people(found.byline, gold)),
        _agrees(metadata.get("publishedTime"), lambda gold: found.date == gold[:10]),
    )


def body_of(article: Article) -> str:
    """The text without its title, which the gold leaves out too."""
    blocks = article.blocks[1:] if article.blocks and article.blocks[0].level == 1 else article.blocks
    return "\n".join(block.span.of(article.text) for block in blocks)


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def without_rest(ours: str, gold: str) -> bool:
    """Whether `gold` is our title, or begins with it and goes on after a bar or a dash."""
    return key(ours) == key(gold) or bool(ours and re.match(re.escape(ours) + r"\s*[|–—_-]", gold))


def same_people(ours: str, gold: str) -> bool:
    """Whether one byline is in the other, without "By"."""
    mine, theirs = key(ours), key(gold).removeprefix("by ")
    return bool(mine) and (mine in theirs or theirs in mine)


def _agrees(gold: str | None, test: object) -> bool | None:
    return bool(test(gold)) if gold and callable(test) else None


def hits(values: Iterable[bool | None]) -> str:
    known = [v for v in values if v is not None]
    return f"{sum(known)} of {len(known)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also list the N pages of lowest F")
    arguments = parser.parse_args()
    if not PAGES.is_dir():
        print(f"skipped: {PAGES} is not there", file=sys.stderr)
        return 0
    begun = time.perf_counter()
    figures = [measure(folder) for folder in sorted(PAGES.iterdir()) if folder.is_dir()]
    seconds = time.perf_counter() - begun
    count = len(figures)
    print(f"pages {count}, {seconds:.1f} s")
    print(f"word F {sum(f.f for f in figures) / count:.3f}", end="  ")
    print(f"precision {sum(f.precision for f in figures) / count:.3f}", end="  ")
    print(f"recall {sum(f.recall for f in figures) / count:.3f}   (trafilatura as it comes: .911 .951 .908)")
    print(f"titles {hits(f.title for f in figures)}", end="")
    print(f" ({hits(f.headline for f in figures)} where the gold's site name does not count)", end="  ")
    print(f"bylines {hits(f.byline for f in figures)}", end="  ")
    print(f"dates {hits(f.date for f in figures)}   (trafilatura as it comes: 38 of 63, 28 of 36, 17 of 17)")
    for page in sorted(figures, key=lambda f: f.f)[: arguments.worst]:
        print(f"  {page.name:28} F {page.f:.2f}  P {page.precision:.2f}  R {page.recall:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
