"""Closing a business day: no counter open, nobody left in the house, sealed (K02, G13)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from frontdesk.books.action import action
from frontdesk.books.seals import announce_key, seal
from frontdesk.core.actor import Actor
from frontdesk.handover.business_day import is_closed
from frontdesk.handover.errors import DayClosedAlready, ShiftsStillOpen, VisitsStillOpen
from frontdesk.shifts.queries import open_shifts
from frontdesk.shifts.tables import DayEnd, Shift
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.tables import OpenVisit


@dataclass(frozen=True, slots=True)
class CloseDayRequest:
    """The business day to close."""

    key: str
    business_day: str


@dataclass(frozen=True, slots=True)
class CloseDayResult:
    """The closed day with the journal's head that was sealed."""

    business_day: str
    journal_id: int
    head: str
    fingerprint: str


def close_day(store: Store, actor: Actor, request: CloseDayRequest) -> CloseDayResult:
    """Close a business day for all counters.

    Raises ShiftsStillOpen, VisitsStillOpen (settle them first), DayClosedAlready, RightMissing.
    """
    with action(store, actor, "handover.day", request, CloseDayResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.CLOSE_DAY)
        still = [shift.counter for shift in open_shifts(act.connection) if shift.business_day <= request.business_day]
        if still:
            raise ShiftsStillOpen(counters=", ".join(still))
        known = select(Shift.id).where(Shift.business_day == request.business_day).limit(1)
        if is_closed(act.connection, request.business_day) or act.connection.execute(known).first() is None:
            raise DayClosedAlready(business_day=request.business_day)
        if not open_shifts(act.connection):
            visits = act.connection.execute(select(func.count()).select_from(OpenVisit)).scalar_one()
            if visits:
                raise VisitsStillOpen(visits=visits)
        act.insert(DayEnd, business_day=request.business_day, account_id=actor.account_id, at=act.now)
        announce_key(act)
        act.record(f"day/{request.business_day}")
        mark = seal(act, "day")
        return act.finish(CloseDayResult(request.business_day, mark.journal_id, mark.head, mark.fingerprint))
