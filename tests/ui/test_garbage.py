"""Cyclic garbage of the window is taken apart in the window's thread, whatever other threads allocate."""

import gc
import threading

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.ui.garbage import Garbage


class Closed(QWidget):
    """A widget in a cycle of its own, as closed dialogs are."""

    def __init__(self, ends: list[str]) -> None:
        super().__init__()
        self.itself = self
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(threading.current_thread().name)


def test_widgets_end_in_the_windows_thread(qtbot: QtBot) -> None:
    ends: list[str] = []
    garbage = Garbage()
    gc.enable()  # as in the program; between tests it is off
    garbage.start()
    try:
        assert not gc.isenabled()
        Closed(ends)
        kept: list[list[int]] = []
        other = threading.Thread(target=_allocate, args=(kept,))
        other.start()
        other.join()
        assert ends == [], "not in the thread that allocated"
        qtbot.waitUntil(lambda: bool(ends), timeout=5_000)
    finally:
        garbage.stop()
    assert ends == [threading.main_thread().name]
    assert gc.isenabled()


def _allocate(kept: list[list[int]]) -> None:
    kept.extend([number] for number in range(50_000))
