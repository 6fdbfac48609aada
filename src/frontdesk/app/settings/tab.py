"""What the tabs of Settings share: saying that a role may not change something, and the common shape of a form."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.core.i18n import t
from frontdesk.staff.rights import Right, may
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, column, named


class SettingsTab(QWidget):
    """One tab. ``reload`` reads everything again; it is called whenever the tab comes to the front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def reload(self) -> None:
        """Read what is shown."""

    def handle_scan(self, text: str) -> bool:
        """A scan while this tab is in front; True if it was wanted."""
        return False

    def handle_card(self, card: object) -> bool:
        """A card (CardPresented) tapped while this tab is in front; True if it was wanted."""
        return False

    def may(self, right: Right) -> bool:
        """Whether who works here may do something; the use case asks again."""
        return self.desk.actor is not None and may(self.desk.actor.role, right)


class ReadOnlyNote(Banner):
    """Why the fields beneath can't be changed; hidden for those who may."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "info", t("settings.read_only"), t("settings.read_only.note"))
        self.hide()


def choice(name: str, label: str, choices: list[tuple[Any, str]]) -> QComboBox:
    """A box of choices: each a value and its words."""
    box = named(QComboBox(), name, label)
    for value, words in choices:
        box.addItem(words, value)
    return box


def show_choice(box: QComboBox, value: object) -> None:
    """Show a value without telling those who listen to the user's choices."""
    blocked = QObject.blockSignals(box, True)
    box.setCurrentIndex(max(0, box.findData(value)))
    QObject.blockSignals(box, blocked)


def narrow(*items: QWidget, width: int = 460) -> QWidget:
    """A column of a form that doesn't grow wider than is good to read."""
    holder = QWidget()
    holder.setMaximumWidth(width)
    holder.setLayout(column(*items, spacing=16))
    return holder
