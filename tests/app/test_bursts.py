"""Keys, taps and scans that come twice, too soon, or while something else is in front: one effect, for one person."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from frontdesk.cashier.page import CashierPage
from frontdesk.handover.count_shift import things_to_count
from frontdesk.reception.page import ReceptionPage
from frontdesk.shifts.tables import Shift, ShiftEnd
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.store.base import Base
from frontdesk.store.store import Store
from tests.app.clerk import WATER_CODE, Clerk, Gym, open_counter
from tests.people import CASHIER, OWNER, PASSWORDS

Opened = Callable[..., Clerk]


@pytest.fixture
def clerk(qtbot: QtBot, gym: Gym, tmp_path: Path) -> Iterator[Clerk]:
    with open_counter(gym, tmp_path) as found:
        found.unlock()
        yield found


def hammer(clerk: Clerk, key: str = "Enter", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Two presses at once, and three more while the work is under way."""
    for pause_ms in (0, 8, 8, 25, 60):
        clerk.strike(key, modifiers)
        if pause_ms:
            QTest.qWait(pause_ms)
    clerk.rest()


def rows(store: Store, table: type[Base]) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_enter_five_times_hands_out_and_takes_back_once(clerk: Clerk) -> None:  # G06 G08
    clerk.tap(clerk.gym.wang)
    hammer(clerk)
    assert [(visit.name, visit.key_code) for visit in clerk.inside()] == [("王小明", "101")]
    assert clerk.page("reception").person.name.whole() == "王小明", "what was done stays in sight"
    clerk.read()
    clerk.press("Esc")
    clerk.scan("K101")
    hammer(clerk)
    assert clerk.inside() == []
    assert clerk.page("reception").person.name.whole() == "王小明"
    clerk.gym.house.check()


def test_two_taps_within_300_ms_give_no_key_to_the_wrong_one(clerk: Clerk) -> None:
    reader, gym = clerk.counter.reader, clerk.gym
    reader.tap(gym.wang.uid)  # type: ignore[attr-defined]
    QTest.qWait(30)
    reader.tap(gym.li.uid)  # type: ignore[attr-defined]
    clerk.wait(lambda: clerk.page("reception").asking.found is not None, "the first decision")
    clerk.strike("Enter")  # nobody can have read it
    clerk.rest()
    assert clerk.inside() == []
    clerk.read()
    hammer(clerk)
    assert [visit.name for visit in clerk.inside()] == ["王小明"], "the next one's key needs an Enter of its own"
    clerk.read()
    clerk.press("Enter")
    assert sorted(visit.name for visit in clerk.inside()) == ["李娜", "王小明"]


def test_enter_five_times_sells_once_and_the_change_stays_in_sight(clerk: Clerk) -> None:  # K04
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.type("10")
    hammer(clerk)
    assert [receipt.total_fen for receipt in clerk.receipts()] == [300]
    assert clerk.page("cashier").pay.change.fen() == 700
    clerk.read()
    clerk.press("Enter")  # the next customer
    assert clerk.page("cashier").pay.change.fen() is None
    assert len(clerk.receipts()) == 1


def test_enter_five_times_refunds_once(clerk: Clerk) -> None:
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.press("Enter", "Enter", "F2", "R")
    assert clerk.dialog().objectName() == "cashier.refund_dialog"
    hammer(clerk)
    assert sorted(receipt.total_fen for receipt in clerk.receipts()) == [-300, 300]
    assert clerk.dialog().objectName() == "cashier.receipts_dialog"
    clerk.press("Esc")
    assert clerk.front() is clerk.window


def test_enter_in_a_dialog_does_not_go_on_to_the_till(clerk: Clerk) -> None:
    clerk.go("cashier", person_id=clerk.gym.wang.person_id)
    clerk.press("F5")
    clerk.type("100")
    hammer(clerk)
    till = clerk.page("cashier").till
    assert till.cart.total_fen == 10_000
    assert (till.payment.tenders, clerk.receipts()) == ((), [])


def test_a_scan_while_an_amount_has_the_keyboard(clerk: Clerk) -> None:
    page = clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.type("10")
    assert QApplication.focusWidget() is page.pay.received.field
    clerk.scan(WATER_CODE)
    assert [(line.quantity, page.till.cart.total_fen) for line in page.till.cart.lines] == [(2, 600)]
    assert (page.till.payment.tenders, clerk.receipts()) == ((), [])
    assert "6901" not in clerk.typed("cashier.received")


def test_opening_and_handing_over_happen_once(qtbot: QtBot, closed_gym: Gym, tmp_path: Path) -> None:  # K05 G03
    ctrl = Qt.KeyboardModifier.ControlModifier
    with open_counter(closed_gym, tmp_path) as clerk:
        clerk.unlock(CASHIER)
        page = clerk.go("handover")
        clerk.type("5")
        hammer(clerk, "Enter", ctrl)
        assert rows(closed_gym.store, Shift) == 1
        _count_everything(clerk)
        assert page.carry()["step"] == "sign"
        clerk.slowly(PASSWORDS[CASHIER.account_id])
        if page.signing.receiver_card.isVisible():
            clerk.press("Enter")
            clerk.slowly(PASSWORDS[OWNER.account_id])
        hammer(clerk)
        assert rows(closed_gym.store, ShiftEnd) == 1
        assert page.carry()["step"] == "sheet"


def _count_everything(clerk: Clerk) -> None:
    page = clerk.go("handover", start=True)
    page.before.receiver.setCurrentIndex(page.before.receiver.findData("owner"))
    clerk.press("Enter")
    page.counting.drawer.set_pieces(((10_000, 5),))
    for edit in page.counting._tenders.values():
        edit.set_fen(0)
    with clerk.gym.store.read() as connection:
        things = {line.what: len(line.expected) for line in things_to_count(connection)}
    for what, edit in page.counting._things.items():
        edit.set_count(things[what])
    clerk.strike("Enter", Qt.KeyboardModifier.ControlModifier)
    clerk.rest()
    clerk.press("Enter")
    for box in page.unfinished.carried.findChildren(QCheckBox):
        box.setChecked(True)
    clerk.press("Enter")


def test_tap_and_scan_while_a_dialog_is_open(clerk: Clerk) -> None:
    clerk.tap(clerk.gym.wang)
    clerk.press("F2")  # another key
    dialog = clerk.dialog()
    assert dialog.objectName() == "reception.change"
    clerk.tap(clerk.gym.li)
    clerk.scan("K104")  # the new key's tag, as the dialog says
    assert clerk.front() is dialog
    assert clerk.inside() == [], "nothing is handed out behind an open dialog"
    assert clerk.typed("reception.change.code") == "K104"
    clerk.press("Enter", "Enter")
    assert [(visit.name, visit.key_code) for visit in clerk.inside()] == [("王小明", "104")]
    page = clerk.page("reception")
    assert isinstance(page, ReceptionPage)
    assert page.person.name.whole() == "李娜", "the tap waited"


def test_a_scan_goes_into_no_number_of_a_dialog(clerk: Clerk) -> None:
    clerk.go("cashier", person_id=clerk.gym.wang.person_id)
    clerk.press("F5")
    clerk.scan(WATER_CODE)
    assert clerk.dialog().objectName() == "cashier.top_up_dialog"
    assert clerk.typed("cashier.top_up_amount") == ""
    assert clerk.page("cashier").till.cart.lines == (), "nor onto the receipt behind it"


def test_taps_and_scans_while_locked_wait_and_act_on_nothing(clerk: Clerk) -> None:
    clerk.tap(clerk.gym.wang)
    clerk.press("Enter", "Esc")
    clerk.window.lock()
    clerk.rest()
    clerk.tap(clerk.gym.li)
    clerk.scan("K101")
    hammer(clerk)
    assert clerk.window.is_locked()
    assert [visit.name for visit in clerk.inside()] == ["王小明"]
    for name in ("王小明", "李娜"):
        assert name not in clerk.words()
    clerk.unlock()
    clerk.read()
    assert clerk.page("reception").person.name.whole() == "李娜"
    clerk.press("Esc")
    assert clerk.page("reception").person.name.whole() == "王小明"
    assert [visit.name for visit in clerk.inside()] == ["王小明"]


def test_language_switch_in_the_middle_of_a_sale_keeps_the_basket(clerk: Clerk) -> None:
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.scan(WATER_CODE)
    clerk.type("10")
    clerk.press("Enter")
    clerk.window.switch_language()
    clerk.rest()
    page = clerk.window.current_page()
    assert isinstance(page, CashierPage)
    assert (page.till.cart.total_fen, page.pay.change.fen()) == (600, 400)
    # Switched again while the receipt is being booked: whoever presses Enter once more pays nothing twice.
    clerk.strike("Enter")
    clerk.window.switch_language()
    clerk.rest()
    clerk.press("Enter")
    assert [receipt.total_fen for receipt in clerk.receipts()] == [600]


def test_a_dialog_left_open_is_not_the_next_persons(clerk: Clerk) -> None:  # G03
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.press("Enter", "Enter", "F2", "R")
    dialog = clerk.dialog()
    clerk.window.lock()
    clerk.rest()
    assert not dialog.isVisible() and clerk.front() is clerk.window
    clerk.unlock(CASHIER)
    assert clerk.front() is clerk.window
    hammer(clerk)
    assert [receipt.total_fen for receipt in clerk.receipts()] == [300]


def test_work_under_way_at_the_lock_asks_the_next_person_nothing(clerk: Clerk) -> None:  # K08
    clerk.unlock(CASHIER)
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.press("Enter", "Enter", "F2", "R")
    clerk.strike("Enter")  # a refund needs consent; the answer comes behind the lock
    clerk.window.lock()
    clerk.rest()
    assert clerk.front() is clerk.window
    clerk.unlock(OWNER)
    assert clerk.front() is clerk.window
    hammer(clerk)
    assert [receipt.total_fen for receipt in clerk.receipts()] == [300]


def test_a_dialog_left_open_comes_back_to_its_person(clerk: Clerk) -> None:
    clerk.press("F7")
    clerk.type("He Fang")
    dialog = clerk.dialog()
    clerk.window.lock()
    clerk.rest()
    clerk.unlock()
    assert clerk.front() is dialog
    assert clerk.typed("reception.guest.name") == "He Fang"


def test_language_switch_behind_the_lock_turns_dialogs_down(clerk: Clerk) -> None:
    clerk.press("F7")
    clerk.window.lock()
    clerk.window.switch_language()
    clerk.rest()
    clerk.unlock()
    assert clerk.front() is clerk.window, "a form of a page that is gone can't be confirmed"
    clerk.press("F7")
    assert clerk.dialog().windowTitle() != ""


def test_a_menu_left_open_does_not_stay_before_the_lock(clerk: Clerk) -> None:
    clerk.tap(clerk.gym.wang)
    clerk.press("Enter")
    QTest.mouseClick(clerk.find("reception.more"), Qt.MouseButton.LeftButton)
    clerk.wait(lambda: QApplication.activePopupWidget() is not None, "the menu")
    clerk.window.lock()
    assert QApplication.activePopupWidget() is None


def test_consent_wanted_while_locked_is_asked_of_the_same_person_only(clerk: Clerk) -> None:  # K08
    for actor in (OWNER, CASHIER):
        error = _needs_consent()
        clerk.unlock(OWNER)
        clerk.window.lock()
        clerk.counter.desk.ask_approval(error, clerk.window.lock_view.show_waiting, "Refund ¥1,200.00")
        clerk.rest()
        assert clerk.front() is clerk.window, "nothing before the lock"
        clerk.unlock(actor)
        if actor is OWNER:
            assert clerk.dialog().objectName() == "approval"
            clerk.press("Esc")
        assert clerk.front() is clerk.window


def _needs_consent() -> ApprovalNeeded:
    return ApprovalNeeded(request_hash=uuid4().hex, action="cashier.refund", limit="refund", amount=1, allowed=0)
