"""Closing the business day (K02, G13)."""

from uuid import uuid4

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.handover.close_day import CloseDayRequest, CloseDayResult, close_day
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import expected_cash_fen
from frontdesk.handover.errors import DayClosedAlready, ShiftsStillOpen, VisitsStillOpen
from frontdesk.handover.open_shift import OpenShiftRequest, OpenShiftResult, open_shift
from frontdesk.handover.sheet import handover_sheet
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from tests.handover.desk_day import count, hang_keys, night, over_to, take
from tests.people import OWNER

DAY = "2026-11-23"


def begin(store: Store, actor: Actor) -> OpenShiftResult:
    return open_shift(store, actor, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))


def end(store: Store, actor: Actor) -> None:
    night(store, actor, count(store, actor, 50_000).count_id)


def close(store: Store, actor: Actor, day: str = DAY) -> CloseDayResult:
    return close_day(store, actor, CloseDayRequest(uuid4().hex, day))


def test_a_day_closes_once_all_counters_have(store: Store, cashier: Actor, clock: ManualClock) -> None:
    second = Actor(cashier.account_id, cashier.name, cashier.role, "2")
    begin(store, cashier)
    begin(store, second)
    end(store, cashier)
    with pytest.raises(ShiftsStillOpen):
        close(store, cashier)
    clock.set_local(2026, 11, 24, 0, 40)
    end(store, second)
    closed = close(store, cashier)
    assert len(closed.head) == 64
    with pytest.raises(DayClosedAlready):
        close(store, cashier)
    with pytest.raises(DayClosedAlready):
        close(store, cashier, "2026-11-20")
    with store.read() as connection:
        verdict = verify(connection, derivations())
    assert (verdict.findings, verdict.seals) == ((), 3)


def test_after_a_closed_day_the_next_one_begins(store: Store, cashier: Actor, clock: ManualClock) -> None:
    begin(store, cashier)
    end(store, cashier)
    close(store, cashier)
    assert begin(store, cashier).business_day == "2026-11-24"
    end(store, cashier)
    clock.set_local(2026, 11, 20, 9)  # a clock set back puts nothing into a past day
    accept_clock(store, OWNER, AcceptClockRequest(uuid4().hex))
    assert begin(store, cashier).business_day == "2026-11-24"


def test_visits_open_at_closing_are_settled_first(store: Store, actor: Actor, cashier: Actor) -> None:  # G13
    hang_keys(store, actor)
    begin(store, cashier)
    visit = admit_guest(store, cashier, GuestRequest(uuid4().hex, "何静", "102", "document", sex="m"))
    with pytest.raises(VisitsStillOpen):
        end(store, cashier)
    settled = SettleRequest(uuid4().hex, (Settlement(visit.visit_id, 0, "given_back"),))
    settle_at_closing(store, cashier, settled)
    counted = count(store, cashier, 50_000, things={"keys/m": 2})
    closed = night(store, cashier, counted.count_id, Findings(missing=("key/102",)))
    close(store, cashier)
    with store.read() as connection:
        (missing,) = handover_sheet(connection, closed.shift_id).missing
        assert verify(connection, derivations()).findings == ()
    assert (missing.thing, missing.last_name) == ("key/102", "何静")


def test_people_in_the_house_go_over_to_the_next_shift(store: Store, actor: Actor, cashier: Actor) -> None:
    hang_keys(store, actor)
    begin(store, cashier)
    admit_guest(store, cashier, GuestRequest(uuid4().hex, "何静", "102", "document", sex="m"))
    counted = count(store, cashier, 50_000)
    closed = over_to(store, cashier, 3, counted.count_id, acknowledged=("visits/open",))
    with store.read() as connection:
        (item,) = handover_sheet(connection, closed.shift_id).carried
    assert (item.kind, item.quantity, item.seen_by) == ("visits", 1, "陈静")


def test_a_deposit_is_expected_where_it_was_taken_and_missed_where_it_went_back(
    store: Store, actor: Actor, cashier: Actor
) -> None:  # K07
    """A guest pays at one counter and leaves at the other: each drawer is expected to hold what it has."""
    hang_keys(store, actor)
    second = Actor(cashier.account_id, cashier.name, cashier.role, "2")
    shifts = [begin(store, each).shift_id for each in (cashier, second)]
    guest = admit_guest(store, cashier, GuestRequest(uuid4().hex, "何静", "102", "deposit", 10_000, "cash", sex="m"))
    leave(store, second, LeaveRequest(uuid4().hex, guest.visit_id))
    with store.read() as connection:
        assert [expected_cash_fen(connection, shift_id) for shift_id in shifts] == [60_000, 40_000]
    first = night(store, cashier, count(store, cashier, 60_000).count_id)
    assert (first.handed_in_fen, first.float_left_fen) == (10_000, 50_000)
    last = night(store, second, count(store, second, 40_000).count_id)
    assert (last.handed_in_fen, last.float_left_fen, last.difference_fen) == (0, 40_000, 0)
    close(store, cashier)
    with store.read() as connection:
        assert balance(connection, accounts.key_deposit(guest.visit_id)) == 0
        assert verify(connection, derivations()).findings == ()


def test_deposits_of_guests_inside_stay_in_the_drawer(
    store: Store, actor: Actor, cashier: Actor, shift_lead: Actor
) -> None:  # K07
    """They aren't handed in, so giving them back doesn't eat the next shift's float."""
    hang_keys(store, actor)
    begin(store, cashier)
    guest = admit_guest(store, cashier, GuestRequest(uuid4().hex, "何静", "102", "deposit", 10_000, "cash", sex="m"))
    take(store, cashier, 3_000)
    read = ("visits/open", "deposits/drawer")
    first = over_to(store, cashier, 3, count(store, cashier, 63_000).count_id, acknowledged=read)
    assert (first.handed_in_fen, first.float_left_fen) == (3_000, 60_000)
    second = over_to(store, shift_lead, 2, count(store, shift_lead, 60_000).count_id, acknowledged=read)
    assert (second.handed_in_fen, second.float_left_fen) == (0, 60_000)
    with store.read() as connection:
        sheet = handover_sheet(connection, second.shift_id)
        assert [(item.kind, item.quantity) for item in sheet.carried] == [("visits", 1), ("deposits", 10_000)]
        assert sheet.cash.expected_fen == sheet.float_fen + sheet.cash_in_fen - sheet.cash_out_fen
    leave(store, cashier, LeaveRequest(uuid4().hex, guest.visit_id))
    third = night(store, cashier, count(store, cashier, 50_000).count_id)
    assert (third.handed_in_fen, third.float_left_fen, third.difference_fen) == (0, 50_000, 0)
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()
