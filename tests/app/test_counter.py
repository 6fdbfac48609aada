"""The whole counter on a screen: sign in by keys, tap, see the member; devices on the screen; nothing left running."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlcipher3.dbapi2 as sqlcipher3
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.commands.window import _show
from frontdesk.app.counter import Counter, wedge_settings
from frontdesk.app.hooks import House
from frontdesk.app.open_database import FILE_NAME, Place, find_place, open_store
from frontdesk.app.sample_cards import UNKNOWN_UID, cards_to_tap
from frontdesk.app.start import set_up
from frontdesk.app.start.window import StartWindow
from frontdesk.app.window.main_window import MainWindow
from frontdesk.core.actor import Actor
from frontdesk.core.clock import utc_text
from frontdesk.core.i18n import set_language, t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.devices.readers.uid_form import UidForm
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.printing.slip import Slip, Text
from frontdesk.printing.spool import enqueue
from frontdesk.store.errors import DamagedFile
from frontdesk.store.store import Store
from frontdesk.ui import theme
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

OWNER = Actor(1, "周店长", "owner", "1")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A small demo gym with an open shift."""
    patch = pytest.MonkeyPatch()
    patch.setattr(set_up, "DEMO_MEMBERS", 60)
    patch.delenv("FRONTDESK_DB", raising=False)
    place = set_up.make_demo(find_place(str(tmp_path_factory.mktemp("desk"))))
    patch.undo()
    store = open_store(place)
    open_shift(store, OWNER, OpenShiftRequest(uuid4().hex, ((10_000, 3), (1_000, 20))))
    store.close()
    yield place


@pytest.fixture
def store(demo: Place) -> Iterator[Store]:
    found = open_store(demo)
    yield found
    found.close()


@pytest.fixture
def counter(qtbot: QtBot, demo: Place, store: Store) -> Iterator[Counter]:
    theme.apply("light")
    set_language("en")
    before = set(threading.enumerate())
    found = Counter(store, demo.folder, demo.settings)
    found.start()
    found.window.resize(1366, 768)
    found.window.activateWindow()
    qtbot.waitUntil(found.window.isActiveWindow)
    yield found
    found.stop()
    found.stop()  # a second time does nothing
    assert set(threading.enumerate()) - before == set()
    QApplication.processEvents()
    set_language("zh")
    theme.apply("light")


def sign_in(qtbot: QtBot, counter: Counter) -> None:
    """By the keyboard, as the owner."""
    qtbot.waitUntil(lambda: counter.runner.pending() == 0)
    for text, key in (("owner", Qt.Key.Key_Tab), ("blue door at nine", Qt.Key.Key_Return)):
        focus = QApplication.focusWidget()
        assert focus is not None
        for character in text:
            qtbot.keyClick(focus, character, delay=40)  # as slowly as a person
        qtbot.keyClick(focus, key, delay=60)
    qtbot.waitUntil(lambda: not counter.window.is_locked(), timeout=20_000)
    qtbot.waitUntil(lambda: counter.runner.pending() == 0, timeout=20_000)


def words(widget: QWidget) -> str:
    """Everything that labels say and controls are called."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    found += [child.accessibleName() for child in widget.findChildren(QWidget) if child.isVisible()]
    return "\n".join(found)


def test_sign_in_tap_and_see_the_member(qtbot: QtBot, counter: Counter) -> None:
    sign_in(qtbot, counter)
    page = counter.window.current_page()
    assert page is not None and page.key == "reception"
    card = cards_to_tap(counter.store)[0]
    assert isinstance(counter.reader, SimulatedReader)
    counter.reader.tap(card.uid)
    qtbot.waitUntil(lambda: card.label.split()[0] in words(page), timeout=10_000)
    assert find_unnamed(counter.window) == []


def test_a_tap_while_locked_waits_and_tells_nothing(qtbot: QtBot, counter: Counter) -> None:
    card = cards_to_tap(counter.store)[0]
    assert isinstance(counter.reader, SimulatedReader)
    counter.reader.tap(card.uid)
    qtbot.waitUntil(counter.window.lock_view.waiting.isVisible)
    assert card.label.split()[0] not in words(counter.window)
    sign_in(qtbot, counter)
    qtbot.waitUntil(lambda: card.label.split()[0] in words(counter.window), timeout=10_000)


def test_the_demo_says_so_and_offers_its_people_and_cards(qtbot: QtBot, counter: Counter) -> None:
    strip = counter.on_screen.strip
    assert strip is not None and strip.isVisible() and "DEMO" in words(strip)
    strip.people_wanted.click()
    assert "blue door at nine" in words(counter.window)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)  # puts it away and gives the keyboard back
    sign_in(qtbot, counter)
    assert find_clipped_text(strip) == [] and find_unnamed(strip) == [] and find_small_targets(strip) == []
    qtbot.keyClick(
        counter.window.shell.top.search,
        Qt.Key.Key_R,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: counter.on_screen.panel is not None and counter.on_screen.panel.isVisible())
    panel = counter.on_screen.panel
    assert panel is not None and panel.card.count() >= 4
    panel.tap_button.click()
    qtbot.waitUntil(lambda: panel.card.currentText().split()[0] in words(counter.window.shell), timeout=10_000)
    counter.window.switch_language()
    assert "演示" in words(strip) and counter.on_screen.panel is None
    qtbot.waitUntil(lambda: find_clipped_text(counter.window) == [])
    counter.window.switch_language()
    qtbot.waitUntil(lambda: counter.runner.pending() == 0)


def test_a_printed_slip_is_seen_from_the_printers_chip(qtbot: QtBot, counter: Counter) -> None:
    sign_in(qtbot, counter)
    number = uuid4().hex[:6]
    with counter.store.write() as tx:
        now = utc_text(counter.store.clock.now())
        enqueue(tx, document=f"receipt/{number}", slip=Slip((Text("水 ¥3.00"),)), counter="1", created_at=now)
        tx.commit()
    devices = counter.window.shell.top.devices
    devices.chip("printer").click()
    for button in devices.popover().findChildren(QWidget, "device.action.printer"):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counter.on_screen.slips is not None and counter.on_screen.slips.isVisible())
    slips = counter.on_screen.slips
    assert slips is not None
    qtbot.waitUntil(lambda: slips.shown() == number, timeout=10_000)
    assert slips.paper.height() > 60
    counter.window.lock()
    assert not slips.isVisible()
    counter.on_screen.show_slips()
    assert not slips.isVisible()


def test_changed_settings_are_used_at_once(qtbot: QtBot, counter: Counter) -> None:
    counter.desk.settings = replace(counter.desk.settings, uid_form="decimal", key_tag_prefix="T", auto_lock_s=61)
    counter.desk.notify("settings")
    assert counter.house.wedge.uid_form is UidForm.DECIMAL
    assert counter.house.wedge.key_tag_prefix == "T"
    counter.window._check_device("printer")
    qtbot.waitUntil(lambda: counter.runner.pending() == 0)


def test_a_scan_leads_where_it_belongs(store: Store, tmp_path: Path) -> None:
    cards = cards_to_tap(store)
    uid = cards[0].uid
    assert cards[-1].uid == UNKNOWN_UID
    settings = replace(MachineSettings(), uid_form="hex-reversed")
    reversed_uid = bytes.fromhex(uid)[::-1].hex()

    def led(text: str, given: MachineSettings) -> tuple[str, str] | None:
        row = House(store, tmp_path, "1", wedge_settings(given)).route_scan(text)
        return None if row is None else (row.page, row.title)

    assert led("K101", MachineSettings()) == ("reception", "101")
    assert led("k101", MachineSettings()) == ("reception", "101")
    assert led("101", MachineSettings()) == ("reception", "101")  # shown, not handed out
    assert led("2000000000374", MachineSettings()) is not None  # an article's barcode
    assert led(uid.lower(), MachineSettings()) == led(reversed_uid, settings)
    assert led(uid.lower(), MachineSettings()) is not None
    assert led(reversed_uid, MachineSettings()) is None
    assert led(UNKNOWN_UID, MachineSettings()) is None
    assert led("nobody", MachineSettings()) is None


def test_the_printed_slips_window_says_when_there_are_none(qtbot: QtBot, counter: Counter) -> None:
    sign_in(qtbot, counter)
    counter.on_screen.show_slips()
    slips = counter.on_screen.slips
    assert slips is not None
    if not slips.shown():
        assert t("app.slips.none") in words(slips)
    assert find_clipped_text(slips) == [] and find_unnamed(slips) == []


def test_the_program_goes_from_the_first_start_into_the_demo_and_ends(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FRONTDESK_DB", raising=False)
    monkeypatch.setattr(set_up, "DEMO_MEMBERS", 12)
    seen: list[str] = []
    timer = QTimer()

    def drive() -> None:
        for top in QApplication.topLevelWidgets():
            if not top.isVisible():
                continue
            if isinstance(top, StartWindow):
                if not seen:
                    seen.append("asked")
                    top.show_demo()
                top.demo.open.press()
            elif isinstance(top, MainWindow):
                seen.append(top.windowTitle())
                timer.stop()
                top.close()

    timer.timeout.connect(drive)
    timer.start(100)
    application = QApplication.instance()
    assert application is not None
    assert _show(application, find_place(str(tmp_path))) == 0
    assert seen == ["asked", t("app.demo.title")]
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("print-", "frontdesk-"))] == []


def test_a_file_found_damaged_behind_the_window_ends_the_program(qtbot: QtBot, demo: Place, tmp_path: Path) -> None:
    whole = (demo.folder / FILE_NAME).read_bytes()
    with closing(sqlcipher3.connect(demo.folder / FILE_NAME)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'visits'").fetchone()
    page = (root - 1) * 4096
    (tmp_path / FILE_NAME).write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
    store = open_store(find_place(str(tmp_path)), quick=True)
    found = Counter(store, tmp_path, MachineSettings(reader="none"), look_through=True)
    with qtbot.waitSignal(found.damaged, timeout=20_000) as told:
        found.start()
        found.window.activateWindow()
        qtbot.waitUntil(found.window.isActiveWindow)
    assert isinstance(told.args[0], DamagedFile)
    found.stop()
    store.close()
