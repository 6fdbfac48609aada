"""A printer behind a real TCP port that can be told to misbehave: for the demo, for training and for tests.

Everything it received is kept per connection, byte for byte. `SimulatedPrinter` is what it has in common with the same
printer behind another wire (`simulated_pty.py`).
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Self

from frontdesk.devices.printers.simulated_session import Behaviour, Connection, Peer, Session

__all__ = [
    "COVER_OPEN",
    "CUTS_OFF",
    "GOOD",
    "HANGS_UP",
    "NEAR_END",
    "NO_ACKNOWLEDGEMENT",
    "OFFLINE",
    "PAPER_OUT",
    "REFUSES",
    "RUNS_OUT",
    "SENSOR_ONLY",
    "SILENT",
    "SLOW",
    "STALLS",
    "WRONG_ACKNOWLEDGEMENT",
    "Behaviour",
    "Connection",
    "SimulatedPrinter",
    "SimulatedTcpPrinter",
]

GOOD = Behaviour()
SLOW = Behaviour(bytes_per_s=2_000)
PAPER_OUT = Behaviour(paper="out")
NEAR_END = Behaviour(paper="near_end")
COVER_OPEN = Behaviour(cover_open=True)
OFFLINE = Behaviour(offline=True)
SILENT = Behaviour(answers_status=False, knows_process_id=False, knows_sensor=False)
STALLS = Behaviour(stalls_after=150)
CUTS_OFF = Behaviour(cuts_off_after=150)
RUNS_OUT = Behaviour(paper_out_after=150)
HANGS_UP = Behaviour(hangs_up_first=True)
REFUSES = Behaviour(listens=False)
SENSOR_ONLY = Behaviour(knows_process_id=False)
NO_ACKNOWLEDGEMENT = Behaviour(knows_process_id=False, knows_sensor=False)
WRONG_ACKNOWLEDGEMENT = Behaviour(wrong_process_id=True)


class SimulatedPrinter(ABC):
    """A printer in a thread of its own; one connection at a time, as most have it.

    `with SimulatedTcpPrinter() as printer:` starts and stops it. `behaviour` may be changed at any time.
    """

    def __init__(self, behaviour: Behaviour = GOOD) -> None:
        self.connections: list[Connection] = []
        self._behaviour = behaviour
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="simulated-printer", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def behaviour(self) -> Behaviour:
        """How it acts now."""
        return self._behaviour

    @behaviour.setter
    def behaviour(self, value: Behaviour) -> None:
        self._behaviour = value
        self._changed()

    @property
    def jobs(self) -> list[bytes]:
        """What was printed, one item for each connection that printed something."""
        return [bytes(each.printed) for each in self.connections if each.printed]

    @property
    def drawer_pulses(self) -> int:
        """How often the cash drawer was opened."""
        return sum(each.drawer_pulses for each in self.connections)

    def change(self, **values: object) -> None:
        """Change single traits, as in `change(paper="out")`."""
        self.behaviour = replace(self._behaviour, **values)  # type: ignore[arg-type]

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and give the port back."""
        self._stopping.set()
        self._thread.join(5)
        self._release()

    @abstractmethod
    def _serve(self) -> None:
        """The thread: one connection after the other, until it is stopped."""

    @abstractmethod
    def _changed(self) -> None:
        """The behaviour is another: be there or don't."""

    @abstractmethod
    def _release(self) -> None:
        """Give back what it listens on."""

    def _hold(self, peer: Peer) -> None:
        """One connection from its first byte to its end."""
        record = Connection()
        self.connections.append(record)
        try:
            Session(peer, record, lambda: self._behaviour, self._stopping).run()
        except OSError:
            record.ended = record.ended or "closed"


class SimulatedTcpPrinter(SimulatedPrinter):
    """The simulated printer on 127.0.0.1; see `SimulatedPrinter`."""

    def __init__(self, behaviour: Behaviour = GOOD, port: int = 0) -> None:
        super().__init__(behaviour)
        self.host = "127.0.0.1"
        self._listener: socket.socket | None = None
        self._listen(port)
        if not behaviour.listens:
            self._release()

    def _changed(self) -> None:
        if self._behaviour.listens and self._listener is None:
            self._listen(self.port)
        elif not self._behaviour.listens:
            self._release()

    def _listen(self, port: int) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A printer's buffer is small; with the system's default a stalled one would never be felt.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for patience in range(40, -1, -1):
            try:
                listener.bind((self.host, port))
                break
            except OSError:  # the thread may still wait at the listener that was closed a moment ago
                if not (port and patience):
                    listener.close()
                    raise
                time.sleep(0.025)
        listener.listen(8)
        listener.settimeout(0.05)
        self.port: int = listener.getsockname()[1]
        self._listener = listener

    def _release(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            listener = self._listener
            if listener is None:
                self._stopping.wait(0.02)
                continue
            try:
                connection, _address = listener.accept()
            except OSError:  # nobody came, or the listener was closed under us
                continue
            with connection:
                self._hold(_TcpPeer(connection))


class _TcpPeer:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.settimeout(0.05)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def receive(self, at_most: int) -> bytes | None:
        try:
            return self._connection.recv(at_most)
        except TimeoutError:
            return None

    def answer(self, data: bytes) -> None:
        self._connection.sendall(data)

    def cut(self) -> None:
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
