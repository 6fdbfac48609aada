"""Accounts: founding the house with its first owner, adding people, changing role, password and state."""

import re
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.sound import refuse_unknown
from frontdesk.core.text import clean, contains_card_number, field
from frontdesk.staff.credentials import HOUSE_HASHING, MANAGING_LENGTH, check_password, commitment, hash_password
from frontdesk.staff.errors import (
    HouseFounded,
    LastOwner,
    NameMissing,
    PasswordTooWeak,
    RightMissing,
    UnknownAccount,
    UsernameInvalid,
    UsernameTaken,
)
from frontdesk.staff.rights import Right, Role, require, role_of
from frontdesk.staff.roles import MANAGING_ROLES
from frontdesk.staff.tables import Account, AccountEvent
from frontdesk.store.store import Store

FOUNDER_ID = 1
NAME_LENGTH = 40
_USERNAME = re.compile(r"[\w.-]{2,32}")


@dataclass(frozen=True, slots=True)
class FoundHouseRequest:
    """The first owner. The password travels beside the request, which is hashed and kept."""

    key: str
    username: str
    name: str
    counter: str = "1"


@dataclass(frozen=True, slots=True)
class AddAccountRequest:
    """A new person with a role."""

    key: str
    username: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ChangeRoleRequest:
    """Another role for somebody."""

    key: str
    account_id: int
    role: str


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """Something about one account: a new password, disabling, enabling, unlocking."""

    key: str
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountResult:
    """The account it was about."""

    account_id: int


def found_house(
    store: Store, request: FoundHouseRequest, password: str, hashing: PasswordHasher = HOUSE_HASHING
) -> AccountResult:
    """Make the first account, an owner, in a database without accounts. Raises HouseFounded."""
    person = _Person(request.username, request.name, Role.OWNER, password, hashing)
    founder = Actor(FOUNDER_ID, person.name, Role.OWNER.value, request.counter)
    with action(store, founder, "staff.found_house", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        if act.connection.execute(select(Account.id).limit(1)).first() is not None:
            raise HouseFounded()
        return act.finish(AccountResult(person.add(act)), f"account/{FOUNDER_ID}")


def add_account(
    store: Store, actor: Actor, request: AddAccountRequest, password: str, hashing: PasswordHasher = HOUSE_HASHING
) -> AccountResult:
    """Add a person. Only owners add managers and owners. Raises UsernameTaken, PasswordTooWeak, RightMissing…"""
    person = _Person(request.username, request.name, known_role(request.role), password, hashing)
    with action(store, actor, "staff.add_account", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        _require_over(act, person.role)
        account_id = person.add(act)
        return act.finish(AccountResult(account_id), f"account/{account_id}")


def change_role(
    store: Store,
    actor: Actor,
    request: ChangeRoleRequest,
    password: str | None = None,
    hashing: PasswordHasher = HOUSE_HASHING,
) -> AccountResult:
    """Give somebody another role; a new manager or owner needs a new ``password`` of the longer kind."""
    role = known_role(request.role)
    hashed = hash_password(password, hashing) if password is not None else ""
    with action(store, actor, "staff.change_role", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        account = _account(act, request.account_id)
        _require_over(act, Role(account.role))
        _require_over(act, role)
        if role is not Role.OWNER:
            _keep_an_owner(act, request.account_id)
        values: dict[str, Any] = {"role": role.value}
        if password is not None:
            check_password(password, role, account.username)
            values["password_hash"] = hashed
        elif role in MANAGING_ROLES and account.role not in MANAGING_ROLES:
            raise PasswordTooWeak(at_least=MANAGING_LENGTH)
        _change(act, request.account_id, "role", **values)
        return act.finish(AccountResult(request.account_id), f"account/{request.account_id}")


def set_password(
    store: Store, actor: Actor, request: AccountRequest, password: str, hashing: PasswordHasher = HOUSE_HASHING
) -> AccountResult:
    """Give oneself, or somebody one may manage, a new password; PINs stay."""
    hashed = hash_password(password, hashing)
    with action(store, actor, "staff.set_password", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        account = _account(act, request.account_id)
        if request.account_id != actor.account_id or role_of(act.connection, actor.account_id) is None:
            _require_over(act, Role(account.role))
        check_password(password, account.role, account.username)
        _change(act, request.account_id, "password", password_hash=hashed)
        return act.finish(AccountResult(request.account_id), f"account/{request.account_id}")


def disable_account(store: Store, actor: Actor, request: AccountRequest) -> AccountResult:
    """Let nobody in under this account any more. Raises LastOwner."""
    with action(store, actor, "staff.disable_account", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        _require_over(act, Role(_account(act, request.account_id).role))
        _keep_an_owner(act, request.account_id)
        _change(act, request.account_id, "disabled", active=0)
        return act.finish(AccountResult(request.account_id), f"account/{request.account_id}")


def enable_account(store: Store, actor: Actor, request: AccountRequest) -> AccountResult:
    """Let somebody in again."""
    with action(store, actor, "staff.enable_account", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        _require_over(act, Role(_account(act, request.account_id).role))
        _change(act, request.account_id, "enabled", active=1)
        return act.finish(AccountResult(request.account_id), f"account/{request.account_id}")


def unlock_account(store: Store, actor: Actor, request: AccountRequest) -> AccountResult:
    """Forget the misses of a locked account; only an owner may."""
    with action(store, actor, "staff.unlock_account", request, AccountResult) as act:
        if act.first_result is not None:
            return act.first_result
        _account(act, request.account_id)
        role = role_of(act.connection, actor.account_id)
        if role is not Role.OWNER:
            raise RightMissing(right=Right.MANAGE_STAFF.value, role=role.value if role else "")
        _change(act, request.account_id, "unlocked", misses=0)
        return act.finish(AccountResult(request.account_id), f"account/{request.account_id}")


def known_role(role: str) -> Role:
    """The role of a name. Raises UnknownCode."""
    refuse_unknown(role, tuple(Role))
    return Role(role)


def normal_username(typed: str) -> str:
    """A user name as stored and compared: small letters, no blanks around it."""
    return clean(typed).casefold()


def checked_username(typed: str) -> str:
    """A typed user name in its stored form. Raises UsernameInvalid."""
    username = normal_username(typed)
    if _USERNAME.fullmatch(username) is None or contains_card_number(username):
        raise UsernameInvalid()
    return username


def checked_name(typed: str) -> str:
    """A typed person's name in its stored form. Raises NameMissing, TextTooLong or CardNumberRefused."""
    name = field(typed, NAME_LENGTH)
    if not name:
        raise NameMissing()
    return name


class _Person:
    """A person to be added, checked and hashed before the transaction begins, which must stay short."""

    def __init__(self, username: str, name: str, role: Role, password: str, hashing: PasswordHasher) -> None:
        self.username = checked_username(username)
        self.name = checked_name(name)
        self.role = role
        check_password(password, role, self.username)
        self._password_hash = hash_password(password, hashing)

    def add(self, act: Action[Any]) -> int:
        if act.connection.execute(select(Account.id).where(Account.username == self.username)).first() is not None:
            raise UsernameTaken(username=self.username)
        # Not the database's own numbering: the founder has to be 1 even after a first try that failed.
        new_id = (act.connection.execute(select(func.max(Account.id))).scalar() or 0) + 1
        act.insert(
            Account,
            id=new_id,
            username=self.username,
            name=self.name,
            role=self.role.value,
            password_hash=self._password_hash,
            active=1,
            misses=0,
        )
        _record_event(act, new_id, "added")
        return new_id


def _account(act: Action[Any], account_id: int) -> Any:
    found = act.connection.execute(
        select(Account.username, Account.role, Account.active).where(Account.id == account_id)
    ).first()
    if found is None:
        raise UnknownAccount(account_id=account_id)
    return found


def _require_over(act: Action[Any], role: Role) -> None:
    # A manager who could make an owner, or give one a new password, would be an owner.
    require(act, Right.MANAGE_STAFF)
    own = role_of(act.connection, act.actor.account_id)
    if role in MANAGING_ROLES and own is not Role.OWNER:
        raise RightMissing(right=Right.MANAGE_STAFF.value, role=own.value if own else "")


def _keep_an_owner(act: Action[Any], without_id: int) -> None:
    others = select(Account.id).where(Account.role == Role.OWNER.value, Account.active == 1, Account.id != without_id)
    if act.connection.execute(others.limit(1)).first() is None:
        raise LastOwner()


def _change(act: Action[Any], account_id: int, kind: str, **values: Any) -> None:
    act.connection.execute(update(Account).where(Account.id == account_id).values(**values))
    _record_event(act, account_id, kind)


def _record_event(act: Action[Any], account_id: int, kind: str) -> None:
    now = act.connection.execute(
        select(Account.role, Account.active, Account.password_hash).where(Account.id == account_id)
    ).one()
    act.insert(
        AccountEvent,
        account_id=account_id,
        kind=kind,
        role=now.role,
        active=now.active,
        credential=commitment(now.password_hash),
    )
