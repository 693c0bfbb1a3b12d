"""PDF documents: their words in reading order, without the page around them. Nothing in one is run or opened."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from app.domain.article import Article, BlockKind, Metadata
from app.errors import DamagedFile, EmptyFile, ReadingError
from app.reading.byline import parse_byline
from app.reading.compose import Piece, article_of, plain
from app.reading.dates import to_iso
from app.reading.limits import Limits
from app.reading.origin import Origin
from app.reading.pdf_document import opened
from app.reading.pdf_layout import Line, lines_of, without_margins
from app.reading.pdf_links import links_on, words_under
from app.reading.pdf_measures import Measures, Paragraph, measures_of
from app.reading.pdf_paragraphs import is_heading, paragraphs_of, pieces_of, words_of
from app.reading.pdf_signs import with_bullets, without_colophon, without_menu
from app.reading.pdf_words import Word, placed_words_of

_PROGRAM_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|document\d*|unknown|slide \d|print(?:ing)?)\b.*"
    r"|.*\.(?:docx?|rtf|indd|qxd|pdf|tex|dvi|html?|odt|txt|pptx?|xlsx?|ps)|[\W\d_]*",
    re.I,
)
_NOT_AUTHORS = re.compile(
    r"(?:admin(?:istrator)?|user|unknown|owner|author|anonymous|root|default|.*[\d@\\/_].*|)", re.I
)
_NOT_TITLES = re.compile(r"(?:table of )?contents|abstract|introduction|index|preface|summary", re.I)
_PRIVATE = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_WORDS_WITH_SIGNS = 5_000
"""On a page: beyond them it is no page to be read, and looking for bullets would take long."""

_LONG = 8
"""Pages above which the first ones are told before the whole is read, which takes 4 to 8 ms a page."""

_FEWEST_FIRST, _MOST_FIRST, _FIRST_OF = 2, 4, 5
"""Every fifth page is told first, at most four: a page takes three times what it takes PDFium alone (measured)."""

_UNREADABLE = 0.3
"""Share of letters without a meaning above which a notice says so; three times that, and there is no text."""


@dataclass(slots=True)
class _Pages:
    """What was found on the pages of a document. `pictures` counts pages with a picture and no words."""

    words: list[list[Word]] = field(default_factory=list)
    linked: dict[int, dict[Word, str]] = field(default_factory=dict)  # by page: words under links, with the addresses
    bounds: list[tuple[float, float]] = field(default_factory=list)
    pictures: int = 0
    broken: int = 0
    left_out: int = 0


def _go_on() -> None:
    """Nobody else waits."""


def read(
    data: bytes,
    origin: Origin,
    limits: Limits,
    pause: Callable[[], object] = _go_on,
    begun: Callable[[Article], object] | None = None,
) -> Article:
    """The text of a PDF in paragraphs. Scanned and locked ones are refused with a sentence. `pause` is called page by
    page, before and after; `begun` is given the first pages of a document of some.
    """
    with _uncollected():
        return _read(data, origin, limits, pause, begun)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: a million words are in no cycle, and to go through them again and again takes a
    quarter of the time (measured).
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read(
    data: bytes,
    origin: Origin,
    limits: Limits,
    pause: Callable[[], object],
    begun: Callable[[Article], object] | None,
) -> Article:
    document = opened(data, origin)
    try:
        stated = _stated(document)
        pages, first = _Pages(), _told_first(min(len(document), limits.pages)) if begun is not None else 0
        for number in _read_pages(document, pages, limits):
            if number == first and begun is not None:
                with contextlib.suppress(ReadingError):  # the whole may have words where the beginning has none
                    begun(replace(_article(pages, stated, origin, limits, _go_on), notices=()))
            pause()
    finally:
        document.close()
    return _article(pages, stated, origin, limits, pause)


def _told_first(pages: int) -> int:
    """How many of a document's pages are told before the rest is read."""
    return max(_FEWEST_FIRST, min(_MOST_FIRST, pages // _FIRST_OF)) if pages > _LONG else 0


def _article(pages: _Pages, stated: Metadata, origin: Origin, limits: Limits, pause: Callable[[], object]) -> Article:
    """What these pages say; raises ReadingError where they say nothing."""
    _refuse_without_words(pages, origin)
    lines: list[Line] = []
    for number, words in enumerate(without_margins(pages.words, pages.bounds)):
        lines += lines_of(words, number)
        pause()
    measures = measures_of(lines)
    paragraphs = paragraphs_of(lines, measures)
    title, paragraphs = _titled(paragraphs, measures, stated.title)
    pause()
    pieces = _with_bylines(pieces_of(paragraphs, measures, pages.linked))
    metadata = Metadata(title=title, byline=stated.byline)
    article = article_of(pieces, metadata, limits, format="pdf", notices=_notices(pages))
    if not article.metadata.date and stated.date:
        article = replace(article, metadata=replace(article.metadata, date=stated.date))
    return article


def _read_pages(document: pypdfium2.PdfDocument, pages: _Pages, limits: Limits) -> Iterator[int]:
    """Add the words of every page to `pages`, within the limits; a page that is broken is left out and counted. After
    each page: how many were read.
    """
    room = limits.characters
    for index in range(len(document)):
        if room <= 0 or index >= limits.pages:
            pages.left_out = len(document) - index
            break
        words: list[Word] = []
        ends = (index == 0, index == min(len(document), limits.pages) - 1)
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            pages.broken += 1
        else:
            try:
                words, linked = _words_on(document, page, min(room, limits.page_characters), *ends)
                if linked:
                    pages.linked[index] = linked
                if not words and _shows_a_picture(page):
                    pages.pictures += 1
            finally:
                page.close()
        pages.words.append(words)
        baselines = [w.baseline for w in words]
        pages.bounds.append((min(baselines, default=0.0), max(baselines, default=0.0)))
        room -= sum(len(w.text) + 1 for w in words)
        yield index + 1


def _words_on(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, most: int, first: bool, last: bool
) -> tuple[list[Word], dict[Word, str]]:
    """The words of a page, with bullets that are drawn; of the first and last, without the site around the text. And
    those that lie under links to the web, with the addresses.
    """
    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], {}
    try:
        words, turns = placed_words_of(text_page, most)
    finally:
        text_page.close()
    if turns or not words or len(words) > _MOST_WORDS_WITH_SIGNS:
        return words, {}
    linked = words_under(words, links_on(document, page))
    words = without_menu(words, linked) if first else words
    words = without_colophon(words, linked) if last else words
    return with_bullets(words, page), {word: address for word, address in linked.items() if address}


def _shows_a_picture(page: pypdfium2.PdfPage) -> bool:
    objects = islice(page.get_objects(max_depth=4), 200)
    return any(drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE for drawn in objects)


def _refuse_without_words(pages: _Pages, origin: Origin) -> None:
    if not any(pages.words):
        if pages.pictures:
            raise EmptyFile(
                f"{origin.called} is a scan: its pages are pictures without text.",
                "Run it through a text recognition (OCR) program and open what that saves.",
            )
        if pages.broken:
            step = "Get the file again, or open it in its own program and print it to a new PDF."
            raise DamagedFile(f"{origin.called} is damaged: its pages cannot be read.", step)
        raise EmptyFile(f"There is no text in {origin.called}.", "Choose a file with text in it.")
    if _unreadable(pages) > 3 * _UNREADABLE:
        raise EmptyFile(
            f"The letters in {origin.called} are drawn without saying which letters they are.",
            "Run it through a text recognition (OCR) program and open what that saves.",
        )


def _unreadable(pages: _Pages) -> float:
    """The share of letters that have no meaning outside the file's own fonts."""
    letters = "".join(word.text for words in pages.words for word in words)
    if letters.isascii():
        return 0.0
    return len(_PRIVATE.findall(letters)) / max(1, len(letters))


def _notices(pages: _Pages) -> tuple[str, ...]:
    notices = []
    total = len(pages.words)
    if pages.pictures:
        notices.append(f"{pages.pictures} of {total} pages are pictures without text and are left out.")
    if pages.broken:
        notices.append(f"{pages.broken} of {total} pages are damaged and are left out.")
    if pages.left_out:
        notices.append(f"The file is very long: only its first {total:,} pages were read.")
    if _unreadable(pages) > _UNREADABLE:
        notices.append("Many letters in this PDF are drawn without saying which letters they are.")
    return tuple(notices)


def _stated(document: pypdfium2.PdfDocument) -> Metadata:
    """What the file says about itself, where it is not what a program wrote there by itself."""
    try:
        entries = {name: plain(value)[:300] for name, value in document.get_metadata_dict(skip_empty=True).items()}
    except (pypdfium2.PdfiumError, UnicodeError):
        return Metadata()
    title, author = entries.get("Title", ""), entries.get("Author", "")
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", entries.get("CreationDate", ""))
    return Metadata(
        title="" if _PROGRAM_TITLE.fullmatch(title) else title,
        byline="" if _NOT_AUTHORS.fullmatch(author) else author,
        date=to_iso("-".join(made.groups())) if made else "",
    )


def _titled(paragraphs: Sequence[Paragraph], measures: Measures, stated: str) -> tuple[str, list[Paragraph]]:
    """The title, and the paragraphs without it: the stated one if page 1 shows it, else its largest heading."""
    top = [p for p in paragraphs[:12] if p.lines[0].page == paragraphs[0].lines[0].page]
    shown = [(words_of(p, measures), p) for p in top]
    for words, paragraph in shown:
        if stated and _letters(words) == _letters(stated):
            return words, [p for p in paragraphs if p is not paragraph]
    headings = [(words, p) for words, p in shown if is_heading(p, measures) and _could_be_title(words)]
    larger = [(words, p) for words, p in headings if p.size >= 1.12 * measures.size]
    if larger:
        words, chosen = max(larger, key=lambda item: (item[1].size, -top.index(item[1])))
        return words, [p for p in paragraphs if p is not chosen]
    if not stated and headings and headings[0][1] is top[0] and len(paragraphs) > 1:
        return headings[0][0], list(paragraphs[1:])
    return stated, list(paragraphs)


def _could_be_title(words: str) -> bool:
    return len(words) >= 4 and not _NOT_TITLES.fullmatch(words) and not parse_byline(words)


def _with_bylines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Names and dates under the title are often set in large letters: they are no headings."""
    for index, piece in enumerate(pieces):
        if index < 4 and piece.kind is BlockKind.HEADING and parse_byline(plain(piece.words)):
            piece = Piece(BlockKind.PARAGRAPH, piece.words, links=piece.links)
        yield piece


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
