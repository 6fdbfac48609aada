"""Whether the cash drawer is open, read back through the printer that it hangs on."""

from __future__ import annotations

from enum import StrEnum

from frontdesk.devices.printers.printer import PrinterUnreachable, ReceiptPrinter
from frontdesk.devices.printers.profile import DrawerSensor
from frontdesk.devices.printers.stream import StreamPrinter


class DrawerState(StrEnum):
    """What is known of a drawer."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """No switch, no cable to it, no way to ask, or no answer."""


def drawer_pin(printer: ReceiptPrinter) -> bool | None:
    """Whether pin 3 of the drawer's connector is high; None if it can't be told. Never raises for a device.

    A drawer without a switch reads as high or low for ever: only two readings that differ say that there is one.
    Not through a queue of the system's, which gives no answers back.
    """
    if not isinstance(printer, StreamPrinter):
        return None
    timeouts = printer.profile.timeouts
    try:
        printer.open(timeouts.connect_s)
        return printer.drawer_pin(timeouts.status_s)
    except PrinterUnreachable:
        return None
    finally:
        printer.close()


def drawer_state(printer: ReceiptPrinter) -> DrawerState:
    """The drawer's state by the printer's profile; takes up to twice its status time if it gives no answer.

    To be asked while no job is being sent, by the thread that owns the printer.
    """
    sensor = printer.profile.drawer_sensor
    pin = None if sensor == "none" else drawer_pin(printer)
    if pin is None:
        return DrawerState.UNKNOWN
    return DrawerState.OPEN if pin == (sensor == "high") else DrawerState.CLOSED


def sensor_learnt(while_closed: bool | None, while_open: bool | None) -> DrawerSensor:
    """The switch as two readings of the pin show it: one with the drawer shut, one with it open."""
    if while_closed is None or while_open is None or while_closed == while_open:
        return "none"
    return "high" if while_open else "low"
