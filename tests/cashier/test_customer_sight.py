"""What the customer is shown at each step of a sale, and that nothing of a person is among it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.books.dues import write_due
from frontdesk.cashier.page import CashierPage
from frontdesk.core.actor import Actor
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Due, Idle, Paid, Thanks
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.cashier.people import Ask, Made, action, give

WATER_CODE = "6901234567892"


@pytest.fixture
def seen(desk: Desk) -> list[CustomerView]:
    views: list[CustomerView] = []
    desk.customer_view.connect(views.append)
    return views


@pytest.fixture
def page(till: Store, desk: Desk, qtbot: QtBot) -> Iterator[CashierPage]:
    found = CashierPage(desk)
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    found.activate()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.pay.received.field)
    yield found


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_a_sale_for_cash_step_by_step(
    page: CashierPage, seen: list[CustomerView], qtbot: QtBot
) -> None:  # K04: received and change are shown as they are said
    basket = Basket((BasketLine("矿泉水 550ml", "Mineral water 550ml", 1, 300),), 300)
    page.handle_scan(WATER_CODE)
    qtbot.waitUntil(lambda: bool(seen))
    QTest.keyClicks(QApplication.focusWidget(), "10")
    qtbot.waitUntil(lambda: len(seen) == 2)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(seen) == 3)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(seen) == 4)
    QTest.qWait(320)  # Enter does nothing right after a receipt was booked
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(seen) == 5)
    page.handle_scan(WATER_CODE)
    qtbot.waitUntil(lambda: len(seen) == 6)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(seen) == 7)
    assert seen == [
        basket,
        Due(300),
        Paid(300, 1000, 700, ("cash",), booked=False),
        Paid(300, 1000, 700, ("cash",), booked=True),
        Thanks(),
        basket,
        Idle(),
    ]


def test_a_part_leaves_the_rest_due(page: CashierPage, seen: list[CustomerView], qtbot: QtBot) -> None:
    page.handle_scan(WATER_CODE)
    qtbot.waitUntil(lambda: bool(seen))
    page.till.pay("cash", 100)
    page.till.pay("wechat", None)
    page.till.set_payment(type(page.till.payment)(page.till.payment.tenders[:1]))
    qtbot.waitUntil(lambda: seen[-1] == Due(200))
    page.till.pay("tab", None)
    qtbot.waitUntil(lambda: seen[-1] == Paid(300, 0, 0, ("tab",), booked=False))


def test_nothing_of_the_member_is_told(
    page: CashierPage, till: Store, actor: Actor, member: int, seen: list[CustomerView], qtbot: QtBot
) -> None:
    with action(till, actor, "test.due", Ask("due"), Made) as act:
        write_due(act, "lost_key", 5_000, "fees", person_id=member, key_code="118")
        act.finish(Made(1))
    give(till, actor, member, 77_700)
    give(till, actor, member, 2, "drink:water")
    page.activate(person_id=member)
    qtbot.waitUntil(lambda: page.till.cart.customer is not None)
    page.wall.drawn.emit(page.till.drinks[0])
    qtbot.waitUntil(lambda: isinstance(seen[-1], Basket) and len(seen[-1].lines) == 2)
    page.till.pay("balance", None)
    qtbot.waitUntil(lambda: isinstance(seen[-1], Paid))
    page.till.finish()
    qtbot.waitUntil(lambda: seen[-1] == Paid(5_000, 5_000, 0, ("balance",), booked=True))
    told = repr(seen)
    assert "手牌遗失" in told and "矿泉水" in told
    for private in ("王小明", "138", "8888", "118", "777", "727", "2026"):
        assert private not in told
