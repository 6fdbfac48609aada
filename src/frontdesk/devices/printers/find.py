"""What printers this machine could use: looked for when somebody sets one up, never by itself.

Each place is asked in a thread of its own and given a time limit: a hanging CUPS must not hang the window.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontdesk.devices.practice import refuse_in_practice
from frontdesk.devices.printers.choose import DEFAULT_PORT, host_and_port
from frontdesk.devices.printers.cups import run_cups
from frontdesk.devices.printers.libusb import printer_interfaces, serial_number, text_of
from frontdesk.devices.printers.windows_spooler import Spooler, system_spooler

_MOST_ADDRESSES = 256
_AT_ONCE = 32
_LOCAL_AND_CONNECTED = 2 | 4
_NAMES_ONLY = 4
"""EnumPrinters's level that asks no other machine."""


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A printer, or a port with perhaps a printer on it: `kind` and `address` as in `PrinterSettings`."""

    kind: str
    address: str
    name: str
    """What the system calls it; the address if it has no name."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; `unanswered` names the kinds whose system did not answer in time."""

    printers: tuple[FoundPrinter, ...]
    unanswered: tuple[str, ...]


Source = Callable[[], list[FoundPrinter]]


def find(timeout_s: float = 3.0, sources: dict[str, Source] | None = None) -> Findings:
    """Everything on this machine, within `timeout_s`: USB, serial ports, queues. Never the network."""
    asked = sources if sources is not None else SOURCES
    answers: queue.SimpleQueue[tuple[str, list[FoundPrinter]]] = queue.SimpleQueue()

    def ask(kind: str, source: Source) -> None:
        found: list[FoundPrinter] = []
        try:
            found = source()
        except OSError:
            pass  # this machine has no such thing
        finally:
            answers.put((kind, found))

    for kind, source in asked.items():
        threading.Thread(target=ask, args=(kind, source), name=f"find-{kind}", daemon=True).start()
    by_kind: dict[str, list[FoundPrinter]] = {}
    deadline = time.monotonic() + timeout_s
    while len(by_kind) < len(asked):
        try:
            kind, found = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        by_kind[kind] = found
    printers = tuple(printer for kind in asked for printer in by_kind.get(kind, ()))
    return Findings(printers, tuple(kind for kind in asked if kind not in by_kind))


def usb_files(devices: Path = Path("/dev/usb"), classes: Path = Path("/sys/class/usbmisc")) -> list[FoundPrinter]:
    """The kernel's USB printers (Linux), by what each says of itself (IEEE 1284 device id)."""
    return [
        FoundPrinter("usb", str(path), _ieee1284_name(classes / path.name / "device" / "ieee1284_id") or str(path))
        for path in sorted(devices.glob("lp*"))
    ]


def libusb_devices(backend: Any = None) -> list[FoundPrinter]:
    """USB devices of the printer class; the serial number is part of the address where two are alike."""
    import usb.core

    try:
        devices = list(usb.core.find(find_all=True, backend=backend, custom_match=_is_printer))
    except usb.core.NoBackendError:
        return []
    alike = Counter((each.idVendor, each.idProduct) for each in devices)
    found = []
    for device in devices:
        address = f"{device.idVendor:04x}:{device.idProduct:04x}"
        serial = serial_number(device) if alike[device.idVendor, device.idProduct] > 1 else ""
        name = " ".join(filter(None, (text_of(device, "manufacturer"), text_of(device, "product"), serial)))
        found.append(FoundPrinter("libusb", f"{address}:{serial}" if serial else address, name or address))
    return found


def serial_ports() -> list[FoundPrinter]:
    """The serial ports, whatever is plugged into them."""
    from serial.tools import list_ports

    return [FoundPrinter("serial", str(each.device), _port_name(each)) for each in sorted(list_ports.comports())]


def cups_queues() -> list[FoundPrinter]:
    """CUPS's own queues. Not ``lpstat -e``: it adds office printers seen on the network, which take no raw jobs."""
    listed = run_cups("lpstat", "-v").stdout
    return [
        FoundPrinter("cups", name, f"{name} ({uri})")
        for name, uri in re.findall(r"^device for (.+?): (\S+)$", listed, re.MULTILINE)
    ]


def windows_printers(spooler: Spooler | None = None) -> list[FoundPrinter]:
    """Windows's printers, by name."""
    spooler = spooler or system_spooler()
    try:
        listed = spooler.EnumPrinters(_LOCAL_AND_CONNECTED, None, _NAMES_ONLY)
    except spooler.error as error:
        raise OSError(str(error)) from error
    names = sorted(str(each["pPrinterName"]) for each in listed)
    return [FoundPrinter("windows", name, name) for name in names]


SOURCES: dict[str, Source] = (
    {"windows": windows_printers, "serial": serial_ports, "libusb": libusb_devices}
    if sys.platform == "win32"
    else {"usb": usb_files, "libusb": libusb_devices, "serial": serial_ports, "cups": cups_queues}
)


def find_at(address: str, timeout_s: float = 1.0) -> FoundPrinter | None:
    """Whether something takes connections at ``host`` or ``host:port`` (9100); nothing is sent to it.

    Raises DeviceInPractice while somebody practises (K01).
    """
    refuse_in_practice("printer")
    host, port = host_and_port(address)
    try:
        with socket.create_connection((host, port), timeout_s):
            return FoundPrinter("network", host if port == DEFAULT_PORT else f"{host}:{port}", host)
    except (OSError, UnicodeError):
        return None


def find_network(subnet: str, port: int = DEFAULT_PORT, timeout_s: float = 0.5) -> list[FoundPrinter]:
    """Try every address of a small private network, as ``192.168.1.0/24``; only when somebody asks for it.

    Takes some seconds for 254 addresses. Raises ValueError for what is no network, not private, or larger than /24.
    """
    network = ipaddress.IPv4Network(subnet, strict=False)
    if not network.is_private or network.num_addresses > _MOST_ADDRESSES:
        raise ValueError(f"{subnet} is not a private network of at most {_MOST_ADDRESSES} addresses")
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="find-network") as pool:
        found = pool.map(lambda host: find_at(f"{host}:{port}", timeout_s), network.hosts())
        return [each for each in found if each is not None]


def _is_printer(device: Any) -> bool:
    try:
        return any(printer_interfaces(device))
    except OSError:  # unplugged while we look, or not ours to look at
        return False


def _ieee1284_name(path: Path) -> str:
    try:
        said = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = dict(field.split(":", 1) for field in said.split(";") if ":" in field)
    maker = fields.get("MFG") or fields.get("MANUFACTURER") or ""
    model = fields.get("MDL") or fields.get("MODEL") or ""
    return (fields.get("DES") or fields.get("DESCRIPTION") or f"{maker} {model}").strip()


def _port_name(port: Any) -> str:
    described = str(port.description or "")
    return str(port.device) if described in ("", "n/a") else f"{port.device} ({described})"
