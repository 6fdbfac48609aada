"""One of a few pages or kinds, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui.widgets.buttons import Button
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.surface import clear_layout, row
from frontdesk.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice in a row of tabs; ``count`` stands after the word."""

    key: str
    title: str
    count: str = ""
    icon: str = ""


_LONG_TITLE = 10


class SegmentedTabs(QWidget):
    """One of a few: click, or Tab there and use ← →."""

    chosen = Signal(str)

    def __init__(self, name: str, label: str, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._line = row(spacing=4)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._current = ""
        named(self, name, label)
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs, or the same with other counts; keeps the choice if it is still there."""
        if [tab.key for tab in tabs] != list(self._buttons):
            clear_layout(self._line)
            self._buttons = {}
            for tab in tabs:
                button = Button("", f"{self.objectName()}.{tab.key}", kind="quiet", icon=tab.icon)
                button.setCheckable(True)
                button.setProperty("tab", tab.key)
                button.clicked.connect(self._clicked)
                self._buttons[tab.key] = button
                self._line.addWidget(button)
        for tab in tabs:
            words = f"{tab.title} {tab.count}".strip()
            self._buttons[tab.key].set_words(words)
            # A zone's name may be longer than its tab.
            self._buttons[tab.key].setToolTip(plain_tip(words) if len(tab.title) > _LONG_TITLE else "")
        if self._current not in self._buttons and tabs:
            self._current = tabs[0].key
        self.mark(self._current)

    def current(self) -> str:
        """Key of the chosen tab."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose a tab as a click would."""
        changed = key != self._current
        self.mark(key)
        if changed:
            self.chosen.emit(key)

    def mark(self, key: str) -> None:
        """Show a tab as the current one without choosing it."""
        self._current = key
        for tab, button in self._buttons.items():
            button.setChecked(tab == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._buttons:
            super().keyPressEvent(event)
            return
        keys = list(self._buttons)
        key = keys[(keys.index(self._current) + step) % len(keys)]
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.choose(key)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.mark(self._current)
            self.choose(str(button.property("tab")))
