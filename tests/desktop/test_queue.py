"""Many files and folders come into the library: counted, paused, given up, resumed, reported, and never in the way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.queue_report import QueueReport
from app.desktop.dialogs.watched import WatchedFolders
from app.desktop.viewmodels.queue import Queue
from app.domain.arrival import Taken
from app.domain.article import Article
from app.domain.queueing import Doing, ItemState
from app.domain.rows import ArticleRow
from app.errors import StoreUnwritable
from app.paths import find_paths
from app.services.articles import Articles
from app.store.queue import QueueFile
from tests.desktop import queue_tools
from tests.desktop.conftest import Desk

TEXT = "{title}\n\nMara Lind went to Port Ellery for the {title} and came back with {number} letters about {title}.\n"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path / "home", queue_tools.build)
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def write(folder: Path, *names: str) -> list[Path]:
    for number, name in enumerate(names):
        words = TEXT.format(title=Path(name).stem.capitalize() + " harvest", number=number + 20)
        (folder / name).write_text(words, "utf-8")
    return [folder / name for name in names]


def drop(desk: Desk, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desk.window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys))


def library(desk: Desk) -> tuple[ArticleRow, ...]:
    return desk.window._parts.services.library.articles()


def rows(desk: Desk, *states: ItemState) -> list[tuple[str, str]]:
    return [(Path(i.path).name, i.sentence) for i in desk.window._parts.queueing.rows(states=states)]


def report(desk: Desk) -> QueueReport:
    next(a for a in desk.window.findChildren(QAction) if a.text() == "Files of the last import").trigger()
    desk.settle()
    return desk.window.findChildren(QueueReport)[-1]


def test_a_dropped_folder_comes_into_the_library_analysed_and_its_first_article_is_shown(
    desk: Desk, folder: Path
) -> None:
    write(folder, "barley.txt", "clover.txt", "wheat.txt")
    desk.start()
    drop(desk, folder)
    desk.until(lambda: desk.window.reading.view is not None)
    desk.settle()
    assert {r.title for r in library(desk)} == {"Barley harvest", "Clover harvest", "Wheat harvest"}
    assert {r.state for r in library(desk)} == {"done"}
    assert desk.view.metadata.title == "Barley harvest"
    assert desk.window.library.articles.lines.rowCount() == 3


def test_what_is_read_stays_on_the_screen_when_a_folder_is_dropped(desk: Desk, folder: Path, article: Path) -> None:
    write(folder, "barley.txt", "clover.txt")
    desk.start(article)
    desk.settle()
    drop(desk, folder)
    desk.settle()
    assert desk.view.path == str(article)
    assert len(library(desk)) == 3


def test_of_several_files_the_first_is_shown(desk: Desk, folder: Path) -> None:
    desk.start()
    drop(desk, *write(folder, "wheat.txt", "barley.txt"))
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
    assert desk.view.metadata.title == "Wheat harvest"


def test_a_folder_with_one_article_opens_it(desk: Desk, folder: Path, article: Path) -> None:
    (file,) = write(folder, "barley.txt")
    (folder / "style.css").write_text("p {}", "utf-8")
    desk.start(article)
    desk.settle()
    drop(desk, folder)
    desk.until(lambda: desk.view.path == str(file))
    desk.settle()
    assert rows(desk) == []


def test_a_folder_is_chosen_from_the_menu(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "barley.txt", "clover.txt")
    desk.start()
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(folder)))
    next(a for a in desk.window.findChildren(QAction) if a.text() == "Open folder…").trigger()
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
    assert sorted(Path(a.path).name for a in library(desk)) == ["barley.txt", "clover.txt"]


def test_what_failed_and_what_was_known_is_reported_with_its_sentence(desk: Desk, folder: Path, article: Path) -> None:
    write(folder, "barley.txt")
    (folder / "copy.txt").write_text(article.read_text("utf-8"), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    desk.start(article)
    desk.settle()
    drop(desk, folder)
    desk.settle()
    assert rows(desk, ItemState.ADDED) == [("barley.txt", "")]
    assert rows(desk, ItemState.KNOWN) == [
        ("copy.txt", "Already in your library as “Harbour vote splits the council”.")
    ]
    assert rows(desk, ItemState.FAILED)[0][1].startswith("“empty.txt” is empty.")
    assert len(library(desk)) == 2
    told = "1 new article, 1 already in your library, 1 could not be read, 1 left out."
    assert desk.window.intake.strip.words == told
    lines = report(desk).page.list.lines
    assert [lines.line(n).text for n in range(lines.rowCount())] == [
        "“empty.txt” is empty. Choose a file with text in it.",
        "articles: 1 file of another kind was left out: 1 .jpg.",
    ]


def test_a_row_of_the_report_leads_to_its_article(desk: Desk, folder: Path, article: Path) -> None:
    write(folder, "barley.txt", "clover.txt")
    desk.start(article)
    desk.settle()
    drop(desk, folder)
    desk.settle()
    shown = report(desk)
    shown.page.list.chosen.emit(shown.page.list.lines.line(1).payload)
    desk.until(lambda: desk.view.metadata.title == "Clover harvest")
    desk.settle()
    assert desk.window.navigator.currentWidget() is desk.window.spread


def test_a_file_that_ends_the_worker_is_reported_and_the_queue_goes_on(desk: Desk, folder: Path) -> None:
    write(folder, "barley.txt", "killer.txt", "wheat.txt")
    desk.start()
    drop(desk, folder)
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
    ((name, sentence),) = rows(desk, ItemState.FAILED)
    assert name == "killer.txt"
    assert "ended the analysis process twice" in sentence
    assert {r.state for r in library(desk)} == {"done"}


def test_failed_files_are_read_again_when_asked(desk: Desk, folder: Path) -> None:
    write(folder, "barley.txt")
    (folder / "clover.txt").write_text("", "utf-8")
    desk.start()
    drop(desk, folder)
    desk.until(lambda: len(rows(desk, ItemState.FAILED)) == 1)
    desk.settle()
    write(folder, "clover.txt")
    desk.press("Try the failed ones again", report(desk))
    assert len(library(desk)) == 2
    assert rows(desk, ItemState.FAILED) == []


def paused_at_the_long_one(desk: Desk, folder: Path) -> None:
    """Two of four files read, the third under way and no other to be begun."""
    write(folder, "barley.txt", "clover.txt", "long.txt", "wheat.txt")
    drop(desk, folder)
    desk.until(lambda: desk.window.intake.strip.words == "Reading 3 of 4 · long.txt")
    desk.window.intake.strip.paused.emit()


def test_a_pause_finishes_the_file_under_way_and_begins_no_other(desk: Desk, folder: Path) -> None:
    desk.start()
    paused_at_the_long_one(desk, folder)
    (folder / "go").touch()
    desk.until(lambda: desk.window.intake.strip.words == "Paused at 4 of 4")
    assert len(library(desk)) == 3
    desk.press("Continue", desk.window.intake.strip)
    assert len(library(desk)) == 4


def test_cancel_keeps_what_was_read_and_forgets_the_rest(desk: Desk, folder: Path) -> None:
    desk.start()
    paused_at_the_long_one(desk, folder)
    desk.window.intake.strip.cancelled.emit()
    desk.settle()
    (folder / "go").touch()
    assert {r.title for r in library(desk)} == {"Barley harvest", "Clover harvest"}
    assert rows(desk, ItemState.WAITING, ItemState.BEGUN) == []
    assert desk.window.intake.strip.words == "2 new articles."


def test_the_rest_is_offered_at_the_next_start_and_read_when_asked(desk: Desk, folder: Path) -> None:
    desk.start()
    paused_at_the_long_one(desk, folder)
    desk.restart()
    (folder / "go").touch()
    desk.until(lambda: desk.window.intake.strip.words == "2 files of an earlier import still to read")
    desk.settle()
    assert len(library(desk)) == 2
    desk.press("Continue", desk.window.intake.strip)
    desk.until(lambda: len(library(desk)) == 4)
    desk.settle()


def test_an_article_that_is_opened_meanwhile_comes_first(desk: Desk, folder: Path, article: Path) -> None:
    write(folder, "barley.txt", "long.txt", "wheat.txt")
    desk.start()
    drop(desk, folder)
    desk.until(lambda: desk.window.intake.strip.words == "Reading 2 of 3 · long.txt")
    desk.window.open_files([str(article)])  # the long one is cut off for it, and read again afterwards
    desk.until(lambda: desk.window.reading.view is not None and desk.view.path == str(article))
    desk.until(lambda: desk.view.state == "done")
    assert len(library(desk)) == 2
    (folder / "go").touch()
    desk.settle()
    assert len(library(desk)) == 4


def watched_dialog(desk: Desk) -> WatchedFolders:
    next(a for a in desk.window.findChildren(QAction) if a.text() == "Watched folders…").trigger()
    return desk.window.findChildren(WatchedFolders)[-1]


def watch(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> WatchedFolders:
    monkeypatch.setattr(QFileDialog, "open", lambda self: self.fileSelected.emit(str(folder)))
    dialog = watched_dialog(desk)
    desk.press("Add a folder…", dialog)
    return dialog


def aged(paths: list[Path], seconds: float = 60) -> None:
    """As if they had been written that long ago, so that they are settled."""
    for path in paths:
        then = path.stat().st_mtime - seconds
        os.utime(path, (then, then))


def test_new_files_in_a_watched_folder_come_in_and_are_not_opened_over_what_is_read(
    desk: Desk, folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(write(folder, "barley.txt"))
    desk.start(article)
    desk.settle()
    watch(desk, folder, monkeypatch)
    desk.until(lambda: len(library(desk)) == 2)
    (folder / "later").mkdir()
    desk.until(lambda: len(desk.window.intake._watching._watcher.directories()) == 2)
    write(folder / "later", "clover.txt")  # seen again and again until it is settled
    desk.until(lambda: len(library(desk)) == 3)
    desk.settle()
    assert desk.view.path == str(article)


def test_watched_folders_are_looked_through_at_the_next_start_and_known_files_left_alone(
    desk: Desk, folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(write(folder, "barley.txt"))
    desk.start(article)
    desk.settle()
    watch(desk, folder, monkeypatch)
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
    desk.stop()
    aged(write(folder, "clover.txt"))
    desk.start()
    desk.until(lambda: len(library(desk)) == 3)
    desk.settle()
    assert [name for name, _ in rows(desk)] == ["clover.txt"]


def test_what_a_watched_folder_brings_before_the_queue_is_asked_for_at_the_start_is_begun(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "barley.txt")
    recover = Queue.recover

    def late(queue: Queue, then: Callable[[], object]) -> None:
        looked = desk.program is not None and desk.program._frame._parts.queueing.look([str(folder)], time.time_ns())
        assert looked
        recover(queue, then)

    monkeypatch.setattr(Queue, "recover", late)
    desk.start()
    desk.until(lambda: len(library(desk)) == 1)


def test_what_a_watched_folder_brings_is_begun_while_the_rest_of_an_earlier_run_is_offered(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, earlier = write(folder, "barley.txt", "clover.txt")
    listed = QueueFile(find_paths(desk.home).make().queue)
    listed.add([str(left), str(earlier)])
    listed.close()
    desk.start()
    strip = desk.window.intake.strip
    desk.until(lambda: strip.words == "2 files of an earlier import still to read")
    watched = folder / "watched"
    watched.mkdir()
    for name in ("oats.txt", "rye.txt"):
        aged(write(watched, name))
        watch(desk, watched, monkeypatch)
        desk.until(lambda name=name: name in {Path(n).name for n, _ in rows(desk, ItemState.ADDED)})
        desk.settle()
    assert {r.title for r in library(desk)} == {"Oats harvest", "Rye harvest"}
    assert desk.window.intake._queue.view.doing is Doing.OFFERED
    assert strip.words == "2 files of an earlier import still to read"
    desk.press("Continue", strip)
    desk.until(lambda: len(library(desk)) == 4)
    desk.settle()


def test_what_an_earlier_run_left_is_begun_with_what_is_listed_in_this_one(desk: Desk, folder: Path) -> None:
    left, new = write(folder, "barley.txt", "clover.txt")
    listed = QueueFile(find_paths(desk.home).make().queue)
    listed.add([str(left)])
    listed.close()
    desk.start()
    desk.settle()
    assert library(desk) == ()
    assert desk.window.intake._queue.view.doing is Doing.OFFERED
    desk.window.intake.add([str(new)])
    desk.until(lambda: len(library(desk)) == 2)


def test_a_watched_folder_that_is_gone_is_told_and_can_be_left(
    desk: Desk, folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.start(article)
    desk.settle()
    watch(desk, folder, monkeypatch)
    folder.rmdir()
    desk.window.intake._watching.look()
    desk.until(lambda: "is not there" in desk.texts(desk.window.page))
    dialog = watched_dialog(desk)
    assert "It is watched again once it is back." in desk.texts(dialog)
    desk.press("Stop watching", dialog)
    assert "No folder is watched." in desk.texts(dialog)
    desk.restart()
    desk.settle()
    assert desk.window.intake._watching.folders == ()


def test_a_file_that_the_library_cannot_take_is_reported_and_the_others_go_on(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "barley.txt", "clover.txt", "wheat.txt")
    desk.start()
    articles = desk.window._parts.services.articles
    take = type(articles).take

    def fragile(self: Articles, article: Article, path: str, **more: bool) -> Taken:
        if path.endswith("clover.txt"):
            raise ValueError("a bug")
        return take(self, article, path, **more)

    monkeypatch.setattr(type(articles), "take", fragile)
    drop(desk, folder)
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
    assert rows(desk, ItemState.FAILED) == [
        ("clover.txt", "Something went wrong inside Glossator while it was stored.")
    ]


def test_a_library_that_cannot_be_written_pauses_the_queue_and_nothing_is_lost(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "barley.txt", "clover.txt")
    desk.start()
    articles = desk.window._parts.services.articles

    def full(*_: object, **__: object) -> Taken:
        raise StoreUnwritable("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(type(articles), "take", full)
        drop(desk, folder)
        desk.until(lambda: desk.window.intake.strip.words == "Paused at 1 of 2")
    assert "The disk is full." in desk.texts(desk.window.navigator)
    desk.press("Continue", desk.window.intake.strip)
    desk.until(lambda: len(library(desk)) == 2)
    desk.settle()
