"""Filling an empty database with the sample gym, through the same actions that people at a counter cause."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from frontdesk.app.sample.house import HouseRequest, furnish
from frontdesk.app.sample.persons import draw_persons
from frontdesk.app.sample.staff import read_sample, staff_of_the_sample
from frontdesk.app.sample.timeline import DayResult, Gym, happen_on, plan_days
from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.members.contracts import plans_on_sale
from frontdesk.staff.accounts import AddAccountRequest, FoundHouseRequest, add_account, found_house
from frontdesk.staff.credentials import SAMPLE_HASHING
from frontdesk.staff.queries import accounts
from frontdesk.staff.switch import set_pin
from frontdesk.store.store import Store

HISTORY_DAYS = 730
COUNTER = "1"
CLOSING = time(21, 30)
"""When each day of the sample is written."""


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What was written: the account that did it, and how many persons, contracts, cards and past visits."""

    actor: Actor
    persons: int
    contracts: int
    cards: int
    visits: int


def load_sample(
    store: Store,
    members: int = 2000,
    owner: Actor | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> SampleResult:
    """Write the sample gym as of the store's present moment.

    Without ``owner`` the database must be empty: the sample's own staff, with their documented passwords, found the
    house. With an owner only what the gym consists of is written. The same number of members always gives the same
    gym, whatever the day. ``progress`` is told (days done, days in all); what it raises ends the work there. Raises
    HouseFounded.
    """
    today = local_now(store.clock)
    with earlier(store, HISTORY_DAYS + 20) as clock:
        actor = owner or hire(store)
        furnish_house(store, actor)
        with store.read() as connection:
            plans = {plan.code: plan for plan in plans_on_sale(connection)}
            staff = tuple(found.id for found in accounts(connection))
        persons = draw_persons(read_sample("names"), read_sample("plans"), members)
        gym = Gym(plans, today.date(), staff[2:4] or staff)
        done: list[DayResult] = []
        days = list(plan_days(persons, plans, today.date(), HISTORY_DAYS))
        for day, work in days:
            progress(len(done), len(days))
            clock.put(day, CLOSING)
            done.append(happen_on(store, actor, day, work, gym))
        progress(len(days), len(days))
    return SampleResult(
        actor,
        sum(day.persons for day in done),
        sum(day.contracts for day in done),
        sum(day.cards for day in done),
        sum(day.visits for day in done),
    )


def hire(store: Store) -> Actor:
    """Found the house with the sample's staff; returns the owner. Raises HouseFounded."""
    founder, *others = staff_of_the_sample()
    found_house(
        store, FoundHouseRequest("sample-founder", founder.username, founder.name), founder.password, SAMPLE_HASHING
    )
    owner = Actor(1, founder.name, founder.role, COUNTER)
    set_pin(store, owner, founder.password, founder.pin, SAMPLE_HASHING)
    for person in others:
        request = AddAccountRequest(f"sample-{person.username}", person.username, person.name, person.role)
        added = add_account(store, owner, request, person.password, SAMPLE_HASHING)
        actor = Actor(added.account_id, person.name, person.role, COUNTER)
        set_pin(store, actor, person.password, person.pin, SAMPLE_HASHING)
    return owner


def furnish_house(store: Store, actor: Actor) -> None:
    """Write plans, goods, zones and keys, once."""
    with action(store, actor, "sample.furnish", HouseRequest("sample-house"), DayResult) as act:
        if act.first_result is None:
            furnish(act, read_sample("plans"), read_sample("goods"))
            act.finish(DayResult())


class PastClock:
    """A clock of the same zone that stands where it is put."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self._now, self._zone = now, zone

    def now(self) -> datetime:
        return self._now

    def zone(self) -> tzinfo:
        return self._zone

    def put(self, day: date, at: time) -> None:
        """Stand at a wall time."""
        self._now = datetime.combine(day, at, self._zone).astimezone(UTC)


@contextmanager
def earlier(store: Store, days: int) -> Iterator[PastClock]:
    """The store's clock set back; it runs on where it was afterwards."""
    clock = store.clock
    past = PastClock(clock.now() - timedelta(days=days), clock.zone())
    store.clock = past
    try:
        yield past
    finally:
        store.clock = clock
