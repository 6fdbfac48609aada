"""A printer whose paper is the screen: the simulated twin, for the demo, for training and for tests."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable, SendFailed
from frontdesk.devices.printers.profile import PrinterProfile

_KEPT = 200


@runtime_checkable
class PictureSink(Protocol):
    """A printer that shows slips as pictures and wants one for each job that came out."""

    def show(self, document: str, copy: int, png: bytes) -> None:
        """Take the picture of a slip that was just printed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip that came out of the on-screen printer."""

    document: str
    copy: int
    png: bytes


class OnScreenPrinter:
    """`ReceiptPrinter` in memory; keeps the newest 200 slips, and files them in `folder` if there is one.

    `state` can be set from anywhere to play paper out and the like. `on_paper` is called in the printing thread.
    """

    def __init__(
        self,
        profile: PrinterProfile | None = None,
        folder: Path | None = None,
        on_paper: Callable[[Paper], None] = lambda _paper: None,
    ) -> None:
        self.profile = profile or PrinterProfile()
        self.state = PrinterState.OK
        self.papers: deque[Paper] = deque(maxlen=_KEPT)
        self.jobs: deque[bytes] = deque(maxlen=_KEPT)
        self._folder = folder
        self._on_paper = on_paper
        self._interrupted = threading.Event()
        self._received = bytearray()

    def open(self, timeout_s: float) -> None:
        """Refused while it is offline; see `ReceiptPrinter`."""
        self._interrupted.clear()
        self._received.clear()
        if self.state is PrinterState.OFFLINE:
            raise PrinterUnreachable(reason="simulated")

    def status(self, timeout_s: float) -> PrinterState:
        """The state that was set; see `ReceiptPrinter`."""
        return self.state

    def send(self, data: bytes, stall_s: float) -> None:
        """Keep the bytes; see `ReceiptPrinter`."""
        if self._interrupted.is_set():
            raise SendFailed(sent=0, of=len(data), reason="interrupted")
        self._received += data

    def fence(self, timeout_s: float) -> bool:
        """The job is out; see `ReceiptPrinter`."""
        self.jobs.append(bytes(self._received))
        return self.state.prints

    def close(self) -> None:
        """Nothing is held; see `ReceiptPrinter`."""

    def interrupt(self) -> None:
        """See `ReceiptPrinter`."""
        self._interrupted.set()

    def show(self, document: str, copy: int, png: bytes) -> None:
        """See `PictureSink`."""
        paper = Paper(document, copy, png)
        self.papers.append(paper)
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = document.replace("/", "-") + (f"-copy{copy}" if copy else "")
            (self._folder / f"{name}.png").write_bytes(png)
        self._on_paper(paper)
