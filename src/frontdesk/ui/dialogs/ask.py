"""A question before what can't be undone: it names the thing and the amount."""

from PySide6.QtWidgets import QWidget

from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs.base import Dialog
from frontdesk.ui.widgets.buttons import ButtonKind
from frontdesk.ui.widgets.labels import Label
from frontdesk.ui.widgets.pieces import KeyValue


class AskDialog(Dialog):
    """``title`` names what will happen ("Void receipt 1-20261123-0042"), ``facts`` the thing and the amount."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        *,
        confirm: str,
        facts: list[tuple[str, str]] | None = None,
        consequence: str = "",
        kind: ButtonKind = "danger",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, name, title, confirm=confirm, kind=kind, parent=parent)
        if facts:
            grid = KeyValue(f"{name}.facts", title)
            grid.set_facts(list(facts), "heading")
            self.body.addWidget(grid)
        if consequence:
            self.body.addWidget(Label(consequence, wrap=True))
