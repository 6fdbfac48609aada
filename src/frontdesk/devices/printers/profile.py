"""What is known of one printer: its paper, its characters, what it can answer. Learnt at set-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Acknowledgement = Literal["process-id", "transmit-status", "none"]
"""How the end of a job is learnt: ``GS ( H`` (answered when printing completes), ``GS r 1`` (answered when it
is reached in the buffer), or not at all."""

DrawerSensor = Literal["none", "high", "low"]
"""What pin 3 of the drawer's connector is while the drawer is open; most drawers have the switch, not all cables do."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each step may take, in seconds; nothing waits without an end."""

    connect_s: float = 2.0
    status_s: float = 0.8
    stall_s: float = 10.0
    """Without one byte taken by the printer in this time, the job counts as stuck."""
    fence_s: float = 15.0
    """From the last byte sent to the acknowledgement; a long slip needs its printing time."""
    whole_s: float = 0.25
    """How long the connection to one that can't acknowledge is watched after the last byte."""


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """A printer's abilities. `columns` is 32 for 58 mm paper and 48 for 80 mm (12 dots a column)."""

    columns: int = 48
    charset: str = "gbk"
    """``gbk`` for printers with Chinese, else the code page: ``cp437``, ``cp850``, ``cp858``, ``cp1252``."""
    cutter: bool = True
    native_qr: bool = True
    """Draws QR codes itself (``GS ( k``); otherwise they are sent as a picture."""
    answers_status: bool = True
    """Answers ``DLE EOT``; silence is then a fault and not a habit."""
    acknowledges: Acknowledgement = "process-id"
    realtime_drawer: bool = False
    """Opens the drawer by ``DLE DC4`` even while it is out of paper."""
    drawer_sensor: DrawerSensor = "none"
    timeouts: Timeouts = field(default_factory=Timeouts)

    @property
    def dots(self) -> int:
        """Width of the printed area in dots."""
        return self.columns * 12
