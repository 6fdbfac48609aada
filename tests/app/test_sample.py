"""The sample gym is the same every time, shows every state, and its books verify."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from frontdesk.app.sample.load import load_sample
from frontdesk.app.sample.portraits import portrait
from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.app.schema import derivations
from frontdesk.books.ledger import balance
from frontdesk.books.verify import verify
from frontdesk.cards.tables import Card
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, local_now
from frontdesk.keys.tables import KeyTag
from frontdesk.members.queries import photo, standing
from frontdesk.members.search import find
from frontdesk.members.standing import NEXT_STEPS
from frontdesk.members.tables import Person, Photo
from frontdesk.staff.errors import HouseFounded
from frontdesk.staff.sign_in import sign_in
from frontdesk.staff.switch import switch_by_pin
from frontdesk.stock.tables import Goods
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.visits.tables import OpenVisit, Visit
from tests.conftest import MONDAY_MORNING

SIZE = 150


@pytest.fixture(scope="module")
def gym(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Store:
    return filled(tmp_path_factory.mktemp("gym"), empty_database)


def filled(folder: Path, empty_database: bytes) -> Store:
    (folder / "gym.db").write_bytes(empty_database)
    store = Store(f"sqlite:///{folder / 'gym.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder))
    load_sample(store, SIZE)
    return store


def test_the_books_of_the_sample_verify(gym: Store) -> None:
    with gym.read() as connection:
        assert verify(connection, derivations()).findings == ()
    assert gym.clock.now() == MONDAY_MORNING


def test_every_status_is_there(gym: Store) -> None:  # G07
    with gym.read() as connection:
        numbers = range(1, SIZE + 1)
        found = Counter(standing(connection, number, local_now(gym.clock)).status for number in numbers)
        lost = connection.execute(select(func.count()).where(Card.state == "lost")).scalar_one()
    assert set(NEXT_STEPS) - set(found) == {"lost_card"} and lost
    assert found["active"] > SIZE // 2


def test_two_hundred_keys_goods_and_people(gym: Store) -> None:
    def count(table: type) -> int:
        with gym.read() as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    assert count(Person) == SIZE
    assert count(KeyTag) == 200
    assert 40 <= count(Goods) <= 50
    assert count(Visit) > 80 and count(OpenVisit) == 0
    with gym.read() as connection:
        assert balance(connection, "stock/shelf", "goods:water") == 180
        assert find(connection, "sxl") or find(connection, "wang")
        assert find(connection, "张䶮")[0].matched_by == "name"
        photo_id = connection.execute(select(Photo.id).limit(1)).scalar_one()
        assert (photo(connection, photo_id) or b"").startswith(b"\xff\xd8")


def test_the_documented_passwords_and_pins_let_in(gym: Store) -> None:
    roles = Counter(person.role for person in staff_of_the_sample())
    assert roles == {"owner": 1, "manager": 1, "shift_lead": 2, "cashier": 4}
    for person in staff_of_the_sample():
        assert sign_in(gym, "1", person.username, person.password).name == person.name
        assert switch_by_pin(gym, "1", person.username, person.pin).role == person.role


def test_the_same_gym_every_time(gym: Store, tmp_path: Path, empty_database: bytes) -> None:
    def content(store: Store) -> list[tuple[object, ...]]:
        with store.read() as connection:
            persons = connection.execute(select(Person.number, Person.name, Person.phone, Person.last_seen_at))
            cards = connection.execute(select(Card.uid, Card.number, Card.person_id, Card.state))
            visits = connection.execute(select(Visit.person_id, Visit.at))
            return [tuple(row) for rows in (persons, cards, visits) for row in rows]

    again = filled(tmp_path, empty_database)
    assert content(again) == content(gym)
    again.close()


def test_an_owner_of_ones_own_brings_no_known_passwords(store: Store, actor: Actor) -> None:
    with pytest.raises(HouseFounded):
        load_sample(store, 3)
    assert load_sample(store, 20, owner=actor).persons == 20
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM accounts").scalar() == 4
        assert verify(connection, derivations()).findings == ()


def test_portraits_are_small_and_differ() -> None:
    drawn = {portrait(sex, variant) for sex in "mf" for variant in range(12)}
    assert len(drawn) == 24 and all(len(jpeg) < 20_000 for jpeg in drawn)
