"""The pane at the left: the articles, and the ways into everything that is in them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QVBoxLayout

from app.desktop.inspector.parts import label
from app.desktop.library.rows import Line, LineDelegate, LineList
from app.domain.article import reading_time
from app.domain.dates import readable_date
from app.domain.marks import AnalysisState
from app.domain.rows import ArticleRow, Counts

PLACES = (
    ("entities", "People and places"),
    ("quotes", "Quotes"),
    ("claims", "Claims"),
    ("graph", "Who appears with whom"),
    ("notes", "Notes"),
    ("review", "Review"),
    ("decisions", "Your decisions"),
)

JOIN, PART = "This is another version of…", "These are two articles…"


class LibraryPane(QFrame):
    """Lists what there is; knows nothing of where it comes from."""

    articleChosen = Signal(object)  # noqa: N815
    placeChosen = Signal(object)  # one of PLACES  # noqa: N815
    removeWanted = Signal(object)  # noqa: N815
    analyseWanted = Signal(object)  # noqa: N815
    joinWanted = Signal(object)  # this article is another version of one  # noqa: N815
    partWanted = Signal(object)  # noqa: N815

    def __init__(self, delegate: LineDelegate) -> None:
        super().__init__()
        self.setObjectName("libraryPane")
        self.setAccessibleName("Library")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 8)
        column.setSpacing(0)
        self._empty = label("No articles yet. Open a file, or drop one here.", "soft")
        self._empty.setContentsMargins(16, 8, 16, 8)
        self.articles = LineList(delegate, "Articles")
        self.articles.chosen.connect(self.articleChosen)
        self.articles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.articles.customContextMenuRequested.connect(self._menu)
        self.places = LineList(delegate, "Across articles")
        self.places.chosen.connect(self.placeChosen)
        self.places.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(_heading("Library"))
        column.addSpacing(6)
        column.addWidget(self._empty)
        column.addWidget(self.articles, 1)
        column.addSpacing(12)
        column.addWidget(_heading("Across articles"))
        column.addSpacing(6)
        column.addWidget(self.places)
        self.show_counts(Counts(0, 0, 0, 0, 0))

    def show_articles(self, rows: tuple[ArticleRow, ...], current: int | None) -> None:
        self._empty.setVisible(not rows)
        self.articles.setVisible(bool(rows))
        self.articles.lines.fill([Line(r.title or "Untitled", _below(r), r.id) for r in rows])
        self.articles.select_payload(current)

    def add_articles(self, rows: tuple[ArticleRow, ...]) -> None:
        """Show more of them below."""
        self.articles.lines.append([Line(r.title or "Untitled", _below(r), r.id) for r in rows])

    def show_counts(self, counts: Counts, to_review: int = 0) -> None:
        numbers = (counts.entities, counts.quotes, counts.claims, 0, counts.notes, to_review, 0)
        self.places.lines.fill(
            [
                Line(words, payload=name, count=f"{number:,}" if number else "", lines=1)
                for (name, words), number in zip(PLACES, numbers, strict=True)
            ]
        )
        self.fit_places()

    def fit_places(self) -> None:
        """Make the list of places as tall as its rows are in the look that is in force."""
        self.places.setFixedHeight(len(PLACES) * max(30, self.places.sizeHintForRow(0)) + 4)

    def select(self, article_id: int | None, place: str | None) -> None:
        """Show where the window is."""
        self.articles.select_payload(article_id if place is None else None)
        self.places.select_payload(place)

    def _menu(self, at: QPoint) -> None:
        index = self.articles.indexAt(at)
        if not index.isValid():
            return
        article_id = self.articles.lines.line(index.row()).payload
        menu = QMenu(self)
        menu.addAction("Open").triggered.connect(lambda: self.articleChosen.emit(article_id))
        menu.addAction("Analyse again").triggered.connect(lambda: self.analyseWanted.emit(article_id))
        menu.addAction(JOIN).triggered.connect(lambda: self.joinWanted.emit(article_id))
        menu.addAction(PART).triggered.connect(lambda: self.partWanted.emit(article_id))
        menu.addAction("Remove from the library").triggered.connect(lambda: self.removeWanted.emit(article_id))
        menu.popup(self.articles.viewport().mapToGlobal(at))


def _heading(words: str) -> QLabel:
    made = label(words.upper(), "paneHeading")
    made.setContentsMargins(16, 0, 16, 0)
    return made


def _below(row: ArticleRow) -> str:
    parts = [readable_date(row.date, short=True), "" if row.notes else reading_time(row.minutes)]
    if row.claims_to_check:
        parts.append(f"{row.claims_to_check} to check")
    if row.notes:
        parts.append(f"{row.notes} notes" if row.notes != 1 else "1 note")
    if row.state is AnalysisState.FAILED:
        parts.append("analysis failed")
    parts += [f"#{tag}" for tag in row.tags]  # last: what does not fit is cut, and the inspector has them
    return " · ".join(part for part in parts if part)
