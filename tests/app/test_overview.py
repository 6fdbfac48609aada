"""The overview of devices: live states, probes, what is remembered, and trying each device for real (K03)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from frontdesk.app.device_log import DeviceLog
from frontdesk.app.devices.overview_tab import OverviewTab
from frontdesk.app.window.model import DeviceState
from frontdesk.core.clock import ManualClock
from frontdesk.core.device_settings import DrawerSettings, PrinterSettings
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.ui.desk import Desk
from tests.app.clerk import Clerk, Gym, open_counter
from tests.ui.conftest import desk, runner  # noqa: F401


@pytest.fixture
def tcp() -> Iterator[SimulatedTcpPrinter]:
    with SimulatedTcpPrinter() as printer:
        yield printer


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, tmp_path: Path, tcp: SimulatedTcpPrinter) -> OverviewTab:  # noqa: F811
    set_language("en")
    printers = (PrinterSettings(), PrinterSettings("bar", "network", f"127.0.0.1:{tcp.port}"))
    desk.settings = replace(desk.settings, printers=printers, drawer=DrawerSettings("serial", "/dev/ttyNOT0"))
    found = OverviewTab(desk, tmp_path)
    found.resize(1200, 600)
    qtbot.addWidget(found)
    found.show()
    return found


def settled(qtbot: QtBot, tab: OverviewTab) -> None:
    qtbot.waitUntil(lambda: tab.desk.runner.pending() == 0, timeout=15_000)


def test_every_device_is_told_of_and_can_be_copied(qtbot: QtBot, tab: OverviewTab) -> None:
    tab.reload()
    settled(qtbot, tab)
    lines = tab.lines
    assert {"reader", "printer:receipt", "printer:bar", "drawer", "pole", "voice", "database", "disk"} <= set(lines)
    assert lines["drawer"].state.text() == "Out of order" and "/dev/ttyNOT0" in lines["drawer"].found.text()
    assert lines["drawer"].todo.text() and "last error" not in lines["drawer"].history.text()
    assert "last OK" in lines["database"].history.text() and not lines["database"].test.isVisible()
    tab.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "/dev/ttyNOT0" in copied and len(copied.splitlines()) == len(lines)


def test_a_test_print_tells_what_came_of_it(qtbot: QtBot, tab: OverviewTab, tcp: SimulatedTcpPrinter) -> None:
    tab.reload()
    settled(qtbot, tab)
    tab.lines["printer:bar"].test.click()
    settled(qtbot, tab)
    assert len(tcp.jobs) == 1 and "tested 09:00" in tab.lines["printer:bar"].history.text()
    assert tab.desk.tested_words().endswith("09:00")
    tcp.stop()
    tab.lines["printer:bar"].test.click()
    settled(qtbot, tab)
    assert "tested in vain 09:00" in tab.lines["printer:bar"].history.text()
    assert tab.lines["printer:bar"].test.isEnabled() and "(failed)" in tab.desk.tested_words()


def test_an_error_is_remembered_after_it_is_gone(tab: OverviewTab, clock: ManualClock) -> None:
    log = tab.log
    log.take_states([DeviceState("reader", "bad", "", "No reader", "Plug it in")])
    assert tab.lines["reader"].found.text() == "No reader" and tab.lines["reader"].todo.text() == "Plug it in"
    clock.advance(minutes=5)
    log.take_states([DeviceState("reader", "bad", "", "No reader", "Plug it in")])
    assert log.remembered("reader").error_at < log._desk.store.clock.now().isoformat()
    log.take_states([DeviceState("reader", "ok")])
    assert tab.lines["reader"].history.text() == "last OK 09:05 · last error 09:00: No reader"


def test_a_tap_and_a_drawer_are_tried_at_a_running_counter(gym: Gym, tmp_path: Path, tcp: SimulatedTcpPrinter) -> None:
    settings = MachineSettings(
        language="en",
        reader="simulated",
        auto_lock_s=110,
        printers=(PrinterSettings("receipt", "network", f"127.0.0.1:{tcp.port}"),),
    )
    with open_counter(gym, tmp_path, settings=settings, on_screen=False) as clerk:
        clerk.unlock()
        page = clerk.go("devices", tab="overview")
        tab = page.tab("overview")
        assert DeviceLog.of(clerk.counter.desk) is tab.log
        clerk.wait(lambda: tab.lines["printer:receipt"].state.text() == "OK", "the printer to be heard of")
        tab.lines["reader"].test.click()
        clerk.tap(gym.wang)
        assert "tested 09:00" in tab.lines["reader"].history.text()
        assert clerk.window.shell.current() is page  # the test's tap is nobody's arrival
        open_the_drawer(clerk, tab)
        clerk.wait(lambda: tcp.drawer_pulses == 1, "the pulse")
        opening = clerk.go("handover").opening
        assert "Tested" in opening.tested.text()
    with gym.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM drawer_openings").scalar() == 1


def open_the_drawer(clerk: Clerk, tab: OverviewTab) -> None:
    tab.lines["drawer"].test.click()
    clerk.rest()
    clerk.dialog().confirm()  # type: ignore[attr-defined]
    clerk.rest()
    clerk.wait(lambda: "tested" in tab.lines["drawer"].history.text(), "the drawer's test")
