"""Taking a scan's letters out of a text field again, where they appeared as they came."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class Before:
    """A field as it was before the first letter of a run."""

    field: QLineEdit | QPlainTextEdit | QTextEdit
    text: str
    cursor: int
    selection_start: int
    selection_length: int


def take_note(widget: QWidget | None) -> Before | None:
    """How the field stands; None for a widget that holds no text."""
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    if isinstance(widget, QLineEdit):
        start = widget.selectionStart()
        return Before(widget, widget.text(), widget.cursorPosition(), start, widget.selectionLength())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        return Before(widget, widget.toPlainText(), cursor.selectionStart(), -1, 0)
    return None


def put_back(before: Before) -> None:
    """Make the field what it was, and let those who follow what is typed know."""
    field = before.field
    if not isValid(field):
        return
    if not isinstance(field, QLineEdit):
        _cut_out(field, before)
        return
    field.setText(before.text)
    field.setCursorPosition(before.cursor)
    if before.selection_start >= 0:
        field.setSelection(before.selection_start, before.selection_length)
    # Live search listens to what is typed; it must see that the letters went away.
    field.textEdited.emit(field.text())


def _cut_out(field: QPlainTextEdit | QTextEdit, before: Before) -> None:
    cursor = field.textCursor()
    grown = len(field.toPlainText()) - len(before.text)
    if grown <= 0:
        return
    cursor.setPosition(before.cursor)
    cursor.setPosition(before.cursor + grown, cursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    field.setTextCursor(cursor)
