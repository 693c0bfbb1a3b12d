"""The inspector: shows what is selected, and is made anew when that, or what is known of it, changes."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.desktop.inspector.article import article_content
from app.desktop.inspector.claim import claim_content
from app.desktop.inspector.context import Context
from app.desktop.inspector.entity import entity_content, waiting_content
from app.desktop.inspector.note import note_content
from app.desktop.inspector.note_colours import ColourDot
from app.desktop.inspector.note_editor import NoteEditor
from app.desktop.inspector.note_panel import NotePanel
from app.desktop.inspector.note_tags import TagField
from app.desktop.inspector.parts import Body, shorten
from app.desktop.inspector.quote import quote_content
from app.desktop.viewmodels.editing import Draft
from app.desktop.viewmodels.reading import Reading
from app.desktop.viewmodels.services import Services
from app.domain.changes import Changed, Changes
from app.domain.marks import ArticleView, MarkKind, MentionMark, Note, NoteTarget
from app.domain.rows import Dossier
from app.work.background import Background


class InspectorPane(QFrame):
    """Rebuilds its one column. While a note is being written it waits, so that the caret stays."""

    def __init__(self, reading: Reading, services: Services, background: Background, context: Context) -> None:
        super().__init__()
        self.setObjectName("inspectorPane")
        self.setAccessibleName("Inspector")
        self._reading, self._services, self._background = reading, services, background
        self._context = context
        self._dossier: Dossier | None = None
        self._stale = False
        self._built: object = None  # what the body is about: its place is kept while it stays with that
        self._note: Note | None = None  # the one that is shown by itself
        self._new: NotePanel | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(self._scroll.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._build)
        context.focus.changed.connect(self._focus_changed)
        context.focus.noteWanted.connect(self._write_note)
        context.layers.changed.connect(self.refresh)
        reading.shown.connect(lambda _: self._reset())
        reading.closed.connect(self._reset)
        reading.marksChanged.connect(lambda *_: self.refresh())
        reading.changed.connect(self._changed)
        reading.stepping.connect(self._store_notes)
        QApplication.instance().focusChanged.connect(self._caret_moved)  # type: ignore[union-attr]
        self.refresh()

    def set_context(self, context: Context) -> None:
        """Another theme: the same things in other colours."""
        self._context = context
        for dot in self.findChildren(ColourDot):  # of a note that is written in, which is not made anew
            dot.set_tokens(context.tokens)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected, as it is now."""
        if self._is_written_in():
            self._stale = True
        else:
            self._soon.start()

    @property
    def body(self) -> Body | None:
        widget = self._scroll.widget()
        return widget if isinstance(widget, Body) else None

    def editors(self) -> list[NoteEditor]:
        """The notes that can be written in now."""
        return [e for e in self.findChildren(NoteEditor) if not e.isHidden()]

    def panels(self) -> list[NotePanel]:
        """The notes that are shown."""
        return self.findChildren(NotePanel)

    def _reset(self) -> None:
        self._dossier = None
        self.refresh()

    def _focus_changed(self) -> None:
        self._store_notes()
        self._stale = False
        self._soon.start()

    def _changed(self, changes: Changes) -> None:
        if self._dossier is not None and changes.kinds:
            self._fetch(self._dossier.entity.id)
        if Changed.NOTES in changes.kinds:
            for panel in self.panels():
                if panel.has_caret():  # it is not made anew, so that the caret stays
                    panel.refresh()
            if self._note is not None:
                self._fetch_note(self._note.id)

    def _caret_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        new = self._new
        if new is not None and before is not None and now is not None and new.isAncestorOf(before):
            if not new.isAncestorOf(now):
                self._leave_new_note(new.editor)
        elif self._stale and not self._is_written_in():
            self._stale = False
            self._soon.start()

    def _leave_new_note(self, editor: NoteEditor) -> None:
        """The first words are written, or none: show the note where it stands, or what was there before."""
        editor.store()
        self._new = None
        self._stale = False
        ref = editor.draft.target.ref
        if ref is not None and editor.toPlainText().strip():
            self._context.focus.on_mark(ref)
        elif editor.draft.is_bare and not editor.toPlainText().strip():
            self._context.editing.discard(editor.draft)
        elif editor.draft.target == NoteTarget() and editor.draft.id is not None:
            self._context.focus.on_note(editor.draft.id)
        self._soon.start()

    def _is_written_in(self) -> bool:
        at = QApplication.focusWidget()
        return isinstance(at, NoteEditor | TagField | ColourDot) and self.isAncestorOf(at)

    def _store_notes(self) -> None:
        for editor in self.findChildren(NoteEditor):
            editor.store()

    # building

    def _build(self) -> None:
        self._store_notes()
        focus, view = self._context.focus, self._reading.view
        body = Body()
        mention = self._mention(view)
        wanted = mention.entity_id if mention is not None else focus.entity_id
        if wanted is not None and wanted > 0:
            if self._dossier is not None and self._dossier.entity.id == wanted:
                entity_content(body, self._dossier, mention, view, self._context)
            else:
                self._fetch(wanted)
                if mention is not None:
                    waiting_content(body, mention, self._context)
        elif mention is not None:
            waiting_content(body, mention, self._context)
        elif focus.note_id is not None:
            self._of_note(body, focus.note_id, view)
        elif view is not None:
            self._of_article(body, view)
        body.end()
        place = self._scroll.verticalScrollBar().value()
        shown = (wanted, focus.ref, focus.note_id, view.id if view is not None else None)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(place if shown == self._built else 0)
        self._built = shown

    def _of_article(self, body: Body, view: ArticleView) -> None:
        ref = self._context.focus.ref
        if ref is not None and ref.kind is MarkKind.QUOTE:
            for quote in view.quotes:
                if quote.ref == ref:
                    quote_content(body, quote, view, self._context)
                    return
        if ref is not None and ref.kind is MarkKind.CLAIM:
            for claim in view.claims:
                if claim.ref == ref:
                    claim_content(body, claim, view, self._context)
                    return
        if ref is not None and ref.kind is MarkKind.NOTE:
            notes = [n for n in view.notes if n.ref == ref]
            for number, note in enumerate(notes):
                note_content(body, note, view, self._context, further=number > 0)
            if notes:
                return
        article_content(body, view, self._context)

    def _of_note(self, body: Body, note_id: str, view: ArticleView | None) -> None:
        """A note by itself: one without a sure place, on nothing, or in the bin."""
        if self._note is not None and self._note.id == note_id:
            here = view if view is not None and view.id == self._note.target.article_id else None
            note_content(body, self._note, here, self._context)
        else:
            self._fetch_note(note_id)

    def _fetch_note(self, note_id: str) -> None:
        def ready(note: Note) -> None:
            if self._context.focus.note_id == note_id:
                self._note = note
                self.refresh()
            else:
                self._note = None

        self._background.run(lambda: self._services.annotating.note(note_id), ready, key="note by itself")

    def _mention(self, view: ArticleView | None) -> MentionMark | None:
        ref = self._context.focus.ref
        if view is None or ref is None or ref.kind is not MarkKind.MENTION:
            return None
        return next((m for m in view.mentions if m.span == ref.span), None)

    def _fetch(self, entity_id: int) -> None:
        def ready(dossier: Dossier) -> None:
            self._dossier = dossier
            self.refresh()

        self._background.run(
            lambda: self._services.entities.dossier(self._services.entities.resolve(entity_id)), ready, key="dossier"
        )

    def _write_note(self, target: NoteTarget) -> None:
        """Put the caret into an empty note on `target`, above whatever is shown."""
        self._store_notes()
        view = self._reading.view
        body = Body()
        body.title("New note")
        body.subtitle(self._about(target, view))
        panel = NotePanel(Draft(target), "", self._context)
        body.add(panel, 12)
        body.text("It is saved as you write. Markdown is welcome.", "soft")
        body.end()
        self._soon.stop()
        self._scroll.setWidget(body)
        self._new = panel
        panel.edit()

    def _about(self, target: NoteTarget, view: ArticleView | None) -> str:
        """What a new note is on: its passage, else the article or the name, else nothing."""
        if target.ref is not None and view is not None:
            return shorten(" ".join(target.ref.span.of(view.text).split()), 240)
        if target.entity_id is not None:
            known = self._dossier.entity if self._dossier is not None else None
            is_shown = known is not None and known.id == target.entity_id
            return f"On {known.name if known and is_shown else 'this name'}, in every article"
        if target.article_id is not None and view is not None:
            return f"On the whole article “{shorten(view.metadata.title or 'Untitled', 80)}”"
        return "On its own"
