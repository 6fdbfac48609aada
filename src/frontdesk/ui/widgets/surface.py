"""Surfaces: cards with a heading, hairlines, rows and columns with the house's spacing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.ui.widgets.labels import Label

GAP = 10
PADDING = 14
ALIGN_TOP = "alignTop"
"""Property of widgets whose first lines should stand level in a row, however long they grow downwards."""


class Card(QFrame):
    """A surface with rounded corners; ``card.body`` is its layout, ``add_header`` puts a heading row on top."""

    def __init__(self, *, padding: int = PADDING, spacing: int = GAP, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._outer = column(spacing=0)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self.setLayout(self._outer)
        self.body = column(spacing=spacing)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self._outer.addLayout(self.body, 1)

    def add_header(self, title: str, *right: QWidget) -> Label:
        """A heading row with a hairline beneath; ``right`` widgets stand at its end."""
        heading = Label(title, "caption")
        bar = row(heading, None, *right)
        bar.setContentsMargins(PADDING, 5, PADDING, 5)
        bar.addStrut(32)
        holder = QWidget()
        holder.setLayout(bar)
        self._outer.insertWidget(0, holder)
        self._outer.insertWidget(1, Line())
        return heading

    def add_footer(self, widget: QWidget) -> None:
        """Something at the bottom edge without the body's padding."""
        self._outer.addWidget(widget)


class Line(QFrame):
    """A hairline."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "line")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def column(*items: QWidget | QLayout | None, spacing: int = GAP) -> QVBoxLayout:
    """Things one above the other; None is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing)
    return layout


def row(*items: QWidget | QLayout | None, spacing: int = GAP) -> QHBoxLayout:
    """Things side by side; None is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing)
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """A scrolling area without a frame whose content takes the width there is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("surface", "clear")
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    return area


def scrolling_both(content: QWidget) -> QScrollArea:
    """A scrolling area whose content may be wider than there is room, too; both bars only where needed."""
    area = scrolling(content)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


@contextmanager
def laid_out_once(*widgets: QWidget) -> Iterator[None]:
    """Change and show what lies in these widgets, outer ones first; all of it is placed once, when the change is done.

    Otherwise each ``show()`` has Qt lay out everything from there up to the window at once.
    """
    layouts = [(widget, layout) for widget in widgets if (layout := widget.layout()) is not None and layout.isEnabled()]
    for _, layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for _, layout in layouts:
            layout.setEnabled(True)
            # What was hidden has missed news of its words, and whatever holds it remembers how high they were.
            forget_sizes(layout)
        for widget, layout in reversed(layouts):
            if widget.isVisible():
                # A layout asks those that hold it to place themselves anew, and they do once it is their turn.
                layout.activate()


def forget_sizes(layout: QLayout) -> None:
    """Make a layout and those inside it measure anew: Qt does so by itself only a turn of the event loop later."""
    layout.invalidate()
    # Not by way of itemAt(): Python's wrapper of an item outlives the item.
    for inner in layout.findChildren(QLayout):
        inner.invalidate()


def _fill(layout: QBoxLayout, items: Iterable[QWidget | QLayout | None], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            upright = isinstance(layout, QHBoxLayout) and bool(item.property(ALIGN_TOP))
            layout.addWidget(item, 0, Qt.AlignmentFlag.AlignTop if upright else Qt.AlignmentFlag(0))
        else:
            layout.addLayout(item)
