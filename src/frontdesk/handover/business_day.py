"""Which business day a new shift belongs to."""

from sqlalchemy import Connection, select

from frontdesk.core.clock import Clock
from frontdesk.shifts.queries import calendar_business_day, next_business_day, open_shifts
from frontdesk.shifts.tables import DayEnd


def day_to_open(connection: Connection, clock: Clock) -> str:
    """The business day of a shift opened now.

    The wall date (hours before 05:00 count as the day before), but never a day that was closed nor one before the last
    shift's: a clock set back must not put today's sales into yesterday. Beside an open counter it is that one's day.
    """
    wall = calendar_business_day(clock)
    beside = [shift.business_day for shift in open_shifts(connection)]
    if beside and max(beside) >= wall:
        return max(beside)
    return next_business_day(connection, clock)


def is_closed(connection: Connection, business_day: str) -> bool:
    """Whether a business day was closed."""
    found = select(DayEnd.id).where(DayEnd.business_day == business_day)
    return connection.execute(found).first() is not None
