"""The handover page, driven by real keys: opening, counting, signing, and what is shown when."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.cards.issue_card import IssueCardRequest, issue_card
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import set_language
from frontdesk.custody.queries import holder_of
from frontdesk.handover.compare import compare
from frontdesk.handover.desk_state import read_state
from frontdesk.handover.errors import CountOutdated
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.page import HandoverPage
from frontdesk.handover.sheet import handover_sheet
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.approvals import approve
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.arrive import ArriveRequest, arrive
from tests import people
from tests.handover.desk_day import count, hang_keys, take
from tests.people import PASSWORDS
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.visits.house import House

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def english(qtbot: QtBot) -> Iterator[None]:
    theme.apply("light")
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> HandoverPage:
    """The page as the cashier sees it at the smallest screen's size."""
    desk.set_actor(people.CASHIER)
    found = HandoverPage(desk, tmp_path)
    qtbot.addWidget(found)
    found.resize(1278, 676)
    in_front(found, qtbot)
    return found


def in_front(page: HandoverPage, qtbot: QtBot) -> None:
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def begin(store: Store, cashier: Actor) -> None:
    hang_keys(store, people.OWNER)
    open_shift(store, cashier, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))


def keys(qtbot: QtBot, *typed: str | Qt.Key) -> None:
    """Press keys into whatever has the keyboard."""
    for each in typed:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(each, str):
            qtbot.keyClicks(target, each)
        else:
            qtbot.keyClick(target, each)


def at(page: HandoverPage, qtbot: QtBot, step: str) -> None:
    qtbot.waitUntil(lambda: page.carry()["step"] == step, timeout=5_000)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def count_done(page: HandoverPage, qtbot: QtBot) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_Return, CTRL)


def test_a_shift_is_opened_by_keys_alone(page: HandoverPage, qtbot: QtBot, store: Store) -> None:  # K05
    page.activate()
    at(page, qtbot, "opening")
    qtbot.waitUntil(lambda: page.opening.drawer.first().hasFocus())
    count_done(page, qtbot)  # nothing counted yet: nothing opens
    assert page.opening.banner.isVisible()
    keys(qtbot, "3", Qt.Key.Key_Return, Qt.Key.Key_Down, "2", Qt.Key.Key_Up, "1")
    assert page.opening.drawer.pieces() == ((10_000, 3), (5_000, 1), (2_000, 2))
    count_done(page, qtbot)
    at(page, qtbot, "before")
    with store.read() as connection:
        shift = open_shift_at(connection, "1")
    assert shift is not None
    assert shift.float_fen == 39_000


def test_nothing_expected_is_shown_before_the_count(  # K07
    page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor
) -> None:
    begin(store, cashier)
    take(store, cashier, 12_345)
    take(store, cashier, 678, "wechat")
    page.activate(start=True)
    at(page, qtbot, "before")
    keys(qtbot, Qt.Key.Key_Return)
    at(page, qtbot, "count")
    qtbot.waitUntil(lambda: page.counting.drawer.first().hasFocus())
    for secret in ("123.45", "623.45", "6.78", "expected"):
        assert secret not in words(page.counting).replace("What the books expect is shown", "")
    count_done(page, qtbot)
    assert page.counting.banner.isVisible()  # not counted yet
    assert page.carry()["step"] == "count"


def fill_count(page: HandoverPage, qtbot: QtBot, hundreds: str, keys_men: str = "3") -> None:
    at(page, qtbot, "count")
    qtbot.waitUntil(lambda: page.counting.drawer.first().hasFocus())
    keys(qtbot, hundreds, *([Qt.Key.Key_Return] * 8))  # past the coins into WeChat
    keys(qtbot, "0", Qt.Key.Key_Return, "0", Qt.Key.Key_Return, "0", Qt.Key.Key_Return)
    keys(qtbot, keys_men, Qt.Key.Key_Return, "0", Qt.Key.Key_Return, "2", Qt.Key.Key_Return, "0")
    count_done(page, qtbot)
    at(page, qtbot, "differences")


def test_the_whole_handover_by_keys(page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor) -> None:  # G03
    begin(store, cashier)
    take(store, cashier, 20_300)
    page.activate(start=True)
    at(page, qtbot, "before")
    page.before.receiver.setCurrentIndex(page.before.receiver.findData("lead"))
    page.before.cash_to.setCurrentIndex(page.before.cash_to.findData(4))
    keys(qtbot, Qt.Key.Key_Return)
    fill_count(page, qtbot, "7", keys_men="2")
    assert "−3.00 short" in [chip.text() for chip in page.differences.findChildren(type(page.before.carried.count))]
    keys(qtbot, Qt.Key.Key_Return)
    assert page.differences.banner.isVisible()  # unexplained
    keys(qtbot, "wrong change", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    edit = page.differences._missing["keys/m"][2]
    qtbot.waitUntil(edit.hasFocus)
    keys(qtbot, "201", Qt.Key.Key_Return)
    assert page.carry()["step"] == "differences"  # 201 hangs in the other zone
    edit.selectAll()
    keys(qtbot, "102", Qt.Key.Key_Return)
    at(page, qtbot, "unfinished")
    page.unfinished.remark.setPlainText("Shower 3 is cold")
    assert not page.unfinished.next_button.isEnabled()
    for box in page.unfinished.carried.findChildren(QCheckBox):
        box.setFocus()
        keys(qtbot, Qt.Key.Key_Space)
    keys(qtbot, Qt.Key.Key_Return)
    at(page, qtbot, "sign")
    qtbot.waitUntil(page.signing.giver.hasFocus)
    keys(qtbot, PASSWORDS[2], Qt.Key.Key_Return, "wrong", Qt.Key.Key_Return)
    qtbot.waitUntil(page.signing.banner.isVisible)
    page.signing.receiver.clear()
    keys(qtbot, PASSWORDS[3], Qt.Key.Key_Return)
    at(page, qtbot, "sheet")
    qtbot.waitUntil(lambda: "S000001" in words(page.sheet))
    assert page.desk.signed_in() == people.SHIFT_LEAD
    assert page.signing.giver.text() == page.signing.receiver.text() == ""
    with store.read() as connection:
        sheet = handover_sheet(connection, 1)
        assert holder_of(connection, "key/102") == "lost"
    assert (sheet.receiver, sheet.cash_receiver, sheet.handed_in_fen) == ("陈静", "王主管", 20_000)
    assert [(item.kind, item.seen_by) for item in sheet.carried] == [("missing", "陈静"), ("note", "陈静")]
    head = "".join(page.sheet.head.text().split())
    assert sheet.head in head
    keys(qtbot, Qt.Key.Key_Return)
    at(page, qtbot, "before")


def test_a_missing_tray_card_is_named_on_the_page(  # G13
    page: HandoverPage, qtbot: QtBot, house: House
) -> None:
    person_id = house.member().person_id
    issue_card(house.store, house.owner, IssueCardRequest(uuid4().hex, person_id, "04A1B2C3", "A77"))
    arrive(house.store, house.owner, ArriveRequest(uuid4().hex, person_id, "101", "A77"))
    counted = count(house.store, house.owner, 50_000, things={"cards/men": 0})
    with house.store.read() as connection:
        view = page.differences
        view.set_state(read_state(connection, house.store.clock, "1"))
        view.set_comparison(compare(connection, counted.count_id, "1"))
    edit = view._missing["cards/men"][2]
    edit.setText("101")
    edit.editingFinished.emit()
    with qtbot.assertNotEmitted(view.done):
        view.next_button.click()
    edit.setText("a77")
    assert view.missing() == ("card/A77",)
    edit.editingFinished.emit()
    qtbot.waitUntil(lambda: "王小明" in view.seen.text())
    with qtbot.waitSignal(view.done):
        view.next_button.click()


def test_an_approval_lets_the_same_closing_through(  # K08
    page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor
) -> None:
    begin(store, cashier)
    asked: list[FrontdeskError] = []

    def approve_it(error: FrontdeskError, what: str, then: object) -> None:
        asked.append(error)
        assert "¥200.00" in what
        approval = approve(store, "1", "manager", PASSWORDS[4], str(error.data["request_hash"]), "handover.night")
        then(approval)  # type: ignore[operator]

    page.desk.approval_requested.connect(approve_it)
    page.activate()
    at(page, qtbot, "before")
    page.before.kind.choose("night")
    page.before.start.press()
    fill_count(page, qtbot, "7")
    keys(qtbot, "found in the drawer", Qt.Key.Key_Return)
    at(page, qtbot, "unfinished")
    page.unfinished.next_button.press()
    at(page, qtbot, "sign")
    assert not page.signing.receiver_card.isVisible()
    keys(qtbot, PASSWORDS[2], Qt.Key.Key_Return)
    at(page, qtbot, "sheet")
    assert len(asked) == 1
    page.sheet.go_on.press()
    at(page, qtbot, "opening")
    qtbot.waitUntil(page.opening.day_button.isVisible)


def test_money_taken_meanwhile_leads_back_to_the_count(
    page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor
) -> None:
    begin(store, cashier)
    page.activate()
    at(page, qtbot, "before")
    page.before.kind.choose("night")
    page.before.start.press()
    fill_count(page, qtbot, "5")
    keys(qtbot, Qt.Key.Key_Return)
    at(page, qtbot, "unfinished")
    page.unfinished.next_button.press()
    take(store, cashier, 100)
    keys(qtbot, PASSWORDS[2], Qt.Key.Key_Return)
    at(page, qtbot, "count")
    assert CountOutdated.code == "handover.count_outdated"
    assert "after this count" in words(page.counting)
    assert page.counting.drawer.is_empty()


def test_open_visits_are_settled_before_the_night(  # G13
    page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor
) -> None:
    begin(store, cashier)
    admit_guest(store, cashier, GuestRequest(uuid4().hex, "何静", "102", "document", sex="m"))
    page.activate()
    at(page, qtbot, "before")
    page.before.kind.choose("night")
    assert page.before.visits.isVisible()
    assert not page.before.start.isEnabled()
    page.before.settle_button.press()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert find_clipped_text(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(page.before.start.isEnabled)


def test_a_half_done_count_survives_a_change_of_language(
    page: HandoverPage, qtbot: QtBot, store: Store, cashier: Actor, tmp_path: Path
) -> None:
    begin(store, cashier)
    page.activate()
    at(page, qtbot, "before")
    page.before.start.press()
    keys(qtbot, "7", Qt.Key.Key_Return, "3")
    page.counting._things["keys/f"].setText("2")
    state = page.carry()
    set_language("zh")
    again = HandoverPage(page.desk, tmp_path)
    qtbot.addWidget(again)
    again.restore(state)
    assert again.carry()["step"] == "count"
    assert again.counting.drawer.pieces() == ((10_000, 7), (5_000, 3))
    assert again.counting._things["keys/f"].text() == "2"
    assert again.stepper.accessibleName().endswith("盲点")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_is_clipped_unnamed_or_too_small(
    desk: Desk, qtbot: QtBot, store: Store, cashier: Actor, tmp_path: Path, language: str, look: str
) -> None:
    theme.apply(look)  # type: ignore[arg-type]
    set_language(language)  # type: ignore[arg-type]
    desk.set_actor(cashier)
    page = HandoverPage(desk, tmp_path)
    qtbot.addWidget(page)
    page.resize(1278, 676)
    in_front(page, qtbot)

    def look_at(step: str) -> None:
        at(page, qtbot, step)
        qtbot.wait(60)
        assert [*find_clipped_text(page), *find_unnamed(page), *find_small_targets(page)] == []

    page.activate()
    look_at("opening")
    begin(store, cashier)
    approve(store, "1", "lead", PASSWORDS[3], "0" * 64, "cashier.refund")
    page.reload()
    look_at("before")
    page.before.start.press()
    look_at("count")
    fill_count(page, qtbot, "4", keys_men="2")
    look_at("differences")
    page.differences._explanations["cash"].setText("?")
    page.differences._missing["keys/m"][2].setText("101")
    page.differences.next_button.press()
    look_at("unfinished")
    page._to_signing()
    look_at("sign")
