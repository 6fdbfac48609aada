"""A keyboard scanner for tests: keys that go the way real ones go, or that carry times of the test's choice."""

from itertools import count

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

ENTER = "\r"


def window_of(widget: QWidget) -> QWindow:
    """The native window a widget's keys come by."""
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


_clock_ms = count(100_000, 10_000)
SCANNER_GAP_MS = 8


def scan(widget: QWidget, text: str, end: str = ENTER) -> None:
    """A scan as a window finds it, with a scanner's times whatever this machine is busy with."""
    start_ms = next(_clock_ms)
    press_at(widget, [(start_ms + place * SCANNER_GAP_MS, character) for place, character in enumerate(text + end)])
    for _ in range(3):  # the keys, the scan's own delivery, and what a page does upon it
        QApplication.processEvents()


def scan_through_shortcuts(widget: QWidget, text: str, end: str = ENTER) -> None:
    """Keys through the whole of Qt's input path, shortcuts too, as quickly as this machine makes them."""
    window = window_of(widget)
    for character in text + end:
        # By character where there is one: by key, Qt's test library writes capitals small.
        if character.isprintable():
            QTest.keyClick(window, character, _shift(character))  # type: ignore[call-overload]
        else:
            QTest.keyClick(window, key_of(character), _shift(character))
    QApplication.processEvents()


def press_at(widget: QWidget, steps: list[tuple[int, str]]) -> None:
    """Keys with times of their own, posted all at once: what a window finds that was stalled while they came."""
    window = window_of(widget)
    for at_ms, character in steps:
        text = character
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key_of(character), _shift(character), text)
            event.setTimestamp(at_ms)
            QCoreApplication.postEvent(window, event)


def key_of(character: str) -> Qt.Key:
    """The key that writes a character."""
    if character == "\r":
        return Qt.Key.Key_Return
    if character == "\t":
        return Qt.Key.Key_Tab
    return Qt.Key(ord(character.upper()))


def _shift(character: str) -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
