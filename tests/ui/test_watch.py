"""The watch beside the window: what stands still is noted with its place, and a busy machine is not taken for it."""

import time

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from frontdesk.ui.runner import Receiver
from frontdesk.ui.watch import WindowWatch, _Used


class Slow(QObject):
    """A slot that takes its time, computing or asleep."""

    @Slot()
    def compute(self) -> None:
        until = time.thread_time() + 0.15
        while time.thread_time() < until:
            pass

    @Slot()
    def wait(self) -> None:
        time.sleep(0.15)


@pytest.mark.parametrize("what", ["compute", "wait"])
def test_a_slow_slot_is_noted_with_its_place(qtbot: QtBot, what: str, caplog: pytest.LogCaptureFixture) -> None:
    slow = Slow()
    watch = WindowWatch()
    watch.start()
    try:
        qtbot.wait(60)
        watch.stretches.clear()
        receiver = Receiver(getattr(slow, what))
        QTimer.singleShot(0, receiver.call)
        qtbot.waitUntil(lambda: any(each.wall_ms >= 130 for each in watch.stretches))
    finally:
        watch.stop()
    longest = max(watch.stretches, key=lambda each: each.wall_ms)
    assert "ui/runner.py" in longest.where.replace("\\", "/") and longest.where.endswith("call")
    if what == "compute":
        assert longest.own_ms >= 120
        assert "window busy" in caplog.text


def test_waiting_for_a_processor_is_nobodys_fault() -> None:
    before = _Used(100.0, 10.0, {"7": 5.0})
    # Of 130 ms the thread computed 20 and waited 100 for a processor.
    assert _Used(120.0, 110.0, {"7": 5.0}).own_ms(before, 130.0) == pytest.approx(30.0)
    # Asleep for 110 ms, perhaps for Python's lock, whose holder waited 80 ms for a processor.
    assert _Used(120.0, 10.0, {"7": 85.0}).own_ms(before, 130.0) == pytest.approx(50.0)
