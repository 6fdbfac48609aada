"""The same report from a server, on one snapshot while others go on selling."""

import random
from dataclasses import replace

from frontdesk.core.clock import ManualClock
from frontdesk.reports.daily import daily_report, read_daily
from frontdesk.store.store import Store
from tests.cashier.asking import cash, goods, sold
from tests.people import CASHIER, OWNER, hire
from tests.postgres_server import postgres_url, server
from tests.reports.random_gym import Gym

__all__ = ["postgres_url", "server"]


def test_figures_agree_on_a_server_and_see_one_moment(server: Store, clock: ManualClock) -> None:  # K02
    clock.set_local(2026, 11, 22, 9)
    hire(server)
    gym = Gym(server, clock, random.Random(21))
    gym.furnish()
    gym.day((2026, 11, 23), 60, final=True)
    closed = read_daily(server, OWNER, "2026-11-23")
    assert closed.failed_checks == () and closed.takings.net_fen and closed.receipts
    clock.set_local(2026, 11, 24, 8, 30)
    gym.open(CASHIER)
    gym.work(40, two=False)
    with server.snapshot() as connection:
        first = daily_report(connection, clock, "2026-11-24", OWNER.name)
        sold(server, OWNER, goods("water"), cash(300))
        assert daily_report(connection, clock, "2026-11-24", OWNER.name) == first
    assert first.failed_checks == ()
    assert read_daily(server, OWNER, "2026-11-24").takings.net_fen == first.takings.net_fen + 300
    again = read_daily(server, OWNER, "2026-11-23")
    assert replace(again, prepared_at="") == replace(closed, prepared_at="")
