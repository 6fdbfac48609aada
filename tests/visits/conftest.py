"""What tests of visits share."""

import pytest

from frontdesk.core.actor import Actor
from frontdesk.store.store import Store
from tests.visits.house import House


@pytest.fixture
def house(store: Store, actor: Actor, open_shift: object) -> House:
    """A furnished gym with an open shift at counter 1."""
    found = House(store, actor)
    found.furnish()
    return found
