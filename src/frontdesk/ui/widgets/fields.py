"""Fields one types into: text, amounts, counts, passwords, the search box; errors stand at the field."""

import unicodedata

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.core.money import parse_amount_fen, yuan
from frontdesk.ui import icons, theme
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.labels import Label
from frontdesk.ui.widgets.naming import NO_SCAN, named
from frontdesk.ui.widgets.surface import ALIGN_TOP, column


class TextEdit(QLineEdit):
    """A one-line text field; ``set_wrong`` marks it, ``FieldRow`` shows why."""

    def __init__(
        self, name: str, label: str, *, placeholder: str = "", limit: int = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMaxLength(limit)
        self.setPlaceholderText(placeholder)
        named(self, name, label)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as not acceptable."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            theme.restyle(self)


class PasswordEdit(TextEdit):
    """A password or PIN: dots, and a scanner's burst is kept out."""

    def __init__(self, name: str, label: str, *, digits: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, label, limit=128, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty(NO_SCAN, True)
        if digits:
            self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)


class _NumberEdit(TextEdit):
    """Right-aligned figures. Letters are not typed here, so that a page's one-letter shortcuts keep working."""

    def __init__(self, name: str, label: str, look: str, limit: int, parent: QWidget | None) -> None:
        super().__init__(name, label, limit=limit, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setProperty("look", look)
        self.setProperty(NO_SCAN, True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_letter(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_letter(event):
            event.accept()
            return
        super().keyPressEvent(event)


class AmountEdit(_NumberEdit):
    """Money: right-aligned, full-width digits become plain ones while typing, the value is whole fen or nothing."""

    fen_changed = Signal(object)
    """int fen, or None while the text is empty or not an amount."""

    def __init__(self, name: str, label: str, *, large: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, label, "amount" if large else "count", 12, parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.textChanged.connect(self._changed)

    def fen(self) -> int | None:
        """The amount; None if empty. Raises nothing: see ``problem``."""
        try:
            return parse_amount_fen(self.text()) if self.text().strip() else None
        except FrontdeskError:
            return None

    def set_fen(self, fen: int | None) -> None:
        """Show an amount without separators, ready to be typed over."""
        self.setText("" if fen is None else yuan(fen).replace(",", ""))

    def problem(self) -> FrontdeskError | None:
        """Why the text is not an amount; None for an amount or an empty field."""
        try:
            if self.text().strip():
                parse_amount_fen(self.text())
        except FrontdeskError as error:
            return error
        return None

    @Slot(str)
    def _changed(self, text: str) -> None:
        plain = "".join(_narrow(char) for char in text)
        if plain != text:
            at = self.cursorPosition()
            self.setText(plain)
            self.setCursorPosition(at)
            return
        self.set_wrong(self.problem() is not None)
        self.fen_changed.emit(self.fen())


class CountEdit(_NumberEdit):
    """A whole number from 0 to ``most``; anything else can't be typed."""

    count_changed = Signal(object)
    """int, or None while empty."""

    def __init__(self, name: str, label: str, *, most: int = 99_999, parent: QWidget | None = None) -> None:
        super().__init__(name, label, "count", len(str(most)), parent)
        self._most = most
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textChanged.connect(self._changed)

    def count(self) -> int | None:
        """The number; None if empty."""
        return int(self.text()) if self.text() else None

    def set_count(self, count: int | None) -> None:
        """Show a number."""
        self.setText("" if count is None else str(count))

    @Slot(str)
    def _changed(self, text: str) -> None:
        plain = "".join(c for c in map(_narrow, text) if c in "0123456789")
        if plain and int(plain) > self._most:
            plain = str(self._most)
        if plain != text:
            self.setText(plain)
            return
        self.count_changed.emit(self.count())


class FieldRow(QWidget):
    """A label above its field, a hint or the error beneath it."""

    def __init__(
        self, label: str, field: QWidget, *, hint: str = "", required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._caption = Label(f"{label} *" if required else label, "caption")
        self._caption.setBuddy(field)
        self._below = Label(hint, "note", wrap=True)
        self.setLayout(column(self._caption, field, self._below, spacing=5))
        # Not before it has a parent: shown without one it becomes a window of its own for a moment.
        self._below.setVisible(bool(hint))
        self.setProperty(ALIGN_TOP, True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if not field.accessibleName():
            field.setAccessibleName(label)

    def set_error(self, error: FrontdeskError | str | None) -> None:
        """Say at the field what is wrong with it, or take that away."""
        text = error_text(error)[0] if isinstance(error, FrontdeskError) else (error or "")
        self._below.setProperty("words", "error" if text else "note")
        theme.restyle(self._below)
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        self.field.setAccessibleDescription(text)
        if isinstance(self.field, TextEdit):
            self.field.set_wrong(bool(text))

    def error(self) -> str:
        """The error shown, or nothing."""
        return self.field.accessibleDescription()


class SearchBox(TextEdit):
    """A search field with its glass; Esc empties it, ↓ and Enter leave to the list below."""

    wanted = Signal(str)
    """The words changed."""
    down = Signal()
    chosen = Signal()
    """Enter."""

    def __init__(
        self, name: str, label: str, *, placeholder: str = "", shortcut: str = "", icon: str = "search"
    ) -> None:
        super().__init__(name, label, placeholder=placeholder)
        self._icon = icon
        self._cap = shortcut
        right = round(paint.cap_width(shortcut)) + 12 if shortcut else 4
        self.setTextMargins(26, 0, right, 0)
        self.textChanged.connect(self.wanted)
        if shortcut:
            action = QShortcut(QKeySequence(shortcut), self)
            action.activated.connect(self.take_focus)

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard here with the old words selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Taken here, so that the page does not take the same Enter for its obvious button.
            if not event.isAutoRepeat():
                self.chosen.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        muted = theme.colour("muted")
        icons.draw(painter, self._icon, muted.name(), QRectF(12, middle - 9, 18, 18))
        if self._cap:
            paint.key_cap(painter, self.width() - paint.cap_width(self._cap) - 9, middle, self._cap, muted)


def select_on_focus(field: QLineEdit) -> None:
    """Select what is in a field when Tab or a shortcut brings the keyboard there."""
    field.installEventFilter(_Selector(field))


class _Selector(QObject):
    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._field.selectAll()
        return False


def required_text(row: FieldRow) -> str | None:
    """The trimmed text of a row's field, or None after marking the row as missing."""
    field = row.field
    assert isinstance(field, QLineEdit)
    text = field.text().strip()
    row.set_error(None if text else t("ui.field.required"))
    return text or None


def _narrow(char: str) -> str:
    if char == "。":
        return "."
    return unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char


def _is_letter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and event.text().isascii() and event.text().isalpha()
