"""Everything around the pages: rail, bars, search answers. Built anew when the language changes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.app.window.bottom import BottomBar
from frontdesk.app.window.model import DeskStatus, DeviceState
from frontdesk.app.window.mute import MuteButton
from frontdesk.app.window.rail import Rail
from frontdesk.app.window.room import COMFORT, PageArea
from frontdesk.app.window.search import SearchResults
from frontdesk.app.window.top import TopBar
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec
from frontdesk.ui.widgets import Line, column, row


class Shell(QWidget):
    """Rail left, bars above and below, the pages between. A page is built when it is first wanted."""

    def __init__(self, desk: Desk, specs: Sequence[PageSpec], window: QWidget) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setProperty("surface", "background")
        self._desk = desk
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self.rail = Rail(specs)
        self.top = TopBar(window)
        self.bottom = BottomBar(desk.store.clock, MuteButton(desk, "bottom.mute"))
        self._area = PageArea()
        self.stack = self._area.stack
        self.results = SearchResults(window)
        main = column(self.top, Line(), self._area, Line(), self.bottom, spacing=0)
        main.setStretch(2, 1)
        layout = row(self.rail, main, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.set_compact(self.width() < COMFORT.width() or self.height() < COMFORT.height())
        super().resizeEvent(event)

    def page(self, key: str) -> Page:
        """An area's page, built now if need be."""
        if key not in self._pages:
            page = self._specs[key].factory(self._desk)
            self._pages[key] = page
            self.stack.addWidget(page)
            if key in self._states:
                page.restore(self._states.pop(key))
        return self._pages[key]

    def current(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def bring_up(self, key: str, **args: Any) -> Page:
        """Put a page in front and activate it."""
        before = self.current()
        page = self.page(key)
        if before is not None and before is not page:
            before.deactivate()
        self.stack.setCurrentWidget(page)
        self.rail.mark(key)
        page.activate(**args)
        return page

    def carry(self) -> dict[str, dict[str, Any]]:
        """What every page wants to keep over a rebuild."""
        return {**self._states, **{key: page.carry() for key, page in self._pages.items()}}

    def restore(self, states: dict[str, dict[str, Any]]) -> None:
        """Hand the kept states to the pages when they are built."""
        self._states = dict(states)

    def show_status(self, status: DeskStatus) -> None:
        """Both bars."""
        self.top.show_status(status, self._desk.settings.counter)
        self.bottom.show_status(status)

    def show_devices(self, states: Sequence[DeviceState]) -> None:
        """The device strip."""
        self.top.devices.set_states(states)

    def leave(self) -> None:
        """Go for good, with what hangs in the window outside this widget."""
        for widget in (self.results, self.top.devices.popover(), self):
            # It keeps its parent until then: without one Qt would take every page's stylesheet back first.
            widget.hide()
            widget.deleteLater()
