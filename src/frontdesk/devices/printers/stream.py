"""What all printers share that are talked to over a stream of bytes, whichever wire carries it.

A write that succeeds proves nothing: it does so for a printer that has stalled and for one that has hung up. So bytes
handed over are counted, nothing waits without an end, and a job is done only when the printer answers.
"""

from __future__ import annotations

import errno
import threading
import time
from abc import ABC, abstractmethod
from itertools import count

from frontdesk.devices.printers import commands
from frontdesk.devices.printers.printer import NoPermission, PrinterState, PrinterUnreachable, SendFailed
from frontdesk.devices.printers.profile import PrinterProfile

_SLICE_S = 0.1
_CHUNK = 4096
_ASK_AGAIN_S = 1.0
_ids = count(int(time.time()) % 100_000)


class HalfWritten(OSError):
    """A write failed, and how much of it went out can't be told."""


class Wire(ABC):
    """An open way to one printer and back. Every method raises OSError once the printer is gone."""

    @abstractmethod
    def write(self, data: bytes, wait_s: float) -> int:
        """Hand over what is taken within `wait_s`; how many bytes that was. Raises HalfWritten if unknown."""

    @abstractmethod
    def read(self, wait_s: float) -> bytes:
        """What comes within `wait_s`; empty if nothing did."""

    @abstractmethod
    def settled(self, wait_s: float) -> bool:
        """Whether within `wait_s` all bytes handed over have left this machine."""

    def watch(self, wait_s: float) -> bool:
        """Wait so long for the printer to go; whether there is nothing more to watch, because it ended in order."""
        self.read(wait_s)
        return False

    @abstractmethod
    def close(self) -> None:
        """Let go; never raises and never waits for a printer that takes nothing."""

    def port_state(self) -> PrinterState:
        """What the port itself knows of the printer. Only bad news counts: without any it is UNKNOWN."""
        return PrinterState.UNKNOWN


class StreamPrinter(ABC):
    """`ReceiptPrinter` over a `Wire`; a subclass says how to connect."""

    def __init__(self, profile: PrinterProfile | None = None) -> None:
        self.profile = profile or PrinterProfile()
        self._open_wire: Wire | None = None
        self._interrupted = threading.Event()

    @abstractmethod
    def _connect(self, timeout_s: float) -> Wire:
        """The way to the printer; OSError if there is none."""

    def open(self, timeout_s: float) -> None:
        """Connect; see `ReceiptPrinter`. Raises NoPermission where the system forbids it."""
        self._interrupted.clear()
        try:
            self._open_wire = self._connect(timeout_s)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM):  # pyserial and pyusb have classes of their own
                raise NoPermission(reason=reason(error)) from error
            raise PrinterUnreachable(reason=reason(error)) from error

    def status(self, timeout_s: float) -> PrinterState:
        """Ask ``DLE EOT`` 1, 2 and 4, one after the other; see `ReceiptPrinter`.

        One whose profile says that it does not answer isn't asked; then the port may still know something.
        """
        try:
            if not self.profile.answers_status:
                return self._wire.port_state()
            self._drain()
            printer = self._ask(commands.ASK_PRINTER, timeout_s)
            if printer is None:
                return PrinterState.UNKNOWN
            cause = self._ask(commands.ASK_OFFLINE_CAUSE, timeout_s)
            paper = self._ask(commands.ASK_PAPER, timeout_s)
        except OSError as error:
            raise PrinterUnreachable(reason=reason(error)) from error
        return commands.state_of(printer, cause, paper)

    def drawer_pin(self, timeout_s: float) -> bool | None:
        """Whether pin 3 of the drawer's connector is high: by ``DLE EOT 1``, else by ``GS r 2``; None if unanswered.

        Raises PrinterUnreachable if it hung up.
        """
        try:
            self._drain()
            if (answer := self._ask(commands.ASK_PRINTER, timeout_s)) is not None:
                return commands.drawer_pin_is_high(answer)
            self._send_small(commands.ASK_DRAWER_IN_TURN, timeout_s)
            for byte in self._receive(time.monotonic() + timeout_s):
                if commands.is_sensor_answer(byte):
                    return bool(byte & 0x01)
        except OSError as error:
            raise PrinterUnreachable(reason=reason(error)) from error
        return None

    def send(self, data: bytes, stall_s: float) -> None:
        """Hand over bytes, counting them; see `ReceiptPrinter`."""
        sent = 0
        deadline = time.monotonic() + stall_s
        while sent < len(data):
            try:
                left = self._left(deadline)
                if left < 0:
                    raise TimeoutError("the printer takes no more bytes")
                taken = self._wire.write(data[sent : sent + _CHUNK], left)
            except HalfWritten as error:
                raise SendFailed(sent=sent + 1, of=len(data), reason=reason(error)) from error
            except OSError as error:
                raise SendFailed(sent=sent, of=len(data), reason=reason(error)) from error
            if taken:
                sent += taken
                deadline = time.monotonic() + stall_s

    def fence(self, timeout_s: float) -> bool:
        """Wait for the end of the job in the way the profile names; see `ReceiptPrinter`."""
        deadline = time.monotonic() + timeout_s
        try:
            if self.profile.acknowledges == "process-id":
                return self._fence_by_process_id(deadline)
            if self.profile.acknowledges == "transmit-status":
                return self._fence_by_sensor(deadline)
            return self._fence_by_silence(deadline)
        except OSError:
            return False

    def close(self) -> None:
        """See `ReceiptPrinter`."""
        wire, self._open_wire = self._open_wire, None
        if wire is not None:
            wire.close()

    def interrupt(self) -> None:
        """See `ReceiptPrinter`; noticed within a tenth of a second."""
        self._interrupted.set()

    @property
    def _wire(self) -> Wire:
        if self._open_wire is None:
            raise ConnectionError("not open")
        return self._open_wire

    def _left(self, deadline: float) -> float:
        """How long to wait now, at most a tenth of a second; negative after the deadline. Raises when interrupted."""
        if self._interrupted.is_set():
            raise InterruptedError("interrupted")
        return min(_SLICE_S, deadline - time.monotonic())

    def _receive(self, deadline: float) -> bytes:
        """What came, or nothing at the deadline; raises OSError when the printer hung up."""
        data = b""
        while not data and (left := self._left(deadline)) >= 0:
            data = self._wire.read(left)
        return data

    def _drain(self) -> None:
        while self._wire.read(0):
            self._left(0)

    def _ask(self, question: bytes, timeout_s: float) -> int | None:
        self._send_small(question, timeout_s)
        deadline = time.monotonic() + timeout_s
        while data := self._receive(deadline):
            for byte in data:
                if commands.is_status(byte):
                    return byte
        return None

    def _send_small(self, data: bytes, stall_s: float) -> None:
        try:
            self.send(data, stall_s)
        except SendFailed as error:
            raise ConnectionError(str(error.data["reason"])) from error

    def _fence_by_process_id(self, deadline: float) -> bool:
        process_id = b"%04d" % (next(_ids) % 10_000)
        expected = commands.process_id_answer(process_id)
        self._send_small(commands.process_id_request(process_id), deadline - time.monotonic())
        seen = b""
        while (now := time.monotonic()) < deadline:
            seen += self._receive(min(deadline, now + _ASK_AGAIN_S))
            if expected in seen:
                return True
            # A slow printer is waited for; one that ran out of paper is not.
            if time.monotonic() - now >= _ASK_AGAIN_S:
                seen, stopped = self._look_while_waiting(seen)
                if expected in seen:
                    return True
                if stopped:
                    return False
        return False

    def _look_while_waiting(self, seen: bytes) -> tuple[bytes, bool]:
        """What came since, and whether the printer says that it can't go on."""
        if not self.profile.answers_status:
            return seen, False
        for question, stopped in ((commands.ASK_OFFLINE_CAUSE, 0x24), (commands.ASK_PAPER, 0x60)):
            self._send_small(question, self.profile.timeouts.status_s)
            data = self._receive(time.monotonic() + self.profile.timeouts.status_s)
            seen += data
            if len(data) == 1 and commands.is_status(data[0]) and data[0] & stopped:
                return seen, True
        return seen, False

    def _fence_by_sensor(self, deadline: float) -> bool:
        self._drain()
        self._send_small(commands.ASK_PAPER_IN_TURN, deadline - time.monotonic())
        while data := self._receive(deadline):
            for byte in data:
                if commands.is_sensor_answer(byte):
                    return commands.sensor_says_paper(byte)
        return False

    def _fence_by_silence(self, deadline: float) -> bool:
        while (left := self._left(deadline)) >= 0:
            if self._wire.settled(left):
                return self._is_whole(time.monotonic() + self.profile.timeouts.whole_s)
        return False

    def _is_whole(self, until: float) -> bool:
        """Whether the printer is still there then; raises OSError if it has gone."""
        while (left := self._left(until)) >= 0 and not self._wire.watch(left):
            pass
        return True


def reason(error: Exception) -> str:
    """An error of the system in its own words, for the log."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
