"""Where a tapped card and a scanned code go: the page in front, Reception, the router, or a queue while locked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from frontdesk.app.window.model import Hooks, SearchRow
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.page import Page


class Routing(QObject):
    """``current`` gives the page in front (None while locked), ``reception`` the page that keeps what none wants."""

    waiting_changed = Signal(int)
    row_found = Signal(object)
    """SearchRow: a scan leads there."""
    unknown_scan = Signal(str)
    """Nobody knows this scan: show it in the search box."""

    def __init__(
        self,
        desk: Desk,
        hooks: Hooks,
        current: Callable[[], Page | None],
        reception: Callable[[], Page | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hooks = hooks
        self._current = current
        self._reception = reception
        self._waiting: list[tuple[Callable[[object], None], object]] = []
        self._last_scan = ""
        desk.card_presented.connect(self.take_card)
        desk.scanned.connect(self.take_scan)

    def waiting(self) -> int:
        """Taps and scans that came while the desk was locked."""
        return len(self._waiting)

    def serve_waiting(self) -> None:
        """The desk is open again: give out what waited, in order."""
        waiting, self._waiting = self._waiting, []
        self.waiting_changed.emit(0)
        for take, thing in waiting:
            take(thing)

    @Slot(object)
    def take_card(self, card: object) -> None:
        """A tap: the page in front has the first word, else Reception queues it."""
        page = self._current()
        if page is None:
            self._keep(self.take_card, card)
            return
        if page.handle_card(card):
            return
        reception = self._reception()
        if reception is not None and reception is not page and reception.handle_card(card):
            self._desk.toast(t("ui.card_waits_at_reception"), "info")

    @Slot(str)
    def take_scan(self, text: object) -> None:
        """A scan: the dialog in front, else the page, else the router, else the search box."""
        page = self._current()
        if page is None:
            self._keep(self.take_scan, text)
            return
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            # What lies behind an open question must not change unseen.
            if not isinstance(dialog, Dialog) or not dialog.handle_scan(str(text)):
                self._desk.toast(t("ui.scan_not_here"), "warn")
            return
        if page.handle_scan(str(text)):
            return
        self._last_scan = str(text)
        if self._hooks.route_scan is None:
            self.unknown_scan.emit(self._last_scan)
        else:
            self._desk.read(self._hooks.route_scan, self._last_scan, then=self._routed, latest="window.scan")

    @Slot(object)
    def _routed(self, row: SearchRow | None) -> None:
        if row is None:
            self.unknown_scan.emit(self._last_scan)
        else:
            self.row_found.emit(row)

    def _keep(self, take: Callable[[object], None], thing: object) -> None:
        self._waiting.append((take, thing))
        self.waiting_changed.emit(len(self._waiting))
