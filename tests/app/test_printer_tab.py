"""The Printers tab and its assistant, by the keys a person presses, on a real TCP printer of several kinds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from frontdesk.app.devices.keep_printers import free_name
from frontdesk.app.devices.printer_assistant import trials
from frontdesk.app.devices.printer_assistant.dialog import PrinterAssistant
from frontdesk.app.devices.printer_assistant.test_slip import COLUMNS, SAMPLES, ruler, setup_slip
from frontdesk.app.devices.printer_tab import PrinterTab
from frontdesk.app.devices.remove_printer_dialog import RemovePrinterDialog
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import PrinterSettings, RouteSettings, VoiceSettings
from frontdesk.core.settings import MachineSettings, load_settings, save_settings
from frontdesk.devices.printers import find
from frontdesk.devices.printers.find import FoundPrinter
from frontdesk.devices.printers.profile import Timeouts
from frontdesk.devices.printers.simulated import (
    COVER_OPEN,
    GOOD,
    PAPER_OUT,
    REFUSES,
    SENSOR_ONLY,
    SILENT,
    STALLS,
    Behaviour,
    SimulatedTcpPrinter,
)
from frontdesk.printing.queries import jobs_of
from frontdesk.printing.routing import NO_PRINTER, routes, routes_for, use_routes
from frontdesk.printing.slip import Slip, Text
from frontdesk.printing.spool import enqueue
from frontdesk.printing.tables import PrintJob
from frontdesk.ui.desk import Desk
from tests.app.clerk import Gym, open_counter
from tests.printing.escpos_decoder import decode
from tests.ui.conftest import desk, look, runner  # noqa: F401

NOW = "2026-11-23T01:00:00.000000Z"
KEYS = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Tab": Qt.Key.Key_Tab, "Down": Qt.Key.Key_Down}


@pytest.fixture(autouse=True)
def nothing_plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "SOURCES", {"usb": lambda: [FoundPrinter("usb", "/dev/usb/lp7", "EPSON TM-T82")]})
    monkeypatch.setattr(trials, "PATIENCE", Timeouts(stall_s=2.0, fence_s=2.0))


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[PrinterTab]:  # noqa: F811
    before = routes()
    save_settings(tmp_path, MachineSettings(language="en"))
    found = PrinterTab(desk, tmp_path)
    qtbot.addWidget(found)
    found.resize(1_270, 640)
    found.show()
    found.reload()
    rest(qtbot, found)
    yield found
    use_routes(before)


def rest(qtbot: QtBot, tab: PrinterTab) -> None:
    qtbot.waitUntil(lambda: tab.desk.runner.pending() == 0, timeout=20_000)


def is_gone(dialog: QDialog) -> bool:
    return not shiboken6.isValid(dialog) or not dialog.isVisible()


class Hands:
    """What a person does at the assistant: keys alone."""

    def __init__(self, qtbot: QtBot, tab: PrinterTab) -> None:
        self.qtbot, self.tab = qtbot, tab
        self.dialog = tab.dialog
        assert isinstance(self.dialog, PrinterAssistant)
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.dialog, KEYS[key])

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def go_to(self, name: str) -> None:
        """By Tab, as far as it takes."""
        for _ in range(20):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} can't be reached by Tab")

    def choose(self, name: str, value: object) -> None:
        self.go_to(name)
        box = QApplication.focusWidget()
        assert isinstance(box, QComboBox)
        while box.currentData() != value:
            before = box.currentIndex()
            self.press("Down")
            assert box.currentIndex() != before, value

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)

    def name_network(self, printer: SimulatedTcpPrinter) -> None:
        """In the first step: choose the network, type the address."""
        self.go_to("printers.found")
        while self.dialog.find_step.table.current_row().kind != "network":
            self.press("Down")
        self.wait(self.dialog.find_step.network.isVisible)
        self.go_to("printers.host")
        self.type(printer.host)
        self.go_to("printers.port")
        QApplication.focusWidget().selectAll()
        self.type(str(printer.port))

    def print_slip(self) -> str:
        """In the second step; what the banner then is."""
        said = self.dialog.paper_step.said
        self.go_to("printers.print")
        self.press("Enter")
        assert said.kind() == "info"
        self.wait(lambda: not self.dialog.paper_step.is_trying())
        return said.kind()

    def answer(self, columns: int = 48, charset: str = "gbk", native_qr: bool = True, cutter: bool = True) -> None:
        """What the slip shows."""
        self.choose("printers.columns", columns)
        self.choose("printers.charset", charset)
        self.choose("printers.native_qr", native_qr)
        self.choose("printers.cutter", cutter)


def begin(qtbot: QtBot, tab: PrinterTab) -> Hands:
    tab.list.add.click()
    hands = Hands(qtbot, tab)
    rest(qtbot, tab)
    return hands


def test_a_good_printer_is_set_up_by_the_keyboard_alone(qtbot: QtBot, tab: PrinterTab, tmp_path: Path) -> None:
    hands = begin(qtbot, tab)
    dialog = hands.dialog
    assert "1 found" in dialog.find_step.progress.text()
    assert dialog.find_step.table.rows()[0].name == "EPSON TM-T82"
    with SimulatedTcpPrinter() as printer:
        hands.press("Enter")
        assert dialog.at() == 0 and dialog.find_step.network.host_row.error()  # an address is missing
        hands.name_network(printer)
        hands.press("Enter")
        assert dialog.at() == 1
        hands.press("Enter")  # the print button has the keyboard
        hands.wait(lambda: dialog.paper_step.said.kind() == "ok")
        job = b"".join(printer.jobs)
        assert all(ruler(columns).encode() + b"\n" in job for columns in COLUMNS) and "中文".encode("gbk") in job
        hands.go_to("printers.assistant.confirm")
        hands.press("Enter")
        assert dialog.at() == 1 and all(row.error() for row in dialog.paper_step.rows.values())
        hands.answer()
        hands.press("Enter")
        assert dialog.at() == 2 and dialog.answers_step.slips.kind() == "ok"  # learnt while printing
        hands.go_to("printers.assistant.confirm")
        hands.press("Enter")
        hands.go_to("printers.pulse.5")
        hands.press("Enter")
        hands.wait(lambda: printer.drawer_pulses == 1 and not dialog.drawer_step.is_trying())
        assert "Did the drawer open?" in dialog.drawer_step.said.title()
        hands.choose("printers.drawer.pin", 5)
        hands.press("Enter")
        assert dialog.at() == 4
        hands.press("Esc", "Esc", "Esc")
        assert dialog.at() == 1 and dialog.isVisible()
        for at in (2, 3, 4):
            hands.go_to("printers.assistant.confirm")
            hands.press("Enter")
            assert dialog.at() == at
        hands.wait(lambda: dialog.name_step.name.text() == "Receipt printer 2")
        hands.type("Bar")  # the suggestion is selected
        hands.press("Enter")
        hands.wait(lambda: is_gone(dialog))
    rest(qtbot, tab)
    kept = load_settings(tmp_path)
    address = f"{printer.host}:{printer.port}"
    assert kept.printers[1] == PrinterSettings("Bar", "network", address)
    assert kept.routes == (RouteSettings("drawer", "Bar"),) and (kept.drawer.kind, kept.drawer.pin) == ("printer", 5)
    assert [row.printer.name for row in tab.list.table.rows()] == ["receipt", "Bar"]
    assert tab.desk.settings == kept


@pytest.mark.parametrize(
    ("behaviour", "answers", "profile"),
    [
        (SILENT, {"columns": 32, "charset": "cp858", "native_qr": False, "cutter": False}, ("none", False)),
        (
            SENSOR_ONLY,
            {"columns": 42, "charset": "cp437", "native_qr": True, "cutter": True},
            ("transmit-status", True),
        ),
    ],
)
def test_poorer_printers_are_kept_as_they_are(
    qtbot: QtBot,
    tab: PrinterTab,
    tmp_path: Path,
    behaviour: Behaviour,
    answers: dict[str, object],
    profile: tuple[str, bool],
) -> None:
    hands = begin(qtbot, tab)
    with SimulatedTcpPrinter(behaviour) as printer:
        hands.name_network(printer)
        hands.press("Enter")
        hands.answer(**answers)  # type: ignore[arg-type]
        hands.press("Enter")
        assert hands.dialog.at() == 2  # it asks by itself
        hands.wait(lambda: hands.dialog.draft.learnt)
        assert hands.dialog.answers_step.slips.kind() == ("warn" if profile[0] == "none" else "ok")
        for _ in range(2):
            hands.go_to("printers.assistant.confirm")
            hands.press("Enter")
        hands.wait(lambda: bool(hands.dialog.name_step.name.text()))
        hands.press("Enter")
        hands.wait(lambda: is_gone(hands.dialog))
    rest(qtbot, tab)
    found = load_settings(tmp_path).printers[1]
    assert (found.acknowledges, found.answers_status) == profile
    assert {name: getattr(found, name) for name in answers} == answers


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        (REFUSES, "bad", "can't be reached"),
        (PAPER_OUT, "bad", "out of paper"),
        (COVER_OPEN, "bad", "cover is open"),
        (STALLS, "warn", "did not say that it came out"),
    ],
)
def test_trouble_is_said_at_the_step_and_can_be_tried_again(
    qtbot: QtBot, tab: PrinterTab, behaviour: Behaviour, kind: str, words: str
) -> None:
    hands = begin(qtbot, tab)
    with SimulatedTcpPrinter(behaviour) as printer:
        hands.name_network(printer)
        hands.press("Enter")
        assert hands.print_slip() == kind
        assert words in hands.dialog.paper_step.said.title() and hands.dialog.at() == 1
        if behaviour is not STALLS:
            hands.answer()
            hands.press("Enter")
            hands.wait(lambda: not hands.dialog.answers_step.is_trying())
            assert words in hands.dialog.answers_step.said.title()
            hands.go_to("printers.assistant.confirm")
            hands.press("Enter")
            hands.wait(lambda: not hands.dialog.answers_step.is_trying())
            assert hands.dialog.at() == 2  # what it can tell isn't known yet
            hands.press("Esc")
        printer.behaviour = GOOD
        assert hands.print_slip() == "ok"
        assert hands.dialog.draft.printer.acknowledges == "process-id"


def test_esc_leaves_a_printer_that_takes_nothing(qtbot: QtBot, tab: PrinterTab) -> None:
    hands = begin(qtbot, tab)
    with SimulatedTcpPrinter(replace(STALLS, stalls_after=1)) as printer:
        hands.name_network(printer)
        hands.press("Enter")
        hands.go_to("printers.print")
        hands.press("Enter")
        assert hands.dialog.paper_step.is_trying()
        hands.press("Esc")
        assert hands.dialog.at() == 0 and not hands.dialog.paper_step.is_trying()
        hands.press("Esc")
        assert is_gone(hands.dialog) and tab.kept.printers == load_settings(tab.folder).printers
        rest(qtbot, tab)  # the answer comes when nobody waits for it
        assert printer.jobs == []


def test_what_is_known_of_a_printer_outlives_its_absence(qtbot: QtBot, tab: PrinterTab) -> None:
    hands = begin(qtbot, tab)
    with SimulatedTcpPrinter(SENSOR_ONLY) as printer:
        draft, step = hands.dialog.draft, hands.dialog.answers_step
        draft.printer = replace(draft.printer, kind="network", address=f"{printer.host}:{printer.port}")
        hands.dialog._show(2)
        hands.wait(lambda: draft.learnt)
        printer.behaviour = REFUSES
        hands.press("Enter")  # "Ask again" has the keyboard
        hands.wait(lambda: not step.is_trying())
        assert step.said.kind() == "bad" and step.slips.isVisible() and step.check()
        printer.behaviour = GOOD
        hands.press("Enter")
        hands.wait(lambda: draft.printer.acknowledges == "process-id")
    hands.dialog.give_up()


def test_a_drawer_with_a_switch_tells_by_itself(qtbot: QtBot, tab: PrinterTab) -> None:
    hands = begin(qtbot, tab)
    with SimulatedTcpPrinter() as printer:
        draft, step = hands.dialog.draft, hands.dialog.drawer_step
        draft.printer = replace(draft.printer, kind="network", address=f"{printer.host}:{printer.port}")
        draft.learnt_of = draft.device
        hands.dialog._show(3)
        hands.go_to("printers.pulse.realtime")
        hands.press("Enter")
        hands.wait(lambda: printer.drawer_pulses == 1)
        printer.change(drawer_pin_high=True)
        hands.wait(lambda: not step.is_trying())
        assert step.said.kind() == "ok" and "Pin 2 opened" in step.said.title()
        assert step.check() and (draft.drawer_pin, draft.printer.realtime_drawer) == (2, True)
        assert draft.printer.drawer_sensor == "high"
    hands.dialog.give_up()


def test_what_the_assistant_saved_prints_at_once(gym: Gym, tmp_path: Path) -> None:
    settings = MachineSettings(language="en", reader="simulated", voice=VoiceSettings(on=False))
    save_settings(tmp_path, settings)
    with SimulatedTcpPrinter() as printer, open_counter(gym, tmp_path, settings=settings, on_screen=False) as clerk:
        clerk.unlock()
        tab = clerk.go("devices", tab="printer").tab("printer")
        tab.change("receipt")
        dialog = tab.dialog
        rows = dialog.find_step.table.rows()
        dialog.find_step.table.selectRow([way.kind for way in rows].index("network"))
        dialog.find_step.network.show_address(printer.host, printer.port)
        for at in (1, 2, 3, 4):
            dialog.confirm()
            assert dialog.at() == at
            clerk.rest()
        dialog.confirm()
        clerk.wait(lambda: tab.kept.printers[0].kind == "network", "the settings")
        clerk.rest()
        with gym.store.write() as tx:
            enqueue(tx, document="receipt/1-9", slip=Slip((Text("water"),)), counter="1", created_at=NOW)
            tx.commit()
        clerk.wait(lambda: any(b"water" in job for job in printer.jobs), "the slip")


def test_a_name_is_never_given_twice(qtbot: QtBot, tab: PrinterTab) -> None:
    queue(tab, "Bar")
    hands = begin(qtbot, tab)
    rows = hands.dialog.find_step.table.rows()
    hands.dialog.find_step.table.selectRow([way.kind for way in rows].index("screen"))
    hands.press("Enter")
    hands.choose("printers.columns", 32)
    hands.press("Enter")
    assert hands.dialog.at() == 4  # nothing to ask a screen
    hands.wait(lambda: bool(hands.dialog.name_step.name.text()))
    for name in ("Bar", "receipt printer", "drawer-port", "4111 1111 1111 1111", "\u202e\u200b"):
        hands.dialog.name_step.name.setText(name)
        hands.press("Enter")
        hands.wait(lambda: not hands.dialog.is_busy())
        assert hands.dialog.name_step.name_row.error() and hands.dialog.isVisible()
    assert free_name(tab.desk.store, "1", tab.kept, "Bar") == "Bar 2"
    hands.dialog.give_up()


def two_printers(qtbot: QtBot, tab: PrinterTab) -> MachineSettings:
    settings = MachineSettings(
        language="en",
        printers=(PrinterSettings(), PrinterSettings("Bar", columns=32)),
        routes=(RouteSettings("handover", "Bar"),),
        fallback_printer="Bar",
    )
    save_settings(tab.folder, settings)
    use_routes(routes_for(settings))
    tab.desk.settings = settings
    tab.reload()
    rest(qtbot, tab)
    return settings


def queue(tab: PrinterTab, printer: str) -> None:
    with tab.desk.store.write() as tx:
        job = enqueue(tx, document="receipt/1-1", slip=Slip((Text("water"),)), counter="1", created_at=NOW)
        tx.connection.execute(update(PrintJob).where(PrintJob.id == job).values(printer=printer))
        tx.commit()


def test_routes_and_order_are_kept_and_used(qtbot: QtBot, tab: PrinterTab) -> None:
    two_printers(qtbot, tab)
    box = tab.routes.boxes["report"]
    box.setCurrentIndex(box.findData("Bar"))
    tab._changed("printers")
    tab.reload()
    rest(qtbot, tab)
    assert box.currentData() == "Bar"  # not saved yet, and not lost
    tab.save.click()
    rest(qtbot, tab)
    kept = load_settings(tab.folder)
    assert {each.kind: each.printer for each in kept.routes} == {"handover": "Bar", "report": "Bar"}
    tab.list.table.selectRow(1)
    qtbot.waitUntil(tab.list.first.isEnabled)
    tab.list.first.click()
    rest(qtbot, tab)
    assert [each.name for each in load_settings(tab.folder).printers] == ["Bar", "receipt"]
    assert tab.routes.boxes["receipt"].itemText(0) == "First: Bar"


def test_a_removed_printers_slips_go_to_another_one(qtbot: QtBot, tab: PrinterTab) -> None:
    two_printers(qtbot, tab)
    queue(tab, "Bar")
    tab.list.table.selectRow(1)
    qtbot.waitUntil(tab.list.remove.isEnabled)
    tab.list.remove.click()
    rest(qtbot, tab)
    dialog = tab.dialog
    assert isinstance(dialog, RemovePrinterDialog) and dialog.move_to.isVisible()
    assert dialog.move_to.currentData() == "receipt"
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: is_gone(dialog))
    rest(qtbot, tab)
    kept = load_settings(tab.folder)
    assert ([each.name for each in kept.printers], kept.routes, kept.fallback_printer) == (["receipt"], (), "")
    with tab.desk.store.read() as connection:
        assert [each.printer for each in jobs_of(connection, "receipt/1-1")] == ["receipt"]
    tab.list.remove.click()  # the last one: where it goes then is said
    rest(qtbot, tab)
    qtbot.waitUntil(lambda: isinstance(tab.dialog, RemovePrinterDialog) and tab.dialog.isVisible())
    tab.dialog.confirm_button.click()
    rest(qtbot, tab)
    assert load_settings(tab.folder).printers == () and tab.list.table.rows() == ()
    use_routes(NO_PRINTER)


def test_only_who_may_change_settings_sets_printers_up(tab: PrinterTab, cashier: Actor) -> None:
    tab.desk.set_actor(cashier)
    tab.reload()
    buttons = (tab.list.add, tab.list.change, tab.list.remove, tab.list.first, tab.save)
    assert not any(button.isEnabled() for button in buttons) and tab.note.isVisible()
    assert tab.list.test.isEnabled()  # anybody may see whether it prints


def test_the_slip_is_in_order_and_each_line_in_its_own_characters() -> None:
    job = setup_slip()
    start = 0
    for charset, sample in SAMPLES.items():
        start = job.index(f"{'ABCDE'[list(SAMPLES).index(charset)]}: {sample}".encode(charset), start)
    assert [len(ruler(columns)) for columns in COLUMNS] == list(COLUMNS)
    assert b"\x1bp" not in job and b"\x10\x14" not in job
    assert job.count(b"\x1d(k") >= 1 and job.count(b"\x1dv0") == 2 and job.count(b"\x1dVB\x00") == 1
    assert decode(job[: job.index(b"<48")]).lines[0].text == "frontdesk"
