"""The ledger keeps every fen in one place and undoes by mirror images."""

from dataclasses import replace

import pytest

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.errors import AlreadyReversed, InsufficientBalance, RequestAltered, UnbalancedEntry
from frontdesk.books.ledger import available, balance, reverse
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store
from tests.books.asking import Answer, Ask, top_up


def undo(store: Store, actor: Actor, ask: Ask, entry_id: int) -> Answer:
    with action(store, actor, "test.undo", ask, Answer) as act:
        return act.finish(Answer(reverse(act, entry_id, "refund")))


def test_posting_moves_balances(store: Store, actor: Actor) -> None:
    top_up(store, actor, Ask(5000))
    with store.read() as connection:
        assert available(connection, 7) == 5000
        assert balance(connection, "tender/wechat") == 5000
        assert verify(connection).findings == ()


def test_same_key_gives_first_result_and_altered_request_is_refused(store: Store, actor: Actor) -> None:
    ask = Ask(5000)
    first = top_up(store, actor, ask)
    assert top_up(store, actor, ask) == first
    with pytest.raises(RequestAltered):
        top_up(store, actor, replace(ask, amount_fen=6000))
    with store.read() as connection:
        assert available(connection, 7) == 5000


def test_reversal_happens_once_and_never_overdraws(store: Store, actor: Actor) -> None:
    entry = top_up(store, actor, Ask(5000)).entry_id
    undo(store, actor, Ask(), entry)
    with pytest.raises(AlreadyReversed):
        undo(store, actor, Ask(), entry)
    spent = top_up(store, actor, Ask(100)).entry_id
    with action(store, actor, "test.spend", Ask(), Answer) as act:
        legs = [Leg(accounts.member(7), accounts.CNY, 60), Leg(accounts.revenue("bar"), accounts.CNY, -60)]
        act.finish(Answer(act.post("sale", legs)))
    with pytest.raises(InsufficientBalance) as refusal:
        undo(store, actor, Ask(), spent)
    assert refusal.value.data["available"] == 40
    with store.read() as connection:
        assert available(connection, 7) == 40
        assert verify(connection).findings == ()


def test_crooked_entry_and_unfinished_action_leave_nothing(store: Store, actor: Actor) -> None:
    with store.read() as connection:
        before = verify(connection)
    with pytest.raises(UnbalancedEntry), action(store, actor, "test.crooked", Ask(), Answer) as act:
        act.post("sale", [Leg("tender/wechat", accounts.CNY, 1)])
    with action(store, actor, "test.left", Ask(), Answer) as act:
        act.post("sale", [Leg("tender/wechat", accounts.CNY, 1), Leg("revenue/bar", accounts.CNY, -1)])
    with store.read() as connection:
        assert balance(connection, "tender/wechat") == 0
        assert verify(connection) == before
