"""The real window over a small gym with the devices of a test's choice, and a watch on how long it stands still."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from frontdesk.app.counter import Counter
from frontdesk.core.device_settings import PrinterSettings, VoiceSettings
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.readers.reader import CardReader
from frontdesk.store.store import Store
from frontdesk.ui import theme
from tests.app.clerk import Clerk, Gym
from tests.people import OWNER

STILL_MS = 150
"""Longer than this a window feels stuck. The design's own limit is 50 ms, on a machine that does nothing else."""


class Watchdog:
    """Ticks in the GUI thread; whatever holds that thread up makes a gap between two ticks."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def restart(self) -> None:
        """Forget what was before."""
        self.longest_ms, self._last = 0.0, time.monotonic()

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


@contextmanager
def live_counter(
    store: Store, gym: Gym, folder: Path, *, reader: CardReader, printer: ReceiptPrinter | None = None
) -> Iterator[Clerk]:
    """A running counter at which the owner has signed in."""
    theme.apply("light")
    set_language("zh")
    settings = MachineSettings(
        voice=VoiceSettings(on=False),
        reader="simulated",
        printers=(PrinterSettings(kind="network"),) if printer else (),
        auto_lock_s=600,
    )
    counter = Counter(store, folder, settings, reader=reader, printer=printer)
    counter.start()
    counter.window.resize(1366, 768)
    clerk = Clerk(counter, gym)
    try:
        clerk.unlock(OWNER)
        yield clerk
    finally:
        counter.stop()
        QApplication.processEvents()


def serve(until: Callable[[], bool], what: str, timeout_s: float = 20.0) -> float:
    """Serve the window until something holds; returns the seconds it took."""
    start = time.monotonic()
    while not until():
        assert time.monotonic() - start < timeout_s, f"did not come in {timeout_s} s: {what}"
        QApplication.processEvents()
        time.sleep(0.001)
    return time.monotonic() - start


def serve_for(seconds: float) -> None:
    """Serve the window for so long."""
    end = time.monotonic() + seconds
    serve(lambda: time.monotonic() >= end, "time")
