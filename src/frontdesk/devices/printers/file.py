"""A printer that is a folder: every job becomes a file, for archives, for other programs and for looking at bytes."""

from __future__ import annotations

import os
from pathlib import Path

from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable, SendFailed
from frontdesk.devices.printers.profile import PrinterProfile


class FilePrinter:
    """`ReceiptPrinter` into ``000001.bin``, ``000002.bin`` … in `folder`; a job is done when its file is on disk."""

    def __init__(self, folder: Path, profile: PrinterProfile | None = None) -> None:
        self.folder = folder
        self.profile = profile or PrinterProfile()
        self._number = 0

    def open(self, timeout_s: float) -> None:
        """Make the folder; see `ReceiptPrinter`."""
        if self.folder == Path():  # an address left empty would be wherever the program was started
            raise PrinterUnreachable(reason="no folder")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            taken = [int(path.stem) for path in self.folder.glob("*.bin") if path.stem.isdecimal()]
        except OSError as error:
            raise PrinterUnreachable(reason=error.strerror or str(error)) from error
        self._number = max(taken, default=0) + 1

    def status(self, timeout_s: float) -> PrinterState:
        """A folder has paper; see `ReceiptPrinter`."""
        return PrinterState.OK

    def send(self, data: bytes, stall_s: float) -> None:
        """Write the file beside its name and put it in place in one step; see `ReceiptPrinter`."""
        target = self.folder / f"{self._number:06d}.bin"
        new = target.with_suffix(".new")
        try:
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            new.replace(target)
        except OSError as error:
            raise SendFailed(sent=0, of=len(data), reason=error.strerror or str(error)) from error

    def fence(self, timeout_s: float) -> bool:
        """The file is on disk; see `ReceiptPrinter`."""
        return True

    def close(self) -> None:
        """Nothing is held; see `ReceiptPrinter`."""

    def interrupt(self) -> None:
        """A file write ends by itself; see `ReceiptPrinter`."""
