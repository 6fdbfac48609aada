"""A furnished gym for the tests of the whole counter, made once and copied for each test."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.core.clock import ManualClock
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.app.clerk import Gym, furnish
from tests.conftest import MONDAY_MORNING


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, staffed_database: bytes) -> tuple[bytes, Gym]:
    """The bytes of a gym's database, and what is in it."""
    folder = tmp_path_factory.mktemp("gym")
    (folder / "gym.db").write_bytes(staffed_database)
    store = Store(f"sqlite:///{folder / 'gym.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder))
    gym = furnish(store)
    store.close()
    return (folder / "gym.db").read_bytes(), gym


@pytest.fixture
def closed_gym(tmp_path: Path, furnished: tuple[bytes, Gym]) -> Iterator[Gym]:
    """In the morning, before the shift; the database is ``frontdesk.db`` in ``tmp_path``."""
    content, gym = furnished
    (tmp_path / "frontdesk.db").write_bytes(content)
    url = f"sqlite:///{tmp_path / 'frontdesk.db'}"
    store = Store(url, ManualClock(MONDAY_MORNING), FileSecrets(tmp_path / "secrets"))
    yield replace(gym, store=store)
    store.close()


@pytest.fixture
def gym(closed_gym: Gym) -> Gym:
    """With an open shift at counter 1."""
    closed_gym.open_shift()
    return closed_gym
