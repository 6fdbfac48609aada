"""The same simulated printer behind every transport, as ``with wired(behaviour, profile) as (simulated, printer)``."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from frontdesk.devices.printers.cups import CupsPrinter
from frontdesk.devices.printers.device_file import DeviceFilePrinter
from frontdesk.devices.printers.libusb import LibusbPrinter
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.printer import ReceiptPrinter
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.serial_port import SerialPrinter
from frontdesk.devices.printers.simulated import Behaviour, SimulatedPrinter, SimulatedTcpPrinter
from frontdesk.devices.printers.simulated_pty import SimulatedPtyPrinter
from frontdesk.devices.printers.windows_spooler import WindowsPrinter
from tests.devices.printers.cups_service import Cups, running_cups
from tests.devices.printers.usb_printers import Bus, UsbPrinter
from tests.devices.printers.windows_spooler import Queue, Win32Print

Wired = AbstractContextManager[tuple[SimulatedPrinter, ReceiptPrinter]]
_names = (f"q{number}" for number in itertools.count(1))


@contextmanager
def named() -> Iterator[Path]:
    """A name for a pseudo terminal that nobody else's gets when it is gone."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "printer"


@contextmanager
def over_tcp(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
    with SimulatedTcpPrinter(behaviour) as printer:
        yield printer, NetworkPrinter(printer.host, printer.port, profile)


@contextmanager
def over_serial(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
    with named() as link, SimulatedPtyPrinter(behaviour, link) as printer:
        yield printer, SerialPrinter(str(link), 115200, "xonxoff", profile)


@contextmanager
def over_device(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
    with named() as link, SimulatedPtyPrinter(behaviour, link) as printer:
        yield printer, DeviceFilePrinter(str(link), profile)


@contextmanager
def over_libusb(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
    with SimulatedTcpPrinter(behaviour) as printer:
        yield printer, LibusbPrinter("04b8:0e15", profile, Bus(UsbPrinter(printer.port)))


@contextmanager
def over_windows(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
    with SimulatedTcpPrinter(behaviour) as printer, Win32Print(Receipt=Queue(printer.port)) as spooler:
        yield printer, WindowsPrinter("Receipt", profile, spooler)


def over_cups(cups: Cups) -> Callable[[Behaviour, PrinterProfile], Wired]:
    @contextmanager
    def over(behaviour: Behaviour, profile: PrinterProfile) -> Iterator[tuple[SimulatedPrinter, ReceiptPrinter]]:
        with SimulatedTcpPrinter(behaviour) as printer:
            queue = next(_names)
            cups.add(queue, printer.port)
            yield printer, CupsPrinter(queue, profile)
            deadline = time.monotonic() + 3
            while (left := cups.waiting(queue)) and time.monotonic() < deadline:
                time.sleep(0.05)  # a backend takes a moment to end
            assert left == ""  # whatever happened, nothing stays that would print later

    return over


STREAMS: dict[str, Callable[[Behaviour, PrinterProfile], Wired]] = {
    "network": over_tcp,
    "serial": over_serial,
    "usb": over_device,
    "libusb": over_libusb,
}


@contextmanager
def cups_of_its_own() -> Iterator[Cups]:
    with tempfile.TemporaryDirectory(prefix="cups") as folder:
        Path(folder).chmod(0o755)  # its backends run as another user
        with running_cups(Path(folder)) as cups:
            yield cups
