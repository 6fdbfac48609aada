"""A gym whose days are made up by chance; the page's tests share the interface's desk."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.core.clock import ManualClock
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.conftest import MONDAY_MORNING
from tests.people import hire
from tests.reports.random_gym import Gym
from tests.ui.conftest import desk, runner

__all__ = ["desk", "gyms", "runner"]


@pytest.fixture
def gyms(tmp_path: Path, empty_database: bytes) -> Callable[[int], Gym]:
    """Makes a furnished gym of its own for a seed."""

    def make(seed: int) -> Gym:
        path = tmp_path / f"gym-{seed}.db"
        path.write_bytes(empty_database)
        clock = ManualClock(MONDAY_MORNING.replace(day=22))
        store = Store(f"sqlite:///{path}", clock, FileSecrets(tmp_path / f"secrets-{seed}"))
        hire(store)
        gym = Gym(store, clock, random.Random(seed))
        gym.furnish()
        return gym

    return make
