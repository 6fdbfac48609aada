"""The PIN: a quick switch between people at one computer, worth nothing away from it."""

from uuid import uuid4

from argon2 import PasswordHasher

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.staff.credentials import HOUSE_HASHING, check_pin, computer, hash_password, keyed_pin
from frontdesk.staff.errors import SignInRefused
from frontdesk.staff.proof import DeskRequest, DeskResult, accept, prove_by_password, prove_by_pin
from frontdesk.staff.queries import account
from frontdesk.staff.sign_in import sit_down
from frontdesk.staff.tables import Pin
from frontdesk.store.store import Store


def switch_by_pin(store: Store, counter: str, username: str, pin: str) -> Actor:
    """Sit down at a counter by PIN. Raises SignInRefused, PasswordNeeded (5 misses) or AccountLocked (10)."""
    return sit_down(store, counter, prove_by_pin(store, counter, username, pin), "switched")


def set_pin(store: Store, actor: Actor, password: str, pin: str, hashing: PasswordHasher = HOUSE_HASHING) -> None:
    """Give oneself a PIN on this computer, against one's password. Raises PinTooWeak or SignInRefused."""
    check_pin(pin)
    with store.read() as connection:
        own = account(connection, actor.account_id)
    if own is None:
        raise SignInRefused()
    proof = prove_by_password(store, actor.counter, own.username, password)
    pin_hash = hash_password(keyed_pin(store.secrets, pin), hashing)
    with action(store, actor, "staff.set_pin", DeskRequest(uuid4().hex, actor.account_id), DeskResult) as act:
        accept(act, proof)
        statement = act.tx.upsert(Pin).values(
            account_id=actor.account_id, computer=computer(store.secrets), pin_hash=pin_hash
        )
        act.connection.execute(
            statement.on_conflict_do_update(index_elements=[Pin.account_id, Pin.computer], set_={"pin_hash": pin_hash})
        )
        act.finish(DeskResult(0), f"account/{actor.account_id}")
