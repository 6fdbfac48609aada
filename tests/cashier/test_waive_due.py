"""Dues that aren't collected: the income is taken back, a reason stays, a second person above the limit."""

from collections.abc import Callable

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.dues import all_outstanding, write_due
from frontdesk.books.errors import DueSettled
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.cashier.errors import ReasonMissing
from frontdesk.cashier.waive_due import WaiveDueRequest, waive_due
from frontdesk.core.actor import Actor
from frontdesk.keys.lost_key import FoundKeyRequest, report_found
from frontdesk.reports.daily import daily_report
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.staff.rights import RightMissing
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.leave import LeaveRequest, leave
from tests.cashier.people import Ask, Made, action
from tests.handover.desk_day import hang_keys
from tests.people import PASSWORDS, USERNAMES

NewKey = Callable[[], str]


def owe(store: Store, actor: Actor, key: str, amount_fen: int = 6_000) -> int:
    """Charge a visit for something at the bar."""
    with action(store, actor, "test.owe", Ask(key), Made) as act:
        return act.finish(Made(write_due(act, "bar_tab", amount_fen, "bar", visit_id=1))).id


def test_waiving_takes_the_income_back_once(till: Store, actor: Actor, new_key: NewKey) -> None:  # K08
    due_id = owe(till, actor, new_key())
    request = WaiveDueRequest(new_key(), due_id, "goodwill", "等了很久")
    assert waive_due(till, actor, request) == waive_due(till, actor, request)
    with till.read() as connection:
        assert balance(connection, accounts.due(due_id)) == balance(connection, accounts.revenue("bar")) == 0
        assert all_outstanding(connection) == []
        assert verify(connection, derivations()).findings == ()
    for gone in (due_id, 77):
        with pytest.raises(DueSettled):
            waive_due(till, actor, WaiveDueRequest(new_key(), gone, "goodwill"))
    with till.snapshot() as connection:
        report = daily_report(connection, till.clock, "2026-11-23", "周店长")
    assert report.failed_checks == () and report.takings.net_fen == 0
    (line,) = report.takings.dues
    assert (line.charged_fen, line.collected_fen, line.taken_off_fen, line.open_fen) == (6_000, 0, 6_000, 0)


def test_above_the_limit_a_second_person_is_asked(
    till: Store, actor: Actor, cashier: Actor, shift_lead: Actor, new_key: NewKey
) -> None:  # K08
    due_id = owe(till, actor, new_key())
    for reason in ("", "other", "because"):
        with pytest.raises(ReasonMissing):
            waive_due(till, shift_lead, WaiveDueRequest(new_key(), due_id, reason))
    request = WaiveDueRequest(new_key(), due_id, "our_mistake")
    with pytest.raises(RightMissing):
        waive_due(till, cashier, request)
    with pytest.raises(ApprovalNeeded) as needed:
        waive_due(till, shift_lead, request)
    data = needed.value.data
    consent = approve(till, "1", USERNAMES[4], PASSWORDS[4], data["request_hash"], data["action"])
    assert waive_due(till, shift_lead, request, consent).amount_fen == 6_000


def test_waived_fee_of_a_key_is_not_paid_back_when_it_is_found(till: Store, actor: Actor, new_key: NewKey) -> None:
    hang_keys(till, actor)
    guest = admit_guest(till, actor, GuestRequest(new_key(), "何静", "102", "document", sex="m"))
    left = leave(till, actor, LeaveRequest(new_key(), guest.visit_id, key_lost=1))
    waive_due(till, actor, WaiveDueRequest(new_key(), left.due_id or 0, "goodwill"))
    assert report_found(till, actor, FoundKeyRequest(new_key(), "102")).returned_fen == 0
    with till.read() as connection:
        assert balance(connection, accounts.drawer(1)) == 50_000
        assert balance(connection, accounts.revenue("keys")) == 0
