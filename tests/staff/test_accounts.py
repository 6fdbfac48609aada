"""One account a person, and nobody makes themselves more than they are (K06)."""

import re
from uuid import uuid4

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.staff.accounts import (
    AccountRequest,
    AddAccountRequest,
    ChangeRoleRequest,
    FoundHouseRequest,
    add_account,
    change_role,
    disable_account,
    enable_account,
    found_house,
    set_password,
    unlock_account,
)
from frontdesk.staff.credentials import HOUSE_HASHING, check_password, hash_password
from frontdesk.staff.errors import (
    HouseFounded,
    LastOwner,
    NameMissing,
    PasswordTooWeak,
    RightMissing,
    SignInRefused,
    UsernameInvalid,
    UsernameTaken,
)
from frontdesk.staff.queries import account, account_name, accounts
from frontdesk.staff.sign_in import sign_in
from frontdesk.staff.tables import Account
from frontdesk.store.store import Store, table_of
from tests.people import CHEAP_HASHING, PASSWORDS


def key() -> str:
    return uuid4().hex


def test_the_house_is_founded_once_by_its_first_owner(empty_store: Store) -> None:
    request = FoundHouseRequest(key(), " Anna ", "Anna Li")
    first = found_house(empty_store, request, "long enough words", CHEAP_HASHING)
    assert found_house(empty_store, request, "long enough words", CHEAP_HASHING) == first
    with pytest.raises(HouseFounded):
        found_house(empty_store, FoundHouseRequest(key(), "eve", "Eve"), "long enough words", CHEAP_HASHING)
    assert sign_in(empty_store, "1", "ANNA", "long enough words") == Actor(1, "Anna Li", "owner", "1")


def test_password_hashes_are_argon2id_with_64_mib() -> None:  # K06
    assert re.match(r"\$argon2id\$v=19\$m=65536,t=3,", hash_password("some words here", HOUSE_HASHING))


@pytest.mark.parametrize(
    ("password", "role", "fine"),
    [
        ("seven77", "cashier", False),
        ("eight 88", "cashier", True),
        ("nine 9999", "manager", False),
        ("ten 101010", "manager", True),
        ("ten 101010", "owner", True),
        ("aaaaaaaaaaaa", "cashier", False),
        ("0123456789", "manager", False),
        ("liu.yang", "cashier", False),
        ("好密码一定要长一点", "cashier", True),
        ("x" * 60 + "abc" * 40, "cashier", False),
    ],
)
def test_password_length_follows_the_role(password: str, role: str, fine: bool) -> None:
    if fine:
        check_password(password, role, "liu.yang")
    else:
        with pytest.raises(PasswordTooWeak):
            check_password(password, role, "liu.yang")


def test_wrong_input_adds_nobody(store: Store, actor: Actor) -> None:
    wrong = [
        ("cashier", "Second", "long enough 1", UsernameTaken),
        ("Cashier ", "Second", "long enough 1", UsernameTaken),
        ("a b", "Second", "long enough 1", UsernameInvalid),
        ("x" * 33, "Second", "long enough 1", UsernameInvalid),
        ("second", "\u200b ", "long enough 1", NameMissing),
        ("second", "Second", "short", PasswordTooWeak),
    ]
    for username, name, password, error in wrong:
        with pytest.raises(error):
            add_account(store, actor, AddAccountRequest(key(), username, name, "cashier"), password, CHEAP_HASHING)
    with store.read() as connection:
        assert len(accounts(connection)) == 4


def test_only_owners_make_managers_and_touch_them(
    store: Store, actor: Actor, manager: Actor, shift_lead: Actor
) -> None:
    for role in ("manager", "owner"):
        with pytest.raises(RightMissing):
            add_account(store, manager, AddAccountRequest(key(), "new", "New", role), "long enough 1", CHEAP_HASHING)
        with pytest.raises(RightMissing):
            change_role(store, manager, ChangeRoleRequest(key(), 4, role), "long enough 1", CHEAP_HASHING)
    with pytest.raises(RightMissing):
        add_account(store, shift_lead, AddAccountRequest(key(), "new", "New", "cashier"), "long enough 1")
    for verb in (disable_account, enable_account, unlock_account):
        with pytest.raises(RightMissing):
            verb(store, manager, AccountRequest(key(), 1))
    with pytest.raises(RightMissing):
        set_password(store, manager, AccountRequest(key(), 1), "mine from now on", CHEAP_HASHING)
    with pytest.raises(PasswordTooWeak):
        change_role(store, actor, ChangeRoleRequest(key(), 2, "manager"))
    change_role(store, actor, ChangeRoleRequest(key(), 2, "manager"), "longer than before", CHEAP_HASHING)
    assert sign_in(store, "1", "cashier", "longer than before").role == "manager"


def test_the_last_owner_stays(store: Store, actor: Actor) -> None:
    with pytest.raises(LastOwner):
        disable_account(store, actor, AccountRequest(key(), 1))
    with pytest.raises(LastOwner):
        change_role(store, actor, ChangeRoleRequest(key(), 1, "cashier"))


def test_a_disabled_person_neither_signs_in_nor_acts(store: Store, actor: Actor, manager: Actor) -> None:
    disable_account(store, actor, AccountRequest(key(), 4))
    with pytest.raises(SignInRefused):
        sign_in(store, "1", "manager", PASSWORDS[4])
    with pytest.raises(RightMissing):
        add_account(store, manager, AddAccountRequest(key(), "new", "New", "cashier"), "long enough 1", CHEAP_HASHING)
    with pytest.raises(RightMissing):
        set_password(store, manager, AccountRequest(key(), 4), "mine from now on", CHEAP_HASHING)
    enable_account(store, actor, AccountRequest(key(), 4))
    assert sign_in(store, "1", "manager", PASSWORDS[4]).account_id == 4


def test_everybody_may_change_their_own_password(store: Store, cashier: Actor) -> None:
    set_password(store, cashier, AccountRequest(key(), 2), "a new one 22", CHEAP_HASHING)
    with pytest.raises(SignInRefused):
        sign_in(store, "1", "cashier", PASSWORDS[2])
    assert sign_in(store, "1", "cashier", "a new one 22").account_id == 2


def test_an_account_changed_by_hand_is_found_and_named(store: Store) -> None:
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()
        assert account_name(connection, 2) == "刘洋"
        assert account_name(connection, None) == ""
        assert account(connection, 99) is None
    table = table_of(Account)
    for values in ({"role": "owner"}, {"active": 0}, {"password_hash": hash_password("mine now", CHEAP_HASHING)}):
        with store.write() as tx:
            tx.connection.execute(table.update().where(table.c.id == 2).values(**values))
            assert [finding.place for finding in verify(tx.connection, derivations()).findings] == ["accounts/2"]


def test_no_password_or_name_stands_in_the_books(store: Store) -> None:
    with store.read() as connection:
        for table in ("requests", "account_events", "journal"):
            everything = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert not any(secret in everything for secret in (*PASSWORDS.values(), "argon2id", "刘洋"))
