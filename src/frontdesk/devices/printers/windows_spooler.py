"""A receipt printer behind the Windows spooler, as raw jobs (pywin32's win32print).

The spooler's calls know no time limit, and one to another machine's printer can hang; so each is given one here.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from frontdesk.devices.printers.printer import (
    NoPermission,
    PrinterState,
    PrinterUnreachable,
    QueueMissing,
    QueueStopped,
    SendFailed,
)
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.queue_printer import COMMAND_S, QueuedJob, QueuePrinter
from frontdesk.devices.printers.within import within

T = TypeVar("T")

_TITLE = "frontdesk"
_CHUNK = 65536
_ACCESS_DENIED = 5
_INVALID_PARAMETER = 87
_INVALID_PRINTER_NAME = 1801
# winspool.h: PRINTER_STATUS_*, PRINTER_ATTRIBUTE_WORK_OFFLINE, JOB_STATUS_*, JOB_CONTROL_*
_PAUSED_OR_GOING = 0x1 | 0x4
_DOOR_OPEN = 0x400000
_NO_PAPER = 0x10 | 0x40
_OUT_OF_SERVICE = 0x2 | 0x8 | 0x80 | 0x1000 | 0x100000
_WORK_OFFLINE = 0x400
_JOB_BEGUN = 0x10
_JOB_FINISHED = 0x80 | 0x1000
_JOB_GOING = 0x4 | 0x100
_PAUSE_JOB = 1
_DELETE_JOB = 5


class Spooler(Protocol):
    """What is used of pywin32's win32print. Its calls raise `error`, whose ``winerror`` is the system's number."""

    error: type[Exception]

    def OpenPrinter(self, name: str) -> Any: ...

    def ClosePrinter(self, handle: Any) -> None: ...

    def GetPrinter(self, handle: Any, level: int) -> dict[str, Any]: ...

    def StartDocPrinter(self, handle: Any, level: int, document: tuple[str, None, str]) -> int: ...

    def WritePrinter(self, handle: Any, data: bytes) -> int: ...

    def EndDocPrinter(self, handle: Any) -> None: ...

    def GetJob(self, handle: Any, job: int, level: int) -> dict[str, Any]: ...

    def SetJob(self, handle: Any, job: int, level: int, info: None, command: int) -> None: ...

    def EnumPrinters(self, flags: int, name: None, level: int) -> tuple[dict[str, Any], ...]: ...


def system_spooler() -> Spooler:
    """Windows's own. OSError elsewhere."""
    try:
        return cast(Spooler, importlib.import_module("win32print"))
    except ImportError as error:
        raise OSError("there is no Windows spooler here") from error


class WindowsPrinter(QueuePrinter):
    """`ReceiptPrinter` in the shape of a printer's name in Windows; see `QueuePrinter`."""

    def __init__(self, name: str, profile: PrinterProfile | None = None, spooler: Spooler | None = None) -> None:
        super().__init__(profile)
        self.name = name
        self._spooler = spooler
        self._handle: Any = None
        self._condition = (0, 0)

    def open(self, timeout_s: float) -> None:
        """Open the printer; see `ReceiptPrinter`."""
        self._interrupted.clear()
        self._job = None
        deadline = time.monotonic() + timeout_s
        try:
            self._spooler = spooler = self._spooler or system_spooler()
            self._handle = self._call(lambda: spooler.OpenPrinter(self.name), timeout_s)
            about = self._call(lambda: spooler.GetPrinter(self._handle, 2), deadline - time.monotonic())
        except OSError as error:
            raise _WHY.get(error.errno or 0, PrinterUnreachable)(reason=str(error)) from error
        self._condition = (int(about["Status"]), int(about["Attributes"]))
        if self._condition[0] & _PAUSED_OR_GOING:
            raise QueueStopped(reason="paused")

    def status(self, timeout_s: float) -> PrinterState:
        """What the spooler says; that it has nothing to report proves nothing. See `QueuePrinter`."""
        status, attributes = self._condition
        if status & _DOOR_OPEN:
            return PrinterState.COVER_OPEN
        if status & _NO_PAPER:
            return PrinterState.PAPER_OUT
        if status & _OUT_OF_SERVICE or attributes & _WORK_OFFLINE:
            return PrinterState.OFFLINE
        return PrinterState.UNKNOWN

    def close(self) -> None:
        """Give the handle back; see `ReceiptPrinter`."""
        handle, self._handle = self._handle, None
        spooler = self._spooler
        if handle is not None and spooler is not None:
            try:
                self._call(lambda: spooler.ClosePrinter(handle))
            except OSError:
                pass  # the spooler has gone, and the handle with it

    def _submit(self, data: bytes, timeout_s: float) -> int:
        spooler, deadline = self._open_spooler, time.monotonic() + timeout_s
        sent, job = 0, 0
        try:
            job = self._call(lambda: spooler.StartDocPrinter(self._handle, 1, (_TITLE, None, "RAW")), timeout_s)
            while sent < len(data):
                piece = data[sent : sent + _CHUNK]
                left_s = deadline - time.monotonic()
                sent += self._call(lambda piece=piece: spooler.WritePrinter(self._handle, piece), left_s)  # type: ignore[misc]
            self._call(lambda: spooler.EndDocPrinter(self._handle), deadline - time.monotonic())
        except TimeoutError as error:  # the call goes on, and may yet hand the job in
            raise SendFailed(sent=sent + 1, of=len(data), reason=str(error)) from error
        except OSError as error:  # the spooler may have begun to print what it has
            if job:
                self._taken_back(job)
            raise SendFailed(sent=sent, of=len(data), reason=str(error)) from error
        return job

    def _look(self, job: int, timeout_s: float = COMMAND_S) -> QueuedJob:
        spooler = self._open_spooler
        try:
            status = int(self._call(lambda: spooler.GetJob(self._handle, job, 1), timeout_s)["Status"])
        except OSError as error:
            if error.errno == _INVALID_PARAMETER:  # it has left the queue
                return QueuedJob.FINISHED
            raise
        if status & _JOB_FINISHED:
            return QueuedJob.FINISHED
        if status & _JOB_GOING:  # somebody took it out
            return QueuedJob.BROKEN
        return QueuedJob.STARTED if status & _JOB_BEGUN else QueuedJob.WAITING

    def _withdraw(self, job: int) -> QueuedJob:
        """A paused job doesn't begin any more; so what it is then, it was when it was deleted."""
        spooler = self._open_spooler
        try:
            self._call(lambda: spooler.SetJob(self._handle, job, 0, None, _PAUSE_JOB))
            left = self._look(job)
            self._call(lambda: spooler.SetJob(self._handle, job, 0, None, _DELETE_JOB))
        except OSError as error:
            if error.errno == _INVALID_PARAMETER:
                return QueuedJob.FINISHED
            raise
        return QueuedJob.BROKEN if left is QueuedJob.STARTED else left

    @property
    def _open_spooler(self) -> Spooler:
        if self._spooler is None:
            raise OSError("not open")
        return self._spooler

    def _call(self, call: Callable[[], T], timeout_s: float = COMMAND_S) -> T:
        """One call with a time limit; the spooler's own error becomes an OSError with its number."""
        spooler = self._open_spooler
        try:
            return within(timeout_s, call)
        except spooler.error as error:
            raise OSError(int(getattr(error, "winerror", 0) or 0), str(error)) from error


_WHY: dict[int, type[PrinterUnreachable]] = {_ACCESS_DENIED: NoPermission, _INVALID_PRINTER_NAME: QueueMissing}
