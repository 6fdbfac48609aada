"""People for the stock's tests."""

import pytest

from frontdesk.core.actor import Actor
from frontdesk.store.store import Store
from tests.cashier.people import PEOPLE, add_people


@pytest.fixture
def store(store: Store) -> Store:
    add_people(store)
    return store


@pytest.fixture
def cashier() -> Actor:
    return Actor(2, PEOPLE[1][2], "cashier", "1")


@pytest.fixture
def shift_lead() -> Actor:
    return Actor(3, PEOPLE[2][2], "shift_lead", "1")
