"""The key board by zone, and who is in the house."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import language, t
from frontdesk.keys.board import Cell
from frontdesk.keys.qt.board_grid import GAP, BoardGrid
from frontdesk.keys.qt.key_cell import state_of
from frontdesk.keys.qt.legend import Legend
from frontdesk.reception.qt.desk_notes import LONG_STAY_MINUTES
from frontdesk.reception.queries import HouseNow
from frontdesk.ui.dates import span_words, time_words
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import (
    Button,
    Card,
    Column,
    DataTable,
    EmptyState,
    Label,
    Line,
    SegmentedTabs,
    Tab,
    column,
    row,
    scrolling,
)
from frontdesk.visits.queries import InHouse

_MOST_BOARD_HEIGHT = 460
_HEADER, _ROW = 36, 36


class BoardView(Card):
    """Middle of the page: board above, list below; choosing a key or a visit tells the page."""

    key_chosen = Signal(str)
    visit_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self._house: HouseNow | None = None
        self._suggested = ""
        self.tabs = SegmentedTabs("reception.zones", t("keys.zones"), [])
        self.tabs.chosen.connect(self._show_zone)
        self.add_header(t("keys.title"), self.tabs)
        self.grid = BoardGrid("reception.board", t("keys.board"))
        self.grid.chosen.connect(self.key_chosen)
        self._holder = QWidget()
        inside = row(self.grid)
        inside.setContentsMargins(14, 12, 14, 2)
        self._holder.setLayout(inside)
        self._scroll = scrolling(self._holder)
        self.body.addWidget(self._scroll)
        self.legend = Legend("reception.legend")
        legend = row(self.legend)
        legend.setContentsMargins(14, 6, 14, 8)
        self.body.addLayout(legend)
        self.body.addWidget(Line())
        self._title = Label("", "caption", name="reception.inside_title")
        self._long = Label("", "note", name="reception.long_stays")
        self.guest = Button(t("reception.guest_in"), "reception.guest_in", kind="quiet", shortcut="F7", icon="plus")
        bar = row(self._title, None, self._long, self.guest)
        bar.setContentsMargins(14, 2, 8, 2)
        self.body.addLayout(bar)
        self.list = self._make_list()
        self.body.addWidget(_WholeRows(self.list), 1)

    def _make_list(self) -> DataTable:
        columns = [
            Column("key", t("reception.inside.key"), lambda visit: visit.key_code, 70, strong=True),
            Column("name", t("reception.inside.name"), lambda visit: visit.name, strong=True),
            Column("plan", t("reception.inside.plan"), self._plan),
            Column("since", t("reception.inside.since"), self._since, 84, align="right"),
            Column("stay", t("reception.inside.stay"), self._stay, 84, align="right", tone=self._stay_tone),
        ]
        table = DataTable(
            "reception.inside", t("reception.inside"), columns, row_key=lambda visit: visit.visit_id, row_height=_ROW
        )
        table.set_empty(EmptyState("empty-keys", t("reception.inside.empty")))
        table.opened.connect(self.visit_chosen)
        return table

    def show_house(self, house: HouseNow) -> None:
        """Paint the board and the list."""
        self._house = house
        self.tabs.set_tabs([Tab(zone.code, zone.name(language()), str(zone.free)) for zone in house.zones])
        self._show_zone(self.tabs.current())
        self._title.setText(t("reception.inside.count", n=len(house.inside)))
        long = sum(self._minutes(visit) >= LONG_STAY_MINUTES for visit in house.inside)
        self._long.setText(t("reception.inside.long", n=long) if long else "")
        self.list.set_rows(house.inside)

    def suggest(self, code: str, zone_code: str = "") -> None:
        """Mark the key to hand out and turn to its zone."""
        self._suggested = code
        if zone_code and zone_code != self.tabs.current():
            self.tabs.choose(zone_code)
        self.grid.suggest(code)

    def point_at(self, code: str) -> None:
        """Turn to a key's zone and put the cursor there."""
        found = self.zone_of(code)
        if found:
            self.tabs.choose(found)
            self.grid.put_cursor(code)

    def cell(self, code: str) -> Cell | None:
        """A key as last read, or None."""
        for zone in self._house.zones if self._house else ():
            for cell in zone.cells:
                if cell.code == code:
                    return cell
        return None

    def cell_by_tag(self, scanned: str) -> Cell | None:
        """The key whose tag gives this text, as last read, or None."""
        for zone in self._house.zones if self._house else ():
            for cell in zone.cells:
                if cell.tag_code == scanned:
                    return cell
        return None

    def zone_of(self, code: str) -> str:
        """The zone a key hangs in, empty for an unknown one."""
        for zone in self._house.zones if self._house else ():
            if any(cell.code == code for cell in zone.cells):
                return zone.code
        return ""

    def zone_sex(self, code: str) -> str:
        """For which sex a key's zone is, empty for all."""
        for zone in self._house.zones if self._house else ():
            if any(cell.code == code for cell in zone.cells):
                return zone.sex
        return ""

    def free_in(self, zone_code: str) -> int:
        """How many keys of a zone can be handed out."""
        return sum(zone.free for zone in (self._house.zones if self._house else ()) if zone.code == zone_code)

    def next_free(self, zone_code: str) -> str:
        """The key of a zone that has hung longest, as last read; empty when all are out."""
        for zone in self._house.zones if self._house else ():
            free = [cell for cell in zone.cells if cell.is_free]
            if zone.code == zone_code and free:
                return min(free, key=lambda cell: cell.last_move_id).code
        return ""

    @Slot(str)
    def _show_zone(self, code: str) -> None:
        for zone in self._house.zones if self._house else ():
            if zone.code == code and self._house is not None:
                self.grid.show_cells(zone.cells, self._house.names, self._suggested)
                self.legend.show_states({"free", "suggested", *(state_of(cell) for cell in zone.cells)})
        self._fit()

    def _fit(self) -> None:
        # The list below wants its share: many rows on a low screen are drawn lower.
        share = round(self.height() * 0.5 / max(1, self.grid.rows())) - GAP
        self.grid.set_cell_height(max(36, min(46, share)))
        wanted = self.grid.height() + 18
        self._scroll.setFixedHeight(
            max(120, min(wanted, _MOST_BOARD_HEIGHT, round(self.height() * (0.62 if self.height() > 600 else 0.5))))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _plan(self, visit: InHouse) -> str:
        if visit.kind == "guest":
            return t(f"reception.guest.{visit.guarantee or 'deposit'}")
        left = t("reception.inside.visits_left", n=visit.visits_left) if visit.visits_left is not None else ""
        no_card = "" if visit.card_number else t("reception.inside.no_card")
        return " · ".join(part for part in (visit.plan_name, left, no_card) if part)

    def _since(self, visit: InHouse) -> str:
        return time_words(self._house.since[visit.visit_id]) if self._house else ""

    def _minutes(self, visit: InHouse) -> int:
        assert self._house is not None
        return max(0, int((self._house.now - self._house.since[visit.visit_id]).total_seconds() // 60))

    def _stay(self, visit: InHouse) -> str:
        return span_words(self._minutes(visit))

    def _stay_tone(self, visit: InHouse) -> Tone:
        return "warn" if self._minutes(visit) >= LONG_STAY_MINUTES else "muted"


class _WholeRows(QWidget):
    """Holds the list, as high as whole rows are: the last one is never cut in the middle."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        self._table = table
        self.setLayout(column(table, None, spacing=0))
        self.setMinimumHeight(_HEADER + 2 * _ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._table.setFixedHeight(_HEADER + (self.height() - _HEADER) // _ROW * _ROW)
