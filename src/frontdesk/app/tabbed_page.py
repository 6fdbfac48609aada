"""A page of tabs, each built when it is first opened; Settings and Devices are made of it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from frontdesk.app.settings.tab import SettingsTab
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import SegmentedTabs, Tab, column, row

_COMFORTABLE_WIDTH = 1280
"""Wider, a field runs far beyond what is ever typed in it."""


class TabbedPage(Page):
    """``activate(tab="printer")`` opens one; ``icons`` and ``makers`` go by the tab's key, in the order shown."""

    def __init__(self, desk: Desk, icons: Mapping[str, str], makers: Mapping[str, Callable[[], SettingsTab]]) -> None:
        super().__init__(desk)
        self._makers = makers
        self._built: dict[str, SettingsTab] = {}
        tabs = [Tab(key, t(f"{self.key}.tab.{key}"), icon=icon) for key, icon in icons.items()]
        self.tabs = SegmentedTabs(f"{self.key}.tabs", t(f"ui.area.{self.key}"), tabs)
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

    def tab_keys(self) -> tuple[str, ...]:
        """The tabs' keys, in the order shown."""
        return tuple(self._makers)

    def tab(self, key: str) -> SettingsTab:
        """A tab, built now if need be."""
        if key not in self._built:
            self._built[key] = self._makers[key]()
            self._stack.addWidget(self._built[key])
        return self._built[key]

    def handle_scan(self, text: str) -> bool:
        return self.tab(self.tabs.current()).handle_scan(text)

    def handle_card(self, card: object) -> bool:
        return self.tab(self.tabs.current()).handle_card(card)

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
