"""What is due, received and given back is painted large enough to be read from two metres (K04)."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.cashier.asked import CASH
from frontdesk.cashier.cart import set_quantity
from frontdesk.cashier.page import CashierPage
from frontdesk.core.i18n import set_language
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk

LEAST_PX = 54
EDGE_PX = 8


def last_digit_px(widget: QWidget) -> int:
    """How high the ink of the rightmost figure is, as painted."""
    picture = widget.grab().toImage()
    ground = picture.pixelColor(EDGE_PX, EDGE_PX).lightness()

    def ink(x: int) -> list[int]:
        rows = range(EDGE_PX, picture.height() - EDGE_PX)
        return [y for y in rows if abs(picture.pixelColor(x, y).lightness() - ground) > 60]

    rows: list[int] = []
    for x in range(picture.width() - EDGE_PX, EDGE_PX, -1):
        found = ink(x)
        if rows and not found:
            break
        rows += found
    return max(rows) - min(rows) + 1 if rows else 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_due_received_and_change_are_painted_large(till: Store, desk: Desk, qtbot: QtBot, language: str) -> None:  # K04
    set_language("zh" if language == "zh" else "en")
    page = CashierPage(desk)
    qtbot.addWidget(page)
    page.resize(1278, 676)  # what the smallest screen leaves
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: bool(page.wall._shown))
    page.till.add_sku("towel")
    qtbot.waitUntil(lambda: len(page.till.cart.lines) == 1)
    page.till.set_cart(set_quantity(page.till.cart, page.till.cart.lines[0].place, 100))
    page.till.pay(CASH, 400_000)
    pay = page.pay
    pay.received.field.clearFocus()  # the text cursor is no figure
    assert (pay.due.text(), pay.received.field.text(), pay.change.text()) == ("¥3,500.00", "4000.00", "¥500.00")
    zero = QFontMetricsF(theme.base_font(LEAST_PX, QFont.Weight.Bold)).tightBoundingRect("0").height()
    painted = {widget.objectName(): last_digit_px(widget) for widget in (pay.due, pay.received.field, pay.change)}
    assert min(painted.values()) >= zero - 1, painted
