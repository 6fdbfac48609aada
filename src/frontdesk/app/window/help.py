"""F1: what the page in front is for and which keys work everywhere."""

from PySide6.QtWidgets import QGridLayout, QWidget

from frontdesk.core.i18n import catalogue, t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.page import PageSpec
from frontdesk.ui.widgets import KeyHint, Label, Line, scrolling

_KEYS = ("Ctrl+K", "Enter", "Esc", "F8", "Ctrl+L", "F1")


class HelpDialog(Dialog):
    """The page's help text, then the keys that work on every page."""

    def __init__(self, desk: Desk, spec: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "help", t("ui.help.of", page=spec.title()), confirm=t("ui.close"), width=620, parent=parent
        )
        self.cancel_button.hide()
        # A page without a help text of its own still has the keys.
        key = f"{spec.key}.help" if f"{spec.key}.help" in catalogue() else "ui.help.general"
        text = Label(t(key), wrap=True, name="help.text")
        text.setMinimumWidth(540)
        area = scrolling(text)
        area.setFixedHeight(max(60, min(320, text.heightForWidth(540) + 8)))
        self.body.addWidget(area)
        self.body.addWidget(Line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for number, keys in enumerate(_KEYS):
            place = number // 2, 2 * (number % 2)
            grid.addWidget(KeyHint(keys), *place)
            grid.addWidget(Label(t(f"ui.help.key.{keys}")), place[0], place[1] + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
