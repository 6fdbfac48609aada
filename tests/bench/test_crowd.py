"""The crowd is a gym like any other: its books verify, its people are found and decided on, its cost is flat."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from frontdesk.app.bench.crowd.fill import fill, place_of
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.site import owner_of
from frontdesk.app.find import search
from frontdesk.app.open_database import open_store
from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cards.tables import Card
from frontdesk.cashier.tables import Sale
from frontdesk.core.clock import ManualClock
from frontdesk.members.tables import Person
from frontdesk.store.store import Store
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.decide import Asked, decide_now
from tests.bench.conftest import NOW, SMALL

SAME_EVERY_TIME = ("persons", "cards", "contracts", "contract_states", "search_terms", "sales", "visits", "balances")
BIG = re.compile(r"\bSCAN (persons|cards|contracts|contract_states|contract_events|search_terms|visits|visit_events)\b")


def test_books_of_a_crowd_are_clean(crowd: Store) -> None:
    with crowd.snapshot() as connection:
        verdict = verify(connection, derivations())
        people = connection.execute(select(Person.id)).scalars().all()
        sales = connection.execute(select(Sale.id)).scalars().all()
    assert not verdict.findings
    assert (len(people), len(sales)) == (SMALL.members, SMALL.sales)


def test_same_crowd_comes_out_every_time(small_crowd: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    fill(again, SMALL, ManualClock(NOW))

    def rows(path: Path) -> dict[str, list[Any]]:
        store = open_store(place_of(path), ManualClock(NOW))
        with store.read() as connection:
            found = {name: list(connection.execute(text(f"SELECT * FROM {name}"))) for name in SAME_EVERY_TIME}
        store.close()
        return found

    assert rows(again) == rows(small_crowd)


def test_everybody_is_found_and_decided_on(crowd: Store) -> None:
    with crowd.read() as connection:
        people = connection.execute(select(Person.id, Person.name, Person.phone, Person.number)).all()
        uids = connection.execute(select(Card.uid)).scalars().all()
    for person_id, name, phone, number in people:
        for said in (phone, number, name):
            rows = search(crowd, said)
            # So many have the most frequent names that they don't fit on the list.
            assert person_id in {row.args.get("person_id") for row in rows} or len(rows) >= 8
    kinds = Counter(decide_now(crowd, Asked(uid=uid), "1").kind for uid in uids)
    assert kinds["hand_out"] > len(uids) / 2
    assert kinds["refuse"] > 0
    assert set(kinds) <= {"hand_out", "refuse", "re_entry", "ask_zone"}


def test_counter_of_a_crowd_goes_on_working(crowd: Store) -> None:
    with crowd.read() as connection:
        uids = connection.execute(select(Card.uid)).scalars().all()
    decisions = (decide_now(crowd, Asked(uid=uid), "1") for uid in uids)
    found = next(decision for decision in decisions if decision.kind == "hand_out")
    assert found.person is not None
    arrive(crowd, owner_of(crowd), ArriveRequest("first", found.person.id, found.key_code, found.card_number))
    with crowd.snapshot() as connection:
        assert not verify(connection, derivations()).findings


def test_interrupted_crowd_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "never.db", Crowd(members=10, sales=0, days=3), ManualClock(NOW), stop)
    assert not list(tmp_path.glob("never*"))


def test_tap_and_search_read_no_table_from_end_to_end(crowd: Store) -> None:
    with crowd.read() as connection:
        uids = connection.execute(select(Card.uid).limit(30)).scalars().all()
        name, phone = connection.execute(select(Person.name, Person.phone).limit(1)).one()
        raw = connection.connection.driver_connection
    assert raw is not None
    traced: list[str] = []
    raw.set_trace_callback(traced.append)
    for uid in uids:
        decide_now(crowd, Asked(uid=uid), "1")
    for typed in (name, name[0], phone[:4], phone[-4:], "w", "wang", "1", "M0001"):
        search(crowd, typed)
    raw.set_trace_callback(None)
    statements = {statement for statement in traced if statement.lstrip().startswith("SELECT")}
    assert len(statements) > 10
    with crowd.read() as connection:
        assert not [
            (line, statement) for statement in statements for line in _plan(connection, statement) if BIG.search(line)
        ]


def _plan(connection: Connection, statement: str) -> list[str]:
    found = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}")
    return [str(row[3]) for row in found]
