"""The base of all buttons: pressed, too, when a screen reader toggles it."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget


class ToggleButton(QAbstractButton):
    """A button that is pressed, too, when a screen reader toggles it.

    Qt offers assistive programs a toggle for whatever is checkable; it changes the state and tells nobody of a click.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_program = False
        self.toggled.connect(self._toggled)

    def setText(self, text: str) -> None:
        # Qt makes a keyboard shortcut of an ampersand: an article "M&1" would take Alt+1 from the first page.
        super().setText(text)
        self.setShortcut(QKeySequence())

    def setChecked(self, checked: bool) -> None:
        self._by_program = True
        super().setChecked(checked)
        self._by_program = False

    def nextCheckState(self) -> None:
        self._by_program = True
        super().nextCheckState()
        self._by_program = False
        self.update()

    @Slot(bool)
    def _toggled(self, checked: bool) -> None:
        # One of an exclusive set is let go by its neighbour, never by hand.
        let_go = self.autoExclusive() and not checked
        if not self._by_program and not let_go:
            self.clicked.emit()
