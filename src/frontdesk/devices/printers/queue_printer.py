"""What printers behind a print queue of the system's share: a job is handed in, followed, and taken back if stuck.

A queue never knows what is on paper. Measured: CUPS calls a job completed whose printer hung up in its midst. So a job
that has left the queue is `unconfirmed` and never `done`; one that did not start is taken back and `refused`; whatever
lies between is `uncertain`, and is taken out of the queue, lest it prints when the clerk has already printed it again.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from dataclasses import replace
from enum import Enum

from frontdesk.devices.printers.printer import PrinterState, SendFailed
from frontdesk.devices.printers.profile import PrinterProfile

COMMAND_S = 2.0
"""For one question to the system, and for taking a job back when the time for it is already over."""
_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 0.25


class QueuedJob(Enum):
    """Where a job of the system's queue stands."""

    WAITING = "waiting"
    """Not begun, or taken back before it began."""
    STARTED = "started"
    FINISHED = "finished"
    """Handed over to the printer to the last byte."""
    BROKEN = "broken"
    """Ended in its midst, or nobody can say."""


class QueuePrinter(ABC):
    """`ReceiptPrinter` behind a queue. Its profile always says that it neither answers nor acknowledges."""

    def __init__(self, profile: PrinterProfile | None = None) -> None:
        self.profile = replace(profile or PrinterProfile(), answers_status=False, acknowledges="none")
        self._interrupted = threading.Event()
        self._job: int | None = None

    @abstractmethod
    def open(self, timeout_s: float) -> None:
        """See `ReceiptPrinter`. Raises QueueMissing and QueueStopped too."""

    @abstractmethod
    def status(self, timeout_s: float) -> PrinterState:
        """What the queue passes on of its printer: bad news or UNKNOWN; see `ReceiptPrinter`."""

    @abstractmethod
    def close(self) -> None:
        """See `ReceiptPrinter`."""

    @abstractmethod
    def _submit(self, data: bytes, timeout_s: float) -> int:
        """Hand a job in; its number. Raises SendFailed."""

    @abstractmethod
    def _look(self, job: int, timeout_s: float = COMMAND_S) -> QueuedJob:
        """How the job stands. OSError if the system doesn't say in time."""

    @abstractmethod
    def _withdraw(self, job: int) -> QueuedJob:
        """Take the job out and say how it stood then: WAITING only if it certainly never began."""

    def send(self, data: bytes, stall_s: float) -> None:
        """Hand the job in and see it begin; see `ReceiptPrinter`."""
        deadline = time.monotonic() + stall_s
        self._job = self._submit(data, stall_s)
        if self._follow(self._job, deadline, while_it_is=(QueuedJob.WAITING,)) is not QueuedJob.WAITING:
            return
        job, self._job = self._job, None
        if self._taken_back(job) is QueuedJob.WAITING:
            raise SendFailed(sent=0, of=len(data), reason="the queue did not begin the job")
        raise SendFailed(sent=1, of=len(data), reason="the queue began the job as it was taken back")

    def fence(self, timeout_s: float) -> bool:
        """Whether the job left the queue as printed; see `ReceiptPrinter`."""
        job, self._job = self._job, None
        if job is None:
            return False
        unfinished = (QueuedJob.WAITING, QueuedJob.STARTED)
        state = self._follow(job, time.monotonic() + timeout_s, while_it_is=unfinished)
        if state is QueuedJob.FINISHED:
            return True
        return self._taken_back(job) is QueuedJob.FINISHED and state is not QueuedJob.BROKEN

    def interrupt(self) -> None:
        """See `ReceiptPrinter`."""
        self._interrupted.set()

    def _follow(self, job: int, deadline: float, *, while_it_is: tuple[QueuedJob, ...]) -> QueuedJob:
        """Its first other state, or the one it has at the deadline."""
        pause_s = _FIRST_PAUSE_S
        state = while_it_is[0]
        while True:
            try:
                state = self._look(job, min(COMMAND_S, max(_LONGEST_PAUSE_S, deadline - time.monotonic())))
            except OSError:
                pass  # a system that doesn't say for a moment; the deadline holds
            if state not in while_it_is or time.monotonic() + pause_s >= deadline or self._interrupted.wait(pause_s):
                return state
            pause_s = min(pause_s * 1.5, _LONGEST_PAUSE_S)

    def _taken_back(self, job: int) -> QueuedJob:
        try:
            return self._withdraw(job)
        except OSError:
            return QueuedJob.BROKEN
