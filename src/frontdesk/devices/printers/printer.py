"""What every receipt printer can do, whichever way its bytes travel."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.printers.profile import PrinterProfile


class PrinterState(StrEnum):
    """A printer's condition in one word."""

    OK = "ok"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    """It gave no answer; some printers never do."""

    @property
    def prints(self) -> bool:
        """Whether a job sent now can come out; silence is judged by the profile."""
        return self in (PrinterState.OK, PrinterState.NEAR_END, PrinterState.UNKNOWN)


class PrinterUnreachable(FrontdeskError):
    """No connection: switched off, unplugged, wrong address, or busy with another counter (data: reason)."""

    code = "printer.unreachable"


class NoPermission(PrinterUnreachable):
    """The system has the printer but doesn't let this user have it (data: reason)."""

    code = "printer.no_permission"


class QueueStopped(PrinterUnreachable):
    """The system's print queue is paused, or takes no jobs (data: reason)."""

    code = "printer.queue_stopped"


class QueueMissing(PrinterUnreachable):
    """The system has no print queue of this name (data: reason)."""

    code = "printer.queue_missing"


class SendFailed(FrontdeskError):
    """The connection failed while bytes were being handed over (data: sent, of, reason).

    `sent` counts the bytes the system took. With 0 nothing can have been printed.
    """

    code = "printer.send_failed"

    @property
    def sent(self) -> int:
        """Bytes handed over before the failure."""
        return int(str(self.data["sent"]))


class ReceiptPrinter(Protocol):
    """One printer, used by one thread at a time; only `interrupt` may come from another.

    A connection is held from `open` to `close`, for one job, so that other counters get in.
    """

    profile: PrinterProfile

    def open(self, timeout_s: float) -> None:
        """Connect. Raises PrinterUnreachable."""

    def status(self, timeout_s: float) -> PrinterState:
        """Ask how it is; UNKNOWN if it gives no answer in time. Raises PrinterUnreachable if it hung up."""

    def send(self, data: bytes, stall_s: float) -> None:
        """Hand over bytes; a printer that takes none for `stall_s` is stuck. Raises SendFailed."""

    def fence(self, timeout_s: float) -> bool:
        """Whether the printer says that all before was carried out.

        For one that can't acknowledge: whether the connection was still whole after the last byte.
        """

    def close(self) -> None:
        """Let go of the connection; never raises."""

    def interrupt(self) -> None:
        """End whatever another thread waits for, soon; that call then fails as if the printer had gone."""
