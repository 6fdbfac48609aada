"""The open shift of a counter, and the business day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.core.clock import Clock, local_now
from frontdesk.core.errors import FrontdeskError
from frontdesk.shifts.tables import CounterShift, DayEnd, Shift
from frontdesk.store.prepared import Prepared

DAY_BEGINS_HOUR = 5


class NoOpenShift(FrontdeskError):
    """The counter has no open shift, and this may only be done within one; ``counter``."""

    code = "shifts.none_open"


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift in progress."""

    id: int
    number: str
    counter: str
    business_day: str
    account_id: int
    opened_at: str
    float_fen: int


def open_shift_at(connection: Connection, counter: str) -> OpenShift | None:
    """The open shift of a counter, or None."""
    row = _OPEN_SHIFT.first(connection, counter=counter)
    return OpenShift(*row) if row else None


def open_shifts(connection: Connection) -> list[OpenShift]:
    """The open shifts of all counters."""
    return [OpenShift(*row) for row in connection.execute(_SHIFTS.order_by(CounterShift.counter))]


def current_business_day(connection: Connection, clock: Clock) -> str:
    """The business day something done now belongs to.

    A sale at 00:40 belongs to the evening that is still open, so an open shift's day wins; else the next one's.
    """
    found = open_shifts(connection)
    return found[0].business_day if found else next_business_day(connection, clock)


def next_business_day(connection: Connection, clock: Clock) -> str:
    """The business day while no counter is open: the wall clock's, but never one before the last shift's nor a closed
    one, so that neither a late entry nor a clock set back gets into a day that was counted and reported."""
    last_shift = connection.execute(select(func.max(Shift.business_day))).scalar() or ""
    last_closed = connection.execute(select(func.max(DayEnd.business_day))).scalar() or ""
    day = max(calendar_business_day(clock), last_shift)
    return day if day > last_closed else (date.fromisoformat(last_closed) + timedelta(days=1)).isoformat()


def calendar_business_day(clock: Clock) -> str:
    """The business day the wall clock alone suggests: the hours before 05:00 count as the day before."""
    return (local_now(clock) - timedelta(hours=DAY_BEGINS_HOUR)).date().isoformat()


_SHIFTS = select(
    Shift.id,
    Shift.number,
    Shift.counter,
    Shift.business_day,
    Shift.account_id,
    Shift.opened_at,
    Shift.float_fen,
).join(CounterShift, CounterShift.shift_id == Shift.id)
_OPEN_SHIFT = Prepared(_SHIFTS.where(CounterShift.counter == bindparam("counter")))
