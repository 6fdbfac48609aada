"""Signing in, the lock after misses, PINs, and what the journal keeps of it (K06, G03; reliability 15)."""

from pathlib import Path
from uuid import uuid4

import pytest

from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.staff import proof
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.staff.accounts import AccountRequest, AddAccountRequest, add_account, unlock_account
from frontdesk.staff.errors import AccountLocked, PasswordNeeded, PinTooWeak, SignInRefused
from frontdesk.staff.queries import at_desk, desk_log, people_with_pin
from frontdesk.staff.sign_in import lock, sign_in, sign_out
from frontdesk.staff.switch import computer, set_pin, switch_by_pin
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.people import CASHIER, CHEAP_HASHING, PASSWORDS

PIN = "2750"


@pytest.fixture
def quick(store: Store, cashier: Actor, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store where work for nobody costs nothing and the cashier has a PIN."""
    monkeypatch.setattr(proof, "spend_the_same_time", lambda secret: None)
    set_pin(store, cashier, PASSWORDS[2], PIN, CHEAP_HASHING)
    return store


def refusal(store: Store, username: str, password: str) -> type[FrontdeskError]:
    with pytest.raises(FrontdeskError) as refused:
        sign_in(store, "1", username, password)
    return refused.type


def pin_refusal(store: Store, pin: str) -> type[FrontdeskError]:
    with pytest.raises(FrontdeskError) as refused:
        switch_by_pin(store, "1", "cashier", pin)
    return refused.type


def restarted(store: Store, clock: ManualClock) -> Store:
    clock.advance(days=400)
    clock.advance(days=-800)
    store.close()
    assert store.path is not None
    return Store(store.url, clock, FileSecrets(Path(store.path).parent / "secrets"))


def test_signing_in_gives_the_actor_and_an_unknown_name_gets_the_same_words(quick: Store) -> None:
    assert sign_in(quick, "1", "cashier", PASSWORDS[2]) == CASHIER
    assert refusal(quick, "cashier", "wrong") is refusal(quick, "nobody", "wrong") is SignInRefused


def test_an_unknown_name_locks_like_a_known_one(quick: Store) -> None:
    known = [refusal(quick, "lead", "wrong") for _ in range(12)]
    unknown = [refusal(quick, "nobody", "wrong") for _ in range(12)]
    assert known == unknown == [SignInRefused] * 9 + [AccountLocked] * 3


def test_work_for_an_unknown_name_is_done_with_the_same_parameters(store: Store) -> None:
    calls: list[str] = []
    original = proof.spend_the_same_time
    proof.spend_the_same_time = lambda secret: calls.append(secret)
    try:
        refusal(store, "nobody", "wrong")
    finally:
        proof.spend_the_same_time = original
    assert calls == ["wrong"]


def test_ten_misses_lock_and_only_an_owner_unlocks(quick: Store, actor: Actor, clock: ManualClock) -> None:  # K06
    for _ in range(9):
        assert refusal(quick, "cashier", "wrong") is SignInRefused
    assert refusal(quick, "cashier", "wrong") is AccountLocked
    again = restarted(quick, clock)
    assert refusal(again, "cashier", PASSWORDS[2]) is AccountLocked
    accept_clock(again, actor, AcceptClockRequest(uuid4().hex))
    unlock_account(again, actor, AccountRequest(uuid4().hex, 2))
    assert sign_in(again, "1", "cashier", PASSWORDS[2]) == CASHIER
    again.close()


def test_the_tenth_try_still_counts_when_it_is_right(quick: Store) -> None:
    for _ in range(9):
        refusal(quick, "cashier", "wrong")
    assert sign_in(quick, "1", "cashier", PASSWORDS[2]) == CASHIER
    assert refusal(quick, "cashier", "wrong") is SignInRefused


def test_a_try_is_on_disk_before_it_is_checked(quick: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killing the program between typing and answer gives no try back."""
    with monkeypatch.context() as patched:

        def killed(stored_hash: str, secret: str) -> bool:
            raise KeyboardInterrupt

        patched.setattr(proof, "fits", killed)
        for _ in range(10):
            with pytest.raises(KeyboardInterrupt):
                sign_in(quick, "1", "cashier", "wrong")
    assert refusal(quick, "cashier", PASSWORDS[2]) is AccountLocked


def test_the_only_owner_is_never_locked_out_but_a_second_one_is(quick: Store, actor: Actor) -> None:
    for _ in range(15):
        assert refusal(quick, "owner", "wrong") is SignInRefused
    sign_in(quick, "1", "owner", PASSWORDS[1])
    second = AddAccountRequest(uuid4().hex, "second", "Second", "owner")
    add_account(quick, actor, second, "second owner words", CHEAP_HASHING)
    for _ in range(10):
        refusal(quick, "second", "wrong")
    assert refusal(quick, "second", "second owner words") is AccountLocked


@pytest.mark.parametrize("pin", ["123", "1234567", "1111", "1234", "987654", "12a4", "१२७५", "", " 2750"])
def test_weak_pins_are_refused(store: Store, cashier: Actor, pin: str) -> None:
    with pytest.raises(PinTooWeak):
        set_pin(store, cashier, PASSWORDS[2], pin, CHEAP_HASHING)


def test_five_pin_misses_ask_for_the_password(quick: Store, clock: ManualClock) -> None:  # K06
    assert switch_by_pin(quick, "1", "cashier", PIN) == CASHIER
    assert [pin_refusal(quick, "9999") for _ in range(5)] == [SignInRefused] * 4 + [PasswordNeeded]
    again = restarted(quick, clock)
    assert pin_refusal(again, PIN) is PasswordNeeded
    sign_in(again, "1", "cashier", PASSWORDS[2])
    assert switch_by_pin(again, "1", "cashier", PIN) == CASHIER
    again.close()


def test_ten_pin_misses_need_the_owner(quick: Store, actor: Actor, clock: ManualClock) -> None:  # K06
    for _ in range(10):
        pin_refusal(quick, "9999")
    again = restarted(quick, clock)
    assert pin_refusal(again, PIN) is AccountLocked
    assert refusal(again, "cashier", PASSWORDS[2]) is AccountLocked
    accept_clock(again, actor, AcceptClockRequest(uuid4().hex))
    unlock_account(again, actor, AccountRequest(uuid4().hex, 2))
    assert switch_by_pin(again, "1", "cashier", PIN) == CASHIER
    again.close()


def test_no_more_than_five_pins_can_be_guessed(quick: Store) -> None:
    """Even the right PIN is not looked at any more, so trying all 10,000 gives nothing."""
    for guess in range(5):
        pin_refusal(quick, f"{guess:04d}")
    assert pin_refusal(quick, PIN) is PasswordNeeded


def test_a_pin_works_only_on_its_computer_and_is_peppered(quick: Store, tmp_path: Path, clock: ManualClock) -> None:
    elsewhere = Store(quick.url, clock, FileSecrets(tmp_path / "other-computer"))
    assert pin_refusal(elsewhere, PIN) is PasswordNeeded
    with quick.read() as connection:
        assert [person.id for person in people_with_pin(connection, computer(quick.secrets))] == [2]
        assert people_with_pin(connection, computer(elsewhere.secrets)) == []
    elsewhere.close()


def test_setting_a_pin_needs_the_password(quick: Store, shift_lead: Actor) -> None:
    with pytest.raises(SignInRefused):
        set_pin(quick, shift_lead, "wrong", "8264", CHEAP_HASHING)


def test_leaving_and_taking_over_the_desk_is_recorded(quick: Store) -> None:  # G03
    first = sign_in(quick, "1", "lead", PASSWORDS[3])
    lock(quick, first)
    refusal(quick, "cashier", "wrong")
    switch_by_pin(quick, "1", "cashier", PIN)
    with quick.read() as connection:
        assert at_desk(connection, "1") == 2
        events = [(moment.kind, moment.account_id, moment.before_account_id) for moment in desk_log(connection, "1")]
    assert events == [("switched", 2, 3), ("missed", 2, None), ("locked", 3, 3), ("signed_in", 3, None)]
    sign_out(quick, CASHIER)
    with quick.read() as connection:
        assert at_desk(connection, "1") is None
