"""What a counter does all day, one request after the other, so that each can be disturbed and asked for again."""

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from frontdesk.books.tables import JournalRecord
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import HandOverRequest, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.shifts.queries import open_shift_at
from frontdesk.store.store import Store
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.leave import LeaveRequest, leave
from frontdesk.visits.queries import in_house
from tests.cashier.asking import ask, cash, goods
from tests.cashier.shelf import fill_shelf
from tests.people import CASHIER, OWNER, PASSWORDS, SHIFT_LEAD, USERNAMES
from tests.visits.house import House

MEMBERS = 5


@dataclass(frozen=True)
class Piece:
    """One request: what it is, its key, and how to ask for it, as often as it takes."""

    name: str
    key: str
    do: Callable[[], object]


def furnish(store: Store) -> None:
    """A staffed database becomes a gym with goods, keys, members with cards, and the cashier's open shift."""
    house = House(store, OWNER)
    house.furnish()
    fill_shelf(store, OWNER, 100_000)
    for number in range(MEMBERS):
        house.member(f"会员{number}")
    open_shift(store, CASHIER, OpenShiftRequest(uuid.uuid4().hex, fewest_pieces(50_000)))


def work(store: Store, begin: int = 0) -> Iterator[Piece]:
    """Members come and go with sales between them; every round ends with a handover. Goes on for ever.

    ``begin``: the place in the round to begin at.
    """
    comings = [partial(_visit, store, person_id) for person_id in (*range(1, MEMBERS + 1), 1, 3)]
    sales = [partial(_sale, store)] * len(comings)
    members = itertools.chain.from_iterable(zip(sales, comings, strict=True))
    steps: list[Callable[[], Piece]] = [*members, lambda: _handover(store)]
    for step in itertools.islice(itertools.cycle(steps), begin % len(steps), None):
        if step is steps[-1]:
            yield _count(store)
        yield step()


def journal_length(store: Store) -> int:
    """How many records there are."""
    with store.read() as connection:
        return connection.execute(select(func.max(JournalRecord.id))).scalar() or 0


def _sale(store: Store) -> Piece:
    request = ask(goods("water", 2), goods("towel"), cash(4100, 5000))
    return Piece("sale", request.key, lambda: sell(store, _who(store), request))


def _visit(store: Store, person_id: int) -> Piece:
    """In, or out for whoever is in."""
    with store.read() as connection:
        inside = {each.person_id: each.visit_id for each in in_house(connection)}
    key = uuid.uuid4().hex
    if person_id in inside:
        going = LeaveRequest(key, inside[person_id])
        return Piece("leaving", key, lambda: leave(store, _who(store), going))
    coming = ArriveRequest(key, person_id, f"{100 + person_id}", str(1010 + person_id))
    return Piece("arrival", key, lambda: arrive(store, _who(store), coming))


def _count(store: Store) -> Piece:
    with store.read() as connection:
        shift = open_shift_at(connection, "1")
        assert shift is not None
        tenders = tuple((kind, expected_tender_fen(connection, shift.id, kind)) for kind in ("wechat", "alipay"))
        pieces = fewest_pieces(expected_cash_fen(connection, shift.id))
        things = tuple((line.what, len(line.expected)) for line in things_to_count(connection))
    request = CountRequest(uuid.uuid4().hex, pieces, tenders, things)
    return Piece("count", request.key, lambda: count_shift(store, _who(store), request))


def _handover(store: Store) -> Piece:
    giver = _who(store)
    taker = SHIFT_LEAD if giver is CASHIER else CASHIER
    with store.read() as connection:
        shift = open_shift_at(connection, "1")
        assert shift is not None
        read = tuple(item.reference for item in unfinished(connection, "1", shift.business_day))
        counts = connection.exec_driver_sql("SELECT max(id) FROM counts").scalar()
    request = HandOverRequest(uuid.uuid4().hex, counts or 0, USERNAMES[taker.account_id], acknowledged=read)
    passwords = PASSWORDS[giver.account_id], PASSWORDS[taker.account_id]
    return Piece("handover", request.key, lambda: hand_over(store, giver, request, *passwords))


def _who(store: Store) -> Actor:
    with store.read() as connection:
        shift = open_shift_at(connection, "1")
    return SHIFT_LEAD if shift is not None and shift.account_id == SHIFT_LEAD.account_id else CASHIER
