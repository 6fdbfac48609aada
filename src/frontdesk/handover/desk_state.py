"""All the handover page needs to know, read at once."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.core.clock import Clock
from frontdesk.handover.business_day import is_closed
from frontdesk.handover.carried import Carried, carried_from, own_float_fen
from frontdesk.handover.count_shift import ThingsToCount, things_to_count
from frontdesk.handover.queries import EndedShift, last_ended_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.shifts.queries import OpenShift, current_business_day, open_shift_at, open_shifts
from frontdesk.shifts.tables import Shift
from frontdesk.staff.queries import AccountRow, account_name, accounts
from frontdesk.store.store import Store
from frontdesk.visits.deposits import deposits_in_drawer_fen
from frontdesk.visits.queries import InHouse, in_house


@dataclass(frozen=True, slots=True)
class DeskState:
    """A counter between two shifts or in one.

    ``shift`` is None while the counter is closed; then ``ended`` is the shift before and ``left`` what it carries on.
    ``day_to_close`` is a business day that can be closed now, or empty. ``last_counter`` says whether no other counter
    is open.
    """

    shift: OpenShift | None
    operator: str
    ended: EndedShift | None
    ended_by: str
    left: tuple[Carried, ...]
    day_to_close: str
    last_counter: bool
    people: tuple[AccountRow, ...]
    things: tuple[ThingsToCount, ...]
    unfinished: tuple[Carried, ...]
    visits: tuple[InHouse, ...]
    stays_fen: int = 0
    """What stays in the drawer at closing: the float, and the deposits of guests inside."""


def desk_state(store: Store, counter: str) -> DeskState:
    """The state of a counter."""
    with store.snapshot() as connection:
        return read_state(connection, store.clock, counter)


def read_state(connection: Connection, clock: Clock, counter: str) -> DeskState:
    """The state of a counter on one snapshot."""
    shift = open_shift_at(connection, counter)
    ended = last_ended_shift(connection, counter)
    day = shift.business_day if shift else current_business_day(connection, clock)
    others = [each for each in open_shifts(connection) if each.counter != counter]
    return DeskState(
        shift=shift,
        operator=account_name(connection, shift.account_id) if shift else "",
        ended=ended,
        ended_by=account_name(connection, ended.ended_by) if ended else "",
        left=tuple(carried_from(connection, ended.id)) if ended and not shift else (),
        day_to_close="" if shift or others else _unclosed_day(connection),
        last_counter=not others,
        people=tuple(person for person in accounts(connection) if person.active),
        things=tuple(things_to_count(connection)) if shift else (),
        unfinished=tuple(unfinished(connection, counter, day)) if shift else (),
        visits=tuple(in_house(connection)) if shift else (),
        stays_fen=own_float_fen(connection, shift) + deposits_in_drawer_fen(connection, counter) if shift else 0,
    )


def _unclosed_day(connection: Connection) -> str:
    last = connection.execute(select(Shift.business_day).order_by(Shift.id.desc()).limit(1)).scalar()
    return last if last is not None and not is_closed(connection, last) else ""
