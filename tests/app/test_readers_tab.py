"""The Readers tab: places, the known card, a test tap; and what becomes of a tap at the door."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.app.devices.keyboard_reader import KeyboardReaderDialog
from frontdesk.app.devices.readers_tab import ReadersTab
from frontdesk.app.devices_page import DevicesPage
from frontdesk.app.reader_watch import ReaderWatch, masked_name
from frontdesk.cards.tables import Card
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import ReaderSettings, WedgeReaderSettings
from frontdesk.core.i18n import t
from frontdesk.core.settings import load_settings, save_settings
from frontdesk.devices.cards import CardKind
from frontdesk.devices.readers.simulated import SIMULATED_READER, SimulatedReader
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.ui.conftest import desk, look, runner  # noqa: F401

UID = "04A1B2C3"


@pytest.fixture
def reader(store: Store) -> SimulatedReader:
    return SimulatedReader(store.clock)


@pytest.fixture
def watch(desk: Desk, reader: SimulatedReader, tmp_path: Path) -> Iterator[ReaderWatch]:  # noqa: F811
    watch = ReaderWatch(desk, reader, desk.settings, tmp_path, desk)
    watch.start()
    yield watch
    watch.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, watch: ReaderWatch, tmp_path: Path) -> DevicesPage:  # noqa: F811
    desk.settings = replace(desk.settings, language="en")
    save_settings(tmp_path, desk.settings)
    found = DevicesPage(desk, tmp_path, None, watch)
    found.resize(1366 - 92, 768 - 98)
    qtbot.addWidget(found)
    found.show()
    found.activate(tab="readers")
    settled(qtbot, found)
    return found


def settled(qtbot: QtBot, page: DevicesPage) -> None:
    qtbot.waitUntil(lambda: page.desk.runner.pending() == 0, timeout=10_000)


def tab_of(page: DevicesPage) -> ReadersTab:
    tab = page.tab("readers")
    assert isinstance(tab, ReadersTab)
    return tab


def issue_card(store: Store, number: str = "1011", uid: str = UID) -> None:
    with store.write() as tx:
        tx.insert(Card, uid=uid, number=number, state="active", plan_code="", issued_on="2026-11-23")
        tx.commit()


def test_a_reader_is_put_at_the_door_and_the_tap_there_only_mentioned(
    qtbot: QtBot,
    page: DevicesPage,
    watch: ReaderWatch,
    reader: SimulatedReader,
    tmp_path: Path,
) -> None:
    tab, taps, toasts = tab_of(page), [], []
    page.desk.card_presented.connect(taps.append)
    page.desk.toast_requested.connect(lambda text, kind: toasts.append((text, kind)))
    reader.tap(UID)
    assert [card.uid for card in taps] == [UID]
    line = tab.lines[SIMULATED_READER]
    assert UID in line.last.text()
    line.place.setCurrentIndex(line.place.findData("door"))
    tab.prefix.setText("T")
    page.handle_enter()
    settled(qtbot, page)
    assert load_settings(tmp_path).readers == (ReaderSettings(SIMULATED_READER, "door"),)
    assert load_settings(tmp_path).key_tag_prefix == "T"
    assert not tab.restart.isVisible()
    watch.use(page.desk.settings)
    reader.tap("14D5E6F7")
    qtbot.waitUntil(lambda: (t("devices.door.unknown"), "info") in toasts)
    assert len(taps) == 1


def test_a_test_tap_says_kind_uid_and_holder(qtbot: QtBot, page: DevicesPage, reader: SimulatedReader) -> None:
    issue_card(page.desk.store)
    tab = tab_of(page)
    reader.present(UID)
    settled(qtbot, page)
    assert tab.tried.title() == f"Mifare Classic 1K · {UID}"
    assert "1011" in tab.tried.reason()
    reader.present("08112233", CardKind.CPU)
    settled(qtbot, page)
    assert tab.tried.title().startswith(t("devices.kind.phone"))
    assert page.handle_card(object())  # and nobody is admitted by it


def assistant(qtbot: QtBot, page: DevicesPage) -> KeyboardReaderDialog:
    tab_of(page).add.click()
    dialog = tab_of(page).dialog
    assert dialog is not None
    return dialog


def test_a_known_card_tells_how_a_keyboard_reader_writes(
    qtbot: QtBot, page: DevicesPage, reader: SimulatedReader, tmp_path: Path
) -> None:
    issue_card(page.desk.store)
    dialog = assistant(qtbot, page)
    assert dialog.handle_scan("C3283263748#")
    assert dialog.said.title() == t("devices.wedge.which_first")
    dialog.card.setText("9999")
    dialog.card.textEdited.emit("9999")
    qtbot.waitUntil(lambda: bool(dialog.card_row.error()))
    dialog.card.setText("1011")
    dialog.card.textEdited.emit("1011")
    qtbot.waitUntil(lambda: dialog.said.title() == t("devices.wedge.tap"))
    dialog.handle_scan("C3283263749#")
    assert dialog.said.title() == t("devices.wedge.other") and not dialog.confirm_button.isEnabled()
    dialog.handle_scan("C3283263748#")
    dialog.reader_name.setText("Door")
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: bool(load_settings(tmp_path).wedge_readers))
    kept = WedgeReaderSettings("Door", "C", "#", 10, "decimal-reversed")
    assert load_settings(tmp_path).wedge_readers == (kept,)
    settled(qtbot, page)
    assert page.desk.settings.wedge_readers == (kept,)
    tab_of(page)._remove("Door")
    qtbot.waitUntil(lambda: not load_settings(tmp_path).wedge_readers)


def test_a_card_read_alike_both_ways_asks_for_a_second_one(
    qtbot: QtBot, page: DevicesPage, reader: SimulatedReader
) -> None:
    dialog = assistant(qtbot, page)
    reader.tap("A1B2B2A1")
    dialog.handle_scan("A1B2B2A1")
    assert dialog.said.title() == t("devices.wedge.second") and not dialog.confirm_button.isEnabled()
    reader.tap(UID)
    dialog.handle_scan("C3B2A104")
    assert dialog.confirm_button.isEnabled()
    dialog.confirm()
    assert dialog.result_value.form == "hex-reversed"


def test_who_may_not_change_settings_sees_them_only(
    qtbot: QtBot,
    desk: Desk,  # noqa: F811
    page: DevicesPage,
    cashier: Actor,
) -> None:
    desk.set_actor(cashier)
    settled(qtbot, page)
    tab = tab_of(page)
    assert not any(field.isEnabled() for field in (tab.save, tab.add, tab.apdu_log, tab.lines[SIMULATED_READER].place))


def test_names_are_masked_at_the_door() -> None:  # G20
    names = ("王小明", "王明", "John Smith", "Bo", "欧阳小明")
    assert [masked_name(name) for name in names] == ["王*明", "王*", "John S.", "B*", "欧*明"]
