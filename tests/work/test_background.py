"""The store's thread: order, callbacks in the window's thread, only the newest answer of a key."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.work.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_calls_run_in_order_off_the_window_s_thread_and_answer_in_it(qtbot: QtBot, background: Background) -> None:
    ran: list[tuple[int, bool]] = []
    answered: list[bool] = []
    here = threading.current_thread()
    for number in range(5):
        background.run(
            lambda number=number: ran.append((number, threading.current_thread() is here)),
            lambda _: answered.append(threading.current_thread() is here),
        )
    qtbot.waitUntil(lambda: len(answered) == 5)
    assert ran == [(n, False) for n in range(5)]
    assert answered == [True] * 5


def test_only_the_newest_answer_of_a_key_is_delivered(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    answers: list[int] = []
    background.run(lambda: gate.wait(5), key="first")
    for number in range(4):
        background.run(lambda number=number: number, answers.append, key="typed")
    with qtbot.waitSignal(background.idle):
        gate.set()
    assert answers == [3]


def test_what_raises_is_told_and_the_next_call_runs(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.problem) as got:
        background.run(lambda: 1 / 0)
    assert isinstance(got.args[0], ZeroDivisionError)
    caught: list[Exception] = []
    background.run(lambda: 1 / 0, failed=caught.append)
    qtbot.waitUntil(lambda: len(caught) == 1)


def test_closing_finishes_what_was_handed_over(qtbot: QtBot) -> None:
    background = Background()
    written: list[int] = []
    for number in range(20):
        background.run(lambda number=number: written.append(number))
    background.close()
    assert written == list(range(20))


def test_an_answer_never_comes_from_within_the_call_that_asks(qtbot: QtBot, background: Background) -> None:
    early: list[int] = []
    for number in range(300):
        asked = False

        def done(_: object, number: int = number) -> None:
            if not asked:  # noqa: B023  # the loop's own value is meant: has `run` returned?
                early.append(number)

        background.run(lambda: None, done)
        asked = True
    with qtbot.waitSignal(background.idle):
        pass
    assert early == []
