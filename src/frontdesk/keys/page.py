"""The Keys page: the whole board, one key in detail, and what can be done with it."""

import uuid
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent

from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.keys.dialogs.change_state import KeyStateDialog, RetagDialog
from frontdesk.keys.dialogs.register import AddZoneDialog, RegisterKeysDialog
from frontdesk.keys.key_state import KeyChanged, SetKeyStateRequest, set_key_state
from frontdesk.keys.overview import Overview, overview
from frontdesk.keys.qt.key_cell import state_of
from frontdesk.keys.qt.key_details import KeyDetailsCard
from frontdesk.keys.qt.legend import Legend
from frontdesk.keys.qt.zone_wall import ZoneWall
from frontdesk.staff.rights import Right, may
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import Button, Card, EmptyState, SegmentedTabs, Tab, row

_TOPICS = ("visits", "keys", "cards")


class KeysPage(Page):
    """Choose a key by click, arrow keys or scan; its details stand on the right."""

    key = "keys"
    icon = "keys"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._house: Overview | None = None
        self._code = ""
        self._dialog: Dialog | None = None
        self.details = KeyDetailsCard()
        self.tabs = SegmentedTabs("keys.zones", t("keys.zones"), [])
        self.wall = ZoneWall("keys.board")
        self.legend = Legend()
        self.add_zone = Button(t("keys.zone.add"), "keys.zone.add", icon="plus", kind="quiet")
        self.register = Button(t("keys.register"), "keys.register.open", icon="plus")
        self.first_zone = Button(t("keys.zone.add"), "keys.zone.first", icon="plus", kind="primary")
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._read)
        self._show_rights()

    def _lay_out(self) -> None:
        board = Card(padding=0, spacing=0)
        board.add_header(t("keys.title"), self.add_zone, self.register)
        bar = row(self.tabs, None)
        bar.setContentsMargins(14, 10, 14, 4)
        legend = row(self.legend)
        legend.setContentsMargins(14, 6, 14, 10)
        self.empty = EmptyState("empty-keys", t("keys.empty"), self.first_zone)
        board.body.addLayout(bar)
        board.body.addWidget(self.wall, 1)
        board.body.addWidget(self.empty, 1)
        board.body.addLayout(legend)
        whole = row(board, self.details)
        whole.setStretch(0, 1)
        whole.setContentsMargins(10, 10, 10, 10)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.details.setFixedWidth(max(430, min(620, self.width() // 3)))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.wall.go_to)
        self.wall.zone_in_view.connect(self._zone_in_view)
        self.wall.chosen.connect(self.choose)
        for button in (self.add_zone, self.first_zone):
            button.clicked.connect(self._add_zone)
        self.register.clicked.connect(self._register)
        self.details.out_of_use.clicked.connect(self._put_out_of_use)
        self.details.in_use.clicked.connect(self._put_in_use)
        self.details.missing.clicked.connect(self._report_missing)
        self.details.found.clicked.connect(self._report_found)
        self.details.retag.clicked.connect(self._retag)
        self.desk.changed.connect(self._changed)
        self.desk.actor_changed.connect(self._show_rights)

    @Slot()
    def _show_rights(self) -> None:
        manages = self._manages()
        for button in (self.add_zone, self.register, self.first_zone):
            button.setVisible(manages)

    def _manages(self) -> bool:
        actor = self.desk.actor
        return actor is not None and may(actor.role, Right.MANAGE_KEYS)

    # -- reading and showing ----------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        self._code = str(args.get("key_code", self._code))
        self._read()

    def handle_scan(self, text: str) -> bool:
        for zone in self._house.zones if self._house else ():
            for cell in zone.cells:
                if cell.tag_code == text:
                    self.choose(cell.code)
                    return True
        return False

    def handle_search(self, row: Any) -> bool:
        code = dict(getattr(row, "args", {})).get("key_code")
        if code:
            self.choose(str(code))
        return bool(code)

    @Slot(str)
    def choose(self, code: str) -> None:
        """Show a key."""
        self._code = code
        self._read()

    @Slot()
    def _read(self) -> None:
        self.desk.read(overview, self.desk.store, self._code, then=self._show, latest="keys.overview")

    @Slot(object)
    def _show(self, house: Overview) -> None:
        self._house = house
        self.setUpdatesEnabled(False)
        self.empty.setVisible(not house.zones)
        self.wall.setVisible(bool(house.zones))
        self.legend.setVisible(bool(house.zones))
        self.register.setEnabled(bool(house.zones))
        self.tabs.set_tabs([Tab(zone.code, zone.name(language()), str(len(zone.cells))) for zone in house.zones])
        self.tabs.setVisible(len(house.zones) > 1)
        found = house.details
        self.wall.show_zones(house.zones, house.names, found.cell.code if found else "")
        self.legend.show_states({"free", *(state_of(cell) for zone in house.zones for cell in zone.cells)})
        if found is not None and found.zone.code != self.tabs.current():
            self.tabs.choose(found.zone.code)
        self.details.show_key(found, self._manages())
        self.setUpdatesEnabled(True)

    @Slot(str)
    def _zone_in_view(self, code: str) -> None:
        # Only the mark: a choice would scroll again.
        self.tabs.mark(code)

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic in _TOPICS and self.isVisible():
            self._soon.start()

    # -- doing ------------------------------------------------------------------------------------------------------

    @Slot()
    def _add_zone(self) -> None:
        place = len(self._house.zones) if self._house else 0
        self._open(AddZoneDialog(self.desk, place, self.window()), self._zone_added)

    @Slot()
    def _zone_added(self) -> None:
        self.desk.toast(t("keys.zone.added"), "ok")
        self._tell()

    @Slot()
    def _register(self) -> None:
        if self._house is not None:
            self._open(RegisterKeysDialog(self.desk, self._house.zones, self.window()), self._registered)

    @Slot()
    def _registered(self) -> None:
        if self._dialog is not None:
            self.desk.toast(t("keys.registered", n=self._dialog.result_value.count), "ok")
        self._tell()

    @Slot()
    def _put_out_of_use(self) -> None:
        self._open(KeyStateDialog(self.desk, "out_of_use", self._code, self.window()), self._done)

    @Slot()
    def _report_missing(self) -> None:
        self._open(KeyStateDialog(self.desk, "missing", self._code, self.window()), self._done)

    @Slot()
    def _report_found(self) -> None:
        self._open(KeyStateDialog(self.desk, "found", self._code, self.window()), self._done)

    @Slot()
    def _retag(self) -> None:
        if self._house is not None and self._house.details is not None:
            tag = self._house.details.cell.tag_code
            self._open(RetagDialog(self.desk, self._code, tag, self.window()), self._done)

    @Slot()
    def _put_in_use(self) -> None:
        request = SetKeyStateRequest(uuid.uuid4().hex, self._code, "normal")
        self.desk.run(set_key_state, self.desk.store, self.desk.signed_in(), request, then=self._changed_key)

    @Slot()
    def _done(self) -> None:
        if self._dialog is not None:
            self._changed_key(self._dialog.result_value)

    @Slot(object)
    def _changed_key(self, result: KeyChanged) -> None:
        if result.returned_fen:
            amount = yuan_sign(result.returned_fen)
            self.desk.toast(t("keys.found.returned", code=result.code, amount=amount), "ok")
        else:
            self.desk.toast(t("keys.changed", code=result.code), "ok")
        self._tell()

    def _tell(self) -> None:
        self._read()
        self.desk.notify("keys")

    def _open(self, dialog: Dialog, then: object) -> None:
        self._dialog = dialog
        dialog.accepted.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # -- language switch --------------------------------------------------------------------------------------------

    def carry(self) -> dict[str, Any]:
        return {"code": self._code}

    def restore(self, state: dict[str, Any]) -> None:
        self._code = state["code"]
