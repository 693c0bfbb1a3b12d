"""The worker's process as the window meets it: real processes, killed and stuck ones included."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.domain.lexicon import NOTHING_LEARNT
from app.domain.original import PageSize
from app.work.bridge import Worker
from app.work.messages import Limits, MeasurePages, PlaceWords
from tests.work.tools import FOUND, build

WAIT = 20_000


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker(build, Limits(read_seconds=10, analyze_seconds=10))
    yield made
    made.stop()


def analyze(worker: Worker, text: str) -> int:
    return worker.analyze("v1", text, (), NOTHING_LEARNT)


def test_a_file_is_read_and_comes_back_as_an_article(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT) as got:
        job = worker.read(str(short_file(tmp_path)))
    assert got.args[0] == job
    assert got.args[1].text == "Ada spoke."


def long_file(folder: Path) -> Path:
    file = folder / "long.txt"
    file.write_text("long text of two parts, and this is the second", "utf-8")
    return file


def test_the_beginning_of_a_long_file_comes_before_the_whole_when_it_is_asked_for(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    heard: list[tuple[int, str]] = []
    worker.fileBegun.connect(lambda job, article: heard.append((job, article.text)))
    worker.fileRead.connect(lambda job, article: heard.append((job, article.text)))
    file = long_file(tmp_path)
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        quiet = worker.read(str(file))
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        shown = worker.read(str(file), begin=True)
    whole = file.read_text("utf-8")
    assert heard == [(quiet, whole), (shown, whole[:20]), (shown, whole)]


def test_a_crash_after_the_beginning_is_tried_again(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    heard: list[str] = []
    worker.fileBegun.connect(lambda _, article: heard.append(article.text))
    file = long_file(tmp_path)
    (tmp_path / "crash once").touch()
    with qtbot.waitSignals([worker.restarted, worker.fileRead], timeout=WAIT):
        worker.read(str(file), begin=True)
    assert heard == ["long text of two par"] * 2


def test_a_file_that_is_given_up_after_its_beginning_is_not_answered_and_the_next_is_read(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    heard: list[int] = []
    worker.fileRead.connect(lambda job, _: heard.append(job))
    file = long_file(tmp_path)
    (tmp_path / "stuck").touch()
    with qtbot.waitSignal(worker.fileBegun, timeout=WAIT):
        job = worker.read(str(file), begin=True)
    worker.cancel(job)
    (tmp_path / "stuck").unlink()
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        following = worker.read(str(file), begin=True)
    assert heard == [following]


def short_file(folder: Path) -> Path:
    file = folder / "one.txt"
    file.write_text("Ada spoke.", "utf-8")
    return file


def test_a_file_that_somebody_waits_to_see_goes_before_the_rest_of_a_long_one(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    heard: list[int] = []
    worker.fileRead.connect(lambda job, _: heard.append(job))
    file = long_file(tmp_path)
    (tmp_path / "slow").touch()
    with qtbot.waitSignal(worker.fileBegun, timeout=WAIT):
        long = worker.read(str(file), begin=True)
    quiet = worker.read(str(short_file(tmp_path)))
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        shown = worker.read(str(short_file(tmp_path)), begin=True)
    analyze(worker, "Ada spoke.")
    assert heard == [shown]
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT):
        (tmp_path / "slow").unlink()
    assert heard[:2] == [shown, long]
    qtbot.waitUntil(lambda: heard == [shown, long, quiet], timeout=WAIT)


def test_the_rest_of_a_long_file_is_given_up_while_it_is_read(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    heard: list[int] = []
    worker.fileRead.connect(lambda job, _: heard.append(job))
    file = long_file(tmp_path)
    (tmp_path / "slow").touch()
    with qtbot.waitSignal(worker.fileBegun, timeout=WAIT):
        long = worker.read(str(file), begin=True)
    begun = worker.process_id
    worker.cancel(long)
    qtbot.waitUntil(lambda: not worker.is_busy, timeout=WAIT)
    assert worker.process_id == begun
    assert heard == []


def test_a_file_that_lets_others_go_first_is_not_charged_for_their_time(qtbot: QtBot, tmp_path: Path) -> None:
    worker = Worker(build, Limits(read_seconds=3, analyze_seconds=10, memory=4 * 1024**3))
    worker._watch.setInterval(50)
    heard: list[int] = []
    failed: list[int] = []
    worker.fileRead.connect(lambda job, _: heard.append(job))
    worker.failed.connect(lambda job, _: failed.append(job))
    try:
        slow, stuck = tmp_path / "slow", tmp_path / "other"
        slow.touch()
        stuck.mkdir()
        with qtbot.waitSignal(worker.fileBegun, timeout=WAIT):
            long = worker.read(str(long_file(tmp_path)), begin=True)
        (stuck / "stuck").touch()
        with qtbot.waitSignal(worker.failed, timeout=WAIT):
            second = worker.read(str(long_file(stuck)), begin=True)
        assert failed == [second]
        slow.unlink()
        qtbot.waitUntil(lambda: heard == [long], timeout=WAIT)
    finally:
        worker.stop()


def test_a_crash_is_charged_to_what_went_first_and_not_to_what_waited_for_it(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        waits = analyze(worker, "wait")
    with qtbot.waitSignal(worker.failed, timeout=WAIT * 2) as got:
        crashes = analyze(worker, "crash")
    assert got.args[0] == crashes
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT) as done:
        pass
    assert done.args[0] == waits


def test_a_text_is_analysed_with_progress_and_provisional_findings_before(qtbot: QtBot, worker: Worker) -> None:
    heard: list[str] = []
    worker.advanced.connect(lambda *_: heard.append("advanced"))
    worker.provisional.connect(lambda *_: heard.append("provisional"))
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT) as got:
        job = analyze(worker, "Ada spoke.")
    assert got.args == [job, "v1", FOUND]
    assert heard == ["advanced", "provisional"]


def test_an_error_of_the_file_comes_back_as_its_sentence_and_the_worker_goes_on(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    with qtbot.waitSignal(worker.failed, timeout=WAIT) as got:
        worker.read("missing.txt")
    assert "is not there" in got.args[1].sentence
    assert got.args[1].next_step == "Choose another file."
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT):
        analyze(worker, "Ada spoke.")


def test_a_bug_in_a_job_is_reported_with_its_trace_and_the_worker_goes_on(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.failed, timeout=WAIT) as got:
        analyze(worker, "raise")
    assert "ValueError: a bug" in got.args[1].trace
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT):
        analyze(worker, "Ada spoke.")


def test_a_worker_killed_while_it_analyses_is_started_again_and_finishes(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    with qtbot.waitSignals([worker.restarted, worker.analyzed], timeout=WAIT):
        analyze(worker, f"crash once {tmp_path / 'flag'}")


def test_a_worker_killed_from_outside_loses_no_job(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        slow = analyze(worker, "wait")
    quick = analyze(worker, "Ada spoke.")
    answered: set[int] = set()
    worker.analyzed.connect(lambda job, *_: answered.add(job))
    assert worker.process_id is not None
    with qtbot.waitSignal(worker.restarted, timeout=WAIT):
        os.kill(worker.process_id, signal.SIGTERM)
    qtbot.waitUntil(lambda: answered == {slow, quick}, timeout=WAIT * 2)


def test_a_text_that_kills_the_worker_twice_is_reported_and_the_next_one_is_analysed(
    qtbot: QtBot, worker: Worker
) -> None:
    with qtbot.waitSignal(worker.failed, timeout=WAIT) as got:
        analyze(worker, "crash")
    assert "twice" in got.args[1].sentence
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT):
        analyze(worker, "Ada spoke.")


def test_a_text_that_takes_too_long_is_given_up_with_a_sentence(qtbot: QtBot) -> None:
    worker = Worker(build, Limits(read_seconds=10, analyze_seconds=1, analyze_seconds_per_character=0))
    try:
        with qtbot.waitSignal(worker.failed, timeout=WAIT) as got:
            analyze(worker, "stuck")
        assert "longer" in got.args[1].sentence
    finally:
        worker.stop()


def test_a_text_that_eats_memory_is_given_up_with_a_sentence(qtbot: QtBot) -> None:
    worker = Worker(build, Limits(analyze_seconds=60, memory=900_000_000))
    try:
        with qtbot.waitSignal(worker.failed, timeout=WAIT) as got:
            analyze(worker, "eat")
        assert "memory" in got.args[1].sentence
    finally:
        worker.stop()


def test_a_cancelled_job_is_not_answered_and_the_next_one_is(qtbot: QtBot, worker: Worker) -> None:
    answered: list[int] = []
    worker.analyzed.connect(lambda job, *_: answered.append(job))
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        slow = analyze(worker, "wait")
    worker.cancel(slow)
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT) as got:
        quick = analyze(worker, "Ada spoke.")
    assert got.args[0] == quick
    assert answered == [quick]


def test_a_process_that_heeds_a_cancel_lives_on(qtbot: QtBot, worker: Worker) -> None:
    failures: list[int] = []
    worker.failed.connect(lambda job, _: failures.append(job))
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        slow = analyze(worker, "wait")
    begun = worker.process_id
    worker.cancel(slow)
    qtbot.waitUntil(lambda: not worker.is_busy, timeout=WAIT)
    assert worker.process_id == begun
    assert failures == []


def test_a_look_at_pages_is_answered_while_a_long_text_is_analysed(qtbot: QtBot, worker: Worker) -> None:
    answered: list[str] = []
    worker.analyzed.connect(lambda *_: answered.append("analysed"))
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        analyze(worker, "wait")
    with qtbot.waitSignal(worker.looked, timeout=WAIT) as got:
        job = worker.look(MeasurePages(0, "a.pdf"))
    assert got.args == [job, (PageSize(100, 200),)]
    assert answered == []


def test_finding_words_lets_a_file_go_first_and_can_be_given_up(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("Ada spoke.", "utf-8")
    answered: list[int] = []
    worker.looked.connect(lambda job, _: answered.append(job))
    job = worker.look(PlaceWords(0, "a.pdf", "wait", ()))
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        worker.read(str(file))
    assert answered == []
    worker.cancel(job)
    qtbot.waitUntil(lambda: not worker.is_busy, timeout=WAIT)
    assert answered == []


def test_a_job_that_does_not_heed_its_cancel_ends_with_its_process(qtbot: QtBot, worker: Worker) -> None:
    begun = worker.process_id
    analyze(worker, "stuck")
    with qtbot.waitSignal(worker.ready, timeout=WAIT):
        pass
    begun = worker.process_id
    worker.cancel(1)
    qtbot.waitUntil(lambda: worker.process_id not in (begun, None), timeout=WAIT)
    with qtbot.waitSignal(worker.analyzed, timeout=WAIT):
        analyze(worker, "Ada spoke.")


def test_a_file_is_read_while_a_long_text_is_analysed(qtbot: QtBot, worker: Worker, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("Ada spoke.", "utf-8")
    answered: list[str] = []
    worker.analyzed.connect(lambda *_: answered.append("analysed"))
    with qtbot.waitSignal(worker.advanced, timeout=WAIT):
        analyze(worker, "wait")
    with qtbot.waitSignal(worker.fileRead, timeout=WAIT):
        worker.read(str(file))
    assert answered == []


def test_stopping_ends_the_process(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.ready, timeout=WAIT):
        worker.start()
    pid = worker.process_id
    assert pid is not None
    worker.stop()
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
