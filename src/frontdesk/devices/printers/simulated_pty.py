"""The simulated printer at the other end of a pseudo terminal (POSIX): a serial port, or a device file, without one."""

from __future__ import annotations

import os
import select
import tty
from pathlib import Path

from frontdesk.devices.printers.simulated import GOOD, SimulatedPrinter
from frontdesk.devices.printers.simulated_session import Behaviour

_MOMENT_MS = 50
_UNUSED_S = 0.002


class SimulatedPtyPrinter(SimulatedPrinter):
    """The simulated printer behind `path`; a connection is one open of it. See `SimulatedPrinter`.

    To be unplugged is to lose the path, as a USB adapter does: `change(listens=False)`, or a connection cut off; it is
    plugged in by `change(listens=True)`. `link` is a name of its own, as udev's
    are: the system soon gives the number of an unplugged one to another.
    """

    def __init__(self, behaviour: Behaviour = GOOD, link: Path | None = None) -> None:
        super().__init__(behaviour)
        self.path = ""
        self._link = link
        self._master: int | None = None
        if behaviour.listens:
            self._plug_in()

    def _changed(self) -> None:
        if self._behaviour.listens and self._master is None:
            self._plug_in()
        while not self._behaviour.listens and self._master is not None and self._thread.is_alive():
            self._stopping.wait(_UNUSED_S)  # the thread that reads it closes it, else its number might be another's

    def _plug_in(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        os.close(slave)
        if self._link is not None:
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(self.path)
            self.path = str(self._link)
        self._master = master

    def _release(self) -> None:
        if self._master is not None:
            if self._link is not None:
                self._link.unlink(missing_ok=True)
            os.close(self._master)
            self._master = None  # only now, for whoever waits until it is gone

    def _serve(self) -> None:
        while not self._stopping.is_set():
            if not self._behaviour.listens:
                self._release()
            master = self._master
            if master is None or not _is_open(master):
                self._stopping.wait(_UNUSED_S)
                continue
            self._hold(_PtyPeer(self, master))

    def cut_off(self) -> None:
        """Pull the plug; by the serving thread only."""
        self._release()


class _PtyPeer:
    def __init__(self, printer: SimulatedPtyPrinter, master: int) -> None:
        self._printer = printer
        self._master = master
        self._poll = select.poll()
        self._poll.register(master, select.POLLIN)

    def receive(self, at_most: int) -> bytes | None:
        found = self._poll.poll(_MOMENT_MS)
        if not self._printer.behaviour.listens:
            self.cut()
            raise ConnectionResetError("unplugged")
        if not found:
            return None
        if not found[0][1] & select.POLLIN:
            return b""  # the other side has closed, and all is read
        return os.read(self._master, at_most)

    def answer(self, data: bytes) -> None:
        os.write(self._master, data)

    def cut(self) -> None:
        self._printer.cut_off()


def _is_open(master: int) -> bool:
    """Whether somebody has the other side open, or has left something to read."""
    poll = select.poll()
    poll.register(master, select.POLLIN)
    found = poll.poll(0)
    return not found or bool(found[0][1] & select.POLLIN)
