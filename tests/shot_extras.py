"""More views for tests/shots.py: what a reader has written, the dialogs, files on their way in, a PDF's pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter, QTextDocument, QTextOption
from PySide6.QtWidgets import QDialog

from app.desktop.dialogs.watched import WatchedFolders
from app.desktop.inspector.entity import _verdict
from app.domain.article import Article, Metadata
from app.domain.checking import CheckReport, Copy
from app.domain.links import LinkSource, LinkTarget
from app.domain.marks import ArticleView, MarkKind, MarkRef, Note, NoteTarget
from app.domain.paragraphs import split_paragraphs
from app.domain.queueing import Doing, ItemState, QueueCounts, QueueView
from app.domain.spans import Span
from app.services.collecting import Found, LeftOut

if TYPE_CHECKING:
    from tests.shots import Studio

HARBOUR, FERRY = "Harbour vote", "Ferry operator"
PAPER = "Minutes of the pilots"
_PAPER = (
    "The pilots’ association of Port Ellery met on Monday evening to settle what its members will tell the inquiry. "
    "Twenty-six of thirty-one were present.",
    "“We have taken 4,100 ships past that mole and lost none,” said Signe Holm, who chairs the association. “We would "
    "like to be asked before it is moved.”",
    "The new entrance would be 40 metres wider than the old one. According to Holm, width is not the question: in a "
    "south-westerly a ship is set two lengths to the north while she turns, and the plan leaves room for one.",
    "Captain Iris Fenn, the harbour master, replied that the drawings had been out for comment since October. She had "
    "received three answers, one of them about parking.",
    "The association will ask for a trial with buoys in the place of stones. It would cost 90,000 crowns and last a "
    "month. Holm said that the pilots would pay for the fuel themselves.",
    "The Harbour Authority confirmed that it had received the letter. It will answer before the hearing on 14 April.",
)
_CHANGED = ("Toll list\n\nThe toll for a ship of 60 metres was 410 crowns in 2019. {} Nobody at the office could say "
            "who had asked for it.\n")  # fmt: skip


def written(studio: Studio) -> Iterator[str]:
    """Notes with tags, colours and links, where they are made, read, listed and deleted."""
    window = studio.window
    _write(studio)
    studio.open(HARBOUR)
    window.page.reader.verticalScrollBar().setValue(0)
    yield "coloured"
    view = _view(studio)
    note = next(n for n in view.notes if "contradicts" in n.body)
    studio.focus(note.ref)
    yield "note-links"
    window.focus.clear()
    window.activateWindow()  # a dialog of the round before had the keyboard
    window.annotator.write_own_note()
    studio.settle()
    new = window.inspector._new
    assert new is not None
    editor = new.editor
    editor.setFocus()
    editor.insertPlainText("Ask again in June, see [[s")
    studio.settle()
    yield "completion"
    for editor in window.inspector.editors():
        editor.clear()
    window.focus.clear()
    window.page.reader.select_span(_spot(view, "lost a vote on the harbour plan"))
    window.linker.press()
    studio.open(FERRY)
    yield "link-bar"
    window.page.reader.select_span(_spot(_view(studio), "down by a quarter since the storm"))
    studio.settle()
    window.linker.press()
    studio.settle()
    yield "link-prompt"
    studio.close_dialogs()
    window.linker.stop()
    window.page.reader.clear_selection()
    yield from groupings(studio)
    window.navigator.show_article_page()


def groupings(studio: Studio) -> Iterator[str]:
    """The list of notes by date, article, tag and name, and the bin."""
    window = studio.window
    window.navigator.show_list("notes")
    page = window.navigator.pages["notes"]
    for number, name in enumerate(("notes", "notes-by-article", "notes-by-tag", "notes-by-name")):
        page.by.setCurrentIndex(number)  # type: ignore[attr-defined]
        studio.settle()
        yield name
    page.by.setCurrentIndex(0)  # type: ignore[attr-defined]
    page.kind.setCurrentIndex(2)
    studio.settle()
    yield "bin"
    page.kind.setCurrentIndex(0)


def lost(studio: Studio, folder: Path) -> Iterator[str]:
    """An article whose file changed under its notes."""
    window = studio.window
    file = folder / "toll-list.txt"
    if not file.exists():
        file.write_text(_CHANGED.format("It was raised in silence by the board in the winter of 2023."), "utf-8")
        studio.read([str(file)])
        studio.open("Toll list")
        view = _view(studio)
        for words, body in (("raised in silence by the board", "Which board?"), ("410 crowns in 2019", "Cheap.")):
            target = NoteTarget(view.id, MarkRef(MarkKind.NOTE, _spot(view, words)))
            _take(studio, *window._parts.services.annotating.add_note(target, body))
        file.write_text(_CHANGED.format("A letter of the ministry says that it is 650 now."), "utf-8")
        studio.read([str(file)])
    studio.open("Toll list")
    window.show_lost()
    studio.settle()
    yield "lost"


def dialogs(studio: Studio) -> Iterator[str]:
    """Everything that asks or tells in a window of its own."""
    window = studio.window
    studio.open(HARBOUR)
    window.upkeep._checked(CheckReport("It holds 12 articles, 5 notes and 3 decisions.", lost=1, unsure=2))
    yield "check"
    studio.close_dialogs()
    now = datetime.now(UTC)
    reasons = ("daily", "daily", "before an update")
    window.upkeep._offer(
        tuple(
            Copy(f"/{n}.db", (now - timedelta(days=n, hours=n)).isoformat(), 9_400_000 - n * 210_000, 12 - n, 31 - n, r)
            for n, r in enumerate(reasons)
        )
    )
    yield "restore"
    studio.close_dialogs()
    window.updates.open()
    yield "updates"
    studio.close_dialogs()
    WatchedFolders(
        ["/home/ana/Articles/To read", "/media/stick/Harbour"], frozenset({"/media/stick/Harbour"}), window
    ).open()
    yield "watched"
    studio.close_dialogs()
    mention = next(m for m in _view(studio).mentions if m.name.startswith("Mara"))
    assert mention.entity_id is not None
    studio.focus(mention.ref)
    dossier = window._parts.services.entities.dossier(mention.entity_id)
    same = next(b for b in _verdict(dossier, mention, window._context()) if b.text().startswith("Same"))
    same.click()
    studio.settle()
    yield "name-prompt"
    studio.close_dialogs()
    window.focus.clear()
    window.joiner.join(_reprinted(studio))
    studio.settle()
    yield "join"
    studio.close_dialogs()
    _renewed(studio)
    window.joiner.part(_view(studio).id)
    studio.settle()
    yield "part"
    studio.close_dialogs()
    studio.open(HARBOUR)
    window.navigator._remove(_view(studio).id)
    studio.settle()
    yield "remove"
    studio.close_dialogs()


def _renewed(studio: Studio) -> None:
    """Show an article of which another was taken for a new version."""
    services = studio.window._parts.services
    words = "The lock\n\nThe old lock of Brannock was built for barges of {} metres. Its keeper wrote each one down."
    for text in (words.format(18), words.format(24)):
        made = Article(text, split_paragraphs(text), Metadata(title="The lock", url="https://lock.example/a"))
        view = services.articles.add(made, "")
    studio.window.reading.open_article(view.id)
    studio.settle()


def _reprinted(studio: Studio) -> int:
    """The id of an article that another paper printed, with changes: it is not taken for a version of the first."""
    services = studio.window._parts.services
    studio.open(HARBOUR)
    view = _view(studio)
    text = view.text.replace("sign for another", "sign for the other").replace("forty crews", "40 crews")
    about = Metadata(title="Council splits over harbour", source="The Corvane Post")
    made = Article(text, split_paragraphs(text), about)
    return services.articles.add(made, "").id


def arriving(studio: Studio) -> Iterator[str]:
    """Many files at once: under way, done, and what became of each."""
    window = studio.window
    strip, queueing = window.intake.strip, window._parts.queueing
    going = QueueCounts({ItemState.ADDED: 23, ItemState.KNOWN: 2, ItemState.WAITING: 55})
    strip.tell(QueueView(Doing.READING, going, "2026-03-coast-ledger-harbour-vote.html"))
    strip.show()
    yield "queue"
    counts = QueueCounts({ItemState.ADDED: 70, ItemState.KNOWN: 8, ItemState.FAILED: 2})
    strip.end(counts)
    yield "queue-ended"
    strip.hide()
    if not queueing.counts().failed:
        private = LeftOut("/home/ana/Articles/private", "This folder may not be opened. Ask for the right to read it.")
        queueing.add([private, Found("/home/ana/Articles/scan-of-1931.pdf"), Found("/home/ana/Articles/ferry.docx")])
        said = iter(
            (
                "scan-of-1931.pdf has pictures of pages and no text. Run it through text recognition first.",
                "ferry.docx is damaged and could not be read. Try to open and save it in a word processor.",
            )
        )
        while (item := queueing.next()) is not None:
            queueing.finish(item, ItemState.FAILED, next(said, "It could not be read."))
    window.intake.show_report()
    studio.settle()
    yield "queue-report"
    studio.close_dialogs()


def pages(studio: Studio, folder: Path) -> Iterator[str]:
    """A PDF of two columns beside its text."""
    window = studio.window
    file = folder / "pilots.pdf"
    if not file.exists():
        _print_paper(file)
        studio.read([str(file)])
    studio.open(PAPER)
    window.spread.toggle()
    studio.settle()
    quotes = _view(studio).quotes
    if quotes:
        studio.focus(quotes[0].ref)
    yield "pdf"
    window.spread.close_pages()
    window.focus.clear()


def _print_paper(file: Path) -> None:
    writer = QPdfWriter(str(file))
    writer.setTitle(f"{PAPER}’ association")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(14, 16, 14, 16))
    writer.setResolution(96)
    painter = QPainter(writer)
    wide, gap = writer.width(), 22
    column = (wide - gap) / 2
    head = f"<h1 style='font-size:17px'>{PAPER}’ association</h1><p><i>By Ines Okafor · 6 April 2026</i></p>"
    top = _print(painter, head, 0, 0, wide)
    style = "font-family:'Source Serif 4'; font-size:12px; line-height:140%"
    for at, half in enumerate((_PAPER[:3], _PAPER[3:])):
        body = "".join(f'<p style="{style}">{words}</p>' for words in half)
        _print(painter, body, at * (column + gap), top + 8, column)
    painter.end()


def _print(painter: QPainter, html: str, x: float, y: float, width: float) -> float:
    document = QTextDocument()
    document.setDefaultTextOption(QTextOption())
    document.setHtml(f"<body style='color:#202124'>{html}</body>")  # not the colour of the theme that is in force
    document.setTextWidth(width)
    painter.save()
    painter.translate(QPointF(x, y))
    document.drawContents(painter, QRectF(0, 0, width, document.size().height()))
    painter.restore()
    return document.size().height()


def _write(studio: Studio) -> None:
    """Notes as a reader would leave them after an evening; once."""
    services = studio.window._parts.services
    studio.open(FERRY)
    ferry = _view(studio)
    studio.open(HARBOUR)
    harbour = _view(studio)
    if any(n.is_highlight for n in harbour.notes):
        return
    annotating = services.annotating
    for colour, meaning in (("amber", "to quote"), ("rose", "doubtful"), ("blue", "background")):
        _take(studio, None, annotating.set_meaning(colour, meaning))
    quarter = _note(studio, ferry, "down by a quarter since the storm", "The company’s own figure.", "", ["ferries"])
    third = _note(
        studio,
        harbour,
        "fallen by a third since the February storm",
        "A **third** here, a quarter in [[Ferry operator warns of cuts]]: it contradicts the company’s letter.",
        "rose",
        ["ferries", "essay 2"],
    )
    _take(studio, *services.links.connect(LinkSource(third.id), LinkTarget(note_id=quarter.id), "contradicts"))
    _note(studio, harbour, "asked to sign for another", "", "amber", ())
    _note(studio, harbour, "puts forty crews at risk before the summer", "", "blue", ())
    _note(studio, harbour, "Nobody sails for a wall", "Good opening for the essay.", "amber", ["essay 2"])
    deleted = _note(studio, harbour, "after a debate of nearly five hours", "Check the minutes.", "", ())
    _take(studio, None, annotating.delete_note(deleted.id))
    mayor = next(m for m in harbour.mentions if m.name.startswith("Mara"))
    _take(
        studio,
        *annotating.add_note(NoteTarget(entity_id=mayor.entity_id), "Voted for the plan in 2024, against it in 2026."),
    )
    _take(
        studio,
        *annotating.add_note(
            NoteTarget(), "Essay 2: who carries the cost?\n\n- [ ] read the audit", "green", ["essay 2"]
        ),
    )
    _take(studio, None, annotating.tag_article(harbour.id, ["essay 2"]))
    studio.settle()


def _note(studio: Studio, view: ArticleView, words: str, body: str, colour: str, tags: object) -> Note:
    target = NoteTarget(view.id, MarkRef(MarkKind.NOTE, _spot(view, words)))
    note, changes = studio.window._parts.services.annotating.add_note(target, body, colour, tags)  # type: ignore[arg-type]
    _take(studio, note, changes)
    return note


def _take(studio: Studio, _: object, changes: object) -> None:
    studio.window.reading.take(changes)  # type: ignore[arg-type]
    studio.settle()


def _spot(view: ArticleView, words: str) -> Span:
    start = view.text.index(words)
    return Span(start, start + len(words))


def _view(studio: Studio) -> ArticleView:
    view = studio.window.reading.view
    assert view is not None
    return view


def open_dialogs(studio: Studio) -> list[QDialog]:
    """Those that are on the screen."""
    return [w for w in studio.application.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
