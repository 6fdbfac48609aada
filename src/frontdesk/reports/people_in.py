"""Who came and went on a business day, and who was in the house when it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy import Connection, func, select

from frontdesk.books.tables import JournalRecord, Note
from frontdesk.members.tables import Person
from frontdesk.visits.queries import arrivals_by_hour
from frontdesk.visits.tables import OpenVisit, Visit, VisitEvent

_COMING_AND_GOING = ("arrived", "returned", "left")


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody in the house at the end of the day; ``number`` is empty for a guest, ``since`` stored UTC text."""

    visit_id: int
    name: str
    number: str
    key_code: str
    card_number: str
    since: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Arrivals in each hour 0 to 23 of the wall clock, how many came back or left, and who is inside."""

    by_hour: tuple[int, ...]
    came_back: int
    departures: int
    inside: tuple[Inside, ...]

    @property
    def arrivals(self) -> int:
        """How many visits began."""
        return sum(self.by_hour)


def coming(connection: Connection, business_day: str, zone: tzinfo) -> Coming:
    """Arrivals, departures and who was left in the house."""
    counted = select(VisitEvent.kind, func.count()).where(VisitEvent.business_day == business_day)
    kinds = {kind: int(n) for kind, n in connection.execute(counted.group_by(VisitEvent.kind))}
    return Coming(
        tuple(arrivals_by_hour(connection, business_day, zone)),
        kinds.get("returned", 0),
        kinds.get("left", 0),
        inside_at(connection, last_record(connection, business_day)),
    )


def last_record(connection: Connection, business_day: str) -> int:
    """The number of the last journal record up to the end of a business day; 0 when there is none."""
    day = select(func.max(JournalRecord.business_day)).where(JournalRecord.business_day <= business_day)
    found = select(func.max(JournalRecord.id)).where(JournalRecord.business_day == day.scalar_subquery())
    return int(connection.execute(found).scalar() or 0)


def inside_at(connection: Connection, journal_id: int) -> tuple[Inside, ...]:
    """Who was in the house when a journal record was made, the longest first."""
    visits = sorted(_perhaps_inside(connection, journal_id))
    if not visits:
        return ()
    events = (
        select(VisitEvent.visit_id, VisitEvent.kind, VisitEvent.key_code, VisitEvent.card_number, VisitEvent.at)
        .where(VisitEvent.visit_id.in_(visits), VisitEvent.journal_id <= journal_id)
        .order_by(VisitEvent.id)
    )
    last: dict[int, tuple[str, str, str, str]] = {}
    for visit_id, kind, key_code, card_number, at in connection.execute(events):
        _, _, _, since = last.get(visit_id, ("", "", "", at))
        if kind in _COMING_AND_GOING:
            last[visit_id] = (kind, key_code, card_number, at)
        elif kind == "swapped":
            last[visit_id] = (last[visit_id][0], key_code, card_number, since)
    names = visitor_names(connection, list(last))
    return tuple(
        Inside(visit_id, *names[visit_id], key_code, card_number, since)
        for visit_id, (kind, key_code, card_number, since) in last.items()
        if kind != "left"
    )


def visitor_names(connection: Connection, visit_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Name and member number of visits' people; a guest has no number, an erased name is empty."""
    found = (
        select(Visit.id, Person.name, Person.number, Note.text)
        .outerjoin(Person, Person.id == Visit.person_id)
        .outerjoin(Note, Note.commitment == Visit.name_note)
        .where(Visit.id.in_(visit_ids))
    )
    return {row.id: (row.name or row.text or "", row.number or "") for row in connection.execute(found)}


def _perhaps_inside(connection: Connection, journal_id: int) -> Iterator[int]:
    """Visits open now that had begun, and those in which something happened on the business day after."""
    # Not joined: the database would then go through all visits there ever were.
    begun = select(Visit.id).where(Visit.id.in_(select(OpenVisit.visit_id)), Visit.journal_id <= journal_id)
    seen = set(connection.execute(begun).scalars())
    next_day = select(JournalRecord.business_day).where(JournalRecord.id == journal_id + 1).scalar_subquery()
    # At the latest when the next day is closed everybody has left.
    later = (
        select(VisitEvent.visit_id)
        .join(Visit, Visit.id == VisitEvent.visit_id)
        .where(VisitEvent.business_day == next_day, VisitEvent.journal_id > journal_id, Visit.journal_id <= journal_id)
    )
    yield from seen | set(connection.execute(later).scalars())
