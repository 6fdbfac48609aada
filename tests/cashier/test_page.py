"""The cashier page by its keys: few presses, nothing twice, and clear words when something is refused."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.books.dues import write_due
from frontdesk.cashier.asked import due_line
from frontdesk.cashier.page import CashierPage
from frontdesk.cashier.queries import Receipt, receipts, sale_detail, takings
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import set_language
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.stock.keep_goods import KeepGoodsRequest, keep_goods
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import Ask, Made, action, give
from tests.cashier.shelf import WATER
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

NewKey = Callable[[], str]
WATER_CODE = "6901234567892"


class Tap:
    """A card on the reader."""

    def __init__(self, uid: str) -> None:
        self.uid = uid


@pytest.fixture
def page(till: Store, desk: Desk, qtbot: QtBot) -> Iterator[CashierPage]:
    found = CashierPage(desk)
    qtbot.addWidget(found)
    found.resize(1278, 676)
    found.show()
    found.activateWindow()
    found.activate()
    qtbot.waitUntil(lambda: bool(found.wall._shown))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.pay.received.field)
    yield found


def day(store: Store) -> list[Receipt]:
    with store.read() as connection:
        return receipts(connection, "2026-11-23")


def press(page: CashierPage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


def scan(page: CashierPage, qtbot: QtBot, text: str = WATER_CODE) -> None:
    before = len(page.till.cart.lines), page.till.cart.total_fen
    page.handle_scan(text)
    qtbot.waitUntil(lambda: (len(page.till.cart.lines), page.till.cart.total_fen) != before)


def booked(page: CashierPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.till.booked is not None)


def dialog_of(page: CashierPage, kind: str, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: page._dialog is not None and page._dialog.objectName() == kind)
    return page._dialog


def test_drink_for_cash_scan_amount_enter_enter(page: CashierPage, till: Store, qtbot: QtBot) -> None:  # K04
    scan(page, qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "10")
    assert page.pay.change.fen() == 700
    press(page, Qt.Key.Key_Return)
    assert (page.till.left_fen, page.till.payment.change_fen) == (0, 700)
    assert day(till) == []
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)  # a double press charges once
    booked(page, qtbot)
    assert [receipt.total_fen for receipt in day(till)] == [300]
    assert (page.pay.due.fen(), page.pay.change.fen()) == (300, 700)  # stays in sight until the next begins
    scan(page, qtbot)
    assert page.pay.change.fen() is None


def test_letters_are_tenders_and_split(page: CashierPage, till: Store, qtbot: QtBot) -> None:
    scan(page, qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "1")
    press(page, Qt.Key.Key_C)
    assert page.pay.change.fen() == 200
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Return)
    booked(page, qtbot)
    with till.read() as connection:
        tenders = sale_detail(connection, day(till)[0].id).tenders
    assert [(tender.kind, tender.amount_fen) for tender in tenders] == [("cash", 100), ("wechat", 200)]


def test_quantities_by_keys(page: CashierPage, qtbot: QtBot) -> None:
    scan(page, qtbot)
    press(page, Qt.Key.Key_Plus)
    assert page.till.cart.total_fen == 600
    press(page, Qt.Key.Key_Asterisk)
    QTest.keyClicks(QApplication.focusWidget(), "12")
    press(page, Qt.Key.Key_Return)
    assert page.till.cart.total_fen == 3600
    press(page, Qt.Key.Key_Minus)
    assert page.till.cart.total_fen == 3300
    press(page, Qt.Key.Key_Delete)
    assert page.till.cart.lines == ()


def test_more_than_due_by_wechat_is_refused_in_words(page: CashierPage, till: Store, qtbot: QtBot) -> None:
    scan(page, qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "10")
    press(page, Qt.Key.Key_W)
    assert page.pay.banner.isVisible() and page.pay.banner.kind() == "bad"
    assert day(till) == []


def test_hold_and_take_up(page: CashierPage, qtbot: QtBot) -> None:
    scan(page, qtbot)
    first = page.till.cart
    press(page, Qt.Key.Key_F7)
    assert page.till.cart.lines == () and page.lines.held.isVisible()
    press(page, Qt.Key.Key_F7)
    assert page.till.cart == first and page.till.held == []


def test_escape_puts_away_and_f7_brings_back(page: CashierPage, qtbot: QtBot) -> None:
    scan(page, qtbot)
    first = page.till.cart
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Escape)
    assert page.till.payment.tenders == () and page.till.cart == first
    press(page, Qt.Key.Key_Escape)
    assert page.till.cart.lines == ()
    press(page, Qt.Key.Key_F7)
    assert page.till.cart == first


def test_due_paid_elsewhere_is_read_anew(
    page: CashierPage, till: Store, actor: Actor, member: int, qtbot: QtBot
) -> None:
    with action(till, actor, "test.due", Ask("due"), Made) as act:
        write_due(act, "contract", 500, "membership", person_id=member)
        act.finish(Made(1))
    page.activate(person_id=member)
    qtbot.waitUntil(lambda: page.till.cart.total_fen == 500)
    line = page.till.cart.lines[0]
    assert line.due is not None
    sold(till, actor, due_line(line.due), cash(500), person_id=member)
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.till.cart.lines == ())
    assert page.pay.banner.kind() == "bad" and len(day(till)) == 1


def test_collecting_from_reception_tap_f4_w_enter(
    page: CashierPage, till: Store, actor: Actor, member: int, qtbot: QtBot
) -> None:  # G22
    with action(till, actor, "test.due", Ask("due"), Made) as act:
        write_due(act, "contract", 99_900, "membership", person_id=member)
        act.finish(Made(1))
    page.activate(person_id=member)
    qtbot.waitUntil(lambda: page.till.cart.total_fen == 99_900)
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Return)
    booked(page, qtbot)
    with till.read() as connection:
        found = takings(connection, business_day="2026-11-23")
    assert [(taken.name, taken.net_fen) for taken in found.by_category] == [("membership", 99_900)]


def test_balance_needs_a_member_and_shows_prepaid(
    page: CashierPage, till: Store, actor: Actor, member: int, qtbot: QtBot
) -> None:  # G18
    give(till, actor, member, 1000)
    give(till, actor, member, 2, "drink:water")
    scan(page, qtbot)
    assert not page.pay.tenders["balance"].isEnabled()
    page.till.attach(member)
    qtbot.waitUntil(lambda: page.pay.tenders["balance"].isEnabled())
    assert page.wall.tabs.current() == "prepaid"
    press(page, Qt.Key.Key_S)
    press(page, Qt.Key.Key_Return)
    booked(page, qtbot)
    assert day(till)[0].person_id == member


def test_tap_is_for_the_sale_only_while_there_is_one(page: CashierPage, qtbot: QtBot) -> None:
    assert not page.handle_card(Tap("04A1"))  # waits at Reception
    scan(page, qtbot)
    with qtbot.waitSignal(page.till.unknown):
        assert page.handle_card(Tap("04A1"))
    assert len(page.till.cart.lines) == 1


def test_changed_price_is_said_and_shown(
    page: CashierPage, till: Store, actor: Actor, new_key: NewKey, qtbot: QtBot
) -> None:
    from dataclasses import replace

    scan(page, qtbot)
    keep_goods(till, actor, KeepGoodsRequest(new_key(), (replace(WATER, price_fen=350),)))
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.till.cart.total_fen == 350)
    assert "3.50" in page.pay.banner.title() and day(till) == []
    press(page, Qt.Key.Key_W)
    press(page, Qt.Key.Key_Return)
    booked(page, qtbot)


def test_discount_above_the_limit_asks_a_second_person(page: CashierPage, cashier: Actor, qtbot: QtBot) -> None:  # K08
    page.desk.set_actor(cashier)
    page.till.add_sku("towel")
    qtbot.waitUntil(lambda: bool(page.till.cart.lines))
    press(page, Qt.Key.Key_F6)
    dialog = dialog_of(page, "cashier.discount_dialog", qtbot)
    dialog.amount.set_fen(400_000)
    dialog.confirm()
    assert dialog.field.error()
    dialog.amount.set_fen(500)
    dialog.confirm()
    assert page.till.cart.total_fen == 3000
    press(page, Qt.Key.Key_W)
    qtbot.wait(350)  # an Enter meant for the dialog must not finish the receipt
    with qtbot.waitSignal(page.desk.approval_requested) as asked:
        press(page, Qt.Key.Key_Return)
    assert isinstance(asked.args[0], ApprovalNeeded)
    assert not page.till.busy and page.till.cart.lines


def test_refund_correct_and_invoice_from_the_list(page: CashierPage, till: Store, actor: Actor, qtbot: QtBot) -> None:
    sold(till, actor, goods("water", 2), cash(600))
    press(page, Qt.Key.Key_F2)
    dialog = dialog_of(page, "cashier.receipts_dialog", qtbot)
    qtbot.waitUntil(dialog.correct.isEnabled)
    dialog.correct.click()
    dialog._inner.confirm()
    qtbot.waitUntil(lambda: dialog._view.detail.corrected)
    assert dialog._view.detail.tenders[0].kind == "wechat"
    dialog.invoice.click()
    dialog._inner.title.field.setText("上海某某有限公司")
    dialog._inner.tax.setText("123")
    dialog._inner.confirm()
    qtbot.waitUntil(lambda: bool(dialog._inner.tax_row.error()))
    dialog._inner.tax.setText("91310000MA1FL0ABC9")
    dialog._inner.confirm()
    qtbot.waitUntil(lambda: dialog._view.detail.invoice is not None)
    dialog.refund.click()
    dialog._inner._counts[dialog._view.detail.lines[0].id].set_count(1)
    dialog._inner.confirm()
    qtbot.waitUntil(lambda: len(dialog.table.rows()) == 2)
    assert [receipt.total_fen for receipt in day(till)] == [-300, 600]
    dialog.reject()


def test_a_due_is_waived_from_the_list(page: CashierPage, till: Store, actor: Actor, qtbot: QtBot) -> None:  # K08
    with action(till, actor, "test.owe", Ask("owe"), Made) as act:
        act.finish(Made(write_due(act, "bar_tab", 6_000, "bar", visit_id=1)))
    press(page, Qt.Key.Key_F4)
    dialog = dialog_of(page, "cashier.dues_dialog", qtbot)
    qtbot.waitUntil(lambda: len(dialog.table.rows()) == 1)
    dialog.waive.click()
    asking = dialog._inner
    problems = find_clipped_text(dialog) + find_unnamed(dialog) + find_small_targets(dialog)
    assert problems + find_clipped_text(asking) + find_unnamed(asking) + find_small_targets(asking) == []
    asking.reason.setCurrentIndex(asking.reason.findData("other"))
    asking.confirm()
    assert asking.note_row.error()
    asking.note.setText("等了很久")
    asking.confirm()
    qtbot.waitUntil(lambda: not dialog.table.rows() and not dialog.waive.isEnabled())
    dialog.reject()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_clipped_nameless_or_small(
    page: CashierPage,
    till: Store,
    desk: Desk,
    actor: Actor,
    member: int,
    language: str,
    qtbot: QtBot,
) -> None:
    sold(till, actor, goods("water", 2), cash(600))
    give(till, actor, member, 1000)
    set_language("zh" if language == "zh" else "en")
    for theme_name in ("light", "dark"):
        theme.apply("light" if theme_name == "light" else "dark")
        again = CashierPage(desk)
        qtbot.addWidget(again)
        again.resize(1278, 676)
        again.show()
        again.activate()
        qtbot.waitUntil(lambda shown=again: bool(shown.wall._shown))
        scan(again, qtbot)
        again.till.attach(member)
        qtbot.waitUntil(lambda shown=again: shown.till.cart.customer is not None)
        again.till.pay("cash", 100)
        again.till.pay("bankcard", None)
        qtbot.wait(50)
        problems = find_clipped_text(again) + find_unnamed(again) + find_small_targets(again)
        openers = (again._open_receipts, again._open_top_up, again._open_drawer)
        for opener in openers:
            opener()
            shown = again._dialog
            assert isinstance(shown, Dialog)
            qtbot.waitUntil(lambda found=shown: not found.is_busy())
            qtbot.wait(100)
            problems += find_clipped_text(shown) + find_unnamed(shown) + find_small_targets(shown)
            shown.reject()
        assert problems == []


def test_last_receipts_fill_the_room_below_and_one_click_opens_that_one(
    page: CashierPage, till: Store, qtbot: QtBot
) -> None:
    for _ in range(2):
        scan(page, qtbot)
        press(page, Qt.Key.Key_Return)
        press(page, Qt.Key.Key_Return)
        booked(page, qtbot)
        QTest.qWait(320)
    table = page.last.table
    qtbot.waitUntil(lambda: len(table.rows()) == 2)
    assert table.isVisible() and table.verticalScrollBar().maximum() == 0
    older = table.rows()[1].receipt
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(1, 1)).center()
    )
    dialog = dialog_of(page, "cashier.receipts_dialog", qtbot)
    qtbot.waitUntil(lambda: dialog._view is not None)
    assert dialog._view.detail.receipt.id == older.id
    dialog.reject()
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.pay.received.field)


def test_what_to_say_stands_there_while_the_amount_is_typed(page: CashierPage, qtbot: QtBot) -> None:
    scan(page, qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "10")
    assert page.pay.banner.isVisible() and "7.00" in page.pay.banner.title()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert not page.pay.banner.isVisible()
