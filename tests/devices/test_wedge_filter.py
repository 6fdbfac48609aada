"""Scans and typing by key events in real windows."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.devices.qt.wedge_filter import WedgeFilter
from frontdesk.devices.readers.wedge import WedgeSettings
from frontdesk.ui.widgets.naming import NO_SCAN
from tests.devices.scanner import press_at, scan, scan_through_shortcuts, window_of

BARCODE = "6901234567892"
TRIES = 5
LEISURELY = WedgeSettings(average_gap_ms=600, longest_gap_ms=900)
"""For keys made in real time by a machine that may be busy."""


class Counter(QWidget):
    """A search box, an amount, a password, a note, a button, and a page's own Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.search, self.amount, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount.setProperty(NO_SCAN, True)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.note = QPlainTextEdit()
        self.button = QPushButton("Pay")
        self.button.setAutoDefault(True)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.amount, self.password, self.note, self.button):
            layout.addWidget(widget)
        self.pressed = 0
        self.entered = 0
        self.button.clicked.connect(self._press)
        self.shown: list[str] = []
        self.search.textEdited.connect(self.shown.append)
        self.returned: list[str] = []
        for field in (self.search, self.amount):
            field.returnPressed.connect(self._return)

    def _press(self) -> None:
        self.pressed += 1

    def _return(self) -> None:
        self.returned.append(self.amount.text())

    def add_enter_shortcut(self) -> None:
        """Like a page whose Enter hands out the key."""
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Return), self)
        shortcut.activated.connect(self._enter)

    def _enter(self) -> None:
        self.entered += 1


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def wedge(qapp: QApplication, heard: list[str]) -> Iterator[WedgeFilter]:
    wedge = WedgeFilter()
    wedge.scanned.connect(heard.append)
    yield wedge
    wedge.deleteLater()


@pytest.fixture
def counter(qtbot: QtBot, wedge: WedgeFilter) -> Counter:
    counter = Counter()
    qtbot.addWidget(counter)
    counter.show()
    counter.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window_of(counter))
    counter.search.setFocus()
    qtbot.waitUntil(counter.search.hasFocus)
    return counter


def settle(qtbot: QtBot) -> None:
    qtbot.wait(120)


def test_a_scan_in_the_search_box_is_heard_and_taken_out_again(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.search.setText("王 ")
    scan(counter, "K118")
    assert heard == ["K118"]
    assert counter.search.text() == "王 "
    # The letters were there at once, and live search was told that they went away.
    assert counter.shown == ["王 K", "王 K1", "王 K11", "王 K118", "王 "]
    assert counter.returned == []


def test_a_scan_gives_back_the_selection_it_typed_over(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    counter.search.setText("wangxiaoming")
    counter.search.setSelection(4, 8)
    scan(counter, BARCODE)
    assert heard == [BARCODE]
    assert (counter.search.text(), counter.search.selectedText()) == ("wangxiaoming", "xiaoming")


def test_typing_in_the_search_box_appears_at_once(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    for length, character in enumerate("wxm", 1):
        QTest.keyClick(window_of(counter), Qt.Key(ord(character.upper())))
        assert len(counter.search.text()) == length
        qtbot.wait(70)
    QTest.keyClick(window_of(counter), Qt.Key.Key_Return)
    settle(qtbot)
    assert (heard, counter.search.text(), len(counter.returned)) == ([], "wxm", 1)


@pytest.mark.parametrize("field", ["amount", "password"])
def test_a_scan_never_lands_in_an_amount_or_a_password(  # K01
    qtbot: QtBot, counter: Counter, heard: list[str], field: str
) -> None:
    edit: QLineEdit = getattr(counter, field)
    edit.setFocus()
    texts: list[str] = []
    edit.textChanged.connect(texts.append)
    scan(counter, BARCODE)
    scan(counter, "K118", end="\t")
    scan(counter, "118")  # a key tag without a prefix; elsewhere this is typing
    settle(qtbot)
    assert heard == [BARCODE, "K118", "118"]
    assert texts == []
    assert edit.hasFocus()
    assert counter.returned == []


def test_typing_in_an_amount_arrives_complete(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    counter.amount.setFocus()
    press_at(counter, [(1000, "3"), (1130, "0"), (1160, "0")])
    qtbot.waitUntil(lambda: counter.amount.text() == "300", timeout=1000)
    assert heard == []


def test_the_last_digit_is_in_the_amount_when_a_quick_enter_comes(
    qtbot: QtBot, counter: Counter, heard: list[str]
) -> None:
    counter.amount.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_5, Qt.Key.Key_Return):
        QTest.keyClick(window_of(counter), key)
    settle(qtbot)
    assert counter.returned == ["35"]
    assert heard == []


def test_a_shortcut_never_runs_ahead_of_held_digits(qtbot: QtBot, counter: Counter) -> None:
    counter.amount.setFocus()
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence("F12"), counter)
    shortcut.activated.connect(lambda: seen.append(counter.amount.text()))
    QTest.keyClick(window_of(counter), Qt.Key.Key_7)
    QTest.keyClick(window_of(counter), Qt.Key.Key_F12)
    settle(qtbot)
    assert seen == ["7"]


def test_a_scan_presses_neither_button_nor_enter_shortcut(
    qtbot: QtBot, counter: Counter, wedge: WedgeFilter, heard: list[str]
) -> None:
    wedge.change(LEISURELY)
    counter.add_enter_shortcut()
    counter.button.setFocus()
    scan_through_shortcuts(counter, "A B C 1")
    scan_through_shortcuts(counter, BARCODE)
    settle(qtbot)
    assert (heard, counter.pressed, counter.entered) == (["A B C 1", BARCODE], 0, 0)


def test_a_scan_through_qt_s_own_input_path_is_heard(
    qtbot: QtBot, counter: Counter, wedge: WedgeFilter, heard: list[str]
) -> None:
    wedge.change(LEISURELY)
    scan_through_shortcuts(counter, "K118")
    counter.amount.setFocus()
    scan_through_shortcuts(counter, BARCODE, end="\t")
    settle(qtbot)
    assert heard == ["K118", BARCODE]
    assert (counter.search.text(), counter.amount.text()) == ("", "")
    assert counter.amount.hasFocus()


def test_a_letter_s_shortcut_waits_until_it_is_known_to_be_no_scan(
    qtbot: QtBot, counter: Counter, wedge: WedgeFilter, heard: list[str]
) -> None:
    """W chooses WeChat; a card's number that begins with it must not."""
    chosen: list[str] = []
    shortcut = QShortcut(QKeySequence("W"), counter)
    shortcut.activated.connect(lambda: chosen.append("wechat"))
    counter.button.setFocus()
    QTest.keyClick(window_of(counter), Qt.Key.Key_W)
    qtbot.waitUntil(lambda: chosen == ["wechat"], timeout=1000)
    wedge.change(LEISURELY)
    scan_through_shortcuts(counter, "w118")
    settle(qtbot)
    assert (heard, chosen) == (["w118"], ["wechat"])


def test_a_letter_in_an_amount_is_a_letter_there(qtbot: QtBot, counter: Counter) -> None:
    chosen: list[str] = []
    shortcut = QShortcut(QKeySequence("W"), counter)
    shortcut.activated.connect(lambda: chosen.append("wechat"))
    counter.amount.setFocus()
    QTest.keyClick(window_of(counter), Qt.Key.Key_W)
    settle(qtbot)
    assert (counter.amount.text(), chosen) == ("w", [])


def test_space_and_enter_still_press_a_button(qtbot: QtBot, counter: Counter) -> None:
    counter.button.setFocus()
    QTest.keyClick(window_of(counter), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: counter.pressed == 1, timeout=1000)
    counter.add_enter_shortcut()
    QTest.keyClick(window_of(counter), Qt.Key.Key_Return)
    settle(qtbot)
    assert counter.entered == 1


def test_a_scan_in_a_note_is_cut_out_where_it_was_typed(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    counter.note.setPlainText("locker broken")
    counter.note.setFocus()
    cursor = counter.note.textCursor()
    cursor.setPosition(7)
    counter.note.setTextCursor(cursor)
    scan(counter, BARCODE)
    assert heard == [BARCODE]
    assert counter.note.toPlainText() == "locker broken"
    assert counter.note.textCursor().position() == 7


@pytest.mark.parametrize("field", ["search", "amount"])
def test_a_stalled_window_still_tells_typing_from_a_scan(
    qtbot: QtBot, counter: Counter, heard: list[str], field: str
) -> None:
    """All keys are found at once after a stall; what they carry decides."""
    edit: QLineEdit = getattr(counter, field)
    edit.setFocus()
    typed = [(1000 + place * 150, character) for place, character in enumerate("118230\r")]
    press_at(counter, typed)
    time.sleep(0.3)
    settle(qtbot)
    assert heard == []
    assert edit.text() == "118230"
    edit.clear()
    press_at(counter, [(9000 + place * 9, character) for place, character in enumerate("K118\r")])
    time.sleep(0.3)
    settle(qtbot)
    assert heard == ["K118"]
    assert edit.text() == ""


def test_a_stall_in_mid_scan_lets_nothing_into_an_amount(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    counter.amount.setFocus()
    keys = [(5000 + place * 10, character) for place, character in enumerate(BARCODE + "\r")]
    press_at(counter, keys[:5])
    QApplication.processEvents()
    time.sleep(0.3)  # the window does something else, while the rest of the scan waits for it
    press_at(counter, keys[5:])
    settle(qtbot)
    assert heard == [BARCODE]
    assert counter.amount.text() == ""


def test_two_scans_in_a_row_are_two(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    counter.amount.setFocus()
    press_at(counter, [(1000 + place * 5, character) for place, character in enumerate("K118\rK119\r")])
    settle(qtbot)
    assert heard == ["K118", "K119"]


def test_another_window_in_front_is_listened_to(qtbot: QtBot, counter: Counter, heard: list[str]) -> None:
    other = Counter()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window_of(other))
    scan(other, BARCODE)
    other.close()
    counter.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window_of(counter))
    scan(counter, "K118")
    assert heard == [BARCODE, "K118"]


@pytest.mark.skipif(os.environ.get("QT_QPA_PLATFORM") == "offscreen", reason="no X server on this platform")
@pytest.mark.parametrize("field", ["search", "amount"])
def test_a_scanner_on_the_x_server_is_told_from_a_typist(
    qtbot: QtBot, counter: Counter, heard: list[str], field: str
) -> None:
    """Keys made outside the program by xdotool, while the window stalls in the middle of them."""
    program = shutil.which("xdotool")
    assert program is not None, "xdotool is missing: `python3 installer/bootstrap.py test` installs it"
    edit: QLineEdit = getattr(counter, field)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    for _ in range(TRIES):
        with subprocess.Popen([program, "type", "--delay", "8", "k118\n"]) as scanner:
            qtbot.wait(20)
            time.sleep(0.25)
            scanner.wait(10)
        settle(qtbot)
        if heard:
            break
        edit.clear()  # a busy machine let the scanner wait longer than any scanner does
    assert heard == ["k118"]
    assert edit.text() == ""
    with subprocess.Popen([program, "type", "--delay", "120", "118\n"]) as typist:
        qtbot.waitUntil(lambda: typist.poll() is not None, timeout=5000)
    qtbot.waitUntil(lambda: edit.text() == "118", timeout=2000)
    assert heard == ["k118"]
