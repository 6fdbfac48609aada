"""Which visits are going on: the rows that keep keys and persons apart, and the check that they are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from frontdesk.books.action import Action
from frontdesk.books.finding import Finding
from frontdesk.cards.card_state import card_thing
from frontdesk.members.search import add_term, remove_term
from frontdesk.store.prepared import Prepared
from frontdesk.visits.errors import NotInHouse
from frontdesk.visits.tables import OpenVisit, Visit, VisitEvent

MISSING = "missing"
FOUND_AT_DESK = "desk/found"


@dataclass(frozen=True, slots=True)
class Going:
    """A visit going on, with what was left as its surety."""

    visit_id: int
    kind: str
    person_id: int | None
    contract_id: int | None
    key_code: str
    card_number: str
    guarantee: str
    deposit_fen: int
    deposit_tender: str
    name_note: str | None
    since: str

    @property
    def in_slot(self) -> str:
        """The custody name of what lies in the key's slot, or empty."""
        if self.card_number:
            return card_thing(self.card_number)
        return document_thing(self.visit_id) if self.guarantee == "document" else ""


def document_thing(visit_id: int) -> str:
    """The custody name of a day guest's document."""
    return f"document/{visit_id}"


def going_with_key(connection: Connection, key_code: str) -> Going | None:
    """The visit a key is out with."""
    row = _WITH_KEY.first(connection, key_code=key_code)
    return Going(*row) if row else None


def going_of(connection: Connection, person_id: int) -> Going | None:
    """The visit a person is in the house on."""
    row = _OF_PERSON.first(connection, person_id=person_id)
    return Going(*row) if row else None


def is_inside(connection: Connection, person_id: int) -> bool:
    """Whether a person is in the house, so that a tap of their card is no arrival."""
    return _OF_PERSON.first(connection, person_id=person_id) is not None


def going(connection: Connection, visit_id: int) -> Going:
    """A visit that must be going on. Raises NotInHouse."""
    row = connection.execute(_GOING.where(OpenVisit.visit_id == visit_id)).first()
    if row is None:
        raise NotInHouse()
    return Going(*row)


def begin(act: Action[Any], visit_id: int, person_id: int | None, key_code: str, card_number: str) -> None:
    """Keep a visit as going on, and its key as a way to find the person (G15)."""
    act.insert(
        OpenVisit,
        visit_id=visit_id,
        person_id=person_id,
        key_code=key_code,
        card_number=card_number,
        since=act.now,
    )
    if person_id is not None:
        add_term(act, person_id, "key", key_code)


def change_key(act: Action[Any], found: Going, key_code: str) -> None:
    """The visit goes on with another key."""
    act.connection.execute(update(OpenVisit).where(OpenVisit.visit_id == found.visit_id).values(key_code=key_code))
    if found.person_id is not None:
        remove_term(act, found.person_id, "key")
        add_term(act, found.person_id, "key", key_code)


def end(act: Action[Any], found: Going) -> None:
    """The visit is over."""
    act.connection.execute(delete(OpenVisit).where(OpenVisit.visit_id == found.visit_id))
    if found.person_id is not None:
        remove_term(act, found.person_id, "key")


def write_event(
    act: Action[Any],
    visit_id: int,
    kind: str,
    key_code: str,
    card_number: str,
    *,
    how: str = "",
    card: str = "",
    other_card: str = "",
    note: str = "",
) -> int:
    """Add a line to a visit's story; returns its id."""
    return act.insert(
        VisitEvent,
        visit_id=visit_id,
        kind=kind,
        key_code=key_code,
        card_number=card_number,
        card=card,
        how=how,
        other_card=other_card,
        note=act.note(note),
        at=act.now,
        business_day=act.business_day,
    )


def open_visits_hold(connection: Connection) -> Iterator[Finding]:
    """A visit is kept as going on exactly when its story says so, with the key and card it says."""
    newest = (
        select(VisitEvent.visit_id, func.max(VisitEvent.id).label("event_id"))
        .where(VisitEvent.kind.in_(("arrived", "returned", "swapped", "left")))
        .group_by(VisitEvent.visit_id)
        .subquery()
    )
    told = (
        select(Visit.id, Visit.person_id, VisitEvent.key_code, VisitEvent.card_number, VisitEvent.journal_id)
        .join(newest, newest.c.visit_id == Visit.id)
        .join(VisitEvent, VisitEvent.id == newest.c.event_id)
        .where(VisitEvent.kind != "left")
    )
    kept = {
        row.visit_id: (row.person_id, row.key_code, row.card_number)
        for row in connection.execute(
            select(OpenVisit.visit_id, OpenVisit.person_id, OpenVisit.key_code, OpenVisit.card_number)
        )
    }
    for visit_id, person_id, key_code, card_number, journal_id in connection.execute(told):
        if kept.pop(visit_id, None) != (person_id, key_code, card_number):
            yield Finding(journal_id, f"open_visits/{visit_id}", "open_visit_differs")
    for visit_id in kept:
        yield Finding(0, f"open_visits/{visit_id}", "open_visit_is_over")


_GOING = select(
    OpenVisit.visit_id,
    Visit.kind,
    OpenVisit.person_id,
    Visit.contract_id,
    OpenVisit.key_code,
    OpenVisit.card_number,
    Visit.guarantee,
    Visit.deposit_fen,
    Visit.deposit_tender,
    Visit.name_note,
    OpenVisit.since,
).join(Visit, Visit.id == OpenVisit.visit_id)
_WITH_KEY = Prepared(_GOING.where(OpenVisit.key_code == bindparam("key_code")))
_OF_PERSON = Prepared(_GOING.where(OpenVisit.person_id == bindparam("person_id")))
