"""A computer's clock that was set back: nothing is booked before somebody has said that the time is right."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.books.errors import ClockSetBack
from frontdesk.books.tables import JournalRecord
from frontdesk.core.clock import Clock, local, parse_utc, utc_text
from frontdesk.store.prepared import Prepared

CLOCK_ACCEPTED = "staff.accept_clock"
_SAYING_WHO = {"staff.approve", "staff.miss", "staff.signed_in", "staff.switched", "staff.locked", "staff.signed_out"}
"""Must be said before the question about the clock can be answered."""
_GIVING_BACK = {"visits.leave", "visits.return_card", "visits.return_document"}
"""Nobody is kept in the house, or from what is theirs, by a clock."""
_MAKING_A_PAST = {"staff.found_house", "sample.furnish", "sample.day"}
WITHOUT_CLOCK = frozenset({CLOCK_ACCEPTED} | _SAYING_WHO | _GIVING_BACK | _MAKING_A_PAST)

_TOLERANCE = timedelta(minutes=2)
"""Network time corrects a clock by seconds; nobody is asked for that (reliability 18)."""
_RECORDS = 200
"""How far back the counter's own last record is looked for, while others write more than it does.

Every booking asks, so the look back has a bound; a counter that stood still while the others wrote more than this is
not compared. Sign-ins and their misses count among them, so it is a guard against a wrong clock, not a lock.
"""

_HEAD = Prepared(
    select(JournalRecord.at, JournalRecord.counter, JournalRecord.action).order_by(JournalRecord.id.desc()).limit(1)
)
_NEAR = JournalRecord.id > select(func.max(JournalRecord.id)).scalar_subquery() - _RECORDS
_OWN = JournalRecord.counter == bindparam("counter")
_ACCEPTED = select(func.max(JournalRecord.id)).where(_NEAR, _OWN, JournalRecord.action == CLOCK_ACCEPTED)
_LATEST = Prepared(
    select(func.max(JournalRecord.at)).where(
        _NEAR, _OWN, JournalRecord.id >= func.coalesce(_ACCEPTED.scalar_subquery(), 0)
    )
)


def refuse_clock_set_back(connection: Connection, action: str, counter: str, clock: Clock, moment: datetime) -> None:
    """Raise ClockSetBack where a counter's clock is more than two minutes behind its own last record.

    Counters are compared with themselves alone: the clocks of two computers are never quite the same.
    """
    if action in WITHOUT_CLOCK:
        return
    newest = _HEAD.first(connection)
    if newest is None:
        return
    at, by, done = newest
    if by == counter and done not in WITHOUT_CLOCK and at <= utc_text(moment):
        return
    back = _back(connection, counter, moment)
    if back > _TOLERANCE:
        last, now = (local(utc_text(each), clock) for each in (moment + back, moment))
        raise ClockSetBack(last=f"{last:%Y-%m-%d %H:%M}", now=f"{now:%Y-%m-%d %H:%M}")


def seconds_set_back(connection: Connection, counter: str, moment: datetime) -> int:
    """How far a counter's clock is behind its last record; 0 for one that is not."""
    return max(0, int(_back(connection, counter, moment).total_seconds()))


def _back(connection: Connection, counter: str, moment: datetime) -> timedelta:
    latest = _LATEST.scalar(connection, counter=counter)
    return parse_utc(latest) - moment if latest else timedelta()
