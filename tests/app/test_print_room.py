"""Several printers behind the real window: exchanged while it stands, told of before slips pile up, worked by keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from frontdesk.app.devices.queue_tab import QueueTab
from frontdesk.cashier.asked import TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.device_settings import PrinterSettings, RouteSettings
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.simulated import Behaviour, SimulatedTcpPrinter
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.printing.queries import Job, jobs_of
from frontdesk.printing.routing import Routes, use_routes
from frontdesk.store.store import Store
from tests.app.clerk import Clerk, furnish
from tests.cashier.asking import ask, goods
from tests.flows.live_counter import live_counter, serve
from tests.people import OWNER
from tests.printing.escpos_decoder import decode


@pytest.fixture(autouse=True)
def routes_as_before(qapp: object) -> Iterator[None]:
    yield
    use_routes(Routes())


@pytest.fixture
def clerk(store: Store, tmp_path: Path) -> Iterator[Clerk]:
    gym = furnish(store)
    gym.open_shift()
    with live_counter(store, gym, tmp_path, reader=SimulatedReader(store.clock)) as found:
        yield found


def printer(name: str, at: SimulatedTcpPrinter, columns: int = 48) -> PrinterSettings:
    return PrinterSettings(name=name, kind="network", address=f"{at.host}:{at.port}", columns=columns)


def use(clerk: Clerk, *printers: PrinterSettings, fallback: str = "", routes: tuple[RouteSettings, ...] = ()) -> None:
    """As when somebody saves other printers."""
    desk = clerk.counter.desk
    desk.settings = replace(desk.settings, printers=printers, fallback_printer=fallback, routes=routes)
    desk.notify("settings")
    serve(lambda: desk.runner.pending() == 0, "the printers are exchanged")


def sell_water(store: Store) -> str:
    return sell(store, OWNER, ask(goods("water"), TenderAsk("wechat", 300))).number


def slip(store: Store, number: str) -> Job:
    with store.read() as connection:
        return jobs_of(connection, f"receipt/{number}")[0]


@pytest.fixture
def said(clerk: Clerk) -> list[str]:
    found: list[str] = []
    clerk.counter.desk.toast_requested.connect(lambda text, _kind: found.append(text))
    return found


def test_printers_are_exchanged_while_the_window_stands(store: Store, clerk: Clerk) -> None:
    first = sell_water(store)
    assert slip(store, first).state == "cancelled"  # no printer yet
    with SimulatedTcpPrinter(Behaviour(bytes_per_s=5_000)) as front, SimulatedTcpPrinter() as bar:
        use(clerk, printer("receipt", front))
        second = sell_water(store)
        serve(lambda: slip(store, second).state == "sending", "its first bytes")
        use(clerk, printer("bar", bar, columns=32))  # the slip in hand is finished
        assert slip(store, second).state == "done"
        third = sell_water(store)
        serve(lambda: slip(store, third).state == "done", "the other printer's slip")
        assert [worker.name for worker in clerk.counter.print_room.workers] == ["bar"]
        assert (len(front.jobs), len(bar.jobs)) == (1, 1)
        assert max(len(line.text.encode("gbk")) * line.wide for line in decode(bar.jobs[0]).lines) <= 32
        use(clerk)
        assert slip(store, sell_water(store)).state == "cancelled"
        assert clerk.counter.window.shell.top.devices.chip("printer").state.level == "off"


def test_somebody_is_told_before_slips_pile_up(store: Store, clerk: Clerk, said: list[str]) -> None:
    with SimulatedTcpPrinter() as front, SimulatedTcpPrinter() as bar:
        use(clerk, printer("receipt", front), printer("吧台", bar))
        chip = clerk.counter.window.shell.top.devices.chip
        serve(lambda: chip("printer").state.level == "ok", "both are well")
        assert not said
        bar.behaviour = simulated.NEAR_END
        clerk.counter.print_room.retry_now()  # the look that comes by itself every half minute
        serve(lambda: chip("printer").state.level == "warn", "paper runs low")
        bar.behaviour = simulated.REFUSES
        clerk.counter.print_room.retry_now()
        serve(lambda: chip("printer").state.level == "bad", "it is gone")
        state = chip("printer").state
        assert (state.word, state.problem) == ("未连接", "吧台：未连接")
        assert chip("drawer").state.level == "ok"  # its cable ends in the other printer
        assert len(said) == 2 and all("吧台" in each for each in said)
        for behaviour in (simulated.GOOD, simulated.REFUSES):  # a loose cable says no more for now
            bar.behaviour = behaviour
            heard = clerk.counter.print_room.heard("吧台")
            clerk.counter.print_room.retry_now()
            serve(lambda before=heard: clerk.counter.print_room.heard("吧台") is not before, "the next look")
        assert len(said) == 2
        chip("printer").click()
        QTest.mouseClick(clerk.find("device.action.printer"), Qt.MouseButton.LeftButton)
        serve(lambda: getattr(clerk.counter.window.shell.current(), "key", "") == "devices", "the print queue")


def test_a_slip_from_the_stand_in_is_announced(store: Store, clerk: Clerk, said: list[str]) -> None:
    with SimulatedTcpPrinter(simulated.PAPER_OUT) as front, SimulatedTcpPrinter() as bar:
        use(clerk, printer("receipt", front), printer("吧台", bar), fallback="吧台")
        serve(lambda: clerk.counter.print_room.heard("receipt") is PrinterState.PAPER_OUT, "no paper")
        number = sell_water(store)
        serve(lambda: slip(store, number).state == "done", "its slip")
        serve(lambda: bool(said), "where it came out")
        assert len(bar.jobs) == 1
        assert [each for each in said if number in each and "吧台" in each and "缺纸" in each] == said
        # The routes can be changed without touching a printer.
        front.behaviour = simulated.GOOD
        use(clerk, printer("receipt", front), printer("吧台", bar), routes=(RouteSettings("receipt", "吧台"),))
        number = sell_water(store)
        serve(lambda: slip(store, number).state == "done", "its slip")
        assert (len(front.jobs), len(bar.jobs)) == (0, 2)


def test_a_clerk_moves_what_waits_by_keys(store: Store, clerk: Clerk, said: list[str]) -> None:
    with SimulatedTcpPrinter(simulated.PAPER_OUT) as front, SimulatedTcpPrinter() as bar:
        use(clerk, printer("receipt", front), printer("bar", bar, columns=32))
        numbers = [sell_water(store) for _ in range(3)]
        serve(lambda: slip(store, numbers[0]).state == "refused", "no paper")
        clerk.counter.desk.open_page("devices", tab="queue")
        tab = clerk.counter.window.shell.page("devices").tab("queue")
        assert isinstance(tab, QueueTab)
        serve(lambda: len(tab.queue.table.rows()) == 3, "the queue")
        assert tab.board.printer_row("receipt").waiting.text() == "3 张等待"
        # Two of them by the table: Shift+Down, Tab to the button, its menu.
        tab.queue.table.setFocus()
        tab.queue.table.selectRow(0)
        QTest.keyClick(tab.queue.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        serve(tab.queue.move_to.isEnabled, "may be moved")
        choose(tab.queue.move_to)
        serve(lambda: len(bar.jobs) == 2, "two at the other printer")
        # The rest by the printer's own line.
        serve(lambda: tab.board.printer_row("receipt").waiting.text() == "1 张等待", "one is left")
        choose(tab.board.printer_row("receipt").move_all)
        serve(lambda: len(bar.jobs) == 3, "all three")
        serve(lambda: all(slip(store, number).state == "done" for number in numbers), "done")
        assert front.jobs == []
        # What is over comes out again as a copy, on the printer chosen.
        tab.queue.table.selectRow(0)
        serve(lambda: tab.queue.move_to.text().startswith("补打"), "over")
        choose(tab.queue.move_to, down=1)
        serve(lambda: len(bar.jobs) == 4, "the copy")
        assert any("补打 COPY 1" in line.text for line in decode(bar.jobs[3]).lines)


def choose(button: object, down: int = 0) -> None:
    """Press a button by the keyboard and take a printer from its menu."""
    button.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]
    QTest.keyClick(button, Qt.Key.Key_Space)  # type: ignore[call-overload]
    serve(lambda: QApplication.activePopupWidget() is not None, "the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(down):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
