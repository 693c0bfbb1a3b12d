"""The page of what a search finds, with the filters that narrow it and the searches that were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from app.desktop.inspector.parts import Flow, button, label
from app.desktop.library.pages import Goal, ListPage
from app.desktop.library.rows import Line, LineDelegate
from app.desktop.viewmodels.services import Services
from app.domain.marks import MarkKind
from app.domain.query import KINDS, STATES, Filter, with_filter
from app.domain.rows import Hit, SavedSearch
from app.work.background import Background

_HINTS = {
    Filter.SPEAKER: "who said it: speaker:Solberg",
    Filter.ENTITY: 'where somebody appears: entity:"Wang Tao"',
    Filter.KIND: f"what is found: {', '.join(KINDS)}",
    Filter.TAG: "your tags, on notes and articles",
    Filter.BEFORE: "dated earlier: before:2026-03",
    Filter.AFTER: "dated in it or later: after:2026",
    Filter.IS: "\n".join(f"is:{state}   {what}" for state, what in STATES.items()),
}


class SearchPage(ListPage):
    """The words come from the search field at the top of the window; `asked` carries others back to it."""

    asked = Signal(str)

    def __init__(self, services: Services, delegate: LineDelegate, background: Background) -> None:
        def fetch(text: str, _: str, offset: int) -> Sequence[Line]:
            if offset or not text.strip():
                return []
            return [_hit(hit) for hit in services.library.search(text)]

        empty = "Type to search titles, texts, names, quotes, claims and notes."
        super().__init__("search", "Search", empty, fetch, (), delegate, background)
        self._services, self._work = services, background
        self._saved: tuple[SavedSearch, ...] = ()
        self.filter.hide()
        self._kept = QWidget()
        self.kept = Flow(self._kept)
        self._naming = _Name(self._save, self._show_kept)
        self._narrow = QWidget()
        narrow = Flow(self._narrow)
        narrow.addWidget(label("Narrow it with", "soft", wrap=False))
        for kind, hint in _HINTS.items():
            made = button(f"{kind}:", partial(self._add, kind), "chip", hint)
            made.setAccessibleName(f"Narrow the search by {kind}")
            narrow.addWidget(made)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._kept)
        column.insertWidget(2, self._narrow)
        self._fetch_kept()

    def begin(self, words: str) -> None:
        """Show what is found for `words`, and the searches that are kept now."""
        self.search(words)
        self.refresh()
        self._fetch_kept()

    def search(self, words: str) -> None:
        self.filter.setText(words)
        self._show_kept()

    def _filled(self, lines: list[Line]) -> None:
        super()._filled(lines)
        words = self.filter.text().strip()
        if not lines and words:
            self._nothing.setText(f"Nothing found for “{words}”.")

    def _add(self, kind: Filter) -> None:
        self.asked.emit(with_filter(self.filter.text(), kind))

    # searches that are kept

    def _fetch_kept(self) -> None:
        def ready(saved: tuple[SavedSearch, ...]) -> None:
            self._saved = saved
            self._show_kept()

        self._work.run(self._services.library.saved_searches, ready, key="saved searches")

    def _show_kept(self) -> None:
        words = self.filter.text().strip()
        while (item := self.kept.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self._naming:
                old.deleteLater()
        for saved in self._saved:
            made = button(
                saved.name, partial(self.asked.emit, saved.asked), "chosen" if saved.asked == words else "chip"
            )
            made.setToolTip(saved.asked)
            made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            made.customContextMenuRequested.connect(partial(self._menu, made, saved))
            self.kept.addWidget(made)
        known = any(saved.asked == words for saved in self._saved)
        self._naming.setVisible(False)
        if words and not known:
            self.kept.addWidget(button("Keep this search…", self._ask_name, "chip"))
        elif known:
            name = next(saved.name for saved in self._saved if saved.asked == words)
            self.kept.addWidget(button("Forget this search", partial(self._forget, name), "chip"))
        self._kept.setVisible(bool(self._saved or words))

    def _ask_name(self) -> None:
        last = self.kept.takeAt(self.kept.count() - 1)
        if last is not None and (old := last.widget()) is not None:
            old.deleteLater()
        self.kept.addWidget(self._naming)
        self._naming.setText(self.filter.text().strip())
        self._naming.selectAll()
        self._naming.setVisible(True)
        self._naming.setFocus()

    def _save(self, name: str) -> None:
        words = self.filter.text()
        self.list.setFocus()  # else the field's, when it goes, is whatever comes next
        self._work.run(lambda: self._services.library.save_search(name, words), lambda _: self._fetch_kept())

    def _forget(self, name: str) -> None:
        self._work.run(lambda: self._services.library.forget_search(name), lambda _: self._fetch_kept())

    def _menu(self, made: QPushButton, saved: SavedSearch, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Forget this search").triggered.connect(partial(self._forget, saved.name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(made.mapToGlobal(at))


class _Name(QLineEdit):
    """Where a name is typed: Enter keeps the search, Escape does not."""

    def __init__(self, keep: Callable[[str], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._keep, self._leave = keep, leave
        self.setPlaceholderText("Name of this search")
        self.setAccessibleName("Name of this search")
        self.setFixedWidth(240)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self._keep(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


_HIT_WORDS = {None: "article", MarkKind.MENTION: "name", MarkKind.QUOTE: "quote", MarkKind.CLAIM: "claim"}
_HIT_RULES = {None: "hairline", MarkKind.QUOTE: "quote_bar", MarkKind.CLAIM: "claim_rule", MarkKind.NOTE: "accent"}


def _hit(hit: Hit) -> Line:
    goal = Goal(hit.entity_id, hit.article_id, hit.span, hit.note_id, hit.kind)
    what = _HIT_WORDS.get(hit.kind, "note")
    rule = _HIT_RULES.get(hit.kind, "person")
    if hit.kind in (None, MarkKind.MENTION):
        below = hit.snippet if hit.snippet != hit.title else ""
        return Line(hit.title, below, goal, what, rule, lines=1)
    return Line(hit.snippet, " · ".join(filter(None, (hit.name, hit.title))), goal, what, rule, lines=2)
