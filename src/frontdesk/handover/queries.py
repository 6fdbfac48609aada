"""Shifts that ended, and the check of which are open."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.books.finding import Finding
from frontdesk.shifts.tables import CounterShift, Shift, ShiftEnd


@dataclass(frozen=True, slots=True)
class EndedShift:
    """A shift that was closed; ``ended_by`` is the account that closed it, ``kind`` ``handover`` or ``night``."""

    id: int
    number: str
    counter: str
    business_day: str
    account_id: int
    ended_by: int
    ended_at: str
    kind: str


def last_ended_shift(connection: Connection, counter: str) -> EndedShift | None:
    """The shift that was last closed at a counter, or None before the first."""
    # A counter's shifts end in the order in which they began: only one is open at a time.
    return _first(connection, Shift.counter == counter)


def ended_shift(connection: Connection, shift_id: int) -> EndedShift | None:
    """A closed shift by its id, or None."""
    return _first(connection, Shift.id == shift_id)


def ended_shifts(connection: Connection, business_day: str) -> list[EndedShift]:
    """The closed shifts of a business day, oldest first."""
    rows = connection.execute(_ENDED.where(Shift.business_day == business_day).order_by(Shift.id))
    return [EndedShift(*row) for row in rows]


def shifts_hold(connection: Connection) -> Iterator[Finding]:
    """Exactly the shifts without an end are open at their counters."""
    open_now = select(Shift.id, Shift.counter, Shift.journal_id).outerjoin(ShiftEnd, ShiftEnd.shift_id == Shift.id)
    said = {row.counter: row for row in connection.execute(open_now.where(ShiftEnd.id.is_(None)).order_by(Shift.id))}
    for counter, shift_id in connection.execute(select(CounterShift.counter, CounterShift.shift_id)):
        row = said.pop(counter, None)
        if row is None or row.id != shift_id:
            yield Finding(row.journal_id if row else 0, f"counter_shifts/{counter}", "open_shift_differs")
    for counter, row in said.items():
        yield Finding(row.journal_id, f"counter_shifts/{counter}", "open_shift_missing")


def _first(connection: Connection, condition: object) -> EndedShift | None:
    row = connection.execute(_ENDED.where(condition).order_by(Shift.id.desc()).limit(1)).first()  # type: ignore[arg-type]
    return EndedShift(*row) if row else None


_ENDED = select(
    Shift.id,
    Shift.number,
    Shift.counter,
    Shift.business_day,
    Shift.account_id,
    ShiftEnd.account_id.label("ended_by"),
    ShiftEnd.ended_at,
    ShiftEnd.kind,
).join(ShiftEnd, ShiftEnd.shift_id == Shift.id)
