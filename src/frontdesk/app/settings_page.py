"""Settings: what this counter is, who works here, how the business runs, and what is known of it."""

from pathlib import Path

from frontdesk.app.settings.about_tab import AboutTab
from frontdesk.app.settings.business_tab import BusinessTab
from frontdesk.app.settings.counter_tab import CounterTab
from frontdesk.app.settings.people_tab import PeopleTab
from frontdesk.app.tabbed_page import TabbedPage
from frontdesk.ui.desk import Desk

_ICONS = {"counter": "reception", "people": "members", "business": "list", "about": "info"}


class SettingsPage(TabbedPage):
    """The tabs of Settings."""

    key = "settings"
    icon = "settings"

    def __init__(self, desk: Desk, folder: Path) -> None:
        makers = {
            "counter": lambda: CounterTab(desk, folder),
            "people": lambda: PeopleTab(desk),
            "business": lambda: BusinessTab(desk),
            "about": lambda: AboutTab(desk, folder),
        }
        super().__init__(desk, _ICONS, makers)
