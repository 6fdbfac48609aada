"""Opening a counter with a counted float (K03, K05)."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.ledger import balance
from frontdesk.books.tables import JournalRecord
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.handover.cash import fewest_pieces, total_fen
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.errors import CountInvalid, ExplanationMissing, ShiftOpenAlready
from frontdesk.handover.open_shift import OpenShiftRequest, OpenShiftResult, open_shift
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.queries import person
from frontdesk.shifts.queries import open_shift_at, open_shifts
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded, RightMissing
from frontdesk.staff.queries import accounts as accounts_of
from frontdesk.store.store import Store
from tests.handover.desk_day import count, night, over_to
from tests.people import OWNER, PASSWORDS, USERNAMES


def request(*counts: tuple[int, int]) -> OpenShiftRequest:
    return OpenShiftRequest(uuid4().hex, counts or ((10_000, 5),))


def test_the_first_float_is_counted_by_denomination(store: Store, cashier: Actor) -> None:  # K05
    asked = request((10_000, 3), (1_000, 20), (10, 0))
    opened = open_shift(store, cashier, asked)
    assert opened == OpenShiftResult(1, "S000001", "2026-11-23", 50_000, 0)
    assert open_shift(store, cashier, asked) == opened
    with store.read() as connection:
        assert balance(connection, accounts.drawer(1)) == 50_000
        assert balance(connection, "finance/float") == -50_000
        assert open_shift_at(connection, "1").number == "S000001"
        pieces = connection.exec_driver_sql("SELECT denomination_fen, pieces FROM counted_pieces").all()
        assert [tuple(row) for row in pieces] == [(10_000, 3), (1_000, 20)]
        assert verify(connection, derivations()).findings == ()


def test_a_counter_opens_once_and_others_beside_it(store: Store, cashier: Actor, open_shift: OpenShiftResult) -> None:
    from frontdesk.handover.open_shift import open_shift as begin

    with pytest.raises(ShiftOpenAlready):
        begin(store, cashier, request())
    beside = begin(store, Actor(cashier.account_id, cashier.name, cashier.role, "2"), request())
    assert beside.number == "S000002"
    with store.read() as connection:
        assert [shift.counter for shift in open_shifts(connection)] == ["1", "2"]


@pytest.mark.parametrize("counts", [((10_000, -1),), ((300, 1),), ((100, 1), (100, 2)), ((100, 10_000),)])
def test_an_absurd_count_opens_nothing(store: Store, actor: Actor, counts: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(CountInvalid):
        open_shift(store, actor, request(*counts))
    with store.read() as connection:
        assert open_shift_at(connection, "1") is None


def test_nobody_unknown_opens(store: Store) -> None:
    with pytest.raises(RightMissing):
        open_shift(store, Actor(77, "Ghost", "owner", "1"), request())


def test_after_midnight_the_evening_goes_on(store: Store, actor: Actor, clock: ManualClock) -> None:
    clock.set_local(2026, 11, 24, 0, 40)
    assert open_shift(store, actor, request()).business_day == "2026-11-23"


def test_amounts_become_pieces_and_back() -> None:
    assert total_fen(fewest_pieces(238_650)) == 238_650
    with pytest.raises(CountInvalid):
        fewest_pieces(5)


def test_a_float_that_differs_is_approved_for_the_day_that_opens(
    store: Store, cashier: Actor, clock: ManualClock
) -> None:  # K08
    """The day is closed, so the counter that opens again in the evening opens for the next: the consent still holds."""
    open_shift(store, cashier, request())
    night(store, cashier, count(store, cashier, 50_000).count_id)
    close_day(store, cashier, CloseDayRequest(uuid4().hex, "2026-11-23"))
    clock.advance(minutes=30)
    asked = OpenShiftRequest(uuid4().hex, ((10_000, 4),), "一张百元不见了")
    with pytest.raises(ApprovalNeeded) as needed:
        open_shift(store, cashier, asked)
    words = (str(needed.value.data["request_hash"]), str(needed.value.data["action"]))
    approval = approve(store, "1", USERNAMES[4], PASSWORDS[4], *words)
    opened = open_shift(store, cashier, asked, approval)
    assert (opened.business_day, opened.difference_fen) == ("2026-11-24", -10_000)


def test_nothing_belongs_to_a_closed_day(store: Store, cashier: Actor, actor: Actor, clock: ManualClock) -> None:
    """What is done without a shift in the evening after closing, or with a clock set back, is the next day's."""
    open_shift(store, cashier, request())
    night(store, cashier, count(store, cashier, 50_000).count_id)
    close_day(store, cashier, CloseDayRequest(uuid4().hex, "2026-11-23"))
    for moved in (0.5, -48):
        clock.advance(hours=moved)
        accept_clock(store, OWNER, AcceptClockRequest(uuid4().hex))
        person_id = enrol(store, actor, EnrolRequest(uuid4().hex, PersonFields("王小明"))).person_id
        with store.read() as connection:
            assert person(connection, person_id).joined_on == "2026-11-24"
            last = select(JournalRecord.business_day).order_by(JournalRecord.id.desc()).limit(1)
            assert connection.execute(last).scalar() == "2026-11-24"


def test_a_closing_refused_costs_nobody_a_miss(store: Store, cashier: Actor) -> None:  # K06
    """Right passwords don't count as misses when what they were for is refused."""
    open_shift(store, cashier, request())
    counted = count(store, cashier, 49_000)
    for _ in range(12):
        with pytest.raises(ExplanationMissing):
            over_to(store, cashier, 3, counted.count_id)
    with store.read() as connection:
        assert [account.misses for account in accounts_of(connection)] == [0, 0, 0, 0]
