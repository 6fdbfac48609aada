"""Finds text that does not fit and controls without names; every page's tests use it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from frontdesk.app.window.rail import RailButton
from frontdesk.ui.widgets import Button, Chip, ElidedLabel, IconButton, TileButton, plain_tip

SLACK = 1.5
_SHORTENED = 60
"""Least width in px of a button whose name may be shortened."""


def find_clipped_text(widget: QWidget) -> list[str]:
    """One line for each visible label, button, chip, placeholder or header whose words do not fit it."""
    found = []
    for child in _visible(widget):
        problem = _clipped(child)
        if problem:
            found.append(f"{_path(child)}: {problem}")
    return found


def find_unnamed(widget: QWidget) -> list[str]:
    """One line for each control that lacks an object name or an accessible name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTableView, QPlainTextEdit)
    found = []
    for child in _visible(widget):
        if not isinstance(child, kinds) or _inside_foreign(child):
            continue
        if not child.objectName() or child.objectName().startswith("qt_"):
            found.append(f"{_path(child)}: no object name")
        if not child.accessibleName():
            found.append(f"{_path(child)}: no accessible name")
    return found


def find_small_targets(widget: QWidget, least: int = 36) -> list[str]:
    """One line for each button or field lower than a finger needs."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [
        f"{_path(child)}: {child.height()} px high"
        for child in _visible(widget)
        if isinstance(child, kinds) and not _inside_foreign(child) and child.height() < least
    ]


def _visible(widget: QWidget) -> list[QWidget]:
    return [child for child in [widget, *widget.findChildren(QWidget)] if child.isVisible()]


def _inside_foreign(child: QWidget) -> bool:
    """Whether Qt itself made the control (a combo box's line edit, a table's corner button)."""
    parent = child.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QTableView) or child.objectName().startswith("qt_")


def _path(child: QWidget) -> str:
    names = []
    here: QWidget | None = child
    while here is not None and len(names) < 4:
        names.append(here.objectName() or type(here).__name__)
        here = here.parentWidget()
    return " < ".join(names)


def _clipped(child: QWidget) -> str:
    if isinstance(child, ElidedLabel):
        # Shortened on purpose, whole in the tool tip; but not to nothing.
        return f"no room at all for {child.whole()!r}" if child.whole() and child.width() < 24 else ""
    if isinstance(child, QLabel):
        return _clipped_label(child)
    if isinstance(child, IconButton):
        return ""
    if isinstance(child, Button):
        if plain_tip(child.text()) in child.toolTip() and child.width() >= _SHORTENED:
            return ""  # a name that people gave, whole in the tool tip
        if type(child) is TileButton:  # those of goods write on two lines
            width = QFontMetricsF(child.font_used()).horizontalAdvance(child.text())
            return _narrower(child, width + 12, child.text())
        return _narrower(child, child.sizeHint().width() - 20, child.text()) if child.text() else ""
    if isinstance(child, Chip):
        return _narrower(child, child.sizeHint().width(), child.text())
    if isinstance(child, QCheckBox | QRadioButton):
        return _narrower(child, child.sizeHint().width() - 12, child.text())
    if isinstance(child, QLineEdit) and child.placeholderText() and not child.text():
        margins = child.textMargins()
        width = QFontMetricsF(child.font()).horizontalAdvance(child.placeholderText()) + margins.left()
        return _narrower(child, width + margins.right() + 20, child.placeholderText())
    if isinstance(child, QTableView):
        return _clipped_headers(child)
    if isinstance(child, RailButton) and child.is_compact() and plain_tip(child.text()) in child.toolTip():
        return ""  # a small screen's rail: the icon, with its word and shortcut in the tool tip
    if isinstance(child, QAbstractButton) and child.text():
        return _narrower(child, child.sizeHint().width(), child.text())
    return ""


def _clipped_label(label: QLabel) -> str:
    if not label.text() or not label.pixmap().isNull():
        return ""
    room = label.contentsRect()
    metrics = QFontMetricsF(label.font())
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    limits = QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000)
    needed = metrics.boundingRect(limits.toRectF(), int(flags), label.text())
    if needed.width() > room.width() + SLACK:
        return f"{label.text()!r} needs {needed.width():.0f} px, has {room.width()}"
    if needed.height() > room.height() + SLACK + metrics.descent():
        return f"{label.text()!r} needs {needed.height():.0f} px height, has {room.height()}"
    return ""


def _clipped_headers(table: QTableView) -> str:
    header = table.horizontalHeader()
    if header.isHidden():
        return ""
    metrics = QFontMetricsF(header.font())
    for number in range(table.model().columnCount()):
        if header.isSectionHidden(number):
            continue
        title = str(table.model().headerData(number, Qt.Orientation.Horizontal) or "")
        if metrics.horizontalAdvance(title) + 20 > header.sectionSize(number) + SLACK:
            return f"header {title!r} needs more than {header.sectionSize(number)} px"
    return ""


def _narrower(child: QWidget, needed: float, text: str) -> str:
    return f"{text!r} needs {needed:.0f} px, has {child.width()}" if child.width() + SLACK < needed else ""
