"""What can be set up is found, and whatever hangs is left behind."""

import threading
import time
from pathlib import Path

import pytest

from frontdesk.devices.printers import find as finding
from frontdesk.devices.printers.find import FoundPrinter, find, find_at, find_network
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from tests.devices.printers.cups_service import Cups
from tests.devices.printers.usb_printers import Bus, UsbPrinter
from tests.devices.printers.windows_spooler import Queue, Win32Print


def test_the_kernels_usb_printers_by_what_they_say_of_themselves(tmp_path: Path) -> None:
    devices, classes = tmp_path / "dev", tmp_path / "sys"
    (classes / "lp0" / "device").mkdir(parents=True)
    (classes / "lp0" / "device" / "ieee1284_id").write_text("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;\n")
    devices.mkdir()
    for name in ("lp0", "lp1", "hiddev0"):
        (devices / name).touch()
    assert finding.usb_files(devices, classes) == [
        FoundPrinter("usb", f"{devices}/lp0", "EPSON TM-T20III"),
        FoundPrinter("usb", f"{devices}/lp1", f"{devices}/lp1"),
    ]
    assert finding.usb_files(tmp_path / "none", classes) == []


def test_usb_devices_of_the_printer_class_two_alike_by_their_serial_numbers() -> None:
    bus = Bus(
        UsbPrinter(1, serial="A1"),
        UsbPrinter(1, serial="A2"),
        UsbPrinter(1, serial="B1", product=0x0202),
        UsbPrinter(1, serial="C1", product=0x0203, allowed=False),
        UsbPrinter(1, serial="D1", vendor=0x046D, interface_class=3),
    )
    assert finding.libusb_devices(bus) == [
        FoundPrinter("libusb", "04b8:0e15:A1", "EPSON TM-T20III A1"),
        FoundPrinter("libusb", "04b8:0e15:A2", "EPSON TM-T20III A2"),
        FoundPrinter("libusb", "04b8:0202", "EPSON TM-T20III"),
        FoundPrinter("libusb", "04b8:0203", "04b8:0203"),
    ]


def test_queues_of_cups_and_a_cups_that_hangs(cups: Cups) -> None:
    cups.add("收银", 9)
    assert FoundPrinter("cups", "收银", "收银 (socket://127.0.0.1:9)") in find(timeout_s=5).printers
    with cups.hanging():
        start = time.monotonic()
        found = find(timeout_s=0.4)
        assert time.monotonic() - start < 1
    assert found.unanswered == ("cups",)


def test_printers_of_windows() -> None:
    spooler = Win32Print(Receipt=Queue(9), Kitchen=Queue(9))
    assert finding.windows_printers(spooler) == [
        FoundPrinter("windows", "Kitchen", "Kitchen"),
        FoundPrinter("windows", "Receipt", "Receipt"),
    ]
    with pytest.raises(OSError):  # there is none on this machine, and nothing breaks for it
        finding.windows_printers()
    assert find(sources={"windows": finding.windows_printers}).printers == ()


def test_each_place_is_asked_beside_the_others() -> None:
    forever = threading.Event()
    port = FoundPrinter("serial", "COM3", "COM3")
    start = time.monotonic()

    def hang() -> list[FoundPrinter]:
        forever.wait(5)
        return [port]

    found = find(0.3, {"a": hang, "serial": lambda: [port]})
    forever.set()
    assert (found.printers, found.unanswered) == ((port,), ("a",))
    assert time.monotonic() - start < 1


def test_the_network_is_tried_where_it_is_asked_for_and_nothing_is_sent() -> None:
    with SimulatedTcpPrinter() as printer:
        there = FoundPrinter("network", f"127.0.0.1:{printer.port}", "127.0.0.1")
        assert find_at(f"127.0.0.1:{printer.port}") == there
        assert find_network("127.0.0.0/28", printer.port) == [there]
        assert "network" not in {each.kind for each in find().printers}
    assert [bytes(each.received) for each in printer.connections] in ([b"", b""], [b""])
    assert find_at("127.0.0.1:1") is None
    assert find_at("x" * 300) is None


@pytest.mark.parametrize("subnet", ["10.0.0.0/8", "8.8.8.0/24", "printer", ""])
def test_no_more_than_a_shops_network_is_tried(subnet: str) -> None:
    with pytest.raises(ValueError):
        find_network(subnet)
