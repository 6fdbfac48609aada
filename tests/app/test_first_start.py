"""The first start: a desk set up by keys, the demo gym beside it, and nothing left behind of what was broken off."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.app.first_start import RefusalWindow, ask_how_to_begin, show_refusal
from frontdesk.app.open_database import Place, exists, find_place, opened
from frontdesk.app.printer_form import PrinterForm
from frontdesk.app.start import set_up
from frontdesk.app.start.set_up import DeskPlan, ForeignFile, demo_place, make_demo, set_up_desk
from frontdesk.app.start.window import StartWindow
from frontdesk.core.clock import SystemClock
from frontdesk.core.i18n import LANGUAGES, language, set_language
from frontdesk.core.settings import load_settings
from frontdesk.devices.printers import find
from frontdesk.devices.printers.find import FoundPrinter
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.keys.board import board
from frontdesk.members.contracts import plans_on_sale
from frontdesk.members.queries import newest_persons
from frontdesk.staff.sign_in import sign_in
from frontdesk.store.errors import DamagedFile, DiskFull, NewerSchema
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.runner import BackgroundRunner, Cancelled
from tests.devices.fixtures import pcsc_machine, pcsc_service, virtual_slot  # noqa: F401
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import VirtualCard, VirtualSlot
from tests.postgres_server import postgres_url  # noqa: F401
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

PASSWORD = "seven quiet towels"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.delenv("FRONTDESK_DB", raising=False)
    return find_place(str(tmp_path / "desk"))


@pytest.fixture
def window(qtbot: QtBot, place: Place) -> Iterator[StartWindow]:
    theme.apply("light")
    set_language("en")
    runner = BackgroundRunner()
    found = StartWindow(place, runner)
    qtbot.addWidget(found)
    found.show()
    found.show_welcome()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    found.close()
    qtbot.waitUntil(lambda: runner.pending() == 0, timeout=20_000)
    assert runner.shutdown(10)
    set_language("zh")
    theme.apply("light")


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)


def type_in(qtbot: QtBot, *texts: str) -> None:
    """Type into the field that has the keyboard, go on by Tab."""
    for text in texts:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClicks(focus, text)
        press(qtbot, Qt.Key.Key_Tab)


def files(place: Place) -> list[str]:
    return sorted(path.name for path in place.folder.rglob("*.db*")) if place.folder.exists() else []


def test_a_desk_is_set_up_by_the_keyboard_alone(qtbot: QtBot, window: StartWindow, place: Place) -> None:
    press(qtbot, Qt.Key.Key_Return)
    type_in(qtbot, "Zhou Min", "Zhou", PASSWORD, PASSWORD)
    press(qtbot, Qt.Key.Key_Return)
    assert window.set_up.current() == 1
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)  # no card reader
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_End)  # no printer
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.over, timeout=20_000):
        window.set_up.next.press()
    assert window.chosen is not None
    assert window.chosen.settings == load_settings(place.folder)
    assert (window.chosen.settings.reader, window.chosen.settings.printers) == ("none", ())
    assert window.chosen.settings.language == "en"
    with opened(window.chosen) as store:
        assert sign_in(store, "1", "zhou", PASSWORD).role == "owner"
        with store.read() as connection:
            assert sum(len(zone.cells) for zone in board(connection)) == 200
            assert plans_on_sale(connection)
            assert newest_persons(connection, 1) == []


def test_wrong_input_is_told_at_its_field_and_makes_nothing(qtbot: QtBot, window: StartWindow, place: Place) -> None:
    window.show_set_up()
    step = window.set_up.steps[0]
    window.set_up.go_on()
    rows = (step.name_row, step.username_row, step.password_row)
    assert all(row.error() for row in rows)
    assert QApplication.focusWidget() is step.name
    type_in(qtbot, "Zhou", "z", "ababababab", "ab", "")
    step.counter.setText("1/2")
    window.set_up.go_on()
    assert not step.name_row.error()
    assert step.username_row.error() and step.password_row.error() and step.counter_row.error()
    step.username.setText("zhou")
    step.password.setText(PASSWORD)
    step.counter.setText("1")
    window.set_up.go_on()
    assert step.repeated_row.error() and window.set_up.current() == 0
    assert files(place) == []


def test_a_printer_of_this_computer_can_be_chosen(
    qtbot: QtBot, window: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = FoundPrinter("usb", "/dev/usb/lp7", "EPSON TM-T82")
    port = FoundPrinter("serial", "/dev/ttyS7", "/dev/ttyS7")  # needs to be told more than fits here
    monkeypatch.setattr(find, "SOURCES", {"usb": lambda: [here], "serial": lambda: [port]})
    window.show_set_up()
    window.set_up.show_step(3)
    step = window.set_up.steps[3]
    qtbot.waitUntil(lambda: "1 found" in step.form.looking.text())
    press(qtbot, Qt.Key.Key_Down)
    assert step.check() and not step.form.host.isVisible()
    described = window.draft.described()
    assert described is not None and (described.kind, described.address) == ("usb", "/dev/usb/lp7")
    again = PrinterForm("start.printer")  # another language builds the form anew, before anything is found
    qtbot.addWidget(again)
    again.show_choice("usb", "", 9100, 32, "/dev/usb/lp7")
    assert (again.kind(), again.address(), again.columns()) == ("usb", "/dev/usb/lp7", 32)


def test_a_printers_address_is_checked_and_its_test_slip_comes_out(qtbot: QtBot, window: StartWindow) -> None:
    window.show_set_up()
    window.set_up.show_step(3)
    step = window.set_up.steps[3]
    step.form.host.setText("http://printer")
    step.form.port.set_count(0)
    step.try_it()
    assert step.form.host_row.error() and step.form.port_row.error()
    with SimulatedTcpPrinter() as printer:
        step.form.host.setText(printer.host)
        step.form.port.set_count(printer.port)
        step.try_it()
        qtbot.waitUntil(lambda: step.trial.heard.kind() == "ok", timeout=10_000)
        assert len([job for job in printer.jobs if b"frontdesk" in job]) == 1
    assert window.draft.printer_learnt.acknowledges == "process-id"
    step.try_it()
    qtbot.waitUntil(lambda: step.trial.heard.kind() == "bad", timeout=10_000)


def test_what_was_typed_survives_another_language(window: StartWindow) -> None:
    window.show_set_up()
    window.set_up.steps[0].name.setText("周")
    window.set_up.steps[0].password.setText(PASSWORD)
    window.switch_language()
    assert language() == "zh"
    assert window.set_up.steps[0].name.text() == "周"
    assert window.set_up.steps[0].password.text() == PASSWORD


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("chosen", LANGUAGES)
def test_nothing_is_clipped_unnamed_or_small(qtbot: QtBot, window: StartWindow, name: str, chosen: str) -> None:
    theme.apply("dark" if name == "dark" else "light")
    if language() != chosen:
        window.switch_language()

    def look() -> None:
        qtbot.wait(30)
        assert find_clipped_text(window) == []
        assert find_unnamed(window) == []
        assert find_small_targets(window) == []

    look()
    window.show_set_up()
    window.set_up.go_on()
    look()
    for number in (1, 2, 3):
        window.set_up.show_step(number)
        look()
    window.set_up.stop()
    window._demo_there = True
    window.show_demo()
    look()


def test_a_set_up_that_fails_leaves_no_database(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull(reason="full")

    plan = DeskPlan("周", "zhou", True, place.settings)
    monkeypatch.setattr(set_up, "furnish", full)
    with pytest.raises(DiskFull):
        set_up_desk(place, plan, PASSWORD)
    assert files(place) == []
    monkeypatch.undo()
    assert exists(set_up_desk(place, plan, PASSWORD))
    assert files(place) == ["frontdesk.db"]


def test_a_set_up_that_fails_on_a_server_leaves_no_tables(
    place: Place,
    postgres_url: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(reason="full")

    server = replace(place, url=postgres_url)
    plan = DeskPlan("周", "zhou", True, place.settings)
    monkeypatch.setattr(set_up, "furnish", full)
    with pytest.raises(DiskFull):
        set_up_desk(server, plan, PASSWORD)
    assert not exists(server)
    monkeypatch.undo()
    with opened(set_up_desk(server, plan, PASSWORD)) as store:
        assert sign_in(store, "1", "zhou", PASSWORD).role == "owner"
        with store.write() as tx:  # other tests use this server, too
            tx.connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            tx.commit()


def test_the_test_tap_reads_a_card_by_the_real_service(
    qtbot: QtBot,
    window: StartWindow,
    pcsc_service: PcscService,  # noqa: F811
    virtual_slot: VirtualSlot,  # noqa: F811
) -> None:
    window.show_set_up()
    window.set_up.show_step(2)
    step = window.set_up.steps[2]
    qtbot.waitUntil(lambda: "Virtual PCD" in step.heard.title(), timeout=10_000)
    virtual_slot.insert(VirtualCard(bytes.fromhex("04A1B2C3")))
    qtbot.waitUntil(lambda: step.heard.kind() == "ok", timeout=10_000)
    assert "04A1B2C3" in step.heard.reason()
    window.set_up.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("pcsc-")]


def test_the_demo_gym_is_filled_beside_the_desk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "DEMO_MEMBERS", 12)
    told: list[tuple[int, int]] = []
    demo = make_demo(place, lambda done, total: told.append((done, total)))
    assert told and told[-1][0] == told[-1][1]
    assert demo == demo_place(place) and not exists(place)
    found = load_settings(demo.folder)
    assert (found.demo, found.reader, found.printers[0].kind) == (True, "simulated", "screen")
    with opened(demo) as store:
        assert sign_in(store, "1", "owner", "blue door at nine").role == "owner"
    assert make_demo(place) == demo  # again, in place of the old one


def test_a_demo_broken_off_leaves_nothing(
    qtbot: QtBot, window: StartWindow, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "DEMO_MEMBERS", 200)
    window.show_demo()
    qtbot.waitUntil(lambda: window.demo.progress.value() > 0, timeout=20_000)
    with qtbot.waitSignal(window.over, timeout=20_000):
        window.close()
    assert window.chosen is None
    assert files(place) == []


def test_progress_may_break_the_filling_off(place: Place) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        make_demo(place, stop)
    assert files(place) == []


def test_what_is_no_empty_place_never_reaches_the_choice(place: Place, store: Store, tmp_path: Path) -> None:
    file = place.folder / "frontdesk.db"
    place.folder.mkdir()
    file.write_bytes(b"holiday pictures" * 4096)
    with pytest.raises(DamagedFile):
        exists(place)
    with store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        tx.commit()
    with pytest.raises(NewerSchema):
        exists(Place(tmp_path, store.url, place.settings))
    other = Store(f"sqlite:///{place.folder / 'other.db'}", SystemClock(), store.secrets)
    with other.write() as tx:
        tx.connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
        tx.commit()
    other.close()
    foreign = Place(place.folder, other.url, place.settings)
    assert not exists(foreign)
    with pytest.raises(ForeignFile):
        ask_how_to_begin(foreign)


def test_turning_away_opens_nothing_and_lets_the_program_live_on(qtbot: QtBot, place: Place) -> None:
    QTimer.singleShot(300, _close_the_first_window)
    assert ask_how_to_begin(place) is None
    assert files(place) == []


def test_a_refused_start_says_why_and_gives_details_to_copy(qtbot: QtBot) -> None:
    set_language("en")
    seen: list[str] = []

    def look() -> None:
        for top in QApplication.topLevelWidgets():
            if isinstance(top, RefusalWindow) and top.isVisible():
                seen.append(top.said.title())
                seen.extend(find_clipped_text(top) + find_unnamed(top))
                top.copy_details()
                qtbot.keyClick(top, Qt.Key.Key_Return)

    QTimer.singleShot(300, look)
    show_refusal(DamagedFile(path="/data/frontdesk.db", reason="malformed"))
    assert len(seen) == 1 and "damaged" in seen[0]
    assert "/data/frontdesk.db" in QGuiApplication.clipboard().text()
    set_language("zh")


def _close_the_first_window() -> None:
    for top in QApplication.topLevelWidgets():
        if isinstance(top, StartWindow) and top.isVisible():
            top.close()
