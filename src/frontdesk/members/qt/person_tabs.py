"""The lower part of a member's page: contracts, cards, visits, what is owed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from frontdesk.books.dues import OpenDue
from frontdesk.core.clock import Clock, local
from frontdesk.core.i18n import catalogue, language, t
from frontdesk.core.money import yuan_sign
from frontdesk.members import words
from frontdesk.members.overview import CardLine, ContractLine, Overview, VisitLine
from frontdesk.ui.dates import day_words, full_day_words, time_words
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import (
    MASK,
    Button,
    Card,
    Column,
    DataTable,
    EmptyState,
    SegmentedTabs,
    Tab,
    column,
    curtain,
    row,
)

_KEYS = ("contracts", "cards", "visits", "dues")
_TONES: dict[str, Tone] = {"active": "ok", "lost": "bad", "blocked": "warn", "returned": "muted"}


class PersonTabs(Card):
    """Four tables; the buttons under a table act on its chosen row."""

    contract_wanted = Signal(str, object)
    """(``open``, ``freeze`` or ``unfreeze``; ContractLine)"""
    card_wanted = Signal(object)
    """CardLine to change, or None to issue one"""
    collect_wanted = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__(padding=0, spacing=0)
        self._clock = clock
        self._counts = dict.fromkeys(_KEYS, 0)
        self.tabs = SegmentedTabs("members.tabs", t("members.tabs"), self._titles())
        self.open = Button(t("members.contract.open"), "members.contract.open")
        self.freeze = Button(t("members.contract.freeze"), "members.contract.freeze", shortcut="F7", icon="snowflake")
        self.issue = Button(t("members.card.issue"), "members.card.issue", shortcut="F10", icon="plus")
        self.change_card = Button(t("members.card.change"), "members.card.change", icon="edit")
        self.collect = Button(t("members.collect"), "members.dues.collect", icon="cash")
        self.tables = {
            "contracts": self._table("contracts", _contract_columns(), lambda line: line.held.id),
            "cards": self._table("cards", _card_columns(), lambda line: line.number),
            "visits": self._table("visits", self._visit_columns(), lambda line: line.visit_id),
            "dues": self._table("dues", _due_columns(), lambda due: due.id),
        }
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def _table(self, key: str, columns: list[Column], row_key: object) -> DataTable:
        table = DataTable(f"members.{key}", t(f"members.tab.{key}"), columns, row_key=row_key, row_height=38)  # type: ignore[arg-type]
        table.set_empty(EmptyState("empty-list", t(f"members.{key}.none")))
        return table

    def _lay_out(self) -> None:
        bar = row(self.tabs, None, self.open, self.freeze, self.change_card, self.issue, self.collect, spacing=8)
        bar.setContentsMargins(10, 8, 10, 8)
        holder = QWidget()
        holder.setLayout(bar)
        for table in self.tables.values():
            self._stack.addWidget(table)
        self.body.addLayout(column(holder, self._stack, spacing=0))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._choose)
        for table in self.tables.values():
            table.chosen.connect(self._offer)
        self.tables["contracts"].opened.connect(self._open_contract)
        self.tables["cards"].opened.connect(self.card_wanted)
        self.open.clicked.connect(self._want_opening)
        self.freeze.clicked.connect(self._want_freeze)
        self.issue.clicked.connect(self._want_card)
        self.change_card.clicked.connect(self._want_change)
        self.collect.clicked.connect(self.collect_wanted)
        curtain.moved.connect(self._repaint)
        self._choose("contracts")

    def show_person(self, found: Overview) -> None:
        """Fill the tables."""
        rows = {
            "contracts": found.contracts,
            "cards": found.above.cards,
            "visits": found.above.visits,
            "dues": found.dues,
        }
        for key, lines in rows.items():
            self.tables[key].set_rows(lines)
            self._counts[key] = len(lines)
            if lines and self.tables[key].current_row() is None:
                self.tables[key].selectRow(0)
        self.tabs.set_tabs(self._titles())
        self._offer()

    def contract(self) -> ContractLine | None:
        """The chosen contract."""
        found = self.tables["contracts"].current_row()
        return found if isinstance(found, ContractLine) else None

    def _titles(self) -> list[Tab]:
        counts = self._counts
        return [Tab(key, t(f"members.tab.{key}"), str(counts[key]) if counts[key] else "") for key in _KEYS]

    @Slot(str)
    def _choose(self, key: str) -> None:
        self._stack.setCurrentWidget(self.tables[key])
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Show the buttons that fit the tab and its chosen row."""
        key, line = self.tabs.current(), self.contract()
        card = self.tables["cards"].current_row()
        self.open.setVisible(key == "contracts" and line is not None and line.can_open)
        resting = line is not None and line.can_thaw
        self.freeze.setVisible(key == "contracts" and line is not None and (resting or line.can_freeze))
        self.freeze.set_words(t("members.contract.unfreeze" if resting else "members.contract.freeze"))
        self.issue.setVisible(key == "cards")
        self.change_card.setVisible(key == "cards" and card is not None and card.state != "returned")
        self.collect.setVisible(key == "dues" and self._counts["dues"] > 0)

    @Slot(object)
    def _open_contract(self, line: ContractLine) -> None:
        if line.can_open:
            self.contract_wanted.emit("open", line)

    @Slot()
    def _want_opening(self) -> None:
        self.contract_wanted.emit("open", self.contract())

    @Slot()
    def _want_freeze(self) -> None:
        line = self.contract()
        if line is not None:
            self.contract_wanted.emit("unfreeze" if line.can_thaw else "freeze", line)

    @Slot()
    def _want_card(self) -> None:
        self.card_wanted.emit(None)

    @Slot()
    def _want_change(self) -> None:
        self.card_wanted.emit(self.tables["cards"].current_row())

    @Slot()
    def _repaint(self) -> None:
        for table in self.tables.values():
            table.viewport().update()

    def _visit_columns(self) -> list[Column]:
        def clock_time(moment: str) -> str:
            return time_words(local(moment, self._clock)) if moment else ""

        def stayed(line: VisitLine) -> str:
            return clock_time(line.left_at) or t("members.visit.inside")

        return [
            Column("day", t("members.visit.day"), lambda line: day_words(line.business_day), strong=True),
            Column("came", t("members.visit.came"), lambda line: clock_time(line.came_at), 120, align="right"),
            Column("left", t("members.visit.left"), stayed, 140, align="right"),
            Column("key", t("members.visit.key"), lambda line: line.key_code, 110, align="right"),
        ]


def _contract_columns() -> list[Column]:
    # Chinese writes days longer and everything else shorter.
    zh = language() == "zh"
    return [
        Column("plan", t("members.plan"), lambda line: line.held.plan.name, strong=True),
        Column(
            "status",
            t("members.status"),
            lambda line: t(f"members.short.{line.standing.status}"),
            88 if zh else 118,
            tone=lambda line: words.KINDS[line.standing.status],
        ),
        Column("valid", t("members.valid"), _validity, 266 if zh else 204),
        Column("left", t("members.visits_left"), _left, 84 if zh else 96, align="right"),
        Column("price", t("members.price"), lambda line: masked(line.held.price_fen), 104, align="right"),
        Column("number", t("members.contract.number"), lambda line: line.held.number, 92, align="right"),
    ]


def _card_columns() -> list[Column]:
    return [
        Column("number", t("members.card.number"), lambda line: line.number, strong=True),
        Column("state", t("members.card.state"), _card_state, 160, tone=lambda line: _TONES[line.state]),
        Column("issued", t("members.card.issued"), lambda line: full_day_words(line.issued_on), 180, align="right"),
    ]


def _due_columns() -> list[Column]:
    return [
        Column("kind", t("members.due.kind"), _due_kind, strong=True),
        Column("due_on", t("members.due.on"), lambda due: full_day_words(due.due_on or due.business_day), 180),
        Column("open", t("members.due.open"), lambda due: masked(due.open_fen), 140, align="right", strong=True),
    ]


def masked(fen: int) -> str:
    """An amount while the curtain is open, dots otherwise (G20)."""
    return yuan_sign(fen) if curtain.is_open() else MASK


def _validity(line: ContractLine) -> str:
    stands = line.standing
    if stands.valid_from is None:
        return t("members.valid.unopened")
    return t(
        "members.valid.span", first=full_day_words(stands.valid_from), last=full_day_words(stands.valid_until or "")
    )


def _left(line: ContractLine) -> str:
    return "" if line.standing.visits_left is None else str(line.standing.visits_left)


def _card_state(line: CardLine) -> str:
    return t("members.card.replaced") if line.replaced else t(f"members.card.state.{line.state}")


def _due_kind(due: OpenDue) -> str:
    key = f"members.due.{due.kind}"
    return t(key if key in catalogue() else "members.due.other")
