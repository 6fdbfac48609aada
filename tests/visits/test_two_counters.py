"""Several counters at one board: exactly one gets the key, on SQLite and on a real PostgreSQL."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.app.schema import HEAD_REVISION
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.store.base import Base, insert_only_tables
from frontdesk.store.schema import create_all
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.decide import Asked
from frontdesk.visits.queries import counts, in_house, stray_cards, stream
from tests import people
from tests.postgres_server import postgres_url  # noqa: F401 - a fixture
from tests.visits.house import House, Member, new_key

COUNTERS = 4


@pytest.fixture(params=["sqlite", "postgresql"])
def several(request: pytest.FixtureRequest, clock: ManualClock, tmp_path: Path) -> Iterator[House]:
    """A furnished gym with four open counters."""
    server = request.param == "postgresql"
    url = request.getfixturevalue("postgres_url") if server else f"sqlite:///{tmp_path / 'frontdesk.db'}"
    store = Store(url, clock, FileSecrets(tmp_path / "secrets"))
    with store.write() as tx:
        create_all(tx.connection, HEAD_REVISION)
        tx.commit()
    people.hire(store)
    house = House(store, people.OWNER)
    house.furnish()
    for counter in range(1, COUNTERS + 1):
        actor = replace(people.OWNER, counter=str(counter))
        open_shift(store, actor, OpenShiftRequest(new_key(), ((10000, 5),)))
    yield house
    if server:
        with store.write() as tx:
            for table in insert_only_tables():
                tx.connection.execute(text(f"DROP TABLE {table.__tablename__} CASCADE"))
            Base.metadata.drop_all(tx.connection)
            tx.connection.execute(text("DROP TABLE alembic_version"))
            tx.commit()
    store.close()


def test_one_key_goes_to_exactly_one_member(several: House) -> None:  # G06
    members = [several.member(f"会员{number}") for number in range(COUNTERS)]
    outcomes: list[str] = []

    def at_counter(number: int, member: Member) -> None:
        actor = replace(people.OWNER, counter=str(number + 1))
        request = ArriveRequest(new_key(), member.person_id, "101", member.card)
        try:
            arrive(several.store, actor, request)
            outcomes.append("key")
        except FrontdeskError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=at_counter, args=(n, member)) for n, member in enumerate(members)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["key"] + ["keys.not_at_home"] * (COUNTERS - 1)
    with several.store.read() as connection:
        assert len(in_house(connection)) == 1
    several.check()


def test_a_whole_visit_with_a_stray_card(several: House) -> None:  # G08 G13
    wang = several.member("王小明")
    several.arrive(wang)
    assert several.ask(Asked(key_code="101")).kind == "take_back"
    several.leave("101", card="left")
    with several.store.read() as connection:
        assert [stray.key_code for stray in stray_cards(connection)] == ["101"]
        assert counts(connection, "2026-11-23").cards_not_returned == 1
        assert [line.kind for line in stream(connection, "2026-11-23")] == ["left", "arrived"]
    assert several.tap(wang).month_visits == 1
    several.check()
