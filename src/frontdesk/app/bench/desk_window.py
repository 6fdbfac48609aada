"""The real window in front of the crowd, and the moment at which a frame of it is painted."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from frontdesk.app.bench.site import Site, owner_of
from frontdesk.app.counter import Counter
from frontdesk.app.qt_log import log_qt_messages
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.reception.page import ReceptionPage
from frontdesk.ui import theme

_PATIENCE_MS = 10_000
_NEVER_S = 1_000_000
_SMALLEST_SCREEN = QSize(1366, 768)


class NothingPainted(FrontdeskError):
    """The window did not paint what was asked for; ``what`` names it."""

    code = "app.bench_nothing_painted"


@dataclass(frozen=True, slots=True)
class Taken:
    """From a beginning to the frame painted, in ms by the clock and of the processor (all threads)."""

    clock_ms: float
    cpu_ms: float


@dataclass(slots=True)
class Moment:
    """A moment by the clock and of the processor, in seconds."""

    clock_s: float = 0.0
    cpu_s: float = 0.0

    def now(self) -> None:
        """Set it to this moment."""
        self.clock_s, self.cpu_s = time.perf_counter(), time.process_time()

    def since(self, begun: "Moment") -> Taken:
        """What has passed since."""
        return Taken((self.clock_s - begun.clock_s) * 1000, (self.cpu_s - begun.cpu_s) * 1000)


class Frames(QObject):
    """Waits for frames: a frame counts as painted when the window has been told so and came back from it."""

    _painted = Signal()

    def __init__(self, window: QObject, handle: QObject | None) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._ready: Callable[[], bool] | None = None
        self._at: Moment | None = None
        self._painted.connect(self._note, Qt.ConnectionType.QueuedConnection)
        for source in filter(None, (window, handle)):
            source.installEventFilter(self)

    def after(self, ready: Callable[[], bool], begin: Callable[[], object], what: str) -> Moment:
        """Begin something and serve the window until the frame is painted in which ``ready`` holds.

        Returns that moment. Raises NothingPainted.
        """
        self._ready, self._at = ready, None
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(self._loop.quit)
        late.start(_PATIENCE_MS)
        begin()
        self._loop.exec()
        late.stop()
        self._ready = None
        found: Moment | None = self._at
        if found is None:
            raise NothingPainted(what=what)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and self._ready is not None and self._ready():
            # The window paints in this very event; the queued signal comes after it.
            self._painted.emit()
        return False

    @Slot()
    def _note(self) -> None:
        if self._at is None:
            self._at = Moment()
            self._at.now()
        self._loop.quit()


class CardThread:
    """Lays cards on the simulated reader from a thread of its own, as a real reader does."""

    def __init__(self, reader: SimulatedReader) -> None:
        self.read_at = Moment()
        self._reader = reader
        self._uids: SimpleQueue[str] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="bench-cards", daemon=True)
        self._thread.start()

    def tap(self, uid: str) -> None:
        """Lay a card on it; ``read_at`` is when its UID was read."""
        self._uids.put(uid)

    def stop(self) -> None:
        """End the thread."""
        self._uids.put("")
        self._thread.join()

    def _work(self) -> None:
        while uid := self._uids.get():
            self.read_at.now()
            self._reader.tap(uid)


class DeskWindow:
    """The window of a signed-in owner, with everything behind it."""

    def __init__(self, counter: Counter, reader: SimulatedReader) -> None:
        self.counter = counter
        self.window = counter.window
        self.cards = CardThread(reader)
        self.frames = Frames(self.window, self.window.windowHandle())

    @property
    def reception(self) -> ReceptionPage:
        """The first page."""
        page = self.window.shell.page("reception")
        assert isinstance(page, ReceptionPage)
        return page

    def settle(self, at_least_ms: int = 0) -> None:
        """Serve the window until nothing is under way."""
        until = time.perf_counter() + at_least_ms / 1000
        while self.counter.runner.pending() or time.perf_counter() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.0005)
        QApplication.processEvents()

    def tap(self, uid: str) -> Taken:
        """A tap, until its decision is painted; then the desk is free again."""
        asking = self.reception.asking

        def shown() -> bool:
            return asking.found is not None and asking.found.asked.uid == uid

        taken = self.frames.after(shown, lambda: self.cards.tap(uid), "tap").since(self.cards.read_at)
        self.frames.after(lambda: asking.found is None, asking.put_away, "the free desk")
        self.settle()
        return taken

    def bare_frame(self) -> Taken:
        """The whole window painted again, nothing else."""
        begun = Moment()

        def begin() -> None:
            begun.now()
            self.window.update()
            # A page is opaque: what the window repaints leaves it out.
            self.reception.update()

        return self.frames.after(lambda: True, begin, "frame").since(begun)


@contextmanager
def desk_window(site: Site) -> Iterator[DeskWindow]:
    """The window on the crowd, on a screen of its own where there is none."""
    application()
    store = site.open()
    reader = SimulatedReader(store.clock)
    settings = MachineSettings(reader="simulated", auto_lock_s=_NEVER_S, voice=VoiceSettings(on=False))
    counter = Counter(store, site.data, settings, reader=reader)
    counter.start()
    try:
        # The screen in memory is small, and the window would fit itself to it.
        counter.window.resize(_SMALLEST_SCREEN)
        counter.window.lock_view.unlocked.emit(owner_of(store))
        desk = DeskWindow(counter, reader)
        desk.settle(500)
        yield desk
        desk.cards.stop()
    finally:
        counter.stop()
        QApplication.processEvents()
        store.close()


def application() -> QApplication:
    """The process's application; without a display it paints into memory."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    log_qt_messages()
    # The painting into memory has no window manager to talk to, and says so for each window.
    logging.getLogger("qt").setLevel(logging.ERROR)
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    theme.apply("light")
    return made
