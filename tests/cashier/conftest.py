"""A counter with an open shift, a filled shelf and a member."""

from collections.abc import Callable

import pytest

from frontdesk.core.actor import Actor
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.store.store import Store
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.ui.conftest import desk, look, runner  # noqa: F401


@pytest.fixture
def till(store: Store, actor: Actor) -> Store:
    """A store ready to sell from at counter 1."""
    open_counter(store, actor)
    fill_shelf(store, actor)
    return store


@pytest.fixture
def member(till: Store, actor: Actor, new_key: Callable[[], str]) -> int:
    """A person without a contract."""
    return enrol(till, actor, EnrolRequest(new_key(), PersonFields("王小明", "m", "13812348888"))).person_id
