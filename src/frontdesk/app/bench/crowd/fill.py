"""Filling a new file with a crowd: years of members, visits, shifts and receipts, in the order of their days."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from frontdesk.app.bench.crowd.bulk_books import BulkBooks, Moment
from frontdesk.app.bench.crowd.bulk_file import BulkFile, filling
from frontdesk.app.bench.crowd.people import Held, People
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.crowd.till import FLOAT_FEN, Till
from frontdesk.app.open_database import Place, create_store, sqlite_url
from frontdesk.app.sample.load import earlier, furnish_house, hire
from frontdesk.app.sample.persons import SEED, draw_persons
from frontdesk.app.sample.staff import read_sample
from frontdesk.app.sample.timeline import DayWork, plan_days
from frontdesk.app.sample.visits import Regular, Stay, VisitBook, moves_of, story_of, visit_of
from frontdesk.books.tables import Note
from frontdesk.core.actor import Actor
from frontdesk.core.clock import Clock, local_now, utc_text
from frontdesk.core.settings import MachineSettings
from frontdesk.custody.tables import Move
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.members.contracts import PlanCard, plans_on_sale
from frontdesk.members.tables import SearchTerm
from frontdesk.staff.queries import accounts
from frontdesk.stock.queries import GoodsRow, all_goods
from frontdesk.store.store import Store
from frontdesk.visits.tables import Visit, VisitEvent

_IN_KEY_ORDER = (SearchTerm, Note)
_MOST_REGULARS = 4_000
_REGULAR_EVERY = 20
_VISIT_DAYS = 365
_OPENS, _CLOSES = time(9), time(21, 30)
_OPEN_S = 12 * 3600
SIZE_KEY = "crowd-size"
"""The request under which a file says which crowd it holds."""
Progress = Callable[[int, int], None]


def fill(path: Path, crowd: Crowd, clock: Clock, progress: Progress = lambda done, total: None) -> Actor:
    """Write a new file with a crowd whose counter is open today; returns the owner, who opened it.

    The same crowd on the same day gives the same people, visits and receipts. ``progress`` is told (days done, days
    in all); what it raises ends the work, and nothing is left at ``path``.
    """
    part = path.with_name(f"{path.name}.part")
    _remove(part)
    try:
        actor = _fill(part, crowd, clock, progress)
        os.replace(part, path)
    finally:
        _remove(part)
    return actor


def place_of(path: Path) -> Place:
    """The place of a file, with settings as they come."""
    return Place(path.parent, sqlite_url(path), MachineSettings())


def _fill(path: Path, crowd: Crowd, clock: Clock, progress: Progress) -> Actor:
    store = create_store(place_of(path), clock)
    try:
        with earlier(store, crowd.days + 20):
            actor = hire(store)
            furnish_house(store, actor)
        house = _read_house(store)
        store.close()
        with filling(path, _IN_KEY_ORDER) as file:
            _Years(house, file, actor, crowd).write(progress)
        _open_today(store, actor)
    finally:
        store.close()
    return actor


@dataclass(frozen=True, slots=True)
class _House:
    """What the crowd finds there, and the moment it is looked at from."""

    plans: dict[str, PlanCard]
    staff_ids: tuple[int, ...]
    goods: list[GoodsRow]
    now: datetime


def _read_house(store: Store) -> _House:
    with store.read() as connection:
        plans = {plan.code: plan for plan in plans_on_sale(connection)}
        staff = tuple(found.id for found in accounts(connection))
        goods = [found.goods for found in all_goods(connection)]
    return _House(plans, staff[2:4] or staff, goods, local_now(store.clock))


class _Years:
    """The days of the crowd, one after the other."""

    def __init__(self, house: _House, file: BulkFile, actor: Actor, crowd: Crowd) -> None:
        assert house.now.tzinfo is not None
        self._zone = house.now.tzinfo
        self._today = house.now.date()
        self._crowd = crowd
        random = Random(SEED + 2)
        salts = Random(SEED + 3)
        self._books = BulkBooks(file, actor, lambda: f"{salts.getrandbits(128):032x}")
        self._people = People(self._books, house.plans, house.staff_ids, self._today)
        self._till = Till(self._books, house.goods, random, self._people.credit_fen)
        self._visits = VisitBook()
        self._random = random
        self._days = self._plan(house.plans)

    def write(self, progress: Progress) -> None:
        """All days, and then what follows from their rows."""
        till_days = self._crowd.days if self._crowd.sales else 0
        first_of_till = self._today - timedelta(days=till_days)
        for place, (day, work) in enumerate(self._days):
            progress(place, len(self._days) + 1)
            if work.enrolments or work.turns:
                self._enrol(day, work)
            if day >= self._today - timedelta(days=min(_VISIT_DAYS, self._crowd.days)):
                self._train(day)
            if day >= first_of_till:
                self._trade(day, (day - first_of_till).days, till_days)
        progress(len(self._days), len(self._days) + 1)
        self._books.begin("crowd.size", self._moment(self._today - timedelta(days=1), _CLOSES))
        self._books.end("", self._crowd, key=SIZE_KEY)
        self._finish()

    def _plan(self, plans: dict[str, PlanCard]) -> list[tuple[date, DayWork]]:
        persons = draw_persons(read_sample("names"), read_sample("plans"), self._crowd.members)
        days = dict(plan_days(persons, plans, self._today, max(730, self._crowd.days)))
        for ago in range(1, self._crowd.days + 1):
            days.setdefault(self._today - timedelta(days=ago), DayWork())
        return sorted(days.items())

    def _moment(self, day: date, at: time, seconds: float = 0) -> Moment:
        moment = datetime.combine(day, at, self._zone).astimezone(UTC) + timedelta(seconds=seconds)
        return Moment(utc_text(moment), day.isoformat())

    def _enrol(self, day: date, work: DayWork) -> None:
        before = len(self._people.regulars)
        self._books.begin("crowd.enrol", self._moment(day, _OPENS))
        self._people.enrol(work)
        self._people.turn(work)
        self._books.end("", {"persons": len(work.enrolments)})
        for held in self._people.regulars[before:]:
            wanted = _MOST_REGULARS if len(self._visits.regulars) < _MOST_REGULARS else 0
            if wanted and held.person_id % max(1, self._crowd.members // _MOST_REGULARS // 2) == 0:
                self._visits.regulars.append(_regular(held))
        del self._people.regulars[:]

    def _train(self, day: date) -> None:
        stays = self._visits.stays(self._zone, day)
        if not stays:
            return
        books = self._books
        books.begin("crowd.train", self._moment(day, _CLOSES))
        stories, moves = [], []
        for stay in stays:
            visit_id = books.add(Visit, **visit_of(stay, day.isoformat()))
            stories += story_of(stay, visit_id, day.isoformat())
            moves += moves_of(stay, visit_id, day.isoformat())
        for table, rows in ((VisitEvent, stories), (Move, moves)):
            for row in sorted(rows, key=lambda row: str(row["at"])):
                books.add(table, **row)
        books.end("", {"visits": len(stays)})
        self._saw(stays)

    def _saw(self, stays: list[Stay]) -> None:
        for stay in stays:
            seen = (utc_text(stay.began), stay.regular.person_id)
            self._books.later("UPDATE persons SET last_seen_at = ? WHERE id = ?", seen)

    def _trade(self, day: date, place: int, days: int) -> None:
        """A day's shift, with its part of all receipts."""
        upto = self._crowd.sales * (place + 1) // days
        # What people buy in a month comes on its first day.
        month_pieces = 10 + self._crowd.sales // days * 6 if day.day == 1 or place == 0 else 0
        self._till.open(self._moment(day, _OPENS), month_pieces)
        left = upto - self._till.sold
        for second in sorted(self._random.randrange(_OPEN_S) for _ in range(left)):
            if self._till.sold < upto:
                self._till.sell(self._moment(day, _OPENS, second).at, self._people.numbers["member"])
        self._till.close(self._moment(day, _CLOSES))

    def _finish(self) -> None:
        books = self._books
        numbers = {**self._people.numbers, "shift": self._till.shifts, **self._till.series}
        for name, last in numbers.items():
            if last:
                books.file.execute("INSERT OR REPLACE INTO sequences (name, last) VALUES (?, ?)", name, last)
        books.finish()


def _regular(held: Held) -> Regular:
    return Regular(held.person_id, held.contract_id, held.sex, held.card_number, held.plan.times)


def _open_today(store: Store, actor: Actor) -> None:
    """The counter's shift of today, opened as a person would: the float is there as it was left."""
    open_shift(store, actor, OpenShiftRequest("crowd-open-today", fewest_pieces(FLOAT_FEN)))


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{end}").unlink(missing_ok=True)
