"""The shifts of a business day, what their counts found, and the seals that close it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from frontdesk.books import accounts
from frontdesk.books.seals import fingerprint
from frontdesk.books.tables import Entry, JournalRecord, Note, Posting, Seal
from frontdesk.handover.compare import CASH
from frontdesk.handover.tables import HandIn, Reckoning
from frontdesk.reports.takings import NOT_TRADE
from frontdesk.shifts.tables import DayEnd, Shift, ShiftEnd
from frontdesk.staff.tables import Account


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One shift; the fen are None while it is open, for its drawer is counted before anybody sees what is expected.

    ``kind`` is ``handover``, ``night`` or empty; ``receiver`` who took over; ``cash_receiver`` is empty for the safe.
    """

    id: int
    number: str
    counter: str
    operator: str
    opened_at: str
    closed_at: str
    kind: str
    receiver: str
    float_fen: int
    expected_fen: int | None
    counted_fen: int | None
    difference_fen: int | None
    handed_in_fen: int | None
    float_left_fen: int | None
    cash_receiver: str


@dataclass(frozen=True, slots=True)
class Difference:
    """More (+) or less (−) counted than expected in one tender of a shift, whose it is, and what came of it (K07)."""

    shift_number: str
    tender: str
    expected_fen: int
    counted_fen: int
    operator: str
    outcome: str
    explanation: str

    @property
    def difference_fen(self) -> int:
        """Counted less expected."""
        return self.counted_fen - self.expected_fen


@dataclass(frozen=True, slots=True)
class SealLine:
    """A seal of the day: ``kind`` is ``handover`` or ``day``."""

    kind: str
    journal_id: int
    head: str
    at: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class JournalOfDay:
    """The day's part of the chain: its records, the last one's number and hash, and its seals."""

    records: int
    last_id: int
    head: str
    seals: tuple[SealLine, ...]
    closed_at: str
    closed_by: str


def shift_lines(connection: Connection, business_day: str) -> tuple[ShiftLine, ...]:
    """The shifts of a day, the first opened first."""
    rows = connection.execute(_SHIFTS.where(Shift.business_day == business_day).order_by(Shift.id)).all()
    own = select(Shift.id).where(Shift.business_day == business_day)
    reckoned = select(Reckoning.shift_id, Reckoning.tender, Reckoning.expected_fen, Reckoning.counted_fen)
    found: dict[int, int] = {}
    cash: dict[int, tuple[int, int]] = {}
    for shift_id, tender, expected, counted in connection.execute(reckoned.where(Reckoning.shift_id.in_(own))):
        found[shift_id] = found.get(shift_id, 0) + counted - expected
        if tender == CASH:
            cash[shift_id] = expected, counted
    return tuple(_line(row, cash.get(row.id), found.get(row.id, 0)) for row in rows)


def _line(row: Any, cash: tuple[int, int] | None, difference_fen: int) -> ShiftLine:
    expected, counted = cash or (None, None)
    return ShiftLine(
        row.id,
        row.number,
        row.counter,
        row.operator or "",
        row.opened_at,
        row.ended_at or "",
        row.kind or "",
        row.receiver or "",
        row.float_fen,
        expected,
        counted,
        difference_fen if cash else None,
        row.amount_fen,
        row.float_left_fen,
        row.cash_receiver or "",
    )


def differences(connection: Connection, business_day: str) -> tuple[Difference, ...]:
    """Everything counts of the day found over or short, floats at opening included."""
    found = (
        select(
            Shift.number,
            Reckoning.tender,
            Reckoning.expected_fen,
            Reckoning.counted_fen,
            Account.name,
            Reckoning.outcome,
            Note.text,
        )
        .join(Shift, Shift.id == Reckoning.shift_id)
        .outerjoin(Account, Account.id == Reckoning.account_id)
        .outerjoin(Note, Note.commitment == Reckoning.note)
        .where(Shift.business_day == business_day, Reckoning.expected_fen != Reckoning.counted_fen)
        .order_by(Reckoning.id)
    )
    return tuple(
        Difference(number, tender, expected, counted, name or "", outcome, text or "")
        for number, tender, expected, counted, name, outcome, text in connection.execute(found)
    )


def journal_of_day(connection: Connection, business_day: str) -> JournalOfDay:
    """The day's records and seals; number 0 and an empty head when nothing happened."""
    span = select(func.count(), func.max(JournalRecord.id)).where(JournalRecord.business_day == business_day)
    records, last_id = connection.execute(span).one()
    head = connection.execute(select(JournalRecord.hash).where(JournalRecord.id == last_id)).scalar() or ""
    sealed = (
        select(Seal.kind, Seal.journal_id, Seal.head, Seal.at, Seal.public_key)
        .join(JournalRecord, JournalRecord.id == Seal.journal_id)
        .where(JournalRecord.business_day == business_day)
        .order_by(Seal.id)
    )
    seals = tuple(SealLine(*row[:4], fingerprint(row.public_key)) for row in connection.execute(sealed))
    ended = select(DayEnd.at, Account.name).outerjoin(Account, Account.id == DayEnd.account_id)
    row = connection.execute(ended.where(DayEnd.business_day == business_day)).first()
    closed_at, closed_by = (row.at, row.name or "") if row else ("", "")
    return JournalOfDay(records, last_id or 0, head, seals, closed_at, closed_by)


def found_over_fen(connection: Connection, business_day: str) -> int:
    """What the ledger says counts of the day found more (+) or less (−) than expected."""
    counted = select(Entry.id).where(Entry.business_day == business_day, Entry.kind.in_(("over_short", "float")))
    # Not joined: the database would then go through all differences there ever were.
    found = select(func.sum(-Posting.quantity)).where(
        Posting.entry_id.in_(counted), Posting.account == accounts.OVER_SHORT
    )
    return int(connection.execute(found).scalar() or 0)


def drawers_fen(connection: Connection, business_day: str) -> int:
    """What trade brought into the drawers of the day's shifts, whatever day the entries name."""
    own = select("cash/drawer/" + Shift.id.cast(Shift.number.type)).where(Shift.business_day == business_day)
    found = (
        select(func.sum(Posting.quantity))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account.in_(own), Posting.unit == accounts.CNY, Entry.kind.not_in(NOT_TRADE))
    )
    return int(connection.execute(found).scalar() or 0)


_operator = aliased(Account)
_receiver = aliased(Account)
_cash_receiver = aliased(Account)
_SHIFTS = (
    select(
        Shift.id,
        Shift.number,
        Shift.counter,
        _operator.name.label("operator"),
        Shift.opened_at,
        ShiftEnd.ended_at,
        ShiftEnd.kind,
        _receiver.name.label("receiver"),
        Shift.float_fen,
        HandIn.amount_fen,
        HandIn.float_left_fen,
        _cash_receiver.name.label("cash_receiver"),
    )
    .outerjoin(ShiftEnd, ShiftEnd.shift_id == Shift.id)
    .outerjoin(HandIn, HandIn.shift_id == Shift.id)
    .outerjoin(_operator, _operator.id == Shift.account_id)
    .outerjoin(_receiver, _receiver.id == ShiftEnd.received_by)
    .outerjoin(_cash_receiver, _cash_receiver.id == HandIn.receiver_id)
)
