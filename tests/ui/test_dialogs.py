"""Dialogs: confirmed once, gone back from at will, never left hanging."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.core.errors import FrontdeskError
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import AskDialog, Dialog
from frontdesk.ui.reading_order import tab_stops
from frontdesk.ui.runner import BackgroundRunner
from frontdesk.ui.widgets import FieldRow, TextEdit
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed


class Refused(FrontdeskError):
    """A refusal whose words exist."""

    code = "ui.cancelled"


class Slow(Dialog):
    """Waits for a gate in the background."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, "test.slow", "Refund ¥12.00", confirm="Refund", parent=parent)
        self.gate = threading.Event()
        self.calls = 0
        self.refuse = False

    def confirm(self) -> None:
        self.work(self._call)

    def _call(self) -> int:
        self.calls += 1
        self.gate.wait(10)
        if self.refuse:
            raise Refused()
        return 42


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    found.resize(1000, 700)
    found.show()
    return found


def test_a_dialog_is_confirmed_once_and_busy_meanwhile(
    qtbot: QtBot, desk: Desk, runner: BackgroundRunner, window: QWidget
) -> None:
    dialog = Slow(desk, window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert window.findChild(QWidget, "scrim") is not None
    for _ in range(3):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.is_busy()
    dialog.gate.set()
    qtbot.waitUntil(lambda: dialog.over)
    assert dialog.calls == 1
    assert dialog.result_value == 42
    qtbot.waitUntil(lambda: window.findChild(QWidget, "scrim") is None)


def test_a_refusal_stands_in_the_dialog_and_it_can_be_tried_again(
    qtbot: QtBot, desk: Desk, runner: BackgroundRunner, window: QWidget
) -> None:
    dialog = Slow(desk, window)
    dialog.refuse = True
    dialog.gate.set()
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.title() == "Stopped as you asked."
    assert dialog.isVisible() and not dialog.is_busy()
    dialog.refuse = False
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.over)
    assert dialog.calls == 2


def test_a_question_names_the_thing_and_the_amount(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    facts = [("Receipt", "1-20261123-0042"), ("Amount", "¥55.50")]
    dialog = AskDialog(desk, "test.ask", "Void this receipt", confirm="Void", facts=facts, parent=window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert find_clipped_text(dialog) + find_unnamed(dialog) + find_small_targets(dialog) == []
    assert dialog.focusWidget() is dialog.confirm_button
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.over and not dialog.isVisible()


def test_the_keyboard_begins_at_the_first_field_and_goes_on_to_the_buttons(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    dialog = Dialog(desk, "test.form", "New member", confirm="Save", parent=window)
    name, phone = TextEdit("test.name", "Name"), TextEdit("test.phone", "Phone")
    dialog.body.addWidget(FieldRow("Name", name))
    dialog.body.addWidget(FieldRow("Phone", phone))
    dialog.open()
    qtbot.waitUntil(lambda: name.hasFocus())
    assert tab_stops(dialog) == [name, phone, dialog.cancel_button, dialog.confirm_button]
    qtbot.keyClick(name, Qt.Key.Key_Backtab)
    assert dialog.confirm_button.hasFocus()
    dialog.reject()
