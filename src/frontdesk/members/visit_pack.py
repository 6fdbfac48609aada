"""Visits taken from a visit pack: called by the visit they belong to, in its transaction."""

from typing import Any

from sqlalchemy import update

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.members.contract_events import happen
from frontdesk.members.contracts import contract
from frontdesk.members.errors import NotOpened, NoVisitsLeft
from frontdesk.members.tables import Person
from frontdesk.members.validity import Happening


def spend_visit(act: Action[Any], person_id: int, contract_id: int, visit_id: int | None = None) -> int | None:
    """Take one visit from a contract's pack; returns how many are left, None when the contract counts none.

    Raises NotOpened and NoVisitsLeft. Whether the contract holds now is the standing's business.
    """
    held = contract(act.connection, contract_id)
    if held.state.valid_from is None:
        raise NotOpened()
    if not held.plan.visits:
        return None
    if not held.state.visits_left:
        raise NoVisitsLeft()
    act.post("visit", _legs(person_id, 1))
    return happen(act, held, Happening("visit_spent"), visit_id=visit_id).visits_left


def return_visit(act: Action[Any], person_id: int, contract_id: int, visit_id: int | None = None) -> int | None:
    """Give a visit back that was taken by mistake; returns how many are left."""
    held = contract(act.connection, contract_id)
    if not held.plan.visits:
        return None
    act.post("visit_returned", _legs(person_id, -1))
    return happen(act, held, Happening("visit_returned"), visit_id=visit_id).visits_left


def saw(act: Action[Any], person_id: int) -> None:
    """Remember that a person was here just now: the search shows who came last first."""
    act.connection.execute(update(Person).where(Person.id == person_id).values(last_seen_at=act.now))


def _legs(person_id: int, spent: int) -> list[Leg]:
    return [
        Leg(accounts.member(person_id), accounts.VISIT, spent),
        Leg(accounts.issued(accounts.VISIT), accounts.VISIT, -spent),
    ]
