"""An operator's shortage is paid or waived, never by the one who owes it (K07)."""

from uuid import uuid4

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.dues import all_outstanding
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.cashier.errors import OwnShortage
from frontdesk.cashier.waive_due import WaiveDueRequest, shortage_operator, waive_due
from frontdesk.core.actor import Actor
from frontdesk.handover.closing import Findings
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.reports.daily import daily_report
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.store.store import Store
from tests.handover.desk_day import count, night, over_to
from tests.people import PASSWORDS, USERNAMES


def short_of(store: Store, actor: Actor, missing_fen: int, receiver: int | None = None) -> int:
    """A shift that closes with less than its float; returns the due of its operator."""
    open_shift(store, actor, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))
    counted = count(store, actor, 50_000 - missing_fen)
    findings = Findings((("cash", "少了"),))
    if receiver is None:
        night(store, actor, counted.count_id, findings)
    else:
        over_to(store, actor, receiver, counted.count_id, findings)
    with store.read() as connection:
        (due,) = all_outstanding(connection)
        assert shortage_operator(connection, due.id) == actor.account_id
    return due.id


@pytest.mark.parametrize("receiver", [None, 4])
def test_a_shortage_waived_is_lost_by_the_house(
    store: Store, shift_lead: Actor, manager: Actor, receiver: int | None
) -> None:  # K07
    due_id = short_of(store, shift_lead, 1_000, receiver)
    with pytest.raises(OwnShortage):
        waive_due(store, shift_lead, WaiveDueRequest(uuid4().hex, due_id, "goodwill"))
    waive_due(store, manager, WaiveDueRequest(uuid4().hex, due_id, "cleared_up", "找零时给错"))
    with store.snapshot() as connection:
        assert balance(connection, accounts.OVER_SHORT) == 1_000
        assert all_outstanding(connection) == []
        report = daily_report(connection, store.clock, "2026-11-23", "周店长")
        assert verify(connection, derivations()).findings == ()
    assert report.failed_checks == () and report.difference_fen == -1_000
    (line,) = report.takings.dues
    assert (line.kind, line.charged_fen, line.taken_off_fen, line.open_fen) == ("shortage", 1_000, 1_000, 0)


def test_who_owes_it_cannot_approve_it_either(store: Store, shift_lead: Actor, manager: Actor) -> None:  # K07 K08
    open_shift(store, manager, OpenShiftRequest(uuid4().hex, ((10_000, 6),)))
    night(store, manager, count(store, manager, 54_000).count_id, Findings((("cash", "少了"),)))
    with store.read() as connection:
        (due,) = all_outstanding(connection)
    request = WaiveDueRequest(uuid4().hex, due.id, "goodwill")
    with pytest.raises(ApprovalNeeded) as needed:
        waive_due(store, shift_lead, request)
    data = needed.value.data
    own = approve(store, "1", USERNAMES[4], PASSWORDS[4], data["request_hash"], data["action"])
    with pytest.raises(OwnShortage):
        waive_due(store, shift_lead, request, own)
    other = approve(store, "1", USERNAMES[1], PASSWORDS[1], data["request_hash"], data["action"])
    assert waive_due(store, shift_lead, request, other).amount_fen == 6_000
