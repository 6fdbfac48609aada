"""Who had a key or card last, as custody knows it (G13)."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from frontdesk.books.tables import Note
from frontdesk.custody.queries import history
from frontdesk.handover.sheet import SheetMissing
from frontdesk.members.tables import Person
from frontdesk.store.store import Store
from frontdesk.visits.tables import Visit


def last_seen(connection: Connection, thing: str) -> SheetMissing:
    """The last visitor who had a thing and its last move; empty names for one that never went out."""
    past = history(connection, thing)
    visit_id = next((move.visit_id for move in past if move.visit_id is not None), None)
    found = (
        select(Person.name, Person.number, Note.text)
        .select_from(Visit)
        .outerjoin(Person, Person.id == Visit.person_id)
        .outerjoin(Note, Note.commitment == Visit.name_note)
        .where(Visit.id == visit_id)
    )
    row = connection.execute(found).first()
    name, number = (row.name or row.text or "", row.number or "") if row else ("", "")
    return SheetMissing(thing, name, number, past[0].at if past else "")


def last_seen_all(store: Store, things: Sequence[str]) -> list[SheetMissing]:
    """The same for several things, for the window."""
    with store.read() as connection:
        return [last_seen(connection, thing) for thing in things]
