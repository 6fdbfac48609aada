"""People: who works here, as the staff area shows them."""

from frontdesk.app.settings.tab import SettingsTab
from frontdesk.staff.qt.staff_panel import StaffPanel
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import column


class PeopleTab(SettingsTab):
    """One's own PIN and password; for managers everybody's accounts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = StaffPanel(desk)
        layout = column(self.panel)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def reload(self) -> None:
        self.panel.reload()
