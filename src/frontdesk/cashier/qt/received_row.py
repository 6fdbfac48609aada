"""The amount received, typed in digits as large as those beside it."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.ui import theme
from frontdesk.ui.widgets import AmountEdit, Label, row


class ReceivedEdit(AmountEdit):
    """Shows what was taken until digits are typed, which replace it; tells typing from showing."""

    typed = Signal()

    def __init__(self, digits: int) -> None:
        super().__init__("cashier.received", t("cashier.received"))
        self._typed = False
        self._showing = False
        font = theme.base_font(digits, QFont.Weight.Bold)
        self.setStyleSheet(f"QLineEdit {{ font-size: {digits}px; font-weight: 700; padding: 0 6px 0 12px; }}")
        self.setFont(font)
        self.setMinimumHeight(round(digits * 1.35))
        self.setPlaceholderText("0.00")
        # Not textEdited: dictation and braille displays put the text in without a key.
        self.textChanged.connect(self._edited)

    def is_typed(self) -> bool:
        """Whether the text is the clerk's and not yet taken."""
        return self._typed

    def set_received(self, fen: int | None) -> None:
        """Show what was taken so far."""
        self._typed = False
        self._showing = True
        self.set_fen(fen)
        self._showing = False

    def event(self, event: QEvent) -> bool:
        # Asked before a shortcut runs: leave the page's keys to the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_pages(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_pages(event) or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        if not self._typed and event.text().isprintable() and event.text():
            self.set_received(None)  # what is typed takes the place of what was shown
        super().keyPressEvent(event)

    def _is_pages(self, event: QKeyEvent) -> bool:
        # Signs change quantities; Backspace on an amount that was taken takes it back.
        back = event.key() == Qt.Key.Key_Backspace and not self._typed
        return event.text() in ("+", "-", "*") or back or event.key() == Qt.Key.Key_Delete

    @Slot(str)
    def _edited(self, text: str) -> None:
        if not self._showing:
            self._typed = bool(text)
            self.typed.emit()


class ReceivedRow(QWidget):
    """The word on the left, the field on the right."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self.field = ReceivedEdit(digits)
        caption = Label(t("cashier.received"), "heading", tone="muted")
        caption.setBuddy(self.field)
        inner = row(caption, self.field)
        inner.setStretch(1, 1)
        inner.setContentsMargins(20, 2, 12, 2)
        self.setLayout(inner)
