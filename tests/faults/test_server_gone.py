"""PostgreSQL killed, cut off or stopped under an open counter: words in time, a living window, one press to go on."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.app.schema import derivations
from frontdesk.books.action import _JOURNAL_LOCK
from frontdesk.books.verify import verify
from frontdesk.cashier.qt.till import Till
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.printing.routing import Routes, use_routes
from frontdesk.store.errors import DatabaseUnreachable
from frontdesk.store.store import Store
from tests.app.clerk import WATER_CODE, Clerk, furnish
from tests.cashier.people import open_counter
from tests.faults.lengths import LONG
from tests.faults.wire import Wire
from tests.flows.live_counter import STILL_MS, Watchdog, live_counter, serve, serve_for
from tests.postgres_server import Cluster

TOLD_S = 6.0
"""The clerk must have been told by then (reliability 11)."""


@pytest.fixture(autouse=True)
def routes_as_before(qapp: object) -> Iterator[None]:
    """The counter chooses the routes of its settings; other tests have the built-in ones."""
    yield
    use_routes(Routes())


@contextmanager
def partitioned(wire: Wire, _cluster: Cluster) -> Iterator[None]:
    wire.partition()
    yield
    wire.heal()


@contextmanager
def stopped(_wire: Wire, cluster: Cluster) -> Iterator[None]:
    cluster.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        cluster.signal(signal.SIGCONT)


@contextmanager
def killed(_wire: Wire, cluster: Cluster) -> Iterator[None]:
    cluster.signal(signal.SIGKILL)
    try:
        yield
    finally:
        cluster.start()


TROUBLES = [stopped, killed, *((partitioned,) if LONG else ())]
"""A cut cable looks to the program like a stopped server, and each costs some seconds."""


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_clerk_is_told_and_presses_once_more(
    far: Store, wire: Wire, cluster: Cluster, tmp_path: Path, trouble: Callable[[Wire, Cluster], Iterator[None]]
) -> None:  # fault table 11
    gym = furnish(far)
    gym.open_shift()
    with live_counter(far, gym, tmp_path, reader=SimulatedReader(far.clock)) as clerk:
        clerk.go("cashier")
        clerk.scan(WATER_CODE)
        clerk.type("10")
        clerk.press("Enter")
        serve_for(0.3)
        watchdog = Watchdog()
        with trouble(wire, cluster):  # type: ignore[attr-defined]
            started = time.monotonic()
            clerk.strike("Enter")
            serve(lambda: t("error.store.unreachable") in clerk.words(), "the words", 20)
            told_s = time.monotonic() - started
            serve_for(0.5)
        watchdog.stop()
        print(f"{trouble.__name__}: told after {told_s:.1f} s, stood still for {watchdog.longest_ms:.0f} ms at most")
        assert clerk.front() is clerk.window, "the words stand on the page: no dialog to close before the next press"
        assert told_s <= TOLD_S
        assert watchdog.longest_ms < STILL_MS
        assert not till_of(clerk).busy
        clerk.press("Enter")
        assert [receipt.total_fen for receipt in clerk.receipts()] == [300]
        with far.read() as connection:
            assert verify(connection, derivations()).findings == ()


def test_a_counter_that_froze_in_mid_sale_does_not_hold_up_the_others(far: Store, server: Store, actor: Actor) -> None:
    """Its transaction has the journal's lock, and a computer without power sends no goodbye."""
    with pytest.raises(DatabaseUnreachable), far.write() as frozen:
        assert frozen.connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "15s"
        frozen.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 500"))
        frozen.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _JOURNAL_LOCK})
        open_counter(server, actor)
        frozen.commit()
    with server.read() as connection:
        assert verify(connection, derivations()).findings == ()


def till_of(clerk: Clerk) -> Till:
    found = clerk.page("cashier").findChild(Till)
    assert isinstance(found, Till)
    return found
