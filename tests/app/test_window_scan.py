"""A scanner types into the window: the page gets the scan, no field keeps its letters, nothing is confirmed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.window.main_window import MainWindow
from frontdesk.devices.qt.wedge_filter import WedgeFilter
from frontdesk.devices.readers.wedge import WedgeSettings
from frontdesk.ui.widgets import AmountEdit, TextEdit
from tests.app.test_window import answers, open_window, page, window  # noqa: F401


def scan(target: MainWindow, code: str) -> None:
    """What a scanner sends: all keys at once, Enter at the end."""
    for char in code:
        QTest.keyClick(target.windowHandle(), char)
    QTest.keyClick(target.windowHandle(), Qt.Key.Key_Return)


@pytest.mark.parametrize("where", ["search", "text", "amount"])
def test_a_scan_goes_to_the_page_wherever_the_keyboard_is(
    open_window: MainWindow,  # noqa: F811
    qtbot: QtBot,
    where: str,
) -> None:
    wedge = WedgeFilter(WedgeSettings(), open_window)
    wedge.scanned.connect(open_window.desk.scanned)
    reception = page(open_window, "reception")
    amount = AmountEdit("test.amount", "Amount")
    reception.layout().addWidget(amount)
    fields: dict[str, TextEdit] = {"search": open_window.shell.top.search, "text": reception.edit, "amount": amount}
    field: QWidget = fields[where]
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    scan(open_window, "6901234567892")
    qtbot.waitUntil(lambda: reception.scans == ["6901234567892"])
    qtbot.wait(80)
    assert [one.text() for one in fields.values()] == ["", "", ""]
    assert reception.pressed == 0
    assert not open_window.shell.results.isVisible()
