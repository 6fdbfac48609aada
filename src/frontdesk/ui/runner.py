"""Work away from the window: databases, readers and printers are never touched by the window's own thread.

Four lanes: ``write`` runs one job at a time in the order asked, ``read`` has two threads, ``long`` one (reports,
imports, verification), so that a long report never holds up a sale, ``card`` one that waits for a card on a reader.
Answers come back through a queued signal into the window's thread and go to bound methods of QObjects; an answer for a
widget that is gone is dropped.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Literal
from weakref import WeakMethod

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from frontdesk.core.errors import FrontdeskError

log = logging.getLogger(__name__)

Lane = Literal["write", "read", "long", "card"]
_THREADS: dict[Lane, int] = {"write": 1, "read": 2, "long": 1, "card": 1}


class InternalFault(FrontdeskError):
    """Something nobody expected; ``details`` holds the traceback for "copy details", ``cause`` its last line."""

    code = "ui.internal_fault"


class Cancelled(FrontdeskError):
    """The user stopped a long job; nothing was kept of it."""

    code = "ui.cancelled"


class Receiver:
    """A bound method of a QObject, held so that the object may be destroyed at any time."""

    def __init__(self, method: Callable[..., object]) -> None:
        if not isinstance(getattr(method, "__self__", None), QObject):
            raise TypeError("then/failed/progress must be a bound method of a QObject: its lifetime decides delivery")
        self._method: WeakMethod[Any] = WeakMethod(method)

    def alive(self) -> bool:
        """Whether the object and its C++ half are still there."""
        method = self._method()
        return method is not None and shiboken6.isValid(method.__self__)

    def call(self, *args: object) -> None:
        """Call the method, if it can still be called."""
        method = self._method()
        if method is not None and shiboken6.isValid(method.__self__):
            method(*args)


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work and what became of it."""

    call: Callable[..., object]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    lane: Lane
    then: Receiver | None
    failed: Receiver | None
    progress: Receiver | None = None
    latest: str | None = None
    serial: int = 0
    result: object = None
    error: FrontdeskError | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask a job with progress to stop; others run to their end and their answer is dropped."""
        self.cancelled.set()


class BackgroundRunner(QObject):
    """Runs plain functions in threads and delivers their answers in the thread this object lives in."""

    fault = Signal(object)
    """InternalFault: an exception nobody expected; already logged."""
    unclaimed = Signal(object)
    """FrontdeskError of a job that was run without ``failed``."""
    refused = Signal(object)
    """Every FrontdeskError that was delivered, for what the window answers by itself whoever asked."""
    _finished = Signal(object)
    _advanced = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: dict[Lane, SimpleQueue[Job | None]] = {lane: SimpleQueue() for lane in _THREADS}
        self._threads: list[threading.Thread] = []
        self._newest: dict[str, int] = {}
        self._pending = 0
        self._held = False
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._advanced.connect(self._advance, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[..., object],
        *args: Any,
        then: Callable[..., object] | None = None,
        failed: Callable[..., object] | None = None,
        lane: Lane = "write",
        latest: str | None = None,
        progress: Callable[..., object] | None = None,
        **kwargs: Any,
    ) -> Job:
        """Run ``call(*args, **kwargs)`` in a lane; ``then(result)`` or ``failed(error)`` follows in the window.

        ``latest``: of all jobs with the same word only the newest is answered (typing in a search box).
        ``progress``: the call gets ``progress=report`` and calls ``report(done, total)``, which raises Cancelled after
        ``Job.cancel()``; the slot receives (done, total). After ``shutdown`` a write raises RuntimeError, a read (asked
        for by a last timer, say) is never answered.
        """
        job = Job(call, args, kwargs, lane, _receiver(then), _receiver(failed), _receiver(progress), latest)
        if self._closed:
            if lane == "write":
                raise RuntimeError("the runner has been shut down: this would be lost")
            return job
        if latest is not None:
            job.serial = self._newest[latest] = self._newest.get(latest, 0) + 1
        self._start_threads(lane)
        self._pending += 1
        self._queues[lane].put(job)
        return job

    def hold(self) -> None:
        """Let jobs wait: nothing is to take the processor from the window before it stands."""
        self._held = True

    def release(self) -> None:
        """Begin with what waits."""
        self._held = False
        for lane, queue in self._queues.items():
            if not queue.empty():
                self._start_threads(lane)

    def is_closed(self) -> bool:
        """Whether ``shutdown`` was called: nothing more can be asked for."""
        return self._closed

    def pending(self) -> int:
        """Jobs asked for and not yet answered."""
        return self._pending

    def shutdown(self, timeout_s: float = 10.0) -> bool:
        """Finish what was asked in the write lane, drop other waiting jobs, stop the threads; False if one hangs.

        Call before the window is destroyed. Answers that come later are not delivered.
        """
        self._closed = True
        self.release()
        for lane in _THREADS:
            for _ in range(_THREADS[lane]):
                self._queues[lane].put(None)
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _start_threads(self, lane: Lane) -> None:
        if self._held or any(thread.name.startswith(f"frontdesk-{lane}-") for thread in self._threads):
            return
        for number in range(_THREADS[lane]):
            name = f"frontdesk-{lane}-{number + 1}"
            thread = threading.Thread(target=self._work, args=(self._queues[lane],), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self, queue: "SimpleQueue[Job | None]") -> None:
        while (job := queue.get()) is not None:
            if job.lane == "write" or not (self._closed or self._stale(job) or job.cancelled.is_set()):
                self._perform(job)
            try:
                self._finished.emit(job)
            except RuntimeError:
                # The runner's C++ half is gone: the window closed while this job ran.
                return

    def _perform(self, job: Job) -> None:
        try:
            if job.progress is not None:
                job.result = job.call(*job.args, progress=self._reporter(job), **job.kwargs)
            else:
                job.result = job.call(*job.args, **job.kwargs)
        except FrontdeskError as error:
            job.error = error
        except Exception as error:
            log.exception("unexpected fault in background work")
            job.error = InternalFault(cause=f"{type(error).__name__}: {error}", details=traceback.format_exc())

    def _reporter(self, job: Job) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            if job.cancelled.is_set() or self._closed:
                raise Cancelled()
            self._advanced.emit(job, done, total)

        return report

    def _stale(self, job: Job) -> bool:
        return job.latest is not None and self._newest.get(job.latest) != job.serial

    @Slot(object, int, int)
    def _advance(self, job: Job, done: int, total: int) -> None:
        if not self._closed and job.progress is not None and not job.cancelled.is_set():
            job.progress.call(done, total)

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        self._pending -= 1
        if self._closed or self._stale(job):
            return
        if job.error is not None:
            self._deliver_error(job, job.error)
        elif job.then is not None and not job.cancelled.is_set():
            job.then.call(job.result)

    def _deliver_error(self, job: Job, error: FrontdeskError) -> None:
        if job.failed is not None:
            job.failed.call(error)
        if isinstance(error, InternalFault):
            self.fault.emit(error)
        elif job.failed is None or not job.failed.alive():
            self.unclaimed.emit(error)
        self.refused.emit(error)


def _receiver(method: Callable[..., object] | None) -> Receiver | None:
    return None if method is None else Receiver(method)
