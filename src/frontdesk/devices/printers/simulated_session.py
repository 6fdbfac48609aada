"""How the simulated printer takes what comes over one connection, whatever carries it.

It reads ESC/POS as a printer does: commands in turn, real-time questions (``DLE EOT``) at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from frontdesk.devices.printers.command_reader import CommandReader

_ROOM = 4096
_ROOM_OF_A_SLOW_ONE = 64


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the simulated printer acts. Counts are bytes of one connection, questions included."""

    answers_status: bool = True
    knows_process_id: bool = True
    knows_sensor: bool = True
    paper: Literal["ok", "near_end", "out"] = "ok"
    cover_open: bool = False
    offline: bool = False
    """Says so and prints nothing, as one whose cutter has jammed."""
    drawer_pin_high: bool = False
    """Pin 3 of the drawer's connector."""
    bytes_per_s: int = 0
    """Printing speed; 0 means at once."""
    paper_out_after: int = 0
    stalls_after: int = 0
    """Takes no more bytes, answers nothing, holds the connection."""
    cuts_off_after: int = 0
    """Breaks the connection with a reset, as a printer that loses power does."""
    hangs_up_first: bool = False
    """Breaks every connection before it has taken a byte."""
    wrong_process_id: bool = False
    """Acknowledges another job than the one it was asked about."""
    listens: bool = True


@dataclass(slots=True)
class Connection:
    """What came over one connection. `printed` lacks the questions and answers' commands."""

    received: bytearray = field(default_factory=bytearray)
    printed: bytearray = field(default_factory=bytearray)
    drawer_pulses: int = 0
    acknowledged: bool = False
    ended: Literal["", "closed", "cut off", "stalled"] = ""


class Peer(Protocol):
    """The other end of a connection, as a session needs it. Raises OSError when it has gone."""

    def receive(self, at_most: int) -> bytes | None:
        """What came; None if nothing did for a moment; empty at the end."""

    def answer(self, data: bytes) -> None:
        """Send back."""

    def cut(self) -> None:
        """Break the connection as a loss of power does."""


class Session:
    """One connection, from its first byte to its end."""

    def __init__(
        self,
        peer: Peer,
        record: Connection,
        behaviour: Callable[[], Behaviour],
        stopping: threading.Event,
    ) -> None:
        self._peer = peer
        self._record = record
        self._behaviour = behaviour
        self._stopping = stopping
        self._reader = CommandReader()

    def run(self) -> None:
        """Serve until the other end closes, the printer is stopped, or it is to misbehave."""
        while not self._stopping.is_set():
            behaviour = self._behaviour()
            limit = behaviour.stalls_after or behaviour.cuts_off_after
            room = limit - len(self._record.received) if limit else _ROOM
            if behaviour.hangs_up_first or (limit and room <= 0):
                self._misbehave(behaviour)
                return
            data = self._peer.receive(min(room, _ROOM_OF_A_SLOW_ONE if behaviour.bytes_per_s else _ROOM))
            if data is None:
                continue
            if not data:
                self._record.ended = "closed"
                return
            self._record.received += data
            self._take(data, self._behaviour())  # which may have changed while it waited

    def _misbehave(self, behaviour: Behaviour) -> None:
        if not behaviour.stalls_after:
            self._record.ended = "cut off"
            self._peer.cut()
            return
        self._record.ended = "stalled"
        while not self._stopping.wait(0.02) and self._behaviour() is behaviour:
            pass

    def _take(self, data: bytes, behaviour: Behaviour) -> None:
        if behaviour.bytes_per_s:
            time.sleep(len(data) / behaviour.bytes_per_s)
        for command in self._reader.feed(data):
            self._obey(command, behaviour)

    def _obey(self, command: bytes, behaviour: Behaviour) -> None:
        ran_out = 0 < behaviour.paper_out_after <= len(self._record.received)
        paper_out = behaviour.paper == "out" or ran_out
        if command.startswith(b"\x10\x04"):
            if behaviour.answers_status:
                self._peer.answer(bytes([_status(command[2], behaviour, paper_out)]))
        elif command.startswith(b"\x10\x14\x01"):
            self._record.drawer_pulses += 1
        elif paper_out or behaviour.cover_open or behaviour.offline:
            pass  # stays in the buffer, and so does every question behind it
        elif command.startswith(b"\x1d(H"):
            if behaviour.knows_process_id:
                self._record.acknowledged = True
                process_id = b"9999" if behaviour.wrong_process_id else command[7:11]
                self._peer.answer(b"\x37\x22" + process_id + b"\x00")
        elif command.startswith(b"\x1dr"):
            if behaviour.knows_sensor:
                self._record.acknowledged = True
                self._peer.answer(bytes([_sensor(command[2], behaviour)]))
        elif command.startswith(b"\x1bp"):
            self._record.drawer_pulses += 1
        else:
            self._record.printed += command


def _status(which: int, behaviour: Behaviour, paper_out: bool) -> int:
    """The answer to ``DLE EOT which``."""
    if which == 1:
        stopped = paper_out or behaviour.cover_open or behaviour.offline
        return 0x12 | (0x08 if stopped else 0) | (0x04 if behaviour.drawer_pin_high else 0)
    if which == 2:
        return 0x12 | (0x04 if behaviour.cover_open else 0) | (0x20 if paper_out else 0)
    if which == 4:
        near = behaviour.paper == "near_end" or paper_out
        return 0x12 | (0x0C if near else 0) | (0x60 if paper_out else 0)
    return 0x12


def _sensor(which: int, behaviour: Behaviour) -> int:
    """The answer to ``GS r which``: the paper's sensor or the drawer's pin."""
    if which == 2:
        return 0x01 if behaviour.drawer_pin_high else 0x00
    return 0x03 if behaviour.paper == "near_end" else 0x00
