"""Scans that an input method got hold of: a Chinese one takes the letters for pinyin and the first digit for a choice.

What it makes of ``K118`` is 可18 and can't be turned back. Measured with ibus and libpinyin: digits and ``# * + = % @``
pass, letters and ``; ~`` don't. So such a scan is taken out again, it is said why, and the input method is kept away
from the field for long enough to scan once more.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from frontdesk.devices.qt.burst_removal import Before, put_back, take_note

JUST_NOW_MS = 120
"""Between what the input method did and the scanner's next key; it answers over a bus."""
AWAY_MS = 6_000


class InputMethodWatch(QObject):
    """Sees what the input method does to the field that has the keyboard, and says which fields it may have."""

    def __init__(self, parent: QObject, refuses: Callable[[QWidget], bool]) -> None:
        """``refuses`` says of a field that no scan may land in it, so that no input method may have its keys."""
        super().__init__(parent)
        self._refuses = refuses
        self._before: Before | None = None
        self._since = QElapsedTimer()
        self._kept_from: QWidget | None = None
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(AWAY_MS)
        self._back.timeout.connect(self._let_back)

    def follow_focus(self) -> None:
        """Another field has the keyboard and is listened to: have it asked whether it takes an input method."""
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def answers(self, field: QObject, event: QEvent) -> bool:
        """Answer "no" in the place of a field that must not have an input method; True if that was the answer.

        Qt's own way, WA_InputMethodEnabled, is no answer: a QLineEdit says yes whatever it says.
        """
        if not isinstance(event, QInputMethodQueryEvent) or not isinstance(field, QWidget):
            return False
        if field is not self._kept_from and not self._refuses(field):
            return False
        event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        return True

    def see(self, field: QObject, event: QEvent) -> None:
        """An event on its way to the field; only what changes text is of interest."""
        if not isinstance(event, QInputMethodEvent) or not isinstance(field, QWidget):
            return
        if not event.preeditString() and not event.commitString():
            return
        if not self.acted_just_now():
            self._before = take_note(field)
        self._since.start()

    def acted_just_now(self) -> bool:
        """Whether it changed the text so lately that it can only have been the scanner's keys."""
        return self._before is not None and self._since.elapsed() <= JUST_NOW_MS

    def go_on(self) -> None:
        """The run goes on: what follows still belongs to what the input method took."""
        if self._before is not None:
            self._since.start()

    def take_out(self) -> None:
        """Make the field what it was, and keep the input method from it for a while."""
        before, self._before = self._before, None
        if before is None or not isValid(before.field):
            return
        put_back(before)
        self._kept_from = before.field
        self._back.start()
        self.follow_focus()

    @Slot()
    def _let_back(self) -> None:
        self._kept_from = None
        self.follow_focus()
