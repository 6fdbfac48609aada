"""A printer behind a real TCP port that can be told to misbehave: for the demo, for training and for tests.

It reads ESC/POS as a printer does: commands in turn, real-time questions (``DLE EOT``) at once. Everything it
received is kept per connection, byte for byte.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Literal

from frontdesk.devices.printers.command_reader import CommandReader


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the simulated printer acts. Counts are bytes of one connection, questions included."""

    answers_status: bool = True
    knows_process_id: bool = True
    knows_sensor: bool = True
    paper: Literal["ok", "near_end", "out"] = "ok"
    cover_open: bool = False
    bytes_per_s: int = 0
    """Printing speed; 0 means at once."""
    paper_out_after: int = 0
    stalls_after: int = 0
    """Takes no more bytes, answers nothing, holds the connection."""
    cuts_off_after: int = 0
    """Breaks the connection with a reset, as a printer that loses power does."""
    listens: bool = True


GOOD = Behaviour()
SLOW = Behaviour(bytes_per_s=2_000)
PAPER_OUT = Behaviour(paper="out")
NEAR_END = Behaviour(paper="near_end")
COVER_OPEN = Behaviour(cover_open=True)
SILENT = Behaviour(answers_status=False, knows_process_id=False, knows_sensor=False)
STALLS = Behaviour(stalls_after=150)
CUTS_OFF = Behaviour(cuts_off_after=150)
RUNS_OUT = Behaviour(paper_out_after=150)
REFUSES = Behaviour(listens=False)
SENSOR_ONLY = Behaviour(knows_process_id=False)
NO_ACKNOWLEDGEMENT = Behaviour(knows_process_id=False, knows_sensor=False)


@dataclass(slots=True)
class Connection:
    """What came over one connection. `printed` lacks the questions and answers' commands."""

    received: bytearray = field(default_factory=bytearray)
    printed: bytearray = field(default_factory=bytearray)
    drawer_pulses: int = 0
    acknowledged: bool = False
    ended: Literal["", "closed", "cut off", "stalled"] = ""


class SimulatedTcpPrinter:
    """A printer on 127.0.0.1, in a thread of its own; one connection at a time, as most have it.

    `with SimulatedTcpPrinter() as printer:` starts and stops it. `behaviour` may be changed at any time.
    """

    def __init__(self, behaviour: Behaviour = GOOD, port: int = 0) -> None:
        self.host = "127.0.0.1"
        self.connections: list[Connection] = []
        self._behaviour = behaviour
        self._stopping = threading.Event()
        self._changed = threading.Event()
        self._listener: socket.socket | None = None
        self._listen(port)
        if not behaviour.listens:
            self._close_listener()
        self._thread = threading.Thread(target=self._serve, name="simulated-printer", daemon=True)

    def __enter__(self) -> SimulatedTcpPrinter:
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
        self._changed.set()
        if value.listens and self._listener is None:
            self._listen(self.port)
        elif not value.listens:
            self._close_listener()

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
        self._changed.set()
        self._thread.join(5)
        self._close_listener()

    def _listen(self, port: int) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A printer's buffer is small; with the system's default a stalled one would never be felt.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind((self.host, port))
        listener.listen(8)
        listener.settimeout(0.05)
        self.port: int = listener.getsockname()[1]
        self._listener = listener

    def _close_listener(self) -> None:
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
                peer, _address = listener.accept()
            except OSError:  # nobody came, or the listener was closed under us
                continue
            with peer:
                record = Connection()
                self.connections.append(record)
                try:
                    _Session(self, peer, record).run()
                except OSError:
                    record.ended = record.ended or "closed"


class _Session:
    """One connection, from its first byte to its end."""

    def __init__(self, printer: SimulatedTcpPrinter, peer: socket.socket, record: Connection) -> None:
        self._printer = printer
        self._peer = peer
        self._record = record
        self._reader = CommandReader()
        peer.settimeout(0.05)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self) -> None:
        while not self._printer._stopping.is_set():
            behaviour = self._printer.behaviour
            limit = behaviour.stalls_after or behaviour.cuts_off_after
            room = limit - len(self._record.received) if limit else 4096
            if limit and room <= 0:
                self._misbehave(behaviour)
                return
            try:
                data = self._peer.recv(min(room, 64 if behaviour.bytes_per_s else 4096))
            except TimeoutError:
                continue
            if not data:
                self._record.ended = "closed"
                return
            self._record.received += data
            self._take(data, behaviour)

    def _misbehave(self, behaviour: Behaviour) -> None:
        if behaviour.cuts_off_after:
            self._record.ended = "cut off"
            self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        self._record.ended = "stalled"
        self._printer._changed.clear()
        while not self._printer._stopping.is_set() and self._printer.behaviour is behaviour:
            self._printer._changed.wait(0.1)

    def _take(self, data: bytes, behaviour: Behaviour) -> None:
        if behaviour.bytes_per_s:
            time.sleep(len(data) / behaviour.bytes_per_s)
        for command in self._reader.feed(data):
            self._obey(command, behaviour)

    def _obey(self, command: bytes, behaviour: Behaviour) -> None:
        ran_out = 0 < behaviour.paper_out_after <= len(self._record.received)
        paper_out = behaviour.paper == "out" or ran_out
        stopped = paper_out or behaviour.cover_open
        if command.startswith(b"\x10\x04"):
            if behaviour.answers_status:
                self._peer.sendall(bytes([_status(command[2], behaviour, paper_out)]))
        elif command.startswith(b"\x10\x14\x01"):
            self._record.drawer_pulses += 1
        elif stopped:
            pass  # stays in the buffer, and so does every question behind it
        elif command.startswith(b"\x1d(H"):
            if behaviour.knows_process_id:
                self._record.acknowledged = True
                self._peer.sendall(b"\x37\x22" + command[7:11] + b"\x00")
        elif command.startswith(b"\x1dr"):
            if behaviour.knows_sensor:
                self._record.acknowledged = True
                self._peer.sendall(b"\x03" if behaviour.paper == "near_end" else b"\x00")
        elif command.startswith(b"\x1bp"):
            self._record.drawer_pulses += 1
        else:
            self._record.printed += command


def _status(which: int, behaviour: Behaviour, paper_out: bool) -> int:
    """The answer to ``DLE EOT which``."""
    if which == 1:
        return 0x12 | (0x08 if paper_out or behaviour.cover_open else 0)
    if which == 2:
        return 0x12 | (0x04 if behaviour.cover_open else 0) | (0x20 if paper_out else 0)
    if which == 4:
        near = behaviour.paper == "near_end" or paper_out
        return 0x12 | (0x0C if near else 0) | (0x60 if paper_out else 0)
    return 0x12
