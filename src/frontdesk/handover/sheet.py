"""The handover sheet: everything a closed shift's paper says, read from the books, so slip, PDF and screen agree."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from frontdesk.books import accounts
from frontdesk.books.seals import fingerprint
from frontdesk.books.tables import Entry, JournalRecord, Note, Posting, Seal
from frontdesk.cashier.tables import Sale
from frontdesk.cashier.takings import takings
from frontdesk.handover.cash import Pieces
from frontdesk.handover.compare import CASH
from frontdesk.handover.sheet_lines import (
    HandoverSheet,
    Receipts,
    SheetCarried,
    SheetCount,
    SheetMissing,
    SheetTender,
    SheetThings,
)
from frontdesk.handover.tables import (
    CarriedItem,
    CarriedSeen,
    Count,
    CountedPieces,
    CountedThings,
    HandIn,
    MissingThing,
    Reckoning,
)
from frontdesk.keys.tables import Zone
from frontdesk.members.tables import Person
from frontdesk.shifts.tables import Shift, ShiftEnd
from frontdesk.staff.tables import Account
from frontdesk.visits.tables import Visit

__all__ = [
    "HandoverSheet",
    "Receipts",
    "SheetCarried",
    "SheetCount",
    "SheetMissing",
    "SheetTender",
    "SheetThings",
    "handover_sheet",
]

_NOT_TRADE = ("float", "over_short", "hand_in")


def handover_sheet(connection: Connection, shift_id: int) -> HandoverSheet:
    """The sheet of a closed shift. Raises LookupError for one that is open or unknown."""
    row = connection.execute(_CLOSED.where(Shift.id == shift_id)).first()
    if row is None:
        raise LookupError(shift_id)
    tenders = _tenders(connection, shift_id)
    moved = _cash_moved(connection, shift_id)
    count_id = connection.execute(
        select(Reckoning.count_id).where(Reckoning.shift_id == shift_id, Reckoning.tender == CASH)
    ).scalar_one()
    public_key = connection.execute(select(Seal.public_key).where(Seal.journal_id == row.end_journal_id)).scalar()
    return HandoverSheet(
        shift_id=shift_id,
        number=row.number,
        counter=row.counter,
        business_day=row.business_day,
        kind=row.kind,
        opened_at=row.opened_at,
        closed_at=row.ended_at,
        operator=row.operator or "",
        closed_by=row.closed_by or "",
        receiver=row.receiver or "",
        next_number=row.next_number or "",
        float_fen=row.float_fen,
        cash_in_fen=moved[0],
        cash_out_fen=moved[1],
        handed_in_fen=row.amount_fen,
        cash_receiver=row.cash_receiver or "",
        float_left_fen=row.float_left_fen,
        pieces=_pieces(connection, count_id),
        counts=_counts(connection, shift_id),
        tenders=tuple(line for line in tenders if line.tender != "float"),
        float_check=next((line for line in tenders if line.tender == "float"), None),
        takings=_takings(connection, shift_id),
        receipts=_receipts(connection, shift_id),
        things=_things(connection, count_id),
        missing=_missing(connection, shift_id),
        carried=_carried(connection, shift_id),
        journal_id=row.end_journal_id,
        head=row.head,
        key_fingerprint=fingerprint(public_key) if public_key else "",
    )


def _tenders(connection: Connection, shift_id: int) -> list[SheetTender]:
    found = (
        select(
            Reckoning.tender,
            Reckoning.expected_fen,
            Reckoning.counted_fen,
            Reckoning.outcome,
            Account.name,
            Note.text,
        )
        .outerjoin(Account, Account.id == Reckoning.account_id)
        .outerjoin(Note, Note.commitment == Reckoning.note)
        .where(Reckoning.shift_id == shift_id)
        .order_by(Reckoning.id)
    )
    return [SheetTender(*row[:4], row.name or "", row.text or "") for row in connection.execute(found)]


def _cash_moved(connection: Connection, shift_id: int) -> tuple[int, int]:
    found = (
        select(Posting.quantity)
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account == accounts.drawer(shift_id), Entry.kind.not_in(_NOT_TRADE))
    )
    amounts = list(connection.execute(found).scalars())
    return sum(amount for amount in amounts if amount > 0), -sum(amount for amount in amounts if amount < 0)


def _pieces(connection: Connection, count_id: int) -> Pieces:
    found = select(CountedPieces.denomination_fen, CountedPieces.pieces).where(CountedPieces.count_id == count_id)
    rows = connection.execute(found.order_by(CountedPieces.denomination_fen.desc()))
    return tuple((row.denomination_fen, row.pieces) for row in rows)


def _counts(connection: Connection, shift_id: int) -> tuple[SheetCount, ...]:
    found = select(Count.number, Count.cash_fen, Count.at).where(Count.shift_id == shift_id, Count.purpose == "close")
    return tuple(SheetCount(*row) for row in connection.execute(found.order_by(Count.number)))


def _takings(connection: Connection, shift_id: int) -> tuple[tuple[str, int], ...]:
    return tuple((each.name, each.net_fen) for each in takings(connection, shift_id=shift_id).by_category)


def _receipts(connection: Connection, shift_id: int) -> Receipts:
    numbers = list(connection.execute(select(Sale.number).where(Sale.shift_id == shift_id).order_by(Sale.id)).scalars())
    return Receipts(len(numbers), numbers[0] if numbers else "", numbers[-1] if numbers else "")


def _things(connection: Connection, count_id: int) -> tuple[SheetThings, ...]:
    zones = {row.code: row for row in connection.execute(select(Zone.code, Zone.name_zh, Zone.name_en))}
    found = select(CountedThings.what, CountedThings.expected, CountedThings.counted)
    lines = []
    for what, expected, counted in connection.execute(
        found.where(CountedThings.count_id == count_id).order_by(CountedThings.id)
    ):
        zone = zones.get(what.partition("/")[2])
        lines.append(SheetThings(what, zone.name_zh if zone else "", zone.name_en if zone else "", expected, counted))
    return tuple(lines)


def _missing(connection: Connection, shift_id: int) -> tuple[SheetMissing, ...]:
    found = (
        select(MissingThing.thing, Person.name, Person.number, Note.text, MissingThing.last_moved_at)
        .outerjoin(Visit, Visit.id == MissingThing.last_visit_id)
        .outerjoin(Person, Person.id == Visit.person_id)
        .outerjoin(Note, Note.commitment == Visit.name_note)
        .where(MissingThing.shift_id == shift_id)
        .order_by(MissingThing.id)
    )
    return tuple(
        SheetMissing(row.thing, row.name or row.text or "", row.number or "", row.last_moved_at)
        for row in connection.execute(found)
    )


def _carried(connection: Connection, shift_id: int) -> tuple[SheetCarried, ...]:
    found = (
        select(CarriedItem.kind, CarriedItem.ref, CarriedItem.quantity, Note.text, Account.name)
        .outerjoin(Note, Note.commitment == CarriedItem.note)
        .outerjoin(CarriedSeen, CarriedSeen.item_id == CarriedItem.id)
        .outerjoin(Account, Account.id == CarriedSeen.account_id)
        .where(CarriedItem.shift_id == shift_id)
        .order_by(CarriedItem.id)
    )
    return tuple(
        SheetCarried(row.kind, row.ref, row.quantity, row.text or "", row.name or "")
        for row in connection.execute(found)
    )


_operator = aliased(Account)
_closer = aliased(Account)
_receiver = aliased(Account)
_cash_receiver = aliased(Account)
_next = aliased(Shift)
_CLOSED = (
    select(
        Shift.number,
        Shift.counter,
        Shift.business_day,
        Shift.opened_at,
        Shift.float_fen,
        ShiftEnd.kind,
        ShiftEnd.ended_at,
        ShiftEnd.journal_id.label("end_journal_id"),
        _operator.name.label("operator"),
        _closer.name.label("closed_by"),
        _receiver.name.label("receiver"),
        _cash_receiver.name.label("cash_receiver"),
        _next.number.label("next_number"),
        HandIn.amount_fen,
        HandIn.float_left_fen,
        JournalRecord.hash.label("head"),
    )
    .join(ShiftEnd, ShiftEnd.shift_id == Shift.id)
    .join(HandIn, HandIn.shift_id == Shift.id)
    .join(JournalRecord, JournalRecord.id == ShiftEnd.journal_id)
    .outerjoin(_operator, _operator.id == Shift.account_id)
    .outerjoin(_closer, _closer.id == ShiftEnd.account_id)
    .outerjoin(_receiver, _receiver.id == ShiftEnd.received_by)
    .outerjoin(_cash_receiver, _cash_receiver.id == HandIn.receiver_id)
    .outerjoin(_next, _next.previous_shift_id == Shift.id)
)
