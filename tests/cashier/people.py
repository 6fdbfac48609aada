"""An open shift at a counter, and members with money on account."""

import uuid
from dataclasses import dataclass

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.core.actor import Actor
from frontdesk.custody.moves import place
from frontdesk.members.tables import Person
from frontdesk.shifts.tables import CounterShift, Shift
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Ask:
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    id: int


def open_counter(store: Store, actor: Actor, float_fen: int = 50_000) -> int:
    """Open a shift at the actor's counter with a float; returns its id."""
    with action(store, actor, "test.open", Ask(uuid.uuid4().hex), Made) as act:
        day = act.business_day
        shift_id = act.insert(
            Shift,
            number=f"{actor.counter}-{day}-1",
            counter=actor.counter,
            business_day=day,
            account_id=actor.account_id,
            opened_at=act.now,
            float_fen=float_fen,
        )
        act.tx.insert(CounterShift, counter=actor.counter, shift_id=shift_id)
        legs = [
            Leg(accounts.drawer(shift_id), accounts.CNY, float_fen),
            Leg(accounts.SAFE, accounts.CNY, -float_fen),
        ]
        act.post("float", legs)
        return act.finish(Made(shift_id)).id


def give(store: Store, actor: Actor, person_id: int, quantity: int, unit: str = accounts.CNY) -> None:
    """Put money or units on a member's account."""
    with action(store, actor, "test.give", Ask(uuid.uuid4().hex), Made) as act:
        legs = [Leg(accounts.member(person_id), unit, -quantity), Leg(accounts.issued(unit), unit, quantity)]
        act.finish(Made(act.post("give", legs)))


def let_in(store: Store, actor: Actor, visit_id: int) -> None:
    """Somebody is in the house: the visit has a key."""
    with action(store, actor, "test.let_in", Ask(uuid.uuid4().hex), Made) as act:
        place(act, f"key/of-{visit_id}", f"visit/{visit_id}")
        act.finish(Made(visit_id))


__all__ = ["Person", "give", "let_in", "open_counter"]
