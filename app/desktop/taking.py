"""Taking notes along: exports and citations, from the File menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.desktop.task_strip import TaskStrip
from app.desktop.viewmodels.focus import Focus
from app.desktop.viewmodels.reading import Reading, Trouble
from app.desktop.viewmodels.services import Services
from app.domain.article import Metadata
from app.domain.changes import Changes
from app.domain.marks import ArticleView, MarkKind
from app.domain.portable import ImportReport
from app.domain.spans import Span
from app.errors import UserError
from app.exchange.annotations_in import read_annotations
from app.exchange.citation import plain, quoted
from app.exchange.flashcards import flash_cards
from app.exchange.folder import Stopped, Written, write_whole
from app.exchange.markdown import article_note, entity_note
from app.exchange.names import safe_stem
from app.exchange.whole import export_everything
from app.work.background import Background

_KINDS = {"md": "Markdown", "txt": "Text for Anki"}
_ANNOTATIONS = "Annotations (*.jsonld *.json)"


class Taking:
    """Asks where to, then writes on `background`, which is not the one that notes are saved on: it may take minutes."""

    def __init__(
        self,
        reading: Reading,
        services: Services,
        background: Background,
        tell: Callable[[str], object],
        focus: Focus,
        selection: Callable[[], Span | None],
        window: QWidget,
    ) -> None:
        self._reading, self._services, self._background = reading, services, background
        self.strip = TaskStrip()
        self._tell, self._focus, self._selection, self._window = tell, focus, selection, window

    def export_article(self) -> None:
        """The notes and marks of the article that is read, as one Markdown file."""
        view = self._article()
        if view is not None:
            exporting = self._services.exporting
            self._export_one(
                "Export notes of this article",
                f"{safe_stem(view.metadata.title)}.md",
                lambda: [article_note(exporting.article(view.id))],
            )

    def export_entity(self) -> None:
        """The notes on the selected name, and what it said in every article, as one Markdown file."""
        view, ref = self._reading.view, self._focus.ref
        entity_id, name = self._focus.entity_id, "Notes"
        if view is not None and ref is not None and ref.kind is MarkKind.MENTION:
            entity_id, name = next(((m.entity_id, m.name) for m in view.mentions if m.ref == ref), (entity_id, name))
        if entity_id is None:
            self._tell("Select a person or another name first: J and K step through them.")
            return
        exporting = self._services.exporting
        self._export_one(
            "Export notes of this name", f"{safe_stem(name)}.md", lambda: [entity_note(exporting.entity(entity_id))]
        )

    def export_cards(self) -> None:
        """All notes and highlights as flash cards, in one text file that Anki imports."""

        def cards() -> Iterable[str]:
            with self._services.exporting.library() as library:
                yield from flash_cards(library)

        self._export_one("Export flash cards", "Flash cards.txt", cards)

    def export_all(self) -> None:
        """The whole library into one folder: linked note files, annotations, tables."""

        def write(folder: Path) -> Written:
            counts = self._services.library.counts()
            pieces = counts.quotes + counts.claims + counts.entities + 2 * counts.notes + counts.articles + 20
            with self._services.exporting.library() as library:
                return export_everything(library, folder, lambda done: self.strip.step(min(0.99, done / pieces)))

        def chosen(name: str) -> None:
            folder = Path(name)
            self.strip.begin(f"Writing to {folder.name}…")
            self._run(lambda: write(folder), lambda written: self._tell(_written(written, folder)))

        dialog = QFileDialog(self._window, "Choose an empty folder, or one of an earlier export")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask(dialog, chosen)

    def import_notes(self) -> None:
        """Notes and decisions from a file of annotations that was exported here or elsewhere."""

        def read(path: Path) -> tuple[ImportReport, Changes]:
            incoming = read_annotations(path.read_bytes().decode("utf-8-sig", "replace"), path.name)
            return self._services.importing.take_in_all(incoming)

        def come(answer: tuple[ImportReport, Changes]) -> None:
            report, changes = answer
            self._reading.take(changes)
            self._tell(_came(report))
            if left_out := report.left_out:
                more = f" And {len(left_out) - 1} more." if len(left_out) > 1 else ""
                self._reading.troubled.emit(Trouble(f"Left out: {len(left_out)}.", left_out[0] + more))

        dialog = QFileDialog(self._window, "Import notes")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_ANNOTATIONS, "All files (*)"])
        self._ask(dialog, lambda name: self._run(lambda: read(Path(name)), come))

    def copy_citation(self) -> None:
        """A reference in plain text on the clipboard: of the article, after the selected words if there are any."""
        view, span = self._article(), self._selection()
        if view is not None:
            words = quoted(span.of(view.text), view.metadata) if span is not None else plain(view.metadata)
            self._copy(words, f"Copied: {words}")

    def copy_reference(self, as_format: Callable[[list[Metadata]], str]) -> None:
        """The article as a record for another program, on the clipboard; `as_format` is `ris` or `bibtex`."""
        view = self._article()
        if view is not None:
            self._copy(as_format([view.metadata]), f"Copied the reference of “{view.metadata.title or 'Untitled'}”.")

    def _copy(self, words: str, sentence: str) -> None:
        QApplication.clipboard().setText(words)
        self._tell(sentence)

    def _article(self) -> ArticleView | None:
        """The one that is read; says what to do when there is none."""
        view = self._reading.view
        if view is None:
            self._tell(self._reading.unfinished or "Open an article first.")
        return view

    def _export_one(self, title: str, name: str, pieces: Callable[[], Iterable[str]]) -> None:
        def chosen(file: str) -> None:
            path = Path(file)
            self._run(lambda: write_whole(path, pieces()), lambda _: self._tell(f"Written to {path}."))

        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # asks before it lets a file be written over
        suffix = Path(name).suffix[1:]
        dialog.setNameFilter(f"{_KINDS[suffix]} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(name)
        self._ask(dialog, chosen)

    def _ask(self, dialog: QFileDialog, chosen: Callable[[str], object]) -> None:
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, call: Callable[[], object], done: Callable[..., object]) -> None:
        def over(answer: object) -> None:
            self.strip.end()
            done(answer)

        self._background.run(call, over, self._failed)

    def _failed(self, error: Exception) -> None:
        self.strip.end()
        if isinstance(error, Stopped):
            self._tell("Stopped. What an earlier export wrote is as it was.")
        elif isinstance(error, UserError):
            self._reading.troubled.emit(Trouble(error.sentence, error.next_step))
        elif isinstance(error, OSError):
            step = "Check that there is room and that you may write there, or choose another place."
            self._reading.troubled.emit(Trouble(f"{error.filename}: {error.strerror}.", step))
        else:
            raise error


def _written(written: Written, folder: Path) -> str:
    sentence = f"{written.files} files written to {folder}."
    if written.kept:
        sentence += f" Files you had changed are kept: {', '.join(written.kept)}."
    return sentence


def _came(report: ImportReport) -> str:
    parts = [f"Notes: {report.came} came, {report.were_there} were there already"]
    if report.unplaced:
        parts.append(f"{report.unplaced} did not find their words for sure")
    if report.marks_came or report.marks_were_there:
        parts.append(f"marks: {report.marks_came} came, {report.marks_were_there} were decided already")
    return "; ".join(parts) + "."
