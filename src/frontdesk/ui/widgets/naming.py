"""Every control has a stable object name (for tests and scripts) and an accessible name (for screen readers)."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)

NO_SCAN = "noScan"
"""Property of fields a scanner's burst must never land in: amounts, counts, passwords."""


def named(widget: W, name: str, label: str = "") -> W:
    """Give a control its object name, such as ``cashier.pay``, and the name a screen reader says."""
    widget.setObjectName(name)
    if label:
        widget.setAccessibleName(label)
    return widget
