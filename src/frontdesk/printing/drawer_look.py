"""Asking a printer whether the drawer on it stands open: often after a pulse, seldom otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.devices.printers.drawer_sensor import DrawerState, drawer_state
from frontdesk.devices.printers.printer import ReceiptPrinter

_OPEN_LOOK_S = 2.0


@dataclass(frozen=True, slots=True)
class DrawerChanged:
    """The drawer that hangs on a printer was opened or shut."""

    printer: str
    state: DrawerState


class DrawerLook:
    """Belongs to a printer's thread; does nothing for a printer that can't tell (``drawer_sensor``)."""

    def __init__(
        self, name: str, printer: ReceiptPrinter, tell: Callable[[DrawerChanged], None], rest_s: float
    ) -> None:
        self._name = name
        self._printer = printer
        self._tell = tell
        self._rest_s = rest_s
        self._state = DrawerState.UNKNOWN
        self._at = 0.0

    def soon(self) -> None:
        """A pulse was sent: look as soon as there is nothing to print."""
        self._at = 0.0

    def look_if_due(self) -> None:
        """Look, unless it isn't time yet; an open drawer is looked at every other second until it is shut."""
        if self._printer.profile.drawer_sensor == "none" or time.monotonic() < self._at:
            return
        state = drawer_state(self._printer)
        self._at = time.monotonic() + (_OPEN_LOOK_S if state is DrawerState.OPEN else self._rest_s)
        if state is not self._state:
            self._state = state
            self._tell(DrawerChanged(self._name, state))
