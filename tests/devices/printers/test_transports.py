"""What is one transport's own: the same bytes by every way, queues that stand still, ports that are somebody else's."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from frontdesk.core.device_settings import CHOICES, PrinterSettings
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.cups import CupsPrinter
from frontdesk.devices.printers.delivery import Delivery, deliver
from frontdesk.devices.printers.device_file import DeviceFilePrinter
from frontdesk.devices.printers.drawer_sensor import drawer_pin, drawer_state, sensor_learnt
from frontdesk.devices.printers.learn import learn
from frontdesk.devices.printers.libusb import LibusbPrinter
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.queue_printer import COMMAND_S
from frontdesk.devices.printers.serial_port import ComPortWire, SerialPrinter, _TtyWire
from frontdesk.devices.printers.simulated import Behaviour, SimulatedTcpPrinter
from frontdesk.devices.printers.simulated_pty import SimulatedPtyPrinter
from frontdesk.devices.printers.stream import HalfWritten
from frontdesk.devices.printers.windows_spooler import WindowsPrinter
from tests.devices.printers.cups_service import Cups
from tests.devices.printers.transports import STREAMS, over_cups, over_windows
from tests.devices.printers.usb_printers import Bus, UsbPrinter
from tests.devices.printers.windows_spooler import PAUSED, PRINTER_OFFLINE, PRINTER_PAPER_OUT, Queue, Win32Print

SHORT = Timeouts(connect_s=0.5, status_s=0.5, stall_s=0.4, fence_s=0.6)
ANSWERS = PrinterProfile(timeouts=SHORT)
MUTE = PrinterProfile(acknowledges="none", answers_status=False, timeouts=replace(SHORT, stall_s=5, fence_s=5))
QUEUED = PrinterProfile(timeouts=replace(SHORT, connect_s=1.5, stall_s=1))
EVERY_BYTE = bytes(range(256)) * 40 + b"\r\n\x11\x13\x03\x04\x1a\x00"


def came_to(found: Delivery) -> str:
    return f"{found.outcome} {found.error}".strip()


def nothing() -> None:
    pass


def test_every_transport_hands_over_the_same_bytes(cups: Cups) -> None:
    for name, wired in (*STREAMS.items(), ("cups", over_cups(cups)), ("windows", over_windows)):
        with wired(simulated.SILENT, MUTE) as (simulated_printer, printer):
            assert came_to(deliver(printer, EVERY_BYTE, nothing)) == "unconfirmed", name
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline and not any(each.ended for each in simulated_printer.connections):
                time.sleep(0.01)
            assert [bytes(each.received) for each in simulated_printer.connections] == [EVERY_BYTE], name


def test_a_wait_is_broken_off_from_another_thread(cups: Cups) -> None:
    patient = PrinterProfile(timeouts=Timeouts(fence_s=30))
    for name, wired in (*STREAMS.items(), ("cups", over_cups(cups)), ("windows", over_windows)):
        with wired(simulated.STALLS, patient) as (_, printer):
            timer = threading.Timer(0.4, printer.interrupt)
            start = time.monotonic()
            assert deliver(printer, b"x" * 400, timer.start).outcome == "uncertain", name
            assert time.monotonic() - start < 4, name
            timer.join()


def side_by_side(tries: Callable[[str], None]) -> None:
    with ThreadPoolExecutor(len(STREAMS)) as pool:
        list(pool.map(tries, STREAMS))


def test_what_a_printer_answers_is_learnt() -> None:
    def tries(transport: str) -> None:
        for behaviour, answers_status, acknowledges in (
            (simulated.GOOD, True, "process-id"),
            (simulated.SENSOR_ONLY, True, "transmit-status"),
            (simulated.SILENT, False, "none"),
        ):
            forgetful = replace(MUTE, timeouts=SHORT)  # what an earlier set-up believed doesn't count
            with STREAMS[transport](behaviour, forgetful) as (simulated_printer, printer):
                profile = learn(printer, patience_s=0.3)
                assert (profile.answers_status, profile.acknowledges) == (answers_status, acknowledges), transport
                assert simulated_printer.jobs == []

    side_by_side(tries)


def test_a_drawer_is_read_through_its_printer() -> None:
    def tries(transport: str) -> None:
        with STREAMS[transport](Behaviour(drawer_pin_high=True), ANSWERS) as (simulated_printer, printer):
            assert (drawer_pin(printer), drawer_state(printer)) == (True, "unknown")  # no switch has been learnt
            printer.profile = replace(ANSWERS, drawer_sensor="high")
            assert drawer_state(printer) == "open"
            printer.profile = replace(ANSWERS, drawer_sensor="low")
            assert drawer_state(printer) == "closed"
            simulated_printer.change(drawer_pin_high=False, answers_status=False)  # GS r 2 is left
            assert drawer_state(printer) == "open"
            simulated_printer.change(knows_sensor=False)
            assert drawer_state(printer) == "unknown"
            simulated_printer.change(listens=False)
            assert drawer_state(printer) == "unknown"

    side_by_side(tries)


def test_a_switch_shows_by_two_readings_that_differ() -> None:
    assert sensor_learnt(while_closed=False, while_open=True) == "high"
    assert sensor_learnt(while_closed=True, while_open=False) == "low"
    assert sensor_learnt(while_closed=True, while_open=True) == "none"
    assert sensor_learnt(while_closed=None, while_open=True) == "none"


def test_a_queue_has_nothing_to_learn_and_nothing_to_read(cups: Cups) -> None:
    for wired in (over_cups(cups), over_windows):
        with wired(simulated.GOOD, ANSWERS) as (simulated_printer, printer):
            profile = learn(printer)
            assert (profile.answers_status, profile.acknowledges) == (False, "none")
            assert drawer_pin(printer) is None
            assert simulated_printer.connections == []


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        (["cupsdisable {q}"], "refused printer.queue_stopped"),
        (["cupsreject {q}"], "refused printer.queue_stopped"),
        (["lpadmin -x {q}"], "refused printer.queue_missing"),
        (["then", "cupsdisable {q}"], "refused printer.send_failed"),
        (["then", "cupsreject {q}"], "refused printer.send_failed"),
        (["then", "lpadmin -x {q}"], "refused printer.send_failed"),
    ],
)
def test_a_queue_of_cups_that_stands_still(cups: Cups, commands: list[str], expected: str) -> None:
    def act() -> None:
        for command in commands:
            if command != "then":
                cups.tell(*command.format(q=printer.name).split())  # type: ignore[attr-defined]

    later = commands[0] == "then"
    with over_cups(cups)(simulated.GOOD, QUEUED) as (simulated_printer, printer):
        if not later:
            act()
        assert came_to(deliver(printer, b"x", act if later else nothing)) == expected
        assert simulated_printer.connections == []


def test_a_queue_of_cups_removed_and_a_cups_that_hangs_under_a_job(cups: Cups) -> None:
    patient = replace(QUEUED, timeouts=replace(QUEUED.timeouts, stall_s=2, fence_s=1))

    @contextmanager
    def removed(queue: str) -> Iterator[None]:
        cups.tell("lpadmin", "-x", queue)
        yield

    @contextmanager
    def hanging(queue: str) -> Iterator[None]:
        with cups.hanging():
            yield
        cups.tell("cancel", "-a", queue)  # nobody could, as long as it hung

    for misfortune in (removed, hanging):
        with over_cups(cups)(simulated.STALLS, patient) as (printer, transport), ThreadPoolExecutor(1) as pool:
            assert isinstance(transport, CupsPrinter)
            delivery = pool.submit(deliver, transport, b"x" * 400, nothing)
            deadline = time.monotonic() + 5
            while not printer.connections and time.monotonic() < deadline:
                time.sleep(0.01)
            start = time.monotonic()
            with misfortune(transport.name):
                assert delivery.result(10).outcome == "uncertain"
            assert time.monotonic() - start < 2 + 1 + COMMAND_S + 1


def test_a_cups_that_hangs_or_is_not_there(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    with over_cups(cups)(simulated.GOOD, QUEUED) as (simulated_printer, printer):
        with cups.hanging():
            start = time.monotonic()
            assert came_to(deliver(printer, b"x", nothing)) == "refused printer.unreachable"
            assert time.monotonic() - start < 4
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("CUPS_SERVER", str(cups.folder / "nowhere"))
            assert came_to(deliver(printer, b"x", nothing)) == "refused printer.unreachable"
            elsewhere.setenv("PATH", str(cups.folder))
            assert came_to(deliver(printer, b"x", nothing)) == "refused printer.unreachable"
        assert simulated_printer.connections == []
    for name in ("", "-h", "no such queue"):
        assert came_to(deliver(CupsPrinter(name, QUEUED), b"x", nothing)) == "refused printer.queue_missing"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": PAUSED}, "refused printer.queue_stopped"),
        ({"status": PRINTER_PAPER_OUT}, "refused printer.paper_out"),
        ({"status": PRINTER_OFFLINE}, "refused printer.offline"),
        ({"attributes": 0x400}, "refused printer.offline"),
        ({"may": False}, "refused printer.no_permission"),
        ({"prints": False}, "refused printer.send_failed"),
        ({"port": 9}, "uncertain printer.no_answer"),
    ],
)
def test_a_queue_of_windows_that_stands_still(change: dict[str, Any], expected: str) -> None:
    with SimulatedTcpPrinter() as printer, Win32Print(Receipt=Queue(**{"port": printer.port} | change)) as spooler:
        found = deliver(WindowsPrinter("Receipt", ANSWERS, spooler), b"x", nothing)
        assert came_to(found) == expected
        deadline = time.monotonic() + 1
        while spooler.queues["Receipt"].jobs and time.monotonic() < deadline:
            time.sleep(0.01)
        assert spooler.queues["Receipt"].jobs == []
        assert printer.connections == []


def test_a_spooler_that_hangs_or_is_not_there() -> None:
    with SimulatedTcpPrinter() as printer, Win32Print(Receipt=Queue(printer.port)) as spooler:
        transport = WindowsPrinter("Receipt", ANSWERS, spooler)
        assert came_to(deliver(transport, b"x", spooler.hangs.set)) == "uncertain printer.cut_off"
        start = time.monotonic()
        assert came_to(deliver(transport, b"x", nothing)) == "refused printer.unreachable"
        assert time.monotonic() - start < 1
        spooler.hangs.clear()
        assert (
            came_to(deliver(WindowsPrinter("Bar", ANSWERS, spooler), b"x", nothing)) == "refused printer.queue_missing"
        )
    assert came_to(deliver(WindowsPrinter("Receipt", ANSWERS), b"x", nothing)) == "refused printer.unreachable"


def test_a_serial_printer_says_wait_and_go_on() -> None:
    with SimulatedPtyPrinter() as printer:
        transport = SerialPrinter(printer.path, profile=replace(MUTE, timeouts=SHORT))

        def wait() -> None:
            os.write(printer._master, b"\x13")  # type: ignore[arg-type]

        def go_on() -> None:
            os.write(printer._master, b"\x11")  # type: ignore[arg-type]

        assert came_to(deliver(transport, b"x" * 400, wait)) == "refused printer.send_failed"
        assert printer.jobs == []
        assert came_to(deliver(transport, b"x" * 400, go_on)) == "unconfirmed"


def test_one_program_at_a_time_has_a_serial_port() -> None:
    with SimulatedPtyPrinter() as printer:
        first = SerialPrinter(printer.path, profile=ANSWERS)
        first.open(1)
        assert came_to(deliver(SerialPrinter(printer.path, profile=ANSWERS), b"x", nothing)) == (
            "refused printer.unreachable"
        )
        first.close()
        assert came_to(deliver(SerialPrinter(printer.path, profile=ANSWERS), b"x", nothing)) == "done"


def test_a_plug_that_is_pulled_and_put_back(tmp_path: Path) -> None:
    link = tmp_path / "printer"
    for make in (SerialPrinter, DeviceFilePrinter):
        with SimulatedPtyPrinter(link=link) as printer:
            transport: Any = make(str(link), profile=ANSWERS)
            assert came_to(deliver(transport, b"one", nothing)) == "done"
            printer.change(listens=False)
            assert came_to(deliver(transport, b"two", nothing)) == "refused printer.unreachable"
            printer.change(listens=True)
            pull = lambda printer=printer: printer.change(listens=False)  # noqa: E731
            assert came_to(deliver(transport, b"two", pull)) == "refused printer.send_failed"
            printer.change(listens=True)
            assert came_to(deliver(transport, b"two", nothing)) == "done"
            assert printer.jobs == [b"one", b"two"]


class Port:
    """A serial port as pyserial has it, with lines that a pseudo terminal lacks."""

    def __init__(self, dsr: bool = True) -> None:
        self.dsr = dsr
        self.out_waiting = 0
        self.in_waiting = 0
        self.write_timeout: float | None = None
        self.reading, self.writing = os.pipe()
        self.stuck = False

    def fileno(self) -> int:
        return self.writing

    def write(self, data: bytes) -> int:
        import serial

        assert self.write_timeout  # without one a write blocks for ever
        if self.stuck:
            raise serial.SerialTimeoutException("Write timeout")
        return os.write(self.writing, data)


def test_busy_lines_are_watched_where_the_system_does_not() -> None:
    port = Port(dsr=False)
    wire = _TtyWire(port, watches_dsr=True)
    start = time.monotonic()
    assert wire.write(b"x" * 400, 0.1) == 0
    assert 0.1 <= time.monotonic() - start < 0.5
    port.dsr = True
    assert wire.write(b"x" * 400, 0.1) == 64  # no more than a printer takes after it said "busy"


def test_a_com_port_has_a_write_timeout_and_admits_what_it_does_not_know() -> None:
    port = Port()
    wire = ComPortWire(port)
    assert wire.write(b"x" * 400, 0.0) == 64
    assert wire.read(0.02) == b""
    port.stuck = True
    with pytest.raises(HalfWritten):
        wire.write(b"x", 0.1)


def test_a_usb_printer_among_two_alike_and_the_kernels_driver_given_back() -> None:
    with SimulatedTcpPrinter() as one, SimulatedTcpPrinter() as two:
        bus = Bus(UsbPrinter(one.port, serial="A1"), UsbPrinter(two.port, serial="A2", kernel_driver=False))
        assert came_to(deliver(LibusbPrinter("04b8:0e15:A2", ANSWERS, bus), b"x", nothing)) == "done"
        assert (one.jobs, two.jobs) == ([], [b"x"])
        assert came_to(deliver(LibusbPrinter("04b8:0e15:A1", ANSWERS, bus), b"y", nothing)) == "done"
        assert (one.jobs, two.jobs) == ([b"y"], [b"x"])
        assert [(each.put_aside, each.kernel_driver, each.claimed) for each in bus.printers] == [
            (1, True, False),
            (0, False, False),
        ]
        bus.printers[0].port_status = 0x38
        mute = LibusbPrinter("04b8:0e15:A1", MUTE, bus)
        assert came_to(deliver(mute, b"y", nothing)) == "refused printer.paper_out"  # the port knows that much
        for address in ("04b8:0e15:A3", "04b8:0e16", "04b8", "lp0", ""):
            assert (
                came_to(deliver(LibusbPrinter(address, ANSWERS, bus), b"x", nothing)) == "refused printer.unreachable"
            )
        bus.printers[0].allowed = False
        found = deliver(LibusbPrinter("04b8:0e15", ANSWERS, bus), b"x", nothing)
        assert came_to(found) == "refused printer.no_permission"


def test_nobodys_file_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"mine")
    assert came_to(deliver(DeviceFilePrinter(str(file), ANSWERS), b"x", nothing)) == "refused printer.unreachable"
    assert file.read_bytes() == b"mine"


def test_a_device_that_takes_nothing_more(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    transport = DeviceFilePrinter(str(tmp_path / "lp0"), replace(MUTE, timeouts=SHORT))
    start = time.monotonic()
    found = deliver(transport, b"x" * 200_000, nothing)
    assert (found.outcome, found.error, found.state) == ("uncertain", "printer.cut_off", PrinterState.OFFLINE)
    assert 0.4 <= time.monotonic() - start < 1


@pytest.mark.parametrize(
    ("kind", "address", "of"),
    [
        ("network", "10.0.0.9:9101", NetworkPrinter),
        ("usb", "/dev/usb/lp0", DeviceFilePrinter),
        ("libusb", "04b8:0e15", LibusbPrinter),
        ("serial", "COM3", SerialPrinter),
        ("cups", "receipt", CupsPrinter),
        ("windows", "EPSON TM-T20III", WindowsPrinter),
    ],
)
def test_the_settings_choose_and_an_absent_printer_is_refused(kind: str, address: str, of: Callable[..., Any]) -> None:
    assert kind in CHOICES[PrinterSettings]["kind"]
    printer = printer_for(PrinterSettings(kind=kind, address=address, columns=32, drawer_sensor="low"))
    assert isinstance(printer, of)  # type: ignore[arg-type]
    assert (printer.profile.columns, printer.profile.drawer_sensor) == (32, "low")
    if kind != "network":
        assert deliver(printer, b"x", nothing).outcome == "refused"
    assert deliver(printer_for(PrinterSettings(kind=kind, address="")), b"x", nothing).outcome == "refused"
