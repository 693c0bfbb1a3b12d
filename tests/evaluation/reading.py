"""How well files are read: word F, titles, bylines and dates of saved pages; the order of words in PDF documents.

`python -m tests.evaluation.reading [--worst N]`; pages need ../shared/data/pages, the peers pypdf and pdfminer.six.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree
from rapidfuzz.distance import Levenshtein

from app.domain.article import Article, BlockKind
from app.reading.origin import Origin
from app.reading.read import read_bytes, read_file
from tests.evaluation.encodings import measure_encodings
from tests.evaluation.first_text import measure_first_text
from tests.evaluation.page_pictures import measure_pictures
from tests.evaluation.pdf_documents import documents
from tests.evaluation.worker_text import measure_waiting

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


def measure_pages(worst: int) -> None:
    """Print the figures over saved pages."""
    begun = time.perf_counter()
    figures = [measure(folder) for folder in sorted(PAGES.iterdir()) if folder.is_dir()]
    seconds = time.perf_counter() - begun
    count = len(figures)
    print(f"pages {count}, {seconds:.1f} s")
    print(f"word F {sum(f.f for f in figures) / count:.3f}", end="  ")
    print(f"precision {sum(f.precision for f in figures) / count:.3f}", end="  ")
    print(f"recall {sum(f.recall for f in figures) / count:.3f}   (trafilatura as it comes: .911 .951 .908)")
    print(measure_pictures([PAGES / page.name for page in figures]))
    print(f"titles {hits(f.title for f in figures)}", end="")
    print(f" ({hits(f.headline for f in figures)} where the gold's site name does not count)", end="  ")
    print(f"bylines {hits(f.byline for f in figures)}", end="  ")
    print(f"dates {hits(f.date for f in figures)}   (trafilatura as it comes: 38 of 63, 28 of 36, 17 of 17)")
    for page in sorted(figures, key=lambda f: f.f)[:worst]:
        print(f"  {page.name:28} F {page.f:.2f}  P {page.precision:.2f}  R {page.recall:.2f}")


def measure_pdf() -> None:
    """Print how many words are wrong, missing or out of order in documents of known text; ours and two peers'."""
    readers: list[tuple[str, Callable[[bytes], str]]] = [("ours", _pdf_by_us)]
    for name, module, read in (("pypdf", "pypdf", _by_pypdf), ("pdfminer.six", "pdfminer", _by_pdfminer)):
        if importlib.util.find_spec(module) is not None:
            readers.append((name, read))
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    print(f"\n{'PDF: word errors':36}" + "".join(f"{name:>14}" for name, _ in readers))
    for document in documents():
        gold = " ".join(document.text).split()
        rates = [Levenshtein.distance(read(document.data).split(), gold) / len(gold) for _, read in readers]
        print(f"{document.name:36}" + "".join(f"{rate:14.3f}" for rate in rates))


def _pdf_by_us(data: bytes) -> str:
    article = read_bytes(data, Origin("document.pdf"))
    blocks = [block for block in article.blocks if block.kind is not BlockKind.PAGE_BREAK]
    return "\n".join(block.span.of(article.text) for block in blocks)


def _by_pypdf(data: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _by_pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also list the N pages of lowest F")
    arguments = parser.parse_args()
    if PAGES.is_dir():
        measure_pages(arguments.worst)
    else:
        print(f"skipped: {PAGES} is not there", file=sys.stderr)
    measure_pdf()
    measure_first_text()
    measure_waiting()
    measure_encodings()
    return 0


if __name__ == "__main__":
    sys.exit(main())
