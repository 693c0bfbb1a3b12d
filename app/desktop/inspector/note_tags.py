"""The tags of a note or an article in one quiet line: chips, and a field that makes more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from app.desktop.dialogs.join_tags import JoinTags
from app.desktop.dialogs.word_prompt import WordPrompt
from app.desktop.inspector.context import Context
from app.desktop.inspector.note_offers import Offer, OfferList
from app.desktop.inspector.parts import Flow
from app.desktop.library.pages import Goal
from app.domain.tags import TagRow, tidy


class TagLine(QWidget):
    """`changed` carries every tag there is then. Tags that are known are offered as one is typed."""

    changed = Signal(tuple)

    def __init__(self, tags: Sequence[str], context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.tags: tuple[str, ...] = ()
        self._chips: list[QPushButton] = []
        self._flow = Flow(self, 4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.field = TagField(context)
        self.field.typed.connect(self._add)
        self.field.emptied.connect(lambda: self._remove(self.tags[-1]) if self.tags else None)
        self.take(tags)

    def take(self, tags: Sequence[str]) -> None:
        """Show these."""
        if tuple(tags) == self.tags and self._flow.count():
            return
        self.tags = tuple(tags)
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self.tags]
        for made in (*self._chips, self.field):
            self._flow.addWidget(made)
        for chip in self._chips:
            chip.show()
        self.updateGeometry()

    def _chip(self, tag: str) -> QPushButton:
        made = _Chip(f"#{tag}")
        menu = QMenu(made)
        menu.addAction(f"Notes with #{tag}").triggered.connect(lambda: self._context.follow(Goal(tag=tag)))
        menu.addAction(f"Rename #{tag} everywhere…").triggered.connect(lambda: self._rename(tag))
        menu.addAction("Remove it here").triggered.connect(lambda: self._remove(tag))
        made.removed.connect(lambda: self._remove(tag))
        made.setProperty("role", "chip")
        made.setAccessibleName(f"Tag {tag}")
        made.setToolTip("Show, rename or remove this tag")
        made.setMenu(menu)
        made.setParent(self)
        return made

    def _add(self, words: str) -> None:
        self._set(tidy((*self.tags, words)))

    def _remove(self, tag: str) -> None:
        self._set(tuple(t for t in self.tags if t != tag))
        self.field.setFocus()

    def _set(self, tags: tuple[str, ...]) -> None:
        if tags != self.tags:
            self.take(tags)
            self.changed.emit(tags)

    def _rename(self, tag: str) -> None:
        context = self._context

        def meet(own: TagRow, other: TagRow) -> None:
            question = JoinTags(own, other, context.window)
            question.agreed.connect(lambda: context.editing.join_tag(own.name, other.name))
            question.open()

        prompt = WordPrompt(f"Rename #{tag} everywhere", tag, parent=context.window)
        prompt.chosen.connect(lambda words: context.editing.rename_tag(tag, words, meet))
        prompt.open()


class _Chip(QPushButton):
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class TagField(QLineEdit):
    """Comma and Enter end a tag; Backspace in the empty field takes the last one away."""

    typed = Signal(str)
    emptied = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._offers: OfferList | None = None
        self.setProperty("role", "tag")
        self.setPlaceholderText("Add a tag")
        self.setAccessibleName("Add a tag")
        self.textEdited.connect(self._edited)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("Add a tag, too") + 12, super().sizeHint().height())

    @property
    def offers(self) -> list[Offer]:
        return self._offers.offers if self._offers is not None else []

    def _edited(self, words: str) -> None:
        if "," in words:
            for part in words.split(",")[:-1]:
                self._take(part)
            self.setText(words.rsplit(",", 1)[1].lstrip())
        prefix = self.text().strip().lstrip("#")
        if prefix:
            self._context.notebook.tags(prefix, lambda rows: self._offer(prefix, rows))
        else:
            self._put_away()

    def _offer(self, prefix: str, rows: tuple[TagRow, ...]) -> None:
        if not isValid(self) or not self.hasFocus() or self.text().strip().lstrip("#") != prefix:
            return
        if self._offers is None:
            self._offers = OfferList(self, self._context.tokens, "Tags")
            self._offers.chosen.connect(lambda offer: self._take(offer.words))
        offers = [Offer(row.name, _used(row)) for row in rows if row.name != prefix]
        self._offers.show_offers(offers, self.mapToGlobal(QPoint(0, self.height())), self.height(), first=False)

    def _take(self, words: str) -> None:
        self.clear()
        self._put_away()
        if words.strip():
            self.typed.emit(words)

    def _put_away(self) -> None:
        if self._offers is not None and isValid(self._offers):
            self._offers.hide()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event.key()):
            return True
        return super().event(event)

    def _key(self, key: int) -> bool:
        offered = self._offers is not None and self._offers.isVisible()
        current = self._offers.current if self._offers is not None else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(current.words if current is not None else self.text())
        elif key == Qt.Key.Key_Tab and offered and self._offers is not None:
            self._take((current or self._offers.offers[0]).words)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and offered and self._offers is not None:
            self._offers.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and offered:
            self._put_away()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            return False
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._put_away()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and self.text().strip():
            self._take(self.text())


def _used(row: TagRow) -> str:
    parts = [(row.notes, "note"), (row.articles, "article")]
    return " · ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)


class ArticleTags(TagLine):
    """The tags of an article, which come a moment later; an undo shows even while the caret is here."""

    def __init__(self, article_id: int, context: Context) -> None:
        super().__init__((), context)
        self._article_id = article_id
        self.changed.connect(lambda tags: context.editing.tag_article(article_id, tags))
        context.notebook.articleChanged.connect(self._article_changed)
        self._ask(as_last=True)

    def _article_changed(self, article_id: int) -> None:
        if article_id == self._article_id:
            self._ask(as_last=False)

    def _ask(self, *, as_last: bool) -> None:
        """Show the tags as they are, unless one was added or removed here meanwhile: then another answer comes."""
        before = self.tags

        def ready(tags: tuple[str, ...]) -> None:
            if not isValid(self) or set(tags) == set(self.tags):  # they are kept by name: no chip jumps as one types
                return
            if as_last or self.tags == before:
                self.take(tags)

        self._context.notebook.tags_of_article(self._article_id, ready, as_last=as_last)
