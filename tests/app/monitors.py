"""Screens that come and go on the tests' own display: the X server's monitors (RandR 1.5), set as xrandr does."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

CLERK = (0, 0, 1366, 768)


class _Monitor(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("primary", "automatic", "outputs_there", "x", "y", "width", "height")),
        ("width_mm", ctypes.c_int),
        ("height_mm", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    ]


class Monitors:
    """One server's monitors; Qt hears of each change as of a cable."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._randr = ctypes.CDLL("libXrandr.so.2")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XInternAtom.restype = self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._randr.XRRAllocateMonitor.restype = ctypes.POINTER(_Monitor)
        self._randr.XRRGetMonitors.restype = ctypes.POINTER(_Monitor)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        count = ctypes.c_int()
        whole = self._randr.XRRGetMonitors(self._display, self._root, 1, ctypes.byref(count))
        self._output = whole[0].outputs[0]
        self._there: set[str] = set()

    def plug(self, name: str, place: tuple[int, int, int, int], *, real: bool = False) -> None:
        """A monitor at (x, y, width, height); a ``real`` one takes the place of the whole display."""
        monitor = self._randr.XRRAllocateMonitor(self._display, int(real))
        monitor[0].name = self._atom(name)
        monitor[0].x, monitor[0].y, monitor[0].width, monitor[0].height = place
        monitor[0].width_mm, monitor[0].height_mm = place[2] // 4, place[3] // 4
        if real:
            monitor[0].outputs[0] = self._output
        self._randr.XRRSetMonitor(self._display, self._root, monitor)
        self._there.add(name)
        self._wait(name, True)

    def unplug(self, name: str) -> None:
        """Its cable is pulled."""
        self._randr.XRRDeleteMonitor(self._display, self._root, ctypes.c_ulong(self._atom(name)))
        self._there.discard(name)
        self._wait(name, False)

    def close(self) -> None:
        for name in sorted(self._there, reverse=True):
            self.unplug(name)
        self._x.XCloseDisplay(self._display)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _wait(self, name: str, there: bool) -> None:
        self._x.XSync(self._display, 0)
        for _ in range(400):
            if (name in [screen.name() for screen in QGuiApplication.screens()]) is there:
                break
            QTest.qWait(5)
        QTest.qWait(80)  # what hears of it settles a moment later


@contextmanager
def two_screens(size: tuple[int, int] = (554, 600)) -> Iterator[Monitors]:
    """The clerk's screen and the customer's beside it."""
    monitors = Monitors()
    try:
        monitors.plug("clerk", CLERK, real=True)
        monitors.plug("customer", (CLERK[2], 0, *size))
        yield monitors
    finally:
        monitors.close()
