"""How long the window stands still, and in what: a thread beside it looks when no event was handled for a while.

A busy machine makes a window stand still too. What counts is what the window does itself: its thread's own computing,
and its waiting for something other than a processor.
"""

import faulthandler
import logging
import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import QObject, Qt, QTimer, Slot

log = logging.getLogger(__name__)

LIMIT_MS = 50
_BEAT_MS = 10
_LOOK_S = 0.01
_KEPT = 200
_TASKS = Path("/proc/self/task")
_DEEP = 6
_FRAME = re.compile(r'\s*File "(.*)", line (\d+) in (.*)')


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch without an event: by the clock, by the window's own doing, and where it was seen most often."""

    wall_ms: float
    own_ms: float
    where: str
    """File, line and function of the program, outermost first; empty in Qt itself."""
    seen: int
    """How often the thread was looked at in between."""

    def __str__(self) -> str:
        return f"window busy {self.own_ms:.0f} ms ({self.wall_ms:.0f} ms by the clock) in {self.where or 'Qt'}"


class WindowWatch(QObject):
    """Between ``start`` and ``stop`` every stretch longer than ``limit_ms`` is logged, kept, and told to ``told``."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        limit_ms: float = LIMIT_MS,
        told: Callable[[Stretch], None] = lambda _stretch: None,
    ) -> None:
        super().__init__(parent)
        self.stretches: deque[Stretch] = deque(maxlen=_KEPT)
        self.beats = 0
        self._limit_ms = limit_ms
        self._told = told
        self._stack = _Stack(threading.get_ident())
        self._native = threading.get_native_id()
        self._beat = time.monotonic()
        self._before = _Used.now(self._native)
        self._stacks: list[str] = []
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin; in the window's thread."""
        self._stopping.clear()
        self.restart()
        self._thread = threading.Thread(target=self._look, name="window-watch", daemon=True)
        self._thread.start()
        self._timer.start()

    def stop(self) -> None:
        """End, and join the thread."""
        self._timer.stop()
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def restart(self) -> None:
        """Leave out what the window's thread did until now: a test's own work."""
        self._stacks = []
        self._before = _Used.now(self._native)
        self._beat = time.monotonic()

    @Slot()
    def beat(self) -> None:
        """The window handles events."""
        wall_ms = (time.monotonic() - self._beat) * 1000 - _BEAT_MS
        if wall_ms > self._limit_ms:
            own_ms = min(wall_ms, _Used.now(self._native).own_ms(self._before, wall_ms))
            self._note(wall_ms, own_ms)
        self.beats += 1
        self.restart()

    def _note(self, wall_ms: float, own_ms: float) -> None:
        stacks = self._stacks
        where = max(set(stacks), key=stacks.count) if stacks else ""
        stretch = Stretch(wall_ms, own_ms, where, len(stacks))
        self.stretches.append(stretch)
        self._told(stretch)
        if own_ms > self._limit_ms:
            log.warning("%s", stretch)

    def _look(self) -> None:
        while not self._stopping.wait(_LOOK_S):
            if (time.monotonic() - self._beat) * 1000 > self._limit_ms / 2:
                self._stacks.append(self._stack.look())


@dataclass(frozen=True, slots=True)
class _Used:
    """What the window's thread has used, in ms: computing, and waiting for a processor; the latter of others too."""

    computing_ms: float
    waiting_ms: float
    others_waiting_ms: dict[str, float]

    @classmethod
    def now(cls, native: int) -> "_Used":
        """Of the calling thread."""
        computing_ms, waiting_ms, others = time.thread_time() * 1000, 0.0, {}
        for task in _tasks():
            waited_ms = _waited_ms(task)
            if task == str(native):
                waiting_ms = waited_ms
            else:
                others[task] = waited_ms
        return cls(computing_ms, waiting_ms, others)

    def own_ms(self, before: "_Used", wall_ms: float) -> float:
        """Of so long a stretch since ``before``, what the window did itself.

        Asleep it may wait for Python's lock, whose holder waits for a processor: that is nobody's fault either.
        """
        computing_ms = self.computing_ms - before.computing_ms
        asleep_ms = wall_ms - computing_ms - (self.waiting_ms - before.waiting_ms)
        others = (waited - before.others_waiting_ms.get(task, 0.0) for task, waited in self.others_waiting_ms.items())
        return computing_ms + max(0.0, asleep_ms - max(others, default=0.0))


def _tasks() -> list[str]:
    try:
        return os.listdir(_TASKS)
    except OSError:  # not Linux: a busy machine counts too
        return []


def _waited_ms(task: str) -> float:
    try:
        return int((_TASKS / task / "schedstat").read_bytes().split()[1]) / 1_000_000
    except (OSError, IndexError):
        return 0.0


class _Stack:
    """Where a thread is, as faulthandler writes it down.

    ``sys._current_frames`` would keep what the frames hold alive, and let it go in the looking thread: a QPainter that
    outlives its paintEvent takes the program down.
    """

    def __init__(self, thread: int) -> None:
        self._head = f"0x{thread:016x} (most recent call first):"
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as the watch

    def look(self) -> str:
        """The program's own frames, outermost first; a thread that imports says so."""
        self._file.seek(0)
        self._file.truncate()
        faulthandler.dump_traceback(self._file, all_threads=True)
        self._file.seek(0)
        _, _, after = self._file.read().decode("utf-8", "replace").partition(self._head)
        places = [_place(line) for line in after.partition("\n\n")[0].splitlines()]
        return " > ".join(reversed([place for place in places if place][:_DEEP]))

    def close(self) -> None:
        """No more looks."""
        self._file.close()


def _place(line: str) -> str:
    found = _FRAME.match(line)
    if found is None:
        return ""
    path, number, function = found.groups()
    if "importlib" in path:
        return "import"
    folder, _, rest = path.rpartition(f"frontdesk{os.sep}")
    return f"{rest}:{number} {function}" if folder and "site-packages" not in folder else ""
