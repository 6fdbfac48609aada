"""The computer's clock jumps: the order is the sequence's, the day is the right one, and a jump back is asked about."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from frontdesk.app.schema import derivations
from frontdesk.books.errors import ClockSetBack
from frontdesk.books.tables import JournalRecord
from frontdesk.books.verify import verify
from frontdesk.cashier.sell import sell
from frontdesk.cashier.tables import Sale
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import LANGUAGES, error_text, set_language, t
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.app.clerk import WATER_CODE, furnish
from tests.cashier.asking import ask, cash, goods, sold
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.flows.live_counter import live_counter
from tests.flows.whole_day import WholeDay
from tests.people import CASHIER, OWNER, PASSWORDS, SHIFT_LEAD, USERNAMES, hire
from tests.visits.house import House

BACK = [timedelta(hours=3), timedelta(days=2), timedelta(minutes=2, seconds=1)]


@pytest.fixture
def counter(store: Store) -> Store:
    """Open, with goods, and one sale made."""
    open_counter(store, CASHIER)
    fill_shelf(store, OWNER)
    sold(store, CASHIER, goods("water"), cash(300))
    return store


def move(clock: ManualClock, by: timedelta) -> None:
    clock.advance(seconds=by.total_seconds())


def accept(store: Store, actor: Actor, approval: int | None = None, key: str = "") -> int:
    return accept_clock(store, actor, AcceptClockRequest(key or uuid.uuid4().hex), approval).back_s


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_jump_back_asks_for_approval(counter: Store, clock: ManualClock, back: timedelta) -> None:  # fault table 18
    request = ask(goods("water"), cash(300))
    move(clock, -back)
    with pytest.raises(ClockSetBack) as refused:
        sell(counter, CASHIER, request)
    for language in LANGUAGES:
        set_language(language)
        assert all(error_text(refused.value))
    set_language("zh")
    key = uuid.uuid4().hex
    with pytest.raises(ApprovalNeeded) as needed:
        accept(counter, CASHIER, key=key)
    approval = approve(
        counter,
        "1",
        USERNAMES[3],
        PASSWORDS[3],
        str(needed.value.data["request_hash"]),
        str(needed.value.data["action"]),
    )
    with pytest.raises(ClockSetBack):  # the consent alone changes nothing
        sell(counter, CASHIER, request)
    assert accept(counter, CASHIER, approval, key) == back.total_seconds()
    sell(counter, CASHIER, request)
    sold(counter, SHIFT_LEAD, goods("water"), cash(300))
    check(counter, 3)


def test_the_network_may_correct_the_clock(counter: Store, clock: ManualClock) -> None:
    for back in (1, 119, 2):
        clock.advance(seconds=-back)
        sold(counter, CASHIER, goods("water"), cash(300))
        clock.advance(seconds=back)
    clock.advance(seconds=-120)
    sold(counter, CASHIER, goods("water"), cash(300))
    check(counter, 5)


def test_small_steps_back_add_up(counter: Store, clock: ManualClock) -> None:
    clock.advance(seconds=-100)
    sold(counter, CASHIER, goods("water"), cash(300))
    clock.advance(seconds=-100)
    with pytest.raises(ClockSetBack):
        sold(counter, CASHIER, goods("water"), cash(300))


def test_a_leap_forward_that_is_taken_back(counter: Store, clock: ManualClock) -> None:
    for jump in (timedelta(hours=3), timedelta(days=2)):
        move(clock, jump)
        sold(counter, CASHIER, goods("water"), cash(300))
        move(clock, -jump)
        with pytest.raises(ClockSetBack):
            sold(counter, CASHIER, goods("water"), cash(300))
        accept(counter, SHIFT_LEAD)
        sold(counter, CASHIER, goods("water"), cash(300))
    check(counter, 5)


def test_counters_are_compared_with_themselves(counter: Store, clock: ManualClock) -> None:
    """Two computers differ by ten minutes for good."""
    bar = Actor(2, CASHIER.name, "cashier", "2")
    clock.advance(minutes=-10)
    open_counter(counter, bar)
    for _ in range(3):
        sold(counter, bar, goods("water"), cash(300))
        clock.advance(minutes=10)
        sold(counter, CASHIER, goods("water"), cash(300))
        clock.advance(minutes=-9)
    clock.advance(minutes=-5)
    with pytest.raises(ClockSetBack):
        sold(counter, bar, goods("water"), cash(300))


def test_a_first_press_is_found_though_the_clock_jumped(counter: Store, clock: ManualClock) -> None:
    request = ask(goods("water"), cash(300))
    first = sell(counter, CASHIER, request)
    clock.advance(hours=-3)
    assert sell(counter, CASHIER, request) == first


@pytest.mark.parametrize("before", ["2026-10-25T00:30+00:00", "2027-03-28T00:30+00:00", "2026-11-23T22:30+00:00"])
def test_summer_time_and_midnight_are_no_jumps(empty_database: bytes, tmp_path: Path, before: str) -> None:
    """The store counts in UTC: an hour that the wall clock shows twice, or leaps over, asks for nothing."""
    clock = ManualClock(datetime.fromisoformat(before), "Europe/Berlin")
    path = tmp_path / "frontdesk.db"
    path.write_bytes(empty_database)
    store = Store(f"sqlite:///{path}", clock, FileSecrets(tmp_path / "secrets"))
    hire(store)
    open_counter(store, OWNER)
    fill_shelf(store, OWNER)
    for _ in range(4):
        sold(store, OWNER, goods("water"), cash(300))
        clock.advance(minutes=20)
    check(store, 4)
    store.close()


def test_people_leave_and_come_back_whatever_the_clock_says(store: Store, clock: ManualClock) -> None:
    """Leaving needs no question answered; no countdown is ever below zero."""
    house = House(store, OWNER)
    house.furnish()
    open_counter(store, OWNER)
    member = house.member(plan="pack2")
    arrived = house.arrive(member)
    clock.advance(hours=-3)
    assert house.leave("101").visit_id == arrived.visit_id
    assert house.tap(member).kind == "re_entry"
    with pytest.raises(ClockSetBack):
        house.arrive(member)
    accept(store, OWNER)
    assert house.arrive(member).visits_left is not None
    house.check()


def test_a_closed_day_stays_closed(store: Store, clock: ManualClock) -> None:
    """Put back into the closed day, with the clock approved, a sale still belongs to the next one."""
    day = WholeDay(store, clock)
    day.live()
    clock.set_local(2026, 11, 23, 15)
    accept(store, OWNER)
    after = sold(store, CASHIER, goods("water"), cash(300))
    with store.read() as connection:
        found = connection.execute(
            select(JournalRecord.business_day)
            .join(Sale, Sale.journal_id == JournalRecord.id)
            .where(Sale.number == after.number)
        ).scalar_one()
        assert verify(connection, derivations()).findings == ()
    assert found == "2026-11-24"


def test_the_window_asks_and_one_more_press_books(
    qtbot: object, store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    gym = furnish(store)
    open_counter(store, CASHIER)
    with live_counter(store, gym, tmp_path, reader=SimulatedReader(clock)) as clerk:
        clerk.unlock(CASHIER)
        clerk.go("cashier")
        clerk.scan(WATER_CODE)
        clerk.type("10")
        clerk.press("Enter")
        clock.advance(hours=-3)
        clerk.press("Enter")
        assert t("staff.clock.question", last="2026-11-23 09:00", now="2026-11-23 06:00") in clerk.words(clerk.dialog())
        clerk.slowly(USERNAMES[3])
        clerk.strike("Tab")
        clerk.slowly(PASSWORDS[3])
        clerk.press("Enter")
        clerk.wait(lambda: clerk.front() is clerk.window, "the dialog's end")
        assert clerk.receipts() == []
        clerk.press("Enter")
        assert [receipt.total_fen for receipt in clerk.receipts()] == [300]
    with store.read() as connection:
        said = connection.execute(
            select(JournalRecord.approver_id, JournalRecord.subject).where(JournalRecord.action == "staff.accept_clock")
        ).one()
    assert tuple(said) == (3, "clock/10800")


def check(store: Store, sales: int) -> None:
    """Numbers run on by the sequence on one business day, and the books verify."""
    with store.read() as connection:
        rows = connection.execute(
            select(Sale.number, JournalRecord.business_day)
            .join_from(Sale, JournalRecord, JournalRecord.id == Sale.journal_id)
            .order_by(Sale.id)
        ).all()
        assert verify(connection, derivations()).findings == ()
    assert [int(row.number.rpartition("-")[2]) for row in rows] == list(range(1, sales + 1))
    assert len({row.business_day for row in rows}) == 1
