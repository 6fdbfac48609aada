"""Work away from the window: order, stale answers, faults, and an orderly end."""

import logging
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.core.errors import FrontdeskError
from frontdesk.ui.runner import BackgroundRunner, Cancelled, InternalFault


class Refused(FrontdeskError):
    """A refusal for these tests."""

    code = "test.refused"


class Listener(QObject):
    """Keeps what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.errors: list[FrontdeskError] = []
        self.steps: list[tuple[int, int]] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def answered(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(QThread.currentThread())

    @Slot(object)
    def failed(self, error: FrontdeskError) -> None:
        self.errors.append(error)

    @Slot(int, int)
    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))


@pytest.fixture
def listener(qtbot: QtBot) -> Listener:
    return Listener()


def idle(runner: BackgroundRunner) -> Callable[[], bool]:
    return lambda: runner.pending() == 0


def test_writes_keep_their_order_and_answers_come_in_the_windows_thread(
    qtbot: QtBot, runner: BackgroundRunner, listener: Listener
) -> None:
    workers: set[int] = set()

    def write(number: int) -> int:
        workers.add(threading.get_ident())
        time.sleep(0.002 * (number % 3))
        return number

    for number in range(30):
        runner.run(write, number, then=listener.answered)
    qtbot.waitUntil(idle(runner))
    assert listener.answers == list(range(30))
    assert len(workers) == 1
    assert threading.get_ident() not in workers
    assert listener.threads == {QApplication.instance().thread()}


def test_reads_do_not_wait_for_a_writer(qtbot: QtBot, runner: BackgroundRunner, listener: Listener) -> None:
    go_on = threading.Event()
    runner.run(go_on.wait, 10)
    runner.run(lambda: "read", then=listener.answered, lane="read")
    qtbot.waitUntil(lambda: listener.answers == ["read"])
    go_on.set()
    qtbot.waitUntil(idle(runner))


def test_only_the_newest_search_is_answered(qtbot: QtBot, runner: BackgroundRunner, listener: Listener) -> None:
    gates = {word: threading.Event() for word in ("l", "li", "liu")}
    ran = []

    def search(word: str) -> str:
        ran.append(word)
        gates[word].wait(10)
        return word

    for word in gates:
        runner.run(search, word, then=listener.answered, lane="read", latest="search")
    gates["liu"].set()
    gates["li"].set()
    gates["l"].set()
    qtbot.waitUntil(idle(runner))
    assert listener.answers == ["liu"]


def test_errors_reach_failed_and_unclaimed_ones_the_desk(
    qtbot: QtBot, runner: BackgroundRunner, listener: Listener
) -> None:
    def refuse() -> None:
        raise Refused(limit=3)

    unclaimed: list[object] = []
    runner.unclaimed.connect(unclaimed.append)
    runner.run(refuse, then=listener.answered, failed=listener.failed)
    runner.run(refuse)
    qtbot.waitUntil(idle(runner))
    assert [error.code for error in listener.errors] == ["test.refused"]
    assert len(unclaimed) == 1
    assert listener.answers == []


def test_an_unexpected_exception_is_logged_and_becomes_an_internal_fault(
    qtbot: QtBot, runner: BackgroundRunner, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble() -> None:
        raise ZeroDivisionError("3 / 0")

    faults: list[InternalFault] = []
    runner.fault.connect(faults.append)
    with caplog.at_level(logging.ERROR):
        runner.run(stumble, failed=listener.failed)
        qtbot.waitUntil(idle(runner))
    assert isinstance(listener.errors[0], InternalFault)
    assert faults == listener.errors
    assert "ZeroDivisionError" in str(faults[0].data["details"])
    assert "unexpected fault" in caplog.text
    runner.run(lambda: "still here", then=listener.answered)
    qtbot.waitUntil(lambda: listener.answers == ["still here"])


def test_answers_for_things_that_are_gone_are_dropped(qtbot: QtBot, runner: BackgroundRunner) -> None:
    listener = Listener()
    go_on = threading.Event()
    runner.run(go_on.wait, 10, then=listener.answered)
    listener.deleteLater()
    QApplication.sendPostedEvents(listener, 52)
    go_on.set()
    qtbot.waitUntil(idle(runner))
    assert listener.answers == []


def test_lambdas_are_refused_where_a_slot_is_needed(runner: BackgroundRunner) -> None:
    with pytest.raises(TypeError, match="bound method"):
        runner.run(int, then=lambda answer: None)


def test_progress_is_shown_and_a_long_job_can_be_stopped(
    qtbot: QtBot, runner: BackgroundRunner, listener: Listener
) -> None:
    def long_work(progress: Callable[[int, int], None]) -> None:
        for number in range(10_000):
            progress(number, 10_000)
            time.sleep(0.002)

    job = runner.run(long_work, then=listener.answered, failed=listener.failed, lane="long", progress=listener.step)
    qtbot.waitUntil(lambda: len(listener.steps) > 2)
    job.cancel()
    qtbot.waitUntil(idle(runner))
    assert isinstance(listener.errors[0], Cancelled)
    assert listener.steps[0] == (0, 10_000)
    assert listener.answers == []


def test_shutting_down_finishes_writes_and_delivers_nothing_more(qtbot: QtBot, listener: Listener) -> None:
    runner = BackgroundRunner()
    written: list[int] = []
    started = threading.Event()

    def write(number: int) -> int:
        started.set()
        time.sleep(0.05)
        written.append(number)
        return number

    for number in range(3):
        runner.run(write, number, then=listener.answered)
    runner.run(lambda: "waiting read", then=listener.answered, lane="read", latest="x")
    started.wait(5)
    assert runner.shutdown(10)
    runner.deleteLater()
    QApplication.processEvents()
    assert written == [0, 1, 2]
    assert listener.answers in ([], ["waiting read"])
    with pytest.raises(RuntimeError):
        runner.run(int)
    runner.run(int, lane="read", then=listener.answered)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("frontdesk-")]


def test_a_hanging_job_does_not_hang_the_window(qtbot: QtBot) -> None:
    runner = BackgroundRunner()
    go_on = threading.Event()
    runner.run(go_on.wait, 30)
    begun = time.monotonic()
    assert not runner.shutdown(0.2)
    assert time.monotonic() - begun < 2
    runner.deleteLater()
    QApplication.sendPostedEvents(runner, 52)
    go_on.set()
    # The late answer meets a runner whose C++ half is gone and must pass in silence.
    for thread in threading.enumerate():
        if thread.name.startswith("frontdesk-"):
            thread.join(5)


def test_the_interface_stays_awake_while_work_runs(qtbot: QtBot, runner: BackgroundRunner) -> None:
    runner.run(time.sleep, 0.4)
    beats = []
    until = time.monotonic() + 0.35
    while time.monotonic() < until:
        before = time.monotonic()
        QApplication.processEvents()
        qtbot.wait(5)
        beats.append(time.monotonic() - before)
    assert max(beats) < 0.2
