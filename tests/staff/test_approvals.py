"""Rights, limits and a second person's consent (K08; reliability 13 and 14)."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.staff.accounts import AccountRequest, disable_account
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded, ApprovalRefused, RightMissing, SignInRefused
from frontdesk.staff.queries import unused_approvals
from frontdesk.staff.rights import Limit, Right, Role, limit_policy, may, require, require_within
from frontdesk.store.store import Store
from tests import people
from tests.people import PASSWORDS

LEAST = {
    Right.REFUND: "cashier",
    Right.SELL: "cashier",
    Right.HAND_OUT_KEY: "cashier",
    Right.CLOSE_DAY: "cashier",
    Right.APPROVE: "shift_lead",
    Right.WAIVE_DUE: "shift_lead",
    Right.ADJUST_STOCK: "shift_lead",
    Right.SETTINGS: "manager",
    Right.MANAGE_STAFF: "manager",
    Right.EXPORT: "manager",
    Right.RESTORE: "owner",
}
RANK = ["cashier", "shift_lead", "manager", "owner"]


@dataclass(frozen=True, slots=True)
class Refund:
    key: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Done:
    amount_fen: int


def refund(store: Store, actor: Actor, request: Refund, approval: int | None = None) -> Done:
    with action(store, actor, "test.refund", request, Done) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.REFUND)
        require_within(act, Limit.REFUND_FEN, -request.amount_fen, approval)
        require_within(act, Limit.BALANCE_ADJUSTMENT_FEN, 0, approval)
        return act.finish(Done(request.amount_fen))


def need(store: Store, actor: Actor, request: Refund) -> ApprovalNeeded:
    with pytest.raises(ApprovalNeeded) as refused:
        refund(store, actor, request)
    return refused.value


def consent(store: Store, needed: ApprovalNeeded, account_id: int = 3) -> int:
    return approve(
        store,
        "1",
        people.USERNAMES[account_id],
        PASSWORDS[account_id],
        str(needed.data["request_hash"]),
        str(needed.data["action"]),
    )


def reason(store: Store, actor: Actor, request: Refund, approval: int) -> object:
    with pytest.raises(ApprovalRefused) as refused:
        refund(store, actor, request, approval)
    return refused.value.data["reason"]


@pytest.mark.parametrize("right", LEAST)
def test_each_right_begins_at_its_role_whatever_the_actor_claims(store: Store, right: Right) -> None:  # K08
    for person in (people.CASHIER, people.SHIFT_LEAD, people.MANAGER, people.OWNER):
        allowed = RANK.index(person.role) >= RANK.index(LEAST[right])
        assert may(person.role, right) is allowed
        liar = Actor(person.account_id, person.name, "owner", "1")
        with action(store, liar, "test.ask", Refund(uuid4().hex, 0), Done) as act:
            if allowed:
                require(act, right)
            else:
                with pytest.raises(RightMissing):
                    require(act, right)
    assert not may("", right)


def test_every_role_includes_the_one_below() -> None:
    for right in Right:
        allowed = [may(role, right) for role in Role]
        assert allowed == sorted(allowed)
        assert allowed[-1]


def test_nobody_acts_without_an_account(store: Store) -> None:
    for account_id in (0, 99):
        with pytest.raises(RightMissing):
            refund(store, Actor(account_id, "Ghost", "owner", "1"), Refund(uuid4().hex, 1))


def test_an_approved_request_goes_through_once(store: Store, cashier: Actor) -> None:  # K08
    request = Refund(uuid4().hex, 1200)
    needed = need(store, cashier, request)
    assert needed.data["allowed"] == 0
    approval = consent(store, needed)
    with store.read() as connection:
        assert [found.id for found in unused_approvals(connection, "2026-11-23")] == [approval]
    assert refund(store, cashier, request, approval) == Done(1200)
    assert refund(store, cashier, request, approval) == Done(1200)  # repeated: the first result
    with store.read() as connection:
        approver = connection.exec_driver_sql("SELECT approver_id FROM journal WHERE action = 'test.refund'").all()
        assert [tuple(row) for row in approver] == [(3,)]
        assert unused_approvals(connection, "2026-11-23") == []


def test_an_approval_is_for_one_request_only(store: Store, cashier: Actor) -> None:
    request = Refund(uuid4().hex, 1200)
    approval = consent(store, need(store, cashier, request))
    assert reason(store, cashier, Refund(request.key, 1300), approval) == "other_request"
    assert reason(store, cashier, Refund(uuid4().hex, 1200), approval) == "other_request"
    refund(store, cashier, request, approval)
    assert reason(store, cashier, Refund(uuid4().hex, 1200), approval) == "other_request"
    assert reason(store, cashier, Refund(uuid4().hex, 1200), 99) == "unknown"


def test_an_approval_for_another_action_is_refused(store: Store, cashier: Actor) -> None:
    request = Refund(uuid4().hex, 1200)
    needed = need(store, cashier, request)
    approval = approve(store, "1", "lead", PASSWORDS[3], str(needed.data["request_hash"]), "test.discount")
    assert reason(store, cashier, request, approval) == "other_request"


def test_nobody_approves_their_own_request(store: Store, shift_lead: Actor) -> None:
    request = Refund(uuid4().hex, 60_000)
    needed = need(store, shift_lead, request)
    with pytest.raises(ApprovalRefused):
        approve(store, "1", "lead", PASSWORDS[3], str(needed.data["request_hash"]), "test.refund", asked_by=3)
    assert reason(store, shift_lead, request, consent(store, needed, 3)) == "own"
    assert refund(store, shift_lead, request, consent(store, needed, 4)) == Done(60_000)


def test_an_approver_needs_the_right_the_limit_and_the_password(store: Store, cashier: Actor) -> None:
    request = Refund(uuid4().hex, 60_000)
    needed = need(store, cashier, request)
    with pytest.raises(RightMissing):
        consent(store, needed, 2)
    with pytest.raises(SignInRefused):
        approve(store, "1", "manager", "wrong", str(needed.data["request_hash"]), "test.refund")
    assert reason(store, cashier, request, consent(store, needed, 3)) == "too_small"
    assert refund(store, cashier, request, consent(store, needed, 4)) == Done(60_000)


def test_an_approver_who_was_disabled_or_of_yesterday_does_not_count(
    store: Store, actor: Actor, cashier: Actor, clock: ManualClock
) -> None:
    request = Refund(uuid4().hex, 1200)
    approval = consent(store, need(store, cashier, request))
    clock.advance(days=1)
    assert reason(store, cashier, request, approval) == "old"
    approval = consent(store, need(store, cashier, request))
    disable_account(store, actor, AccountRequest(uuid4().hex, 3))
    assert reason(store, cashier, request, approval) == "too_small"


def test_a_limit_can_be_set_for_the_house(store: Store, actor: Actor, cashier: Actor) -> None:
    with action(store, actor, "test.policy", Refund(uuid4().hex, 0), Done) as act:
        set_policy(act, limit_policy(Role.CASHIER, Limit.REFUND_FEN), 2_000)
        act.finish(Done(0))
    assert refund(store, cashier, Refund(uuid4().hex, 2_000)) == Done(2_000)
    need(store, cashier, Refund(uuid4().hex, 2_001))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount_fen=st.integers(-(10**9), 10**9), account_id=st.sampled_from([1, 2, 3, 4]))
def test_alone_exactly_up_to_the_limit(store: Store, amount_fen: int, account_id: int) -> None:
    allowed = {1: 10**15, 2: 0, 3: 50_000, 4: 200_000}[account_id]
    person = {each.account_id: each for each in (people.OWNER, people.CASHIER, people.SHIFT_LEAD, people.MANAGER)}
    request = Refund(uuid4().hex, amount_fen)
    if abs(amount_fen) <= allowed:
        refund(store, person[account_id], request)
    else:
        need(store, person[account_id], request)
