"""The list of waiting files: in order, on the disk, and never in the way when it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.queueing import ItemState, QueueItem
from app.store.queue import QueueFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.db"


@pytest.fixture
def queue(path: Path) -> Iterator[QueueFile]:
    made = QueueFile(path)
    yield made
    made.close()


def begun(queue: QueueFile) -> QueueItem:
    item = queue.begin()
    assert item is not None
    return item


def paths(queue: QueueFile, *states: ItemState) -> list[str]:
    return [item.path for item in queue.page("", states, 100, 0)]


def test_files_are_begun_in_order_and_none_twice(queue: QueueFile) -> None:
    queue.add(["/b", "/a", "/b"])
    assert [begun(queue).path, begun(queue).path] == ["/b", "/a"]
    assert queue.begin() is None


def test_only_files_listed_since_are_begun_when_asked(queue: QueueFile) -> None:
    queue.add(["/a", "/b"])
    last = queue.newest()
    queue.add(["/b", "/c"])
    item = queue.begin(last)
    assert item is not None
    assert item.path == "/c"
    assert queue.begin(last) is None
    assert begun(queue).path == "/a"


def test_the_list_and_what_became_of_it_are_there_after_a_restart(queue: QueueFile, path: Path) -> None:
    queue.add(["/a", "/b", "/c"])
    queue.finish(begun(queue).id, ItemState.ADDED, "", 7)
    queue.finish(begun(queue).id, ItemState.FAILED, "It is empty.")
    queue.close()
    again = QueueFile(path)
    counts = again.counts()
    assert (counts.total, counts.done, counts.waiting, counts.failed) == (3, 2, 1, 1)
    rows = again.page("", (), 10, 0)
    assert [(r.path, r.state, r.sentence, r.article_id) for r in rows] == [
        ("/a", ItemState.ADDED, "", 7),
        ("/b", ItemState.FAILED, "It is empty.", None),
        ("/c", ItemState.WAITING, "", None),
    ]
    again.close()


def test_a_file_that_was_being_read_when_the_program_died_waits_again_once(queue: QueueFile) -> None:
    queue.add(["/a", "/b"])
    begun(queue)
    queue.recover(2, "It ended the program.")
    assert begun(queue).path == "/a"
    queue.recover(2, "It ended the program.")
    assert begun(queue).path == "/b"
    (failed,) = queue.page("", [ItemState.FAILED], 10, 0)
    assert (failed.path, failed.sentence) == ("/a", "It ended the program.")


def test_a_file_that_is_put_back_has_not_been_tried(queue: QueueFile) -> None:
    queue.add(["/a"])
    for _ in range(5):
        queue.put_back(begun(queue).id)
    assert begun(queue).tries == 1


def test_a_new_list_begins_once_nothing_waits(queue: QueueFile) -> None:
    queue.add(["/a"])
    queue.add(["/b"])
    assert paths(queue) == ["/a", "/b"]
    for _ in range(2):
        queue.finish(begun(queue).id, ItemState.KNOWN)
    queue.add(["/c"], [("/folder", "It is too deep.")])
    assert paths(queue) == ["/c", "/folder"]
    assert queue.counts().total == 1


def test_a_file_that_is_done_can_be_listed_again_meanwhile(queue: QueueFile) -> None:
    queue.add(["/a", "/b"])
    queue.finish(begun(queue).id, ItemState.FAILED, "It is empty.")
    queue.add(["/a"])
    assert paths(queue, ItemState.WAITING) == ["/b", "/a"]


def test_failed_files_wait_again_and_waiting_ones_are_forgotten_when_asked(queue: QueueFile) -> None:
    queue.add(["/a", "/b"])
    queue.finish(begun(queue).id, ItemState.FAILED, "It is empty.")
    queue.retry_failed()
    assert paths(queue, ItemState.WAITING) == ["/a", "/b"]
    queue.drop_waiting()
    assert paths(queue) == []


def test_the_report_is_filtered_by_words_taken_as_they_are(queue: QueueFile) -> None:
    queue.add(["/100%.txt", "/1000.txt", "/a_b.txt", "/acb.txt"])
    assert [r.path for r in queue.page("0%", (), 10, 0)] == ["/100%.txt"]
    assert [r.path for r in queue.page("a_b", (), 10, 0)] == ["/a_b.txt"]
    assert [r.path for r in queue.page("", (), 2, 1)] == ["/1000.txt", "/a_b.txt"]


def test_a_path_that_is_no_valid_text_comes_back_as_it_was(queue: QueueFile) -> None:
    queue.add(["/caf\udce9.txt"])
    assert begun(queue).path == "/caf\udce9.txt"


def test_only_new_and_changed_files_are_unseen(queue: QueueFile) -> None:
    queue.saw([("/a", 1, 10), ("/b", 1, 10)])
    assert queue.unseen([("/a", 1, 10), ("/b", 2, 10), ("/c", 1, 1)]) == (("/b", 2, 10), ("/c", 1, 1))


@pytest.mark.parametrize("bytes_there", [b"not a database at all, but long enough to look at" * 40, b""])
def test_a_damaged_list_is_begun_anew(path: Path, bytes_there: bytes) -> None:
    path.write_bytes(bytes_there)
    queue = QueueFile(path)
    queue.add(["/a"])
    assert paths(queue) == ["/a"]
    queue.close()
