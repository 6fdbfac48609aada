"""The tables of the reports page: each on its card, as tall as its rows."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import Qt

from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.handover.wording import tender_word as reckoned_word
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.shifts_of_day import JournalOfDay
from frontdesk.reports.wording import (
    astray_words,
    clock_words,
    due_word,
    moment_words,
    paid_for_word,
    parts_words,
    reason_words,
    signed,
    tender_word,
    thing_word,
    who_words,
)
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import Card, Column, DataTable, Label

_ROW, _HEAD, _FRAME = 36, 36, 8


class TableCard(Card):
    """A heading with a sum at its end, and a table that never scrolls by itself; without rows a sentence."""

    def __init__(self, name: str, title: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__(padding=0, spacing=0)
        self.sum = Label("", "strong", name=f"{name}.sum")
        self.add_header(title, self.sum)
        self.table = DataTable(name, title, columns, row_height=_ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = Label(empty, "note", name=f"{name}.empty")
        self.empty.setContentsMargins(14, 10, 14, 12)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self.set_rows(())

    def set_rows(self, rows: Sequence[Any], total: str = "") -> None:
        """Show rows, and their sum in the heading."""
        self.table.set_rows(rows)
        self.table.setFixedHeight(_HEAD + _ROW * len(rows) + _FRAME)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.sum.setText(total if rows else "")


def _money_columns(name: str, word: Any) -> list[Column]:
    return [
        Column(name, t(f"reports.column.{name}"), lambda money: word(language(), money.name)),
        Column("taken", t("reports.column.taken"), lambda money: yuan(money.taken_fen), 118, "right"),
        Column("back", t("reports.column.given_back"), lambda money: yuan(-money.given_back_fen), 108, "right"),
        Column("net", t("reports.column.net"), lambda money: yuan(money.net_fen), 118, "right", strong=True),
    ]


class DayTables:
    """All tables of a day; the page places their cards."""

    def __init__(self, zone: tzinfo) -> None:
        self._at, self._moment = clock_words(zone), moment_words(zone)
        self.tenders = _card("tenders", "tender", _money_columns("tender", tender_word), "takings")
        self.categories = _card("categories", "paid_for", _money_columns("paid_for", paid_for_word), "takings")
        self.differences = _card("differences", "differences", self._difference_columns(), "differences")
        self.refunds = _card("refunds", "refunds", self._refund_columns(), "refunds")
        self.shifts = _card("shifts", "shifts", self._shift_columns(), "shifts")
        self.things = _card("things", "astray", self._thing_columns(), "astray")
        self.dues = _card("dues", "dues", _due_columns(), "dues")
        self.ranges = _card("ranges", "numbers", _range_columns(), "receipts")

    def show(self, report: DailyReport) -> None:
        """Fill every table."""
        money, things = report.takings, report.things
        self.tenders.set_rows(money.tenders, yuan_sign(money.net_fen))
        self.categories.set_rows(money.paid_for, yuan_sign(sum(line.net_fen for line in money.paid_for)))
        self.differences.set_rows(report.differences, signed(report.difference_fen))
        self.refunds.set_rows(report.refunds, yuan_sign(-report.refunds_fen))
        self.shifts.set_rows(report.shifts)
        self.things.set_rows((*things.keys_lost, *things.uncounted, *things.cards_not_returned, *things.keys_out))
        self.dues.set_rows(money.dues, yuan_sign(report.open_dues_fen))
        self.ranges.set_rows(report.ranges)

    def _shift_columns(self) -> list[Column]:
        return [
            Column("shift", t("reports.column.shift"), lambda s: s.number, 104, strong=True),
            Column("counter", t("reports.column.counter"), lambda s: s.counter, 84),
            Column("operator", t("reports.column.operator"), lambda s: s.operator),
            Column("time", t("reports.column.time"), self._span, 130),
            Column("float", t("reports.column.float"), lambda s: yuan(s.float_fen), 112, "right"),
            Column("expected", t("reports.column.expected"), lambda s: _maybe(s.expected_fen), 112, "right"),
            Column("counted", t("reports.column.counted"), lambda s: _maybe(s.counted_fen), 112, "right"),
            Column("difference", t("reports.column.difference"), _difference, 104, "right", tone=_difference_tone),
            Column("handed_in", t("reports.column.handed_in"), lambda s: _maybe(s.handed_in_fen), 112, "right"),
        ]

    def _span(self, shift: Any) -> str:
        return f"{self._at(shift.opened_at)}–{self._at(shift.closed_at) or t('reports.still_open')}"

    def _difference_columns(self) -> list[Column]:
        return [
            Column("shift", t("reports.column.shift"), lambda d: d.shift_number, 92),
            Column("operator", t("reports.column.operator"), lambda d: d.operator, 92),
            Column("tender", t("reports.column.tender"), lambda d: reckoned_word(language(), d.tender), 96),
            Column("explanation", t("reports.column.explanation"), _came_of_it),
            Column(
                "amount", t("reports.column.difference"), lambda d: signed(d.difference_fen), 96, "right", tone=_bad
            ),
        ]

    def _refund_columns(self) -> list[Column]:
        return [
            Column("time", t("reports.column.time"), lambda r: self._at(r.at), 66),
            Column("receipt", t("reports.column.receipt"), lambda r: r.number or "–", 152),
            Column("tender", t("reports.column.tender"), lambda r: parts_words(language(), r.tenders)),
            Column("reason", t("reports.column.reason"), lambda r: reason_words(language(), r)),
            Column("amount", t("reports.column.amount"), lambda r: yuan(-r.amount_fen), 104, "right", strong=True),
        ]

    def _thing_columns(self) -> list[Column]:
        return [
            Column("thing", t("reports.column.thing"), lambda a: thing_word(language(), a.thing), 110, strong=True),
            Column("where", t("reports.column.where"), lambda a: astray_words(language(), a), 160, tone=_astray_tone),
            Column("who", t("reports.column.who"), lambda a: who_words(language(), a)),
            Column("since", t("reports.column.since"), lambda a: self._moment(a.since), 150),
        ]


def journal_lines(journal: JournalOfDay, at: Callable[[str], str]) -> list[str]:
    """The chain's head in full and the day's seals, a line each."""
    if not journal.records:
        return [t("reports.empty.journal")]
    head = " ".join(journal.head[start : start + 4] for start in range(0, len(journal.head), 4))
    seals = [f"{t(f'reports.seal.{seal.kind}')} · {at(seal.at)} · {seal.fingerprint}" for seal in journal.seals]
    return [t("reports.fact.head", record=journal.last_id), head, *(seals or [t("reports.empty.seals")])]


def _card(name: str, heading: str, columns: Sequence[Column], empty: str) -> TableCard:
    return TableCard(f"reports.{name}", t(f"reports.heading.{heading}"), columns, t(f"reports.empty.{empty}"))


def _due_columns() -> list[Column]:
    def fen(name: str, field: str) -> Column:
        return Column(name, t(f"reports.column.{name}"), lambda line: yuan(getattr(line, field)), 106, "right")

    return [
        Column("due", t("reports.column.due"), lambda line: due_word(language(), line.kind)),
        fen("charged", "charged_fen"),
        fen("collected", "collected_fen"),
        fen("taken_off", "taken_off_fen"),
        fen("open", "open_fen"),
    ]


def _range_columns() -> list[Column]:
    return [
        Column("counter", t("reports.column.counter"), lambda r: r.counter, 72),
        Column("first", t("reports.column.first"), lambda r: r.first, 144),
        Column("last", t("reports.column.last"), lambda r: r.last, 144),
        Column("missing", t("reports.column.missing"), _missing, tone=lambda r: "bad" if r.missing else "plain"),
        Column("number", t("reports.column.number"), lambda r: str(r.number), 84, "right"),
    ]


def _missing(each: Any) -> str:
    return ", ".join(each.missing) or t("reports.numbers.none_missing")


def _maybe(fen: int | None) -> str:
    return "–" if fen is None else yuan(fen)


def _difference(shift: Any) -> str:
    return "–" if shift.difference_fen is None else signed(shift.difference_fen)


def _difference_tone(shift: Any) -> Tone:
    return "bad" if shift.difference_fen else "plain"


def _bad(_row: Any) -> Tone:
    return "bad"


def _came_of_it(found: Any) -> str:
    return " · ".join(filter(None, (t(f"handover.outcome.{found.outcome}"), found.explanation)))


def _astray_tone(found: Any) -> Tone:
    tones: dict[str, Tone] = {"out": "plain", "left": "warn", "at_desk": "warn"}
    return tones.get(found.state, "bad")
