"""What a page is, and how the window learns which pages there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets.buttons import Button

AREA_NUMBERS = {
    "reception": "1",
    "members": "2",
    "cashier": "3",
    "keys": "4",
    "cards": "5",
    "visitors": "6",
    "service": "7",
    "property": "8",
    "reports": "9",
    "handover": "0",
}
"""Alt+number of every area; the numbers stay when areas are switched off."""
SHORTCUTS = {"devices": "Ctrl+.", "settings": "Ctrl+,"}
"""Of the pages at the rail's foot."""
_LEAST = (1092, 582)
"""What a window of 1180 x 680 leaves to its page, in px."""


class Page(QWidget):
    """One area's page. Built anew when the language changes: texts are taken with ``t`` in the constructor.

    Subclasses set ``key`` and ``icon`` and override what they need. Help text: ``<key>.help`` in the area's texts.
    """

    key: ClassVar[str] = ""
    icon: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._obvious: Button | None = None
        self._away: Button | None = None
        self.setObjectName(f"{self.key}.page")
        self.setProperty("surface", "background")
        # Opaque: a part of the page that changes is painted without the window behind it.
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def least_size(self, room: QSize) -> QSize:
        """How small the page can be laid out where there is this much room for it; what is missing is scrolled."""
        return QSize(*_LEAST)

    def activate(self, **args: Any) -> None:
        """The page comes to the front; ``args`` are those of ``Desk.open_page``."""

    def deactivate(self) -> None:
        """Another page comes to the front."""

    def handle_card(self, card: object) -> bool:
        """A card was tapped while this page is in front; True if the page used it."""
        return False

    def handle_scan(self, text: str) -> bool:
        """Something was scanned while this page is in front; True if the page used it."""
        return False

    def handle_search(self, row: object) -> bool:
        """A row of the search box was chosen while this page is in front; True if the page used it."""
        return False

    def handle_enter(self) -> bool:
        """Enter, with nothing typed in the search box: the obvious thing. True if something was done."""
        return self._obvious is not None and self._obvious.press()

    def handle_escape(self) -> bool:
        """Esc: put away what is open. True if something was done."""
        return self._away is not None and self._away.press()

    def set_obvious(self, button: Button | None, away: Button | None = None) -> None:
        """The button Enter presses and the one Esc presses, wherever on the page the keyboard is."""
        self._obvious, self._away = button, away

    def carry(self) -> dict[str, Any]:
        """What must survive a rebuild: half-typed texts, the open member, the basket."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what ``carry`` gave."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.handle_enter()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape and self.handle_escape():
            event.accept()
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page the window can show."""

    key: str
    icon: str
    factory: Callable[[Desk], Page]

    @property
    def number(self) -> str:
        """The digit of its Alt shortcut; empty for devices and settings."""
        return AREA_NUMBERS.get(self.key, "")

    @property
    def shortcut(self) -> str:
        """Its shortcut as words."""
        return SHORTCUTS.get(self.key) or f"Alt+{self.number}"

    def title(self) -> str:
        """Its word on the rail."""
        return t(f"ui.area.{self.key}")


def spec(page: type[Page]) -> PageSpec:
    """The spec of a page class that is built from the desk alone."""
    return PageSpec(page.key, page.icon, page)
