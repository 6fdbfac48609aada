"""Settings: what this counter is, what it prints on, who works here, how the business runs, and what is known of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from frontdesk.app.settings.about_tab import AboutTab
from frontdesk.app.settings.business_tab import BusinessTab
from frontdesk.app.settings.counter_tab import CounterTab
from frontdesk.app.settings.people_tab import PeopleTab
from frontdesk.app.settings.printer_tab import PrinterTab
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.core.i18n import t
from frontdesk.printing.worker import PrintWorker
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import SegmentedTabs, Tab, column, row

_COMFORTABLE_WIDTH = 1280
"""Wider, a field runs far beyond what is ever typed in it."""
_ICONS = {"counter": "reception", "printer": "printer", "people": "members", "business": "list", "about": "info"}


class SettingsPage(Page):
    """Tabs; each is built when it is first opened. ``activate(tab="printer")`` opens one."""

    key = "settings"
    icon = "settings"

    def __init__(self, desk: Desk, folder: Path, worker: PrintWorker | None = None) -> None:
        super().__init__(desk)
        self._makers: dict[str, Callable[[], SettingsTab]] = {
            "counter": lambda: CounterTab(desk, folder),
            "printer": lambda: PrinterTab(desk, folder, worker),
            "people": lambda: PeopleTab(desk),
            "business": lambda: BusinessTab(desk),
            "about": lambda: AboutTab(desk),
        }
        self._built: dict[str, SettingsTab] = {}
        tabs = [Tab(key, t(f"settings.tab.{key}"), icon=icon) for key, icon in _ICONS.items()]
        self.tabs = SegmentedTabs("settings.tabs", t("ui.area.settings"), tabs)
        self.tabs.chosen.connect(self._bring_up)
        self._stack = QStackedWidget()
        self._stack.setMaximumWidth(_COMFORTABLE_WIDTH)
        # A stretch without a share of its own gets only what the tab may not take.
        across = row(self._stack)
        across.setStretch(0, 1)
        across.addStretch(0)
        layout = column(row(self.tabs, None), across)
        layout.setStretch(1, 1)
        layout.setContentsMargins(10, 10, 10, 10)
        self.setLayout(layout)
        desk.actor_changed.connect(self._reload)

    def activate(self, **args: Any) -> None:
        wanted = str(args.get("tab", self.tabs.current()))
        if wanted in self._makers:
            self.tabs.choose(wanted)
        self._bring_up(self.tabs.current())

    def tab(self, key: str) -> SettingsTab:
        """A tab, built now if need be."""
        if key not in self._built:
            self._built[key] = self._makers[key]()
            self._stack.addWidget(self._built[key])
        return self._built[key]

    def handle_scan(self, text: str) -> bool:
        return self.tab(self.tabs.current()).handle_scan(text)

    def handle_enter(self) -> bool:
        save = getattr(self.tab(self.tabs.current()), "save", None)
        return save is not None and bool(save.press())

    def carry(self) -> dict[str, Any]:
        return {"tab": self.tabs.current()}

    def restore(self, state: dict[str, Any]) -> None:
        self.tabs.choose(str(state["tab"]))

    @Slot(str)
    def _bring_up(self, key: str) -> None:
        tab = self.tab(key)
        self._stack.setCurrentWidget(tab)
        tab.reload()

    @Slot()
    def _reload(self) -> None:
        """Somebody else works here now: other rights."""
        if self.desk.actor is not None and self.isVisible():
            self.tab(self.tabs.current()).reload()
