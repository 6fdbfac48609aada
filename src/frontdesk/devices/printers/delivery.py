"""One job to one printer, and what can be known of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable, ReceiptPrinter, SendFailed

Outcome = Literal["done", "unconfirmed", "refused", "uncertain"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a job ended.

    `done`: acknowledged. `unconfirmed`: this printer can't acknowledge. `refused`: nothing of it was sent, so it
    is safe to send again. `uncertain`: some may be on paper. `error` is a code under ``printer.`` or empty.
    """

    outcome: Outcome
    error: str
    state: PrinterState


def deliver(
    printer: ReceiptPrinter,
    data: bytes,
    before_first_byte: Callable[[], None],
    *,
    despite_paper: bool = False,
) -> Delivery:
    """Send `data` as one job over a connection of its own.

    `before_first_byte` is called when the printer is ready and nothing has been sent; what it raises passes.
    `despite_paper` is for real-time commands, which a printer without paper still obeys.
    """
    timeouts = printer.profile.timeouts
    try:
        printer.open(timeouts.connect_s)
        state = printer.status(timeouts.status_s)
        if state is PrinterState.UNKNOWN and printer.profile.answers_status:  # silence is a fault of this one
            return Delivery("refused", "printer.silent", state)
        if not state.prints and not (despite_paper and state is not PrinterState.OFFLINE):
            return Delivery("refused", f"printer.{state}", state)
        before_first_byte()
        return _send(printer, data, state)
    except PrinterUnreachable as error:
        return Delivery("refused", error.code, PrinterState.OFFLINE)
    finally:
        printer.close()


def _send(printer: ReceiptPrinter, data: bytes, state: PrinterState) -> Delivery:
    timeouts = printer.profile.timeouts
    try:
        printer.send(data, timeouts.stall_s)
    except SendFailed as error:
        if error.sent == 0:
            return Delivery("refused", "printer.send_failed", PrinterState.OFFLINE)
        return Delivery("uncertain", "printer.cut_off", PrinterState.OFFLINE)
    acknowledged = printer.fence(timeouts.fence_s)
    if acknowledged:
        confirmed = printer.profile.acknowledges != "none"
        return Delivery("done" if confirmed else "unconfirmed", "", state)
    return _why_uncertain(printer)


def _why_uncertain(printer: ReceiptPrinter) -> Delivery:
    try:
        state = printer.status(printer.profile.timeouts.status_s)
    except PrinterUnreachable:
        return Delivery("uncertain", "printer.cut_off", PrinterState.OFFLINE)
    error = "printer.no_answer" if state.prints else f"printer.{state}"
    return Delivery("uncertain", error, state)
