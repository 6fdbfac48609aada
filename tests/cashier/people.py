"""Stand-in people and shift until the shared fixtures have them."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.core.actor import Actor
from frontdesk.shifts.tables import CounterShift, Shift
from frontdesk.staff.tables import Account
from frontdesk.store.store import Store

PEOPLE = (
    (1, "owner", "周店长", "owner"),
    (2, "liu", "刘洋", "cashier"),
    (3, "chen", "陈组长", "shift_lead"),
    (4, "ma", "马经理", "manager"),
)


@dataclass(frozen=True, slots=True)
class Ask:
    key: str


@dataclass(frozen=True, slots=True)
class Opened:
    shift_id: int


def add_people(store: Store) -> None:
    with store.write() as tx:
        for number, username, name, role in PEOPLE:
            if tx.connection.execute(select(Account.id).where(Account.id == number)).first() is None:
                tx.connection.execute(
                    insert(Account),
                    dict(id=number, username=username, name=name, role=role, password_hash="", active=1, misses=0),
                )
        tx.commit()


def open_counter(store: Store, actor: Actor, float_fen: int = 50_000) -> int:
    with action(store, actor, "test.open", Ask(f"open-{actor.counter}"), Opened) as act:
        if act.first_result is not None:
            return act.first_result.shift_id
        day = act.business_day
        shift_id = act.insert(
            Shift,
            number=f"{day}-{actor.counter}-1",
            counter=actor.counter,
            business_day=day,
            account_id=actor.account_id,
            opened_at=act.now,
            float_fen=float_fen,
            previous_shift_id=None,
        )
        act.tx.insert(CounterShift, counter=actor.counter, shift_id=shift_id)
        act.post(
            "float",
            [Leg(accounts.drawer(shift_id), accounts.CNY, float_fen), Leg(accounts.SAFE, accounts.CNY, -float_fen)],
        )
        act.finish(Opened(shift_id))
        return shift_id
