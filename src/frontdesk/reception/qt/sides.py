"""The page's two sides: cards one above the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.ui.widgets import column


class StillSide(QWidget):
    """Holds a side of a fixed width; what changes in there is laid out in there, and nothing around it."""

    def __init__(self, side: QWidget, width: int) -> None:
        super().__init__()
        self._side = side
        side.setParent(self)
        self.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setGeometry(self.rect())


def side(above: QWidget, below: QWidget) -> QWidget:
    """Two cards one above the other, the lower one taking what is left."""
    whole = QWidget()
    layout = column(above, below)
    layout.setStretch(1, 1)
    whole.setLayout(layout)
    return whole
