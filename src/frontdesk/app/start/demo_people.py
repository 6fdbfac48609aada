"""Who works in the demo gym, with the passwords that anybody may know."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.core.i18n import t
from frontdesk.ui.widgets import Label, named

_SHOWN_ROLES = 1
"""How many people of each role are shown; the others have the same rights."""


class DemoPeople(QWidget):
    """One person of each role: name, user name, password, PIN."""

    def __init__(self, name: str) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        titles = ("start.demo.role", "start.owner_name", "ui.username", "ui.password", "ui.pin")
        for place, key in enumerate(titles):
            grid.addWidget(Label(t(key), "caption"), 0, place)
        shown: dict[str, int] = {}
        line = 1
        for person in staff_of_the_sample():
            shown[person.role] = shown.get(person.role, 0) + 1
            if shown[person.role] > _SHOWN_ROLES:
                continue
            texts = (t(f"staff.role.{person.role}"), person.name, person.username, person.password, person.pin)
            for place, text in enumerate(texts):
                label = Label(text, "strong" if place in (2, 3) else "plain")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, line, place)
            line += 1
        grid.setColumnStretch(len(titles), 1)
        self.setLayout(grid)
        named(self, name, t("start.demo.people"))
