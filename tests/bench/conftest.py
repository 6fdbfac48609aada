"""A small crowd, made once for all tests that look at it."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.app.bench.crowd.fill import fill, place_of
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.open_database import open_store
from frontdesk.core.clock import ManualClock
from frontdesk.store.store import Store

SMALL = Crowd(members=120, sales=100, days=12)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def small_crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a small crowd."""
    path = tmp_path_factory.mktemp("crowd") / "frontdesk.db"
    fill(path, SMALL, ManualClock(NOW))
    return path


@pytest.fixture
def crowd(small_crowd: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, open."""
    path = tmp_path / "frontdesk.db"
    shutil.copyfile(small_crowd, path)
    store = open_store(place_of(path), ManualClock(NOW))
    yield store
    store.close()
