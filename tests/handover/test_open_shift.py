"""Opening a counter with a counted float (K03, K05)."""

from uuid import uuid4

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.handover.cash import fewest_pieces, total_fen
from frontdesk.handover.errors import CountInvalid, ShiftOpenAlready
from frontdesk.handover.open_shift import OpenShiftRequest, OpenShiftResult, open_shift
from frontdesk.shifts.queries import open_shift_at, open_shifts
from frontdesk.staff.errors import RightMissing
from frontdesk.store.store import Store


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
