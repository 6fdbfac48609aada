"""Two pole displays written from their manuals alone: what stands on them after the bytes they were sent.

They share nothing with the program. A byte that neither manual knows is an error, as it is garbage on the glass.
"""

from __future__ import annotations

import os
import threading
import time


class DmdScreen:
    """Epson DM-D: 2 rows of 20 columns, overwrite mode, GBK as two columns a character where it has Chinese."""

    def __init__(self, chinese: bool = False) -> None:
        self.chinese = chinese
        self.cells = [bytearray(b" " * 20) for _ in range(2)]
        self.row = self.column = 0
        self.cursor_blinks = True
        self.rest = b""

    def take(self, data: bytes) -> None:
        data, self.rest = self.rest + data, b""
        place = 0
        while place < len(data):
            taken = self._one(data[place : place + 4])
            if taken == 0:
                self.rest = data[place:]
                return
            place += taken

    def _one(self, data: bytes) -> int:
        first = data[0]
        if first == 0x1B:
            if len(data) < 2:
                return 0
            assert data[1:2] == b"@", data
            chinese = self.chinese
            self.__init__(chinese)  # type: ignore[misc]
            return 2
        if first == 0x0C:
            self.cells = [bytearray(b" " * 20) for _ in range(2)]
            self.row = self.column = 0
            return 1
        if first == 0x1F:
            if data[1:2] == b"C":
                self.cursor_blinks = data[2:3] != b"\x00"
                return 3 if len(data) > 2 else 0
            assert data[1:2] in (b"$", b""), data
            if len(data) < 4:
                return 0
            assert 1 <= data[2] <= 20 and 1 <= data[3] <= 2, data
            self.column, self.row = data[2] - 1, data[3] - 1
            return 4
        assert 0x20 <= first < 0x7F or self.chinese, f"not on this display: {data!r}"
        self.cells[self.row][self.column] = first
        self.column += 1
        if self.column == 20:
            self.column, self.row = 0, 1 - self.row
        return 1

    def rows(self) -> list[str]:
        return [bytes(cells).decode("gbk" if self.chinese else "ascii") for cells in self.cells]


class Led8Screen:
    """LED8: eight digits that share their places with the points, and one of four lamps."""

    def __init__(self) -> None:
        self.digits = ""
        self.lamp = 0
        self.rest = b""

    def take(self, data: bytes) -> None:
        data, self.rest = self.rest + data, b""
        while data:
            if data[0] == 0x0C:
                self.digits, data = "", data[1:]
            elif data[:2] == b"\x1b@":
                self.digits, self.lamp, data = "", 0, data[2:]
            elif data[:2] == b"\x1bs" and len(data) > 2:
                assert data[2:3] in b"01234", data
                self.lamp, data = int(data[2:3]), data[3:]
            elif data[:3] == b"\x1bQA" and b"\r" in data:
                shown, _, data = data[3:].partition(b"\r")
                assert sum(char != ord(".") for char in shown) <= 8 and set(shown) <= set(b"0123456789.-"), shown
                self.digits = shown.decode("ascii")
            else:
                assert data[0] == 0x1B and len(data) < 16, data
                self.rest = data
                return


class PoleOnPty:
    """A screen behind a real pseudo terminal; ``port`` is what a program opens."""

    def __init__(self, screen: DmdScreen | Led8Screen) -> None:
        self.screen = screen
        self._master, slave = os.openpty()
        self.port = os.ttyname(slave)
        self._slave = slave
        self._read = threading.Event()
        self._read.set()
        self._closing = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._closing:
            if not self._read.wait(0.05):
                continue
            try:
                data = os.read(self._master, 4096)
            except OSError:
                return
            if not self._closing:
                self.screen.take(data)

    def hang(self) -> None:
        """Take nothing more, as a display with its plug half out."""
        self._read.clear()

    def come_back(self) -> None:
        self._read.set()

    def pull_out(self) -> None:
        """The adapter is gone."""
        self._closing = True
        os.write(self._slave, b" ")  # wakes the reader
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)

    def close(self) -> None:
        if not self._closing:
            self.come_back()
            self.pull_out()


def until(told: object, patience_s: float = 5.0) -> None:
    """Wait for a condition (a function without arguments)."""
    deadline = time.monotonic() + patience_s
    assert callable(told)
    while not told():
        assert time.monotonic() < deadline, "did not come about in time"
        time.sleep(0.005)
