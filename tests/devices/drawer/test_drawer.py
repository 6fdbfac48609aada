"""The drawer: right pulse to the right place, once, in time, never by a reprint; open and shut as they are read."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from frontdesk.app.device_watch import DeviceWatch
from frontdesk.app.drawer_watch import DrawerWatch
from frontdesk.app.print_room import PrintRoom
from frontdesk.cashier.open_drawer import OpenDrawerRequest, open_drawer
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.device_settings import DrawerSettings, PrinterSettings, RouteSettings
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.drawer.pulse import DRAWER_PORT, pulse_by_port, pulse_by_printer, typed_pulse
from frontdesk.devices.printers.drawer_sensor import DrawerState
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.printing.drawer_look import DrawerChanged
from frontdesk.printing.errors import NothingToPrint
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.routing import Routes, routes_for, use_routes
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.cashier.people import open_counter
from tests.devices.displays.pole_screens import until
from tests.ui.conftest import desk, runner  # noqa: F401


class SerialDrawer:
    """A box behind a real pseudo terminal that keeps what it was sent."""

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        self.port = os.ttyname(self._slave)
        self.got = b""
        self._closing = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._closing:
            data = os.read(self._master, 64)
            if not self._closing:
                self.got += data

    def close(self) -> None:
        self._closing = True
        os.write(self._slave, b" ")
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)


@pytest.fixture
def box() -> Iterator[SerialDrawer]:
    found = SerialDrawer()
    yield found
    found.close()
    use_routes(Routes())


def jobs(store: Store) -> list[tuple[str, str, str, str]]:
    with store.read() as connection:
        columns = (PrintJob.kind, PrintJob.printer, PrintJob.state, PrintJob.error)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(PrintJob.id))]


def test_a_serial_drawer_gets_its_byte_once_and_in_time(
    store: Store, actor: Actor, clock: ManualClock, box: SerialDrawer
) -> None:  # K08
    open_counter(store, actor)
    settings = MachineSettings(drawer=DrawerSettings("serial", box.port))
    use_routes(routes_for(settings))
    room = PrintRoom(store, settings)
    room.start()
    open_drawer(store, actor, OpenDrawerRequest("one", "give_change"))
    open_drawer(store, actor, OpenDrawerRequest("one", "give_change"))  # the same press twice
    assert room.wait_idle()
    until(lambda: box.got == b"\x07")
    assert jobs(store) == [("drawer", DRAWER_PORT, "unconfirmed", "")]
    with pytest.raises(NothingToPrint):
        print_again(store, actor, PrintAgainRequest("again", "drawer/opening/1"))
    assert len(jobs(store)) == 1
    room.stop()
    open_drawer(store, actor, OpenDrawerRequest("two", "give_change"))
    clock.advance(seconds=11)
    room = PrintRoom(store, settings)
    room.start()
    assert room.wait_idle()
    room.stop()
    assert box.got == b"\x07"
    assert jobs(store)[1] == ("drawer", DRAWER_PORT, "cancelled", "printer.too_late")


def test_where_the_pulse_goes_and_what_it_is() -> None:
    kitchen = PrinterSettings("kitchen", realtime_drawer=True)
    two = MachineSettings(printers=(PrinterSettings(), kitchen), drawer=DrawerSettings(pin=5))
    assert routes_for(two).drawer_pulse == b"\x1bp\x01\x20\x20"
    assert (
        routes_for(replace(two, routes=(RouteSettings("drawer", "kitchen"),))).drawer_pulse == b"\x10\x14\x01\x01\x01"
    )
    assert pulse_by_printer(2) == b"\x1bp\x00\x20\x20" and pulse_by_printer(2, True) == b"\x10\x14\x01\x00\x01"
    port = DrawerSettings("serial", "COM3", pulse_hex="1B 70 00 19 FA")
    alone = routes_for(MachineSettings(printers=(), drawer=port))
    assert alone.default is None and alone.drawer_pulse == b"\x1bp\x00\x19\xfa"
    assert alone.of("drawer") is not None and alone.of("receipt") is None
    assert pulse_by_port(replace(port, pulse_hex="nonsense")) == b"\x07"
    assert [typed_pulse(text) for text in ("", "0", "xy", "00" * 17, "07")] == [None, None, None, None, b"\x07"]


def test_no_drawer_no_pulse(store: Store, actor: Actor) -> None:
    open_counter(store, actor)
    use_routes(routes_for(MachineSettings(drawer=DrawerSettings("none"))))
    assert open_drawer(store, actor, OpenDrawerRequest("one", "give_change")).opening_id == 1  # noted all the same
    assert jobs(store) == []
    use_routes(Routes())


def test_open_and_shut_are_read_through_the_printer(store: Store, actor: Actor) -> None:
    open_counter(store, actor)
    heard: list[str] = []
    with SimulatedTcpPrinter() as printer:
        address = f"127.0.0.1:{printer.port}"
        described = PrinterSettings(kind="network", address=address, drawer_sensor="high")
        settings = MachineSettings(printers=(described,))
        use_routes(routes_for(settings))
        room = PrintRoom(store, settings, lambda e: heard.append(e.state) if isinstance(e, DrawerChanged) else None)
        room.start()
        until(lambda: heard == ["closed"])
        printer.behaviour = replace(printer.behaviour, drawer_pin_high=True)  # its lock springs at the pulse
        open_drawer(store, actor, OpenDrawerRequest("one", "give_change"))
        until(lambda: heard == ["closed", "open"])
        assert printer.drawer_pulses == 1
        printer.behaviour = replace(printer.behaviour, drawer_pin_high=False)
        until(lambda: heard == ["closed", "open", "closed"])
        room.stop()
    use_routes(Routes())


def test_a_drawer_that_stays_open_is_shown_and_said_after_a_minute(desk: Desk, qtbot: QtBot) -> None:  # noqa: F811
    watch = DeviceWatch(MachineSettings())
    drawer = DrawerWatch(desk, watch)
    watch.drawer_changed.connect(drawer.take)
    drawer.open_changed.connect(watch.take_drawer)
    levels: list[tuple[str, str]] = []
    watch.states_changed.connect(lambda states: levels.append((states[2].level, states[2].word)))
    toasts: list[str] = []
    desk.toast_requested.connect(lambda text, _kind: toasts.append(text))
    assert drawer._reminder.interval() == 60_000
    drawer._reminder.setInterval(30)
    watch.hear_printer(DrawerChanged("another", DrawerState.OPEN))  # nobody's drawer hangs there
    watch.hear_printer(DrawerChanged("receipt", DrawerState.OPEN))
    qtbot.waitUntil(lambda: len(toasts) == 2)  # again while it stays open
    assert levels == [("warn", "开着")]
    watch.hear_printer(DrawerChanged("receipt", DrawerState.CLOSED))
    qtbot.waitUntil(lambda: len(levels) == 2)
    assert levels[1][1] == "" and not drawer._reminder.isActive()
