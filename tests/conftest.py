"""What tests of all areas share: a clock, a fresh database and people at a counter."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.app.schema import load_all_tables
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.store.schema import create_all
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store

load_all_tables()

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock() -> ManualClock:
    """Monday morning at the counter."""
    return ManualClock(MONDAY_MORNING)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a fresh database, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    store = Store(f"sqlite:///{folder / 'empty.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder))
    with store.write() as tx:
        create_all(tx.connection, "test")
        tx.commit()
    store.close()
    return (folder / "empty.db").read_bytes()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock, empty_database: bytes) -> Iterator[Store]:
    """An open, empty database with every table."""
    path = tmp_path / "frontdesk.db"
    path.write_bytes(empty_database)
    found = Store(f"sqlite:///{path}", clock, FileSecrets(tmp_path / "secrets"))
    yield found
    found.close()


@pytest.fixture
def new_key() -> Callable[[], str]:
    """Makes an idempotency key for one intent."""
    return lambda: uuid.uuid4().hex


@pytest.fixture
def actor() -> Actor:
    """The owner at counter 1."""
    return Actor(account_id=1, name="周店长", role="owner", counter="1")
