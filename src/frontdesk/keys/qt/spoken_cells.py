"""The cells of a board for a screen reader: one button each, with the words of the cell, which nobody sees.

The board paints its cells itself, so that Qt knows of one widget only. The buttons are made once a screen reader asks
for the program; without one they would only cost time.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from frontdesk.keys.board import Cell
from frontdesk.ui.widgets import named


class _SpokenCell(QAbstractButton):
    """Lies over a painted cell; mouse, keyboard and picture are the board's."""

    heard = Signal(str)

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self.code = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self.heard.emit(self.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The board has painted it."""


class SpokenCells:
    """Keeps the buttons in step with the cells of ``board``; ``chosen`` gets the code of a pressed one."""

    def __init__(self, board: QWidget, chosen: Callable[[str], object]) -> None:
        self._board = board
        self._chosen = chosen
        self._spoken: list[_SpokenCell] = []

    def follow(self, cells: Sequence[Cell], words_of: Callable[[Cell], str], rect_of: Callable[[int], QRect]) -> None:
        """Say the cells as they are now, each where it is painted."""
        if not QAccessible.isActive():
            return
        while len(self._spoken) < len(cells):
            spoken = _SpokenCell(self._board)
            spoken.heard.connect(self._chosen)
            self._spoken.append(spoken)
        for place, spoken in enumerate(self._spoken):
            there = place < len(cells)
            if there:
                cell = cells[place]
                spoken.code = cell.code
                spoken.setGeometry(rect_of(place))
                words = words_of(cell)
                if words != spoken.accessibleName():
                    named(spoken, f"{self._board.objectName()}.{cell.code}", words)
            spoken.setVisible(there)
