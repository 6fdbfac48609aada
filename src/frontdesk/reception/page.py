"""The first page: who is at the desk, the key board, who is in the house, what happened today."""

from typing import Any

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.keys.board import Cell
from frontdesk.reception.qt.asking import Asking
from frontdesk.reception.qt.board_view import BoardView
from frontdesk.reception.qt.key_card import KeyCard
from frontdesk.reception.qt.person_card import PersonCard
from frontdesk.reception.qt.side_steps import SideSteps
from frontdesk.reception.qt.sides import StillSide, side
from frontdesk.reception.qt.today import Figures, Today
from frontdesk.reception.queries import Happened, HouseNow, house_now
from frontdesk.reception.words import Face, face, handed_out, taken_back
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import GAP, laid_out_once
from frontdesk.visits.arrive import Arrived
from frontdesk.visits.decide import Asked, Decision
from frontdesk.visits.leave import Left
from frontdesk.visits.queries import InHouse

_TOPICS = ("visits", "keys", "sales", "dues", "members", "cards", "stock", "shift")
_EVERY_MS = 60_000
_LEFT_WIDTH = 356
_NARROW_LEFT = 350
_WIDEST = 16_777_215
_RIGHT_WIDTH = 288
_NARROW = 1040
"""Below this width the day goes beneath the board, and what is owned beneath the key."""
_NARROW_LEAST, _NARROW_ROW = QSize(800, 900), 540
_ROOMY, _LOW = 850, 630
"""Below this height, such as on a 1920 x 1080 screen at 150 %, the left side leaves out what can be missed."""


class ReceptionPage(Page):
    """A tap paints the decision at once; Enter does the obvious thing; Esc puts it away."""

    key = "reception"
    icon = "reception"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.house: HouseNow | None = None
        self.person = PersonCard(desk.store.clock)
        self.keys = KeyCard()
        self.board = BoardView()
        self.figures = Figures()
        self.today = Today()
        self.asking = Asking(desk, self)
        self.steps = SideSteps(desk, self)
        self._lay_out()
        self._connect()
        self.set_obvious(self.keys.primary, away=self.keys.away)
        self.person.show_nobody()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._read_house)
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MS)
        self._minute.timeout.connect(self._read_house)
        self._minute.start()

    def _lay_out(self) -> None:
        left = side(self.person, self.keys)
        self._left = StillSide(left, _LEFT_WIDTH)
        # The side, its cards and what in them has a layout: all of it is built once.
        self._tapped = [left, *(each for each in left.findChildren(QWidget) if each.layout() is not None)]
        self._right = side(self.figures, self.today)
        self._right.setFixedWidth(_RIGHT_WIDTH)
        self._whole = QGridLayout(self)
        self._whole.setSpacing(GAP)
        self._whole.setContentsMargins(10, 10, 10, 10)
        self._whole.setColumnStretch(1, 1)
        self._whole.addWidget(self._left, 0, 0)
        self._whole.addWidget(self.board, 0, 1)
        self._whole.addWidget(self._right, 0, 2)
        self._narrow = False

    def least_size(self, room: QSize) -> QSize:
        return _NARROW_LEAST if room.width() < _NARROW else super().least_size(room)

    def _set_narrow(self, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._whole.removeWidget(self._right)
        self._whole.addWidget(self._right, *((1, 0, 1, 2) if narrow else (0, 2)))
        self._whole.setRowMinimumHeight(0, _NARROW_ROW if narrow else 0)
        self._whole.setRowStretch(1, 1 if narrow else 0)
        if narrow:
            self.keys.take_in(self.person.below)
        else:
            self.person.take_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(self.width() < _NARROW)
        # On a large screen the sides may breathe too.
        spare = max(0, self.width() - 1280)
        low = self._narrow or self.height() < _LOW
        self.person.set_low(low, roomy=self.height() > _ROOMY)
        self.keys.set_low(low)
        self._left.setFixedWidth(_LEFT_WIDTH + min(90, spare // 6))
        if self._narrow:
            self._left.setFixedWidth(_NARROW_LEFT)
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(_WIDEST)
        else:
            self._right.setFixedWidth(_RIGHT_WIDTH + min(110, spare // 5))

    def _connect(self) -> None:
        self.keys.primary.clicked.connect(self.asking.confirm)
        self.keys.away.clicked.connect(self.asking.put_away)
        self.keys.zone_chosen.connect(self._zone_chosen)
        self.keys.change.clicked.connect(self.steps.change_key)
        self.keys.member.clicked.connect(self.steps.open_member)
        self.keys.collect.clicked.connect(self.steps.collect)
        self.keys.idle.chosen.connect(self.steps.see_to)
        self.keys.idle.visit_chosen.connect(self._visit_chosen)
        self.keys.menu.aboutToShow.connect(self.steps.fill_menu)
        self.steps.fill_menu()
        self.board.key_chosen.connect(self._key_chosen)
        self.board.visit_chosen.connect(self._visit_chosen)
        self.board.guest.clicked.connect(self.steps.admit_guest)
        self.today.line_chosen.connect(self._line_chosen)
        self.desk.changed.connect(self._changed)
        self.desk.shift_changed.connect(self._shift_changed)

    # -- what comes in ----------------------------------------------------------------------------------------------

    def activate(self, **args: Any) -> None:
        self._read_house()
        self._ask_for(args)
        self.asking.tell_waiting()

    def _ask_for(self, args: dict[str, Any]) -> bool:
        if args.get("card_number"):
            self.asking.ask(Asked(card_number=str(args["card_number"])))
        elif args.get("person_id") is not None:
            self.asking.ask(Asked(person_id=int(args["person_id"])))
        elif args.get("key_code"):
            self.asking.ask(Asked(key_code=str(args["key_code"])))
        else:
            return False
        return True

    def handle_card(self, card: Any) -> bool:
        uid = getattr(card, "uid", "")
        if not uid:
            return False
        self.asking.ask(Asked(uid=uid))
        self.asking.tokens.tapped(card)
        return True

    def handle_search(self, row: Any) -> bool:
        return self._ask_for(dict(getattr(row, "args", {})))

    def handle_scan(self, text: str) -> bool:
        """A key tag: out → leaving; at home with somebody waiting for a key → hand out that one; else show it."""
        cell = self.board.cell_by_tag(text)
        if cell is None:
            return False
        if cell.is_free and self.asking.wants_key():
            if self.asking.choose_key(cell.code, self.board.zone_sex(cell.code)) and not self.asking.too_soon():
                self.asking.hand_out()
        else:
            self.asking.ask(Asked(key_code=cell.code))
        return True

    @Slot(str)
    def _key_chosen(self, code: str) -> None:
        cell = self.board.cell(code)
        if cell is not None and cell.is_free and self.asking.wants_key():
            self.asking.choose_key(code, self.board.zone_sex(code))
        else:
            self.asking.ask(Asked(key_code=code))

    @Slot(str)
    def _zone_chosen(self, zone_code: str) -> None:
        code = self.board.next_free(zone_code)
        if code:
            self.asking.choose_key(code, "")
        else:
            self.desk.toast(t("reception.no_key"), "warn")

    @Slot(object)
    def _visit_chosen(self, visit: InHouse) -> None:
        self.asking.ask(Asked(key_code=visit.key_code))

    @Slot(object)
    def _line_chosen(self, line: Happened) -> None:
        if line.visit is not None and line.visit.person_id is not None:
            self.asking.ask(Asked(person_id=line.visit.person_id))

    # -- the house --------------------------------------------------------------------------------------------------

    def read_soon(self) -> None:
        """Read the house again shortly, once for many news."""
        self._soon.start()

    @Slot()
    def _read_house(self) -> None:
        counter = self.desk.settings.counter
        self.desk.read(house_now, self.desk.store, counter, then=self._show_house, latest="reception.house")

    @Slot(object)
    def _show_house(self, house: HouseNow) -> None:
        self.house = house
        self.board.show_house(house)
        self.figures.show_house(house)
        self.today.show_house(house)
        self.keys.idle.show_house(house)
        found = self.asking.found
        if found is not None and self.asking.wants_key():
            self._mark(found)

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic in _TOPICS:
            self._soon.start()
            self.asking.ask_again()

    @Slot()
    def _shift_changed(self) -> None:
        self._soon.start()
        self.asking.ask_again()

    def cell_by_typing(self, typed: str) -> Cell | None:
        """The key meant by a typed number or a scanned tag."""
        return self.board.cell(typed) or self.board.cell_by_tag(typed)

    # -- painting ---------------------------------------------------------------------------------------------------

    def show_decision(self, found: Decision, refusal: FrontdeskError | None = None) -> Face:
        """Paint a decision in one frame."""
        look = face(found, self.board.free_in(found.zone.code) if found.zone else 0, refusal)
        self._paint(found, look)
        return look

    def show_handed_out(self, found: Decision, arrived: Arrived) -> None:
        """The key is out: what to say, and where the card goes."""
        self._paint(found, handed_out(found))

    def show_taken_back(self, found: Decision, left: Left, fee_fen: int) -> None:
        """The key is in: what goes back to whom."""
        self._paint(found, taken_back(found, left.deposit_fen, fee_fen))

    def show_nobody(self) -> None:
        """The desk is free."""
        with laid_out_once(*self._tapped):
            self.person.show_nobody()
            self.keys.show_nobody()
        self.board.suggest("")

    def _paint(self, found: Decision, look: Face) -> None:
        # One turn of the event loop is one frame: Qt paints once, and only what these calls changed.
        with laid_out_once(*self._tapped):
            self.person.show_decision(found, look)
            self.keys.show_face(found, look, bool(found.owed_fen))
            self.keys.show_next(self.asking.names_waiting())
        self._bring_into_view()
        self._mark(found)

    def _bring_into_view(self) -> None:
        # A clerk of a small screen may have scrolled down to the day; a decision is never painted out of sight.
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(self.person)
            parent = parent.parentWidget()

    def _mark(self, found: Decision) -> None:
        refused = self.asking.tokens.refusal(found) is not None
        if self.asking.wants_key() and found.key_code and not refused:
            self.board.suggest(found.key_code, self.board.zone_of(found.key_code))
        else:
            self.board.suggest("")
            if found.key_code and not refused:
                self.board.point_at(found.key_code)

    def show_failure(self, error: FrontdeskError) -> None:
        """Say at the key why something was refused."""
        self.keys.show_failure(error)

    # -- language switch --------------------------------------------------------------------------------------------

    def carry(self) -> dict[str, Any]:
        return {"queue": self.asking.carry(), "tokens": self.asking.tokens.carry()}

    def restore(self, state: dict[str, Any]) -> None:
        self.asking.tokens.restore(state["tokens"])
        self.asking.restore(*state["queue"])
