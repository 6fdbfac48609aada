"""A count held against the books."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from frontdesk.books import accounts
from frontdesk.books.ledger import balance
from frontdesk.books.tables import Entry, Posting
from frontdesk.handover.count_shift import OUTSIDE_TENDERS
from frontdesk.handover.errors import CountOutdated, UnknownCount
from frontdesk.handover.tables import Count, CountedTender, CountedThings
from frontdesk.shifts.queries import open_shift_at

CASH = "cash"


@dataclass(frozen=True, slots=True)
class TenderLine:
    """One tender: what the books expect and what was counted, in fen."""

    tender: str
    expected_fen: int
    counted_fen: int

    @property
    def difference_fen(self) -> int:
        """More (+) or less (−) than expected."""
        return self.counted_fen - self.expected_fen


@dataclass(frozen=True, slots=True)
class ThingsLine:
    """Keys or cards of a zone (``keys/<zone>``, ``cards/<zone>``), expected and counted."""

    what: str
    expected: int
    counted: int

    @property
    def missing(self) -> int:
        """How many fewer than expected were counted."""
        return max(0, self.expected - self.counted)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a count shows beside the books; ``number`` 1 is the blind count, later ones were taken knowing more."""

    count_id: int
    shift_id: int
    number: int
    tenders: tuple[TenderLine, ...]
    things: tuple[ThingsLine, ...]

    @property
    def even(self) -> bool:
        """Whether everything is as expected."""
        return not any(line.difference_fen for line in self.tenders) and not any(
            line.expected - line.counted for line in self.things
        )


def expected_cash_fen(connection: Connection, shift_id: int) -> int:
    """What must be in a shift's drawer: float + in − out, which is its account in the ledger."""
    return balance(connection, accounts.drawer(shift_id))


def expected_tender_fen(connection: Connection, shift_id: int, tender: str) -> int:
    """What an outside service must have taken in a shift, refunds deducted."""
    found = (
        select(func.sum(Posting.quantity))
        # Not joined: the database would then go through all that was ever paid by this tender.
        .where(Posting.entry_id.in_(select(Entry.id).where(Entry.shift_id == shift_id)))
        .where(Posting.account == accounts.tender(tender), Posting.unit == accounts.CNY)
    )
    return int(connection.execute(found).scalar() or 0)


def compare(connection: Connection, count_id: int, counter: str) -> Comparison:
    """Hold a count of a counter's open shift against the books. Raises UnknownCount, CountOutdated."""
    shift = open_shift_at(connection, counter)
    count = connection.execute(
        select(Count.shift_id, Count.number, Count.cash_fen, Count.journal_id).where(
            Count.id == count_id, Count.purpose == "close"
        )
    ).first()
    if count is None or shift is None or count.shift_id != shift.id:
        raise UnknownCount(count_id=count_id)
    if _money_moved_since(connection, shift.id, count.journal_id):
        raise CountOutdated()
    cash = TenderLine(CASH, expected_cash_fen(connection, shift.id), count.cash_fen)
    return Comparison(
        count_id,
        shift.id,
        count.number,
        (cash, *_outside(connection, count_id, shift.id)),
        things_lines(connection, count_id),
    )


def things_lines(connection: Connection, count_id: int) -> tuple[ThingsLine, ...]:
    """The keys and cards of a count."""
    found = select(CountedThings.what, CountedThings.expected, CountedThings.counted)
    rows = connection.execute(found.where(CountedThings.count_id == count_id).order_by(CountedThings.id))
    return tuple(ThingsLine(*row) for row in rows)


def _outside(connection: Connection, count_id: int, shift_id: int) -> list[TenderLine]:
    read_off = select(CountedTender.tender, CountedTender.amount_fen).where(CountedTender.count_id == count_id)
    counted = {row.tender: row.amount_fen for row in connection.execute(read_off)}
    return [
        TenderLine(tender, expected_tender_fen(connection, shift_id, tender), counted.get(tender, 0))
        for tender in OUTSIDE_TENDERS
    ]


def _money_moved_since(connection: Connection, shift_id: int, journal_id: int) -> bool:
    money = [accounts.drawer(shift_id), *(accounts.tender(tender) for tender in OUTSIDE_TENDERS)]
    later = (
        select(Posting.id)
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.shift_id == shift_id, Posting.account.in_(money), Posting.journal_id > journal_id)
        .limit(1)
    )
    return connection.execute(later).first() is not None
