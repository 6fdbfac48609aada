"""A receipt printer behind a TCP port (raw, usually 9100).

A `sendall` that succeeds proves nothing: it does so for a printer that has stalled and for one that has hung up.
So bytes handed over are counted, nothing waits without an end, and a job is done only when the printer answers.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from itertools import count

from frontdesk.devices.printers import commands
from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable, SendFailed
from frontdesk.devices.printers.profile import PrinterProfile

_SLICE_S = 0.1
_CHUNK = 4096
_ASK_AGAIN_S = 1.0
_WHOLE_AFTER_S = 0.25
_LINGER_S = 0.1
_ids = count(int(time.time()) % 100_000)


class NetworkPrinter:
    """`ReceiptPrinter` over TCP."""

    def __init__(self, host: str, port: int = 9100, profile: PrinterProfile | None = None) -> None:
        self.host = host
        self.port = port
        self.profile = profile or PrinterProfile()
        self._socket: socket.socket | None = None
        self._interrupted = threading.Event()

    def open(self, timeout_s: float) -> None:
        """Connect; see `ReceiptPrinter`."""
        self._interrupted.clear()
        try:
            connection = socket.create_connection((self.host, self.port), timeout_s)
        except (OSError, UnicodeError) as error:  # an over-long host name fails in the IDNA codec
            raise PrinterUnreachable(reason=_reason(error)) from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setblocking(False)
        self._socket = connection

    def status(self, timeout_s: float) -> PrinterState:
        """Ask ``DLE EOT`` 1, 2 and 4, one after the other; see `ReceiptPrinter`."""
        try:
            self._drain()
            printer = self._ask(commands.ASK_PRINTER, timeout_s)
            if printer is None:
                return PrinterState.UNKNOWN
            cause = self._ask(commands.ASK_OFFLINE_CAUSE, timeout_s)
            paper = self._ask(commands.ASK_PAPER, timeout_s)
        except OSError as error:
            raise PrinterUnreachable(reason=_reason(error)) from error
        return commands.state_of(printer, cause, paper)

    def send(self, data: bytes, stall_s: float) -> None:
        """Hand over bytes, counting them; see `ReceiptPrinter`."""
        sent = 0
        deadline = time.monotonic() + stall_s
        while sent < len(data):
            try:
                if not self._wait(deadline, to_write=True):
                    raise TimeoutError("the printer takes no more bytes")
                sent += self._connection.send(data[sent : sent + _CHUNK])
            except BlockingIOError:
                continue
            except OSError as error:
                raise SendFailed(sent=sent, of=len(data), reason=_reason(error)) from error
            deadline = time.monotonic() + stall_s

    def fence(self, timeout_s: float) -> bool:
        """Wait for the end of the job in the way the profile names; see `ReceiptPrinter`."""
        deadline = time.monotonic() + timeout_s
        try:
            if self.profile.acknowledges == "process-id":
                return self._fence_by_process_id(deadline)
            if self.profile.acknowledges == "transmit-status":
                return self._fence_by_sensor(deadline)
            return self._still_whole()
        except (OSError, SendFailed):
            return False

    def close(self) -> None:
        """Half-close, take what still comes, close: unread bytes would make the system cut the rest off."""
        connection, self._socket = self._socket, None
        if connection is None:
            return
        try:
            connection.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + _LINGER_S
            while (left := deadline - time.monotonic()) > 0 and select.select([connection], [], [], left)[0]:
                if not connection.recv(_CHUNK):
                    break
        except OSError:
            pass  # already gone: there is nothing left to be careful with
        finally:
            connection.close()

    def interrupt(self) -> None:
        """See `ReceiptPrinter`; noticed within a tenth of a second."""
        self._interrupted.set()

    @property
    def _connection(self) -> socket.socket:
        if self._socket is None:
            raise ConnectionError("not open")
        return self._socket

    def _wait(self, deadline: float, *, to_write: bool = False) -> bool:
        """Whether the socket became ready before the deadline; raises OSError when interrupted."""
        connection = self._connection
        while True:
            if self._interrupted.is_set():
                raise InterruptedError("interrupted")
            left = min(_SLICE_S, deadline - time.monotonic())
            if left < 0:
                return False
            ready = select.select([] if to_write else [connection], [connection] if to_write else [], [], left)
            if ready[0] or ready[1]:
                return True

    def _receive(self, deadline: float) -> bytes:
        """What came, or nothing at the deadline; raises OSError when the printer hung up."""
        if not self._wait(deadline):
            return b""
        try:
            data = self._connection.recv(_CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data

    def _drain(self) -> None:
        while self._receive(time.monotonic()):
            pass

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

    def _still_whole(self) -> bool:
        """Half-close and watch a moment for a reset; an orderly end from the printer is fine."""
        connection = self._connection
        connection.shutdown(socket.SHUT_WR)
        if not self._wait(time.monotonic() + _WHOLE_AFTER_S):
            return True
        connection.recv(_CHUNK)  # raises if the printer cut the connection
        return True


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
