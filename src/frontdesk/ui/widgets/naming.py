"""Every control has a stable object name (for tests and scripts) and an accessible name (for screen readers)."""

from typing import TypeVar

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QWidget

W = TypeVar("W", bound=QWidget)

NO_SCAN = "noScan"
"""Property of fields a scanner's burst must never land in: amounts, counts, passwords."""


def named(widget: W, name: str, label: str = "") -> W:
    """Give a control its object name, such as ``cashier.pay``, and the name a screen reader says."""
    widget.setObjectName(name)
    if label:
        widget.setAccessibleName(label)
        if isinstance(widget, QComboBox):
            # On Linux Qt gives the chosen item as the name; what is being chosen would be heard nowhere.
            widget.setAccessibleDescription(label)
    return widget


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something at once, whatever it is reading."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
