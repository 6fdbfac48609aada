"""What the Keys page shows, read in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from frontdesk.core.clock import local
from frontdesk.keys.board import Cell, ZoneBoard, board
from frontdesk.keys.queries import PastOfKey, key_history
from frontdesk.members.tables import Person, SearchTerm
from frontdesk.staff.queries import account_name
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a key's history with its wall time and who did it."""

    at: datetime
    past: PastOfKey
    who: str


@dataclass(frozen=True, slots=True)
class KeyDetails:
    """One key with whoever has it and what happened to it, newest first."""

    cell: Cell
    zone: ZoneBoard
    holder_name: str
    history: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole board, the members who have keys by key code, and one key in detail."""

    zones: tuple[ZoneBoard, ...]
    names: dict[str, str]
    details: KeyDetails | None


def overview(store: Store, code: str = "") -> Overview:
    """The board, and the key ``code`` in detail if there is one."""
    with store.read() as connection:
        zones = board(connection)
        names = holder_names(connection)
        details = None
        for zone in zones:
            for cell in zone.cells:
                if cell.code == code:
                    details = KeyDetails(cell, zone, names.get(code, ""), _history(connection, store, code))
        return Overview(zones, names, details)


def holder_names(connection: Connection) -> dict[str, str]:
    """The members who have a key now, by its code; day guests are not on record by key."""
    found = select(SearchTerm.term, Person.name).join(Person, Person.id == SearchTerm.person_id)
    return {row.term: row.name for row in connection.execute(found.where(SearchTerm.kind == "key"))}


def _history(connection: Connection, store: Store, code: str) -> tuple[Line, ...]:
    people: dict[int, str] = {}
    lines = []
    for past in key_history(connection, code):
        if past.account_id not in people:
            people[past.account_id] = account_name(connection, past.account_id)
        lines.append(Line(local(past.at, store.clock), past, people[past.account_id]))
    return tuple(lines)
