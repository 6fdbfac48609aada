"""What tests of all areas share: a clock, a fresh database and people at a counter."""

import gc
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.schema import HEAD_REVISION, load_all_tables
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import language, set_language
from frontdesk.handover.open_shift import OpenShiftRequest, OpenShiftResult
from frontdesk.handover.open_shift import open_shift as begin
from frontdesk.printing.routing import Routes, use_routes
from frontdesk.store.schema import create_all
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.ui import theme
from tests import people
from tests.postgres_server import *  # noqa: F403 - fixtures: one server for the whole run, if any test wants it

load_all_tables()

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


_SPOKEN = language()


_TESTS_A_COLLECTION = 12


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Closed dialogs are collected between tests in this thread, as in the program; never in a worker's."""
    gc.disable()
    _ran[0] += 1
    if _ran[0] % _TESTS_A_COLLECTION == 0:
        gc.collect()


_ran = [0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a file's last test the process prints and speaks as it did before, whatever its counters have chosen."""
    yield
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        use_routes(Routes())
        set_language(_SPOKEN)


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """A page or dialog that a test opens by itself is dressed as the program's windows are."""
    add = qtbot.addWidget

    def add_dressed(widget: QWidget, **more: Any) -> None:
        if widget.parent() is None and not widget.styleSheet():
            theme.dress(widget)
        add(widget, **more)

    qtbot.addWidget = add_dressed  # type: ignore[method-assign]
    return qtbot


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
        create_all(tx.connection, HEAD_REVISION)
        tx.commit()
    store.close()
    return (folder / "empty.db").read_bytes()


@pytest.fixture(scope="session")
def staffed_database(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """The bytes of a database in which one person of each role works, as in ``tests.people``."""
    folder = tmp_path_factory.mktemp("staffed")
    (folder / "staffed.db").write_bytes(empty_database)
    clock = ManualClock(MONDAY_MORNING - timedelta(days=30))  # a test's own morning is no clock set back
    store = Store(f"sqlite:///{folder / 'staffed.db'}", clock, FileSecrets(folder))
    people.hire(store)
    store.close()
    return (folder / "staffed.db").read_bytes()


@pytest.fixture
def empty_store(tmp_path: Path, clock: ManualClock, empty_database: bytes) -> Iterator[Store]:
    """An open database with every table and nobody in it."""
    path = tmp_path / "empty.db"
    path.write_bytes(empty_database)
    found = Store(f"sqlite:///{path}", clock, FileSecrets(tmp_path / "secrets"))
    yield found
    found.close()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock, staffed_database: bytes) -> Iterator[Store]:
    """An open database with every table and, as accounts 1 to 4, one person of each role."""
    path = tmp_path / "frontdesk.db"
    path.write_bytes(staffed_database)
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
    return people.OWNER


@pytest.fixture
def cashier() -> Actor:
    """The cashier at counter 1: no refund alone."""
    return people.CASHIER


@pytest.fixture
def shift_lead() -> Actor:
    """The shift lead at counter 1: may approve within limits."""
    return people.SHIFT_LEAD


@pytest.fixture
def manager() -> Actor:
    """The manager at counter 1."""
    return people.MANAGER


@pytest.fixture
def open_shift(store: Store, actor: Actor) -> OpenShiftResult:
    """The owner's open shift at counter 1 with a float of ¥500."""
    return begin(store, actor, OpenShiftRequest(uuid.uuid4().hex, ((10_000, 3), (1_000, 20))))
