"""A receipt printer behind a TCP port (raw, usually 9100)."""

from __future__ import annotations

import ipaddress
import select
import socket
import time

from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.stream import StreamPrinter, Wire
from frontdesk.devices.printers.within import within

_CHUNK = 4096
_LINGER_S = 0.1


class NetworkPrinter(StreamPrinter):
    """`ReceiptPrinter` over TCP."""

    def __init__(self, host: str, port: int = 9100, profile: PrinterProfile | None = None) -> None:
        super().__init__(profile)
        self.host = host
        self.port = port

    def _connect(self, timeout_s: float) -> Wire:
        def connect() -> socket.socket:
            return socket.create_connection((self.host, self.port), timeout_s)

        try:
            # Asking for a name's address has no time limit of its own.
            connection = connect() if _is_address(self.host) else within(timeout_s, connect)
        except UnicodeError as error:  # an over-long host name fails in the IDNA codec
            raise OSError(str(error)) from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setblocking(False)
        return _TcpWire(connection)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class _TcpWire(Wire):
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def write(self, data: bytes, wait_s: float) -> int:
        if not select.select([], [self._connection], [], wait_s)[1]:
            return 0  # a send tried now would trickle into the system's buffers and look like a printer at work
        try:
            return self._connection.send(data)
        except BlockingIOError:
            return 0

    def read(self, wait_s: float) -> bytes:
        if not select.select([self._connection], [], [], wait_s)[0]:
            return b""
        try:
            data = self._connection.recv(_CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data

    def settled(self, wait_s: float) -> bool:
        """Half-close: the printer may then end too, and that is no reset."""
        self._connection.shutdown(socket.SHUT_WR)
        return True

    def watch(self, wait_s: float) -> bool:
        if not select.select([self._connection], [], [], wait_s)[0]:
            return False
        return not self._connection.recv(_CHUNK)  # raises if the printer cut the connection

    def close(self) -> None:
        """Half-close, take what still comes, close: unread bytes would make the system cut the rest off."""
        connection = self._connection
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
