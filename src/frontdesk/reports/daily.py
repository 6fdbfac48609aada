"""The daily report: one business day in figures, read from the books on one snapshot (K02, G14).

Screen, slip, PDF and ``--json`` all show this one object, so they can't disagree. The ledger's figures are held
against the receipts' and the counts' inside it; ``checks`` says where they differ, which ought to be nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from sqlalchemy import Connection

from frontdesk.cashier.takings import Takings as ReceiptTakings
from frontdesk.cashier.takings import takings as receipt_takings
from frontdesk.core.actor import Actor
from frontdesk.core.clock import Clock, utc_text
from frontdesk.printing.house import HOUSE_NAME
from frontdesk.reports.errors import DayNotYet, DayUnreadable
from frontdesk.reports.people_in import Coming, coming, last_record
from frontdesk.reports.receipts import (
    CorrectionRow,
    ReceiptRange,
    ReceiptRow,
    RefundRow,
    SoldRow,
    correction_rows,
    pieces_by_ledger,
    pieces_by_receipts,
    receipt_ranges,
    receipt_rows,
    refund_rows,
    sold_rows,
)
from frontdesk.reports.shifts_of_day import (
    Difference,
    JournalOfDay,
    ShiftLine,
    differences,
    drawers_fen,
    found_over_fen,
    journal_of_day,
    shift_lines,
)
from frontdesk.reports.takings import Takings, takings
from frontdesk.reports.things_out import Things, things
from frontdesk.shifts.queries import calendar_business_day, current_business_day
from frontdesk.staff.rights import Right, RightMissing, may, role_of
from frontdesk.store.store import Store

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Check:
    """Two ways to one figure that have to be equal; ``what`` is a stable word, ``name`` a tender, category or counter.

    Figures are fen, or pieces and numbers where the word says so (``pieces``, ``numbers``).
    """

    what: str
    name: str
    ledger: int
    other: int

    @property
    def holds(self) -> bool:
        """Whether both are equal."""
        return self.ledger == self.other


@dataclass(frozen=True, slots=True)
class DailyReport:
    """One business day. ``prepared_at`` is stored UTC text; ``is_final`` tells that nothing can be added any more."""

    business_day: str
    house: str
    is_final: bool
    prepared_at: str
    prepared_by: str
    takings: Takings
    receipts: tuple[ReceiptRow, ...]
    ranges: tuple[ReceiptRange, ...]
    refunds: tuple[RefundRow, ...]
    corrections: tuple[CorrectionRow, ...]
    tab_fen: int
    discount_fen: int
    drawer_openings: int
    sold: tuple[SoldRow, ...]
    coming: Coming
    things: Things
    shifts: tuple[ShiftLine, ...]
    differences: tuple[Difference, ...]
    journal: JournalOfDay
    checks: tuple[Check, ...]

    @property
    def failed_checks(self) -> tuple[Check, ...]:
        """Where two ways to one figure differ."""
        return tuple(check for check in self.checks if not check.holds)

    @property
    def difference_fen(self) -> int:
        """All differences of the day together."""
        return sum(found.difference_fen for found in self.differences)

    @property
    def refunds_fen(self) -> int:
        """What was given back, deposits of day guests not counted."""
        return sum(row.amount_fen for row in self.refunds)

    @property
    def receipts_fen(self) -> int:
        """The totals of all receipts, what was put on tabs included."""
        return sum(row.total_fen for row in self.receipts)

    @property
    def without_receipt_fen(self) -> int:
        """What came in or went back without a receipt: deposits, fees of keys that were found again."""
        return self.takings.net_fen - self.receipts_fen + self.tab_fen

    @property
    def open_dues_fen(self) -> int:
        """What was owed to the house at the end of the day."""
        return sum(line.open_fen for line in self.takings.dues)


@dataclass(frozen=True, slots=True)
class DayView:
    """A day's report, and which day today is."""

    report: DailyReport
    today: str


def read_daily(store: Store, actor: Actor, business_day: str) -> DailyReport:
    """The report of a day for somebody at the window. Raises RightMissing, DayUnreadable, DayNotYet.

    Cashiers have no right to it: it tells what ought to be in the drawer, and their own count is blind (K07).
    """
    with store.snapshot() as connection:
        demand_right(connection, actor)
        return daily_report(connection, store.clock, business_day, actor.name)


def read_day(store: Store, actor: Actor, business_day: str | None) -> DayView:
    """A day for the window, None for today. Raises as ``read_daily`` does."""
    with store.snapshot() as connection:
        demand_right(connection, actor)
        today = latest_day(connection, store.clock)
        return DayView(daily_report(connection, store.clock, business_day or today, actor.name), today)


def demand_right(connection: Connection, actor: Actor) -> None:
    """Raise RightMissing unless the actor's account may see reports now."""
    role = role_of(connection, actor.account_id)
    if role is None or not may(role, Right.SEE_REPORTS):
        raise RightMissing(right=Right.SEE_REPORTS.value, role=role.value if role else "")


def daily_report(connection: Connection, clock: Clock, business_day: str, prepared_by: str) -> DailyReport:
    """The report of a business day (``2026-11-23``). Raises DayUnreadable, DayNotYet."""
    today = latest_day(connection, clock)
    if checked_day(business_day) > today:
        raise DayNotYet(day=business_day, today=today)
    zone: tzinfo = clock.zone()
    ledger = takings(connection, business_day)
    papers = receipt_takings(connection, business_day=business_day)
    rows = receipt_rows(connection, business_day)
    ranges = receipt_ranges(rows)
    refunds = refund_rows(connection, business_day)
    came = coming(connection, business_day, zone)
    lines = shift_lines(connection, business_day)
    found = differences(connection, business_day)
    journal = journal_of_day(connection, business_day)
    return DailyReport(
        business_day=business_day,
        house=HOUSE_NAME.read(connection),
        is_final=bool(journal.closed_at) or business_day < current_business_day(connection, clock),
        prepared_at=utc_text(clock.now()),
        prepared_by=prepared_by,
        takings=ledger,
        receipts=rows,
        ranges=ranges,
        refunds=refunds,
        corrections=correction_rows(connection, business_day),
        tab_fen=papers.tab_fen,
        discount_fen=papers.discount_fen,
        drawer_openings=papers.drawer_openings,
        sold=sold_rows(connection, business_day),
        coming=came,
        things=things(connection, business_day, last_record(connection, business_day), came.inside),
        shifts=lines,
        differences=found,
        journal=journal,
        checks=(
            *_checks(ledger, papers, ranges, refunds),
            Check("drawers", "cash", ledger.tenders[0].net_fen, drawers_fen(connection, business_day)),
            Check(
                "differences",
                "",
                found_over_fen(connection, business_day),
                sum(each.difference_fen for each in found),
            ),
            Check(
                "pieces", "", pieces_by_ledger(connection, business_day), pieces_by_receipts(connection, business_day)
            ),
        ),
    )


def checked_day(text: str) -> str:
    """A business day as it was typed. Raises DayUnreadable."""
    try:
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        pass
    raise DayUnreadable(text=text[:32])


def latest_day(connection: Connection, clock: Clock) -> str:
    """The last day there can be a report of: today, or the day of a shift that is open."""
    return max(current_business_day(connection, clock), calendar_business_day(clock))


def _checks(
    ledger: Takings, papers: ReceiptTakings, ranges: tuple[ReceiptRange, ...], refunds: tuple[RefundRow, ...]
) -> Iterator[Check]:
    """The ledger's own two sides, and the ledger against the receipts."""
    yield Check("sides", "", ledger.net_fen, sum(money.net_fen for money in ledger.paid_for) - ledger.other.net_fen)
    by_tender = {taken.name: taken.net_fen for taken in papers.by_tender}
    for name, fen in ledger.receipt_tenders:
        yield Check("tender", name, fen, by_tender.pop(name, 0))
    by_category = {taken.name: taken.net_fen for taken in papers.by_category}
    for name, fen in ledger.receipt_categories:
        yield Check("category", name, fen, by_category.pop(name, 0))
    # A name only the receipts know is as wrong as a different sum.
    for what, rest in (("tender", by_tender), ("category", by_category)):
        for name, fen in rest.items():
            yield Check(what, name, 0, fen)
    given_back = ledger.given_back_fen - ledger.deposits.given_back_fen
    yield Check("refunds", "", given_back, sum(row.amount_fen for row in refunds))
    for each in ranges:
        yield Check("numbers", each.counter, each.number, int(each.last.rpartition("-")[2]))
