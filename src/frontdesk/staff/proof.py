"""Proving who one is: every try is counted on disk before it is checked, so no restart or clock gives a try back."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.staff.accounts import normal_username
from frontdesk.staff.credentials import computer, fits, keyed_pin, keyed_username, spend_the_same_time
from frontdesk.staff.errors import AccountLocked, PasswordNeeded, SignInRefused
from frontdesk.staff.roles import Role
from frontdesk.staff.tables import Account, DeskEvent, Pin, UnknownMiss
from frontdesk.store.store import Store, Transaction

PIN_MISSES = 5
"""So many misses and the PIN no longer does: the password is needed."""
LOCK_MISSES = 10
"""So many and an owner has to unlock the account."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody who has shown to be the person behind an account, until the account changes."""

    account_id: int
    name: str
    role: str
    password_hash: str

    def actor(self, counter: str) -> Actor:
        """This person at a counter."""
        return Actor(self.account_id, self.name, self.role, counter)


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """Something at a desk that is asked for once, by whoever stands there."""

    key: str
    about: int = 0


@dataclass(frozen=True, slots=True)
class DeskResult:
    """The desk's event that was recorded."""

    event_id: int


@dataclass(frozen=True, slots=True)
class _Try:
    """A counted try: who is meant (None: nobody), what to check against, and the misses so far with this one."""

    account: Proof | None
    pin_hash: str
    misses: int
    lockable: bool


def prove_by_password(store: Store, counter: str, username: str, password: str) -> Proof:
    """Check a user name and password. Raises SignInRefused or, after too many misses, AccountLocked.

    A user name nobody has, a disabled account and a wrong password get the same words after the same work.
    """
    attempt = _count(store, username)
    _refuse_locked(store, counter, attempt)
    if attempt.account is None:
        spend_the_same_time(password)
    elif fits(attempt.account.password_hash, password):
        return _give_back(store, attempt.account)
    _record_miss(store, counter, attempt)
    raise AccountLocked() if _locked(attempt) else SignInRefused()


def prove_by_pin(store: Store, counter: str, username: str, pin: str) -> Proof:
    """Check a PIN set on this computer. Raises PasswordNeeded from the fifth miss on or where there is no PIN."""
    attempt = _count(store, username)
    _refuse_locked(store, counter, attempt)
    if attempt.account is None or not attempt.pin_hash or attempt.misses > PIN_MISSES:
        spend_the_same_time(pin)
    elif fits(attempt.pin_hash, keyed_pin(store.secrets, pin)):
        return _give_back(store, attempt.account)
    _record_miss(store, counter, attempt)
    if _locked(attempt):
        raise AccountLocked()
    raise PasswordNeeded() if not attempt.pin_hash or attempt.misses >= PIN_MISSES else SignInRefused()


def accept(act: Action[Any], proof: Proof) -> None:
    """Take a proof into an action: its misses are forgotten. Raises SignInRefused if the account changed meanwhile."""
    statement = update(Account).where(
        Account.id == proof.account_id, Account.active == 1, Account.password_hash == proof.password_hash
    )
    if act.connection.execute(statement.values(misses=0)).rowcount != 1:
        raise SignInRefused()


def _count(store: Store, username: str) -> _Try:
    username = normal_username(username)
    with store.write() as tx:
        found = tx.connection.execute(
            select(Account.id, Account.name, Account.role, Account.password_hash, Account.misses, Pin.pin_hash)
            .outerjoin(Pin, (Pin.account_id == Account.id) & (Pin.computer == computer(store.secrets)))
            .where(Account.username == username, Account.active == 1)
        ).first()
        if found is None:
            attempt = _Try(None, "", _count_unknown(tx, keyed_username(store.secrets, username)), True)
        else:
            tx.connection.execute(update(Account).where(Account.id == found.id).values(misses=Account.misses + 1))
            proof = Proof(found.id, found.name, found.role, found.password_hash)
            lockable = _somebody_can_unlock(tx, found.id)
            attempt = _Try(proof, found.pin_hash or "", found.misses + 1, lockable)
        tx.commit()
    return attempt


def _give_back(store: Store, account: Proof) -> Proof:
    # A right try is no miss, even if what it was for is refused later; earlier misses are forgotten by ``accept``.
    with store.write() as tx:
        statement = update(Account).where(Account.id == account.account_id, Account.misses > 0)
        tx.connection.execute(statement.values(misses=Account.misses - 1))
        tx.commit()
    return account


def _count_unknown(tx: Transaction, who: str) -> int:
    statement = tx.upsert(UnknownMiss).values(who=who, misses=1)
    statement = statement.on_conflict_do_update(
        index_elements=[UnknownMiss.who], set_={"misses": UnknownMiss.misses + 1}
    ).returning(UnknownMiss.misses)
    return int(tx.connection.execute(statement).scalar_one())


def _somebody_can_unlock(tx: Transaction, account_id: int) -> bool:
    # The only owner is never locked out: nobody could let them in again. Each try still costs its 0.1 s of hashing.
    others = select(Account.id).where(
        Account.role == Role.OWNER.value, Account.active == 1, Account.id != account_id, Account.misses < LOCK_MISSES
    )
    return tx.connection.execute(others.limit(1)).first() is not None


def _locked(attempt: _Try) -> bool:
    return attempt.lockable and attempt.misses >= LOCK_MISSES


def _refuse_locked(store: Store, counter: str, attempt: _Try) -> None:
    # This try is counted already: the tenth is still checked, the eleventh is not.
    if attempt.lockable and attempt.misses > LOCK_MISSES:
        _record_miss(store, counter, attempt)
        raise AccountLocked()


def _record_miss(store: Store, counter: str, attempt: _Try) -> None:
    account_id = attempt.account.account_id if attempt.account else 0
    actor = attempt.account.actor(counter) if attempt.account else Actor(0, "", "", counter)
    with action(store, actor, "staff.miss", DeskRequest(uuid4().hex, account_id), DeskResult) as act:
        event_id = act.insert(
            DeskEvent, counter=counter, kind="missed", account_id=account_id, before_account_id=None, at=act.now
        )
        act.finish(DeskResult(event_id), f"account/{account_id}")
