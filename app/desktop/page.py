"""The page: the text with its margin beside it and the overview at its edge, centred where there is room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame

from app.desktop.bars import NoticeBar, PartBar, SelectionBar
from app.desktop.look import Look
from app.desktop.margin.card_widget import CardLook
from app.desktop.margin.cards import groups_of, speak
from app.desktop.margin.view import MarginView
from app.desktop.overview import Overview
from app.desktop.reader.document import ArticleDocument, parts_of
from app.desktop.reader.markings import Markings, reading_order, refs_of
from app.desktop.reader.placed_text import MARGIN_LEFT, MARGIN_RIGHT
from app.desktop.reader.view import ReaderView
from app.desktop.viewmodels.beginning import place_in
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.layers import Layers
from app.desktop.viewmodels.reading import Trouble
from app.domain.across import Disagreement, Novelty
from app.domain.marks import ArticleView, MarkKind, MarkRef
from app.domain.spans import Span, in_whole_words

COLUMN = 596
"""Widest text column in px at 18 px type: 68 characters."""
MARGIN_WIDTH = 228
NARROW = 310


class Page(QFrame):
    """Shows one ArticleView. Emits what a person does; changes nothing itself."""

    noteWanted = Signal(object)  # Span  # noqa: N815
    highlightWanted = Signal(object, str)  # Span, colour  # noqa: N815
    linkWanted = Signal()  # noqa: N815
    markWanted = Signal(object, object)  # Span, EntityKind | MarkKind  # noqa: N815
    placeChanged = Signal(int)  # noqa: N815
    retryWanted = Signal(int)  # article id  # noqa: N815
    lostWanted = Signal()  # the notes that lost their place  # noqa: N815

    def __init__(self, look: Look, layers: Layers, focus: Focus) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._layers, self._focus = look, layers, focus
        self._view: ArticleView | None = None
        self._visible: ArticleView | None = None
        self._novelty: Novelty | None = None
        self._numbers: Mapping[MarkRef, Disagreement] = {}
        self._meanings: dict[str, str] = {}
        self._parts: tuple[Span, ...] = ()
        self._unfinished = ""
        self._hover: MarkRef | None = None
        self.fades = True
        self._pictures_shown = True
        self.reader = ReaderView(look.tokens, self)
        self.margin = MarginView(self.reader, CardLook(look.tokens, look.faces, look.card_px), self)
        self.overview = Overview(look.tokens, self.reader.verticalScrollBar(), self)
        self.selection_bar = SelectionBar(look.tokens, self)
        self.notice = NoticeBar(self)
        self.part_bar = PartBar(self)
        self.part_bar.turned.connect(self.turn)
        self.notice.retry.connect(self.retryWanted)
        self.notice.lostWanted.connect(self.lostWanted)
        self.notice.dismissed.connect(self._arrange)
        self.reader.set_filter(lambda m: layers.shows(m.ref.kind, m.sure, m.first))
        self.reader.set_explainer(self._explain)
        self.reader.activated.connect(self._activate)
        self.margin.activated.connect(focus.on_mark)
        self.reader.hovered.connect(self._hovered)
        self.margin.hovered.connect(self._hovered)
        self.reader.passageSelected.connect(self._selected)
        self.reader.moved.connect(self._reading_moved)
        self.selection_bar.noted.connect(self._note)
        self.selection_bar.marked.connect(self._mark)
        self.selection_bar.highlighted.connect(self._highlight)
        self.selection_bar.linked.connect(self.linkWanted)
        layers.changed.connect(self._layers_changed)
        focus.changed.connect(self._focus_changed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(800)
        self._settle.timeout.connect(lambda: self.placeChanged.emit(self.reader.top_offset))

    # what is shown

    def show_article(self, view: ArticleView) -> None:
        """Another text: laid out anew, from the place it was left at."""
        offset = self._place_of(view)
        self._view, self._novelty, self._numbers = view, None, {}
        self._unfinished = ""
        self.notice.clear()
        self.selection_bar.hide()
        self._parts = parts_of(view)
        self._lay_out(offset)
        self._show_marks(fade=False)

    def tell_unfinished(self, sentence: str) -> None:
        """What is shown is the beginning of an article, on which nothing is written: say so under it."""
        self._unfinished = sentence
        self._tell_part()
        self._arrange()

    @property
    def _is_beginning(self) -> bool:
        return self._view is not None and not self._view.id

    def _place_of(self, view: ArticleView) -> int:
        """Where a text is to begin in the window: where the reader is in its beginning, else where it was left."""
        begun, top = self._view if self._is_beginning else None, self.reader.top_offset
        at = place_in(view.text, begun.text, top) if begun is not None and top and begun.path == view.path else None
        return view.reading_offset if at is None else at

    def reveal(self, span: Span) -> None:
        """Bring a passage into the window, and the part that holds it when another one is shown."""
        article = self.reader.article
        if article is not None and not article.part.start <= span.start < article.part.end:
            self._lay_out(span.start)
            self._show_marks(fade=False)
        self.reader.reveal(span)

    def turn(self, forward: bool) -> None:
        """Show the next or the previous part of a very long text."""
        article = self.reader.article
        if article is None or len(self._parts) < 2:
            return
        number = self._parts.index(article.part) + (1 if forward else -1)
        if 0 <= number < len(self._parts):
            self._lay_out(self._parts[number].start)
            self._show_marks(fade=False)

    def _lay_out(self, offset: int) -> None:
        """Make the document of the part that holds `offset`, with that at the top."""
        assert self._view is not None
        look = self._look
        part = next((p for p in self._parts if p.start <= offset < p.end), self._parts[0])
        self.reader.show_article(ArticleDocument(self._view, look.faces, look.tokens, look.scale, part), offset)
        self._tell_part()
        self._arrange()

    def _tell_part(self) -> None:
        article = self.reader.article
        if self._unfinished:
            self.part_bar.say(self._unfinished)
        elif article is not None:
            self.part_bar.tell(self._parts.index(article.part), len(self._parts))

    def show_marks(self, view: ArticleView, fade: bool) -> None:
        """The same text with other marks: nothing is laid out again."""
        self._view = view
        self._show_marks(fade=fade)

    @property
    def view(self) -> ArticleView | None:
        """What the page shows: an article, or the beginning of one that is still read."""
        return self._view

    @property
    def look(self) -> Look:
        return self._look

    @property
    def pictures_shown(self) -> bool:
        return self._pictures_shown

    def show_pictures(self, shown: bool) -> None:
        """Whether the article's pictures stand in the text."""
        self._pictures_shown = shown
        self.reader.show_pictures(shown)

    def show_meanings(self, meanings: dict[str, str]) -> None:
        """Say in the margin and over selected words what the notes' colours mean."""
        self._meanings = dict(meanings)
        self.selection_bar.name_colours(self._meanings)
        self._layers_changed()

    def show_numbers(self, numbers: Mapping[MarkRef, Disagreement]) -> None:
        """Say beside a claim what another article counts in its place."""
        self._numbers = numbers
        self._layers_changed()

    def show_novelty(self, novelty: Novelty | None) -> None:
        """Say in the margin who is new to the reader, and who was met before."""
        self._novelty = novelty
        self._layers_changed()

    def tell(self, trouble: Trouble) -> None:
        """Say what went wrong above the text."""
        self.notice.tell(trouble)
        self._arrange()

    def set_look(self, look: Look) -> None:
        """Another theme or size: the text is laid out again where it stands."""
        self._look = look
        self.reader.set_tokens(look.tokens)
        self.selection_bar.set_tokens(look.tokens, self._meanings)
        self.overview.set_tokens(look.tokens)
        if self._view is not None:
            self._lay_out(self.reader.top_offset)
        self.margin.set_look(CardLook(look.tokens, look.faces, look.card_px))
        self._arrange()
        self._show_marks(fade=False)

    def _show_marks(self, *, fade: bool) -> None:
        if self._view is None or self.reader.article is None:
            return
        self.reader.show_markings(Markings(self._view, self.reader.article), fade=fade and self.fades)
        self._layers_changed()

    def _layers_changed(self) -> None:
        """Nothing is applied anew in the text: its painter asks the layers."""
        if self._view is None:
            return
        visible = self._visible = self._layers.visible(self._view)
        self.reader.viewport().update()
        part = self.reader.article.part if self.reader.article is not None else Span(0, 1)
        groups = groups_of(visible, self._shown_novelty, self._meanings, self._numbers)
        if len(self._parts) > 1:
            groups = tuple(g for g in groups if part.start <= g.offset < part.end)
        self.margin.show_groups(groups)
        self.overview.show_ticks(visible, part)
        self._light()

    @property
    def _shown_novelty(self) -> Novelty | None:
        return self._novelty if self._layers.new_shown else None

    def _explain(self, ref: MarkRef) -> str:
        return speak(self._visible, ref, self._shown_novelty) if self._visible is not None else ""

    # stepping and selecting

    def step(self, forward: bool) -> None:
        """Select the next or previous mark, from the selected one or from the top of the window."""
        if self._visible is None or self.reader.article is None:
            return
        order = sorted(refs_of(self._visible), key=reading_order)
        at = self._focus.ref
        if at is not None:
            later = [r for r in order if (reading_order(r) > reading_order(at)) is forward and r != at]
        else:
            top = self.reader.top_offset
            later = [r for r in order if (r.span.start >= top) is forward]
        if later:
            ref = later[0] if forward else later[-1]
            self._focus.on_mark(ref)
            self.reveal(ref.span)

    def selected_span(self) -> Span | None:
        """The selected passage in whole words: half a word is what the hand missed, and no note is meant for it."""
        span, view = self.reader.selected_span(), self._view
        return span if span is None or view is None else in_whole_words(view.text, span)

    def _activate(self, ref: MarkRef | None) -> None:
        if ref is None:
            self._focus.clear()
        else:
            self._focus.on_mark(ref)

    def _focus_changed(self) -> None:
        self._light()
        ref, article = self._focus.ref, self.reader.article
        if ref is None or article is None:
            return
        # What was clicked, or made of selected words, is in sight: the text stays under the pointer.
        if not (article.part.start <= ref.span.start < article.part.end and self.reader.shows(ref.span)):
            self.reveal(ref.span)

    def _hovered(self, ref: MarkRef | None) -> None:
        if ref != self._hover:
            self._hover = ref
            self._light()

    def _light(self) -> None:
        refs = frozenset(r for r in (self._focus.ref, self._hover) if r is not None)
        entity = self._focus.entity_id
        if self._focus.ref is not None and self._focus.ref.kind is MarkKind.MENTION and self._visible is not None:
            entity = next((m.entity_id for m in self._visible.mentions if m.span == self._focus.ref.span), entity)
        self.reader.select(refs, entity)
        self.margin.light(refs)

    def _selected(self, span: Span | None) -> None:
        whole = self.selected_span()
        if span is None or self._is_beginning:
            self.selection_bar.hide()
        elif whole is not None and whole != span:
            self.reader.select_span(whole)  # what is seen is what is taken; this comes back here
        else:
            rect = self.reader.cursorRect(self.reader.textCursor())
            top = int(min(self.reader.y_of(span.start), rect.y()))
            at = self.reader.viewport().mapTo(self, QPoint(rect.x(), top))
            self.selection_bar.open_at(at, self.width())

    def _note(self) -> None:
        if (span := self.selected_span()) is not None:
            self.noteWanted.emit(span)
            self.selection_bar.hide()

    def _highlight(self, colour: str) -> None:
        if (span := self.selected_span()) is not None:
            self.highlightWanted.emit(span, colour)
            self.reader.clear_selection()

    def _mark(self, kind: object) -> None:
        if (span := self.selected_span()) is not None:
            self.markWanted.emit(span, kind)
            self.reader.clear_selection()

    def _reading_moved(self) -> None:
        self._settle.start()
        if self.selection_bar.isVisible():
            self._selected(self.reader.selected_span())

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.reader.wheelEvent(event)

    def _arrange(self) -> None:
        """Text column, margin and overview; spare room goes to both sides, the margin gives way when it is tight."""
        edge = 13
        width, height = self.width() - edge, self.height()
        column = round(COLUMN * max(1.0, self._look.scale))
        margin = MARGIN_WIDTH + (24 if width > 1100 else -32 if width < 680 else 0)
        gap = 18
        with_margin = width >= NARROW + MARGIN_LEFT + MARGIN_RIGHT + margin + gap
        beside = margin + gap + 12 if with_margin else 0
        column = min(column, width - MARGIN_LEFT - MARGIN_RIGHT - beside)
        reader = column + MARGIN_LEFT + MARGIN_RIGHT
        spare = max(0, width - reader - beside)
        left = spare // 2
        top = self.notice.heightForWidth(width - 40) + 12 if self.notice.isVisibleTo(self) else 0
        if top:
            self.notice.setGeometry(20, 10, width - 40, top - 4)
            top += 8
        below = self.part_bar.sizeHint().height() + 8 if len(self._parts) > 1 or self._unfinished else 0
        self.part_bar.setVisible(bool(below))
        self.part_bar.setGeometry(left + MARGIN_LEFT - 8, height - below, column, max(0, below - 8))
        self.reader.setGeometry(left, top, reader, height - top - below)
        self.margin.setVisible(with_margin)
        self.margin.setGeometry(left + reader + gap - 10, top, margin, height - top - below)
        self.overview.setGeometry(self.width() - edge, 0, edge, height)
        self.selection_bar.raise_()
