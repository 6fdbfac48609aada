"""The printer that a counter's settings describe."""

from __future__ import annotations

from typing import cast, get_args

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.devices.practice import refuse_in_practice
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.printers.profile import Acknowledgement, PrinterProfile

DEFAULT_PORT = 9100


def profile_for(settings: PrinterSettings) -> PrinterProfile:
    """The printer's abilities as the settings have them; an unknown way to acknowledge counts as none."""
    named = settings.acknowledges
    return PrinterProfile(
        columns=settings.columns,
        charset=settings.charset,
        cutter=settings.cutter,
        native_qr=settings.native_qr,
        answers_status=settings.answers_status,
        acknowledges=cast(Acknowledgement, named if named in get_args(Acknowledgement) else "none"),
        realtime_drawer=settings.realtime_drawer,
    )


def host_and_port(address: str) -> tuple[str, int]:
    """``host:port`` taken apart; without a port that can be one it is the usual 9100."""
    host, colon, port = address.rpartition(":")
    if colon and port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535:
        return host, int(port)
    return address, DEFAULT_PORT


def printer_for(settings: PrinterSettings) -> ReceiptPrinter:
    """The printer as the settings describe it; nothing is opened yet. Raises DeviceInPractice."""
    profile = profile_for(settings)
    if settings.kind != "screen":
        refuse_in_practice("printer")
    if settings.kind == "network":
        return NetworkPrinter(*host_and_port(settings.address), profile)
    return OnScreenPrinter(profile)
