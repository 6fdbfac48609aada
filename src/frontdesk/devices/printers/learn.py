"""Finding out at set-up what a printer can answer. A model that knows none of the questions may print some letters."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.devices.printers.printer import PrinterState, ReceiptPrinter
from frontdesk.devices.printers.profile import Acknowledgement, PrinterProfile
from frontdesk.devices.printers.stream import StreamPrinter

_WAYS: tuple[Acknowledgement, ...] = ("process-id", "transmit-status")


def learn(printer: ReceiptPrinter, patience_s: float = 1.5) -> PrinterProfile:
    """The printer's profile with what it answers filled in; it needs paper. Raises PrinterUnreachable.

    Every way is tried over a connection of its own, so that a late answer to one is not taken for the next. A queue
    of the system's, a folder and the screen have nothing to be asked, and keep their profile. Whether the drawer opens
    in real time can't be learnt: no printer answers ``DLE DC4``.
    """
    if not isinstance(printer, StreamPrinter):
        return printer.profile
    printer.profile = replace(printer.profile, answers_status=True)
    timeouts = printer.profile.timeouts
    printer.open(timeouts.connect_s)
    try:
        answers_status = printer.status(timeouts.status_s) is not PrinterState.UNKNOWN
    finally:
        printer.close()
    for way in _WAYS:
        printer.profile = replace(printer.profile, acknowledges=way, answers_status=answers_status)
        printer.open(timeouts.connect_s)
        try:
            if printer.fence(patience_s):
                return printer.profile
        finally:
            printer.close()
    printer.profile = replace(printer.profile, acknowledges="none", answers_status=answers_status)
    return printer.profile
