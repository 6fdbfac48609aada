"""The printer that a counter's settings describe; of the other kinds nothing is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.devices.practice import refuse_in_practice
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.printers.profile import Acknowledgement, DrawerSensor, PrinterProfile

DEFAULT_PORT = 9100


def profile_for(settings: PrinterSettings) -> PrinterProfile:
    """The printer's abilities as the settings have them; an unknown way to acknowledge counts as none."""
    named, sensor = settings.acknowledges, settings.drawer_sensor
    return PrinterProfile(
        columns=settings.columns,
        charset=settings.charset,
        cutter=settings.cutter,
        native_qr=settings.native_qr,
        answers_status=settings.answers_status,
        acknowledges=cast(Acknowledgement, named if named in get_args(Acknowledgement) else "none"),
        realtime_drawer=settings.realtime_drawer,
        drawer_sensor=cast(DrawerSensor, sensor if sensor in get_args(DrawerSensor) else "none"),
    )


def host_and_port(address: str) -> tuple[str, int]:
    """``host:port`` taken apart; without a port that can be one it is the usual 9100."""
    host, colon, port = address.rpartition(":")
    if colon and port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535:
        return host, int(port)
    return address, DEFAULT_PORT


def printer_for(settings: PrinterSettings) -> ReceiptPrinter:
    """The printer as the settings describe it; nothing is opened yet. A kind that isn't known is the screen.

    Raises DeviceInPractice.
    """
    profile = profile_for(settings)
    if settings.kind != "screen":
        refuse_in_practice("printer")
    address = settings.address
    match settings.kind:
        case "network":
            from frontdesk.devices.printers.network import NetworkPrinter

            return NetworkPrinter(*host_and_port(address), profile)
        case "usb":
            from frontdesk.devices.printers.device_file import DeviceFilePrinter

            return DeviceFilePrinter(address, profile)
        case "libusb":
            from frontdesk.devices.printers.libusb import LibusbPrinter

            return LibusbPrinter(address, profile)
        case "serial":
            from frontdesk.devices.printers.serial_port import SerialPrinter

            return SerialPrinter(address, settings.baud_rate, settings.flow_control, profile)
        case "cups":
            from frontdesk.devices.printers.cups import CupsPrinter

            return CupsPrinter(address, profile)
        case "windows":
            from frontdesk.devices.printers.windows_spooler import WindowsPrinter

            return WindowsPrinter(address, profile)
        case "file":
            from frontdesk.devices.printers.file import FilePrinter

            return FilePrinter(Path(address), profile)
        case _:
            from frontdesk.devices.printers.on_screen import OnScreenPrinter

            return OnScreenPrinter(profile)
