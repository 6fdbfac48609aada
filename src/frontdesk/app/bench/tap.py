"""Tap to decision painted: from the UID read in the reader's thread to the frame in the real window (G07)."""

import time
from random import Random

from sqlalchemy import select

from frontdesk.app.bench.desk_window import desk_window
from frontdesk.app.bench.row import Row, hundredth, judged
from frontdesk.app.bench.site import FRAME_MS, Site
from frontdesk.cards.tables import Card
from frontdesk.core.clock import local_now
from frontdesk.store.store import Store
from frontdesk.visits.decide import Asked, decide

_TARGET_MS = 16
_WARM_UP = 20


def measure(site: Site) -> list[Row]:
    """Taps of members drawn from all, none of them twice; after each one the window is painted for nothing."""
    with desk_window(site) as desk:
        uids = draw_uids(desk.counter.store, site.effort.taps + _WARM_UP + 1)
        first = desk.tap(uids.pop())
        for _ in range(_WARM_UP):
            desk.tap(uids.pop())
        taken, bare_ms = [], []
        for uid in uids:
            taken.append(desk.tap(uid))
            bare_ms.append(desk.bare_frame().clock_ms)
        decided_ms, decided_cpu_ms = decide_ms(
            desk.counter.store, draw_uids(desk.counter.store, site.effort.taps, seed=2)
        )
    taken_ms, cpu_ms = [each.clock_ms for each in taken], [each.cpu_ms for each in taken]
    return [
        judged(
            "tap.painted_p99",
            hundredth(taken_ms, 99),
            "ms",
            floor=FRAME_MS,
            target=_TARGET_MS,
            size=(site.crowd.members, "members"),
            target_size=1_000_000,
            details={
                "p50": hundredth(taken_ms, 50),
                "first": first.clock_ms,
                "bare_frame_p50": hundredth(bare_ms, 50),
                "bare_frame_p99": hundredth(bare_ms, 99),
                "cpu_p50": hundredth(cpu_ms, 50),
                "cpu_p99": hundredth(cpu_ms, 99),
                "decide_p50": hundredth(decided_ms, 50),
                "decide_p99": hundredth(decided_ms, 99),
                "decide_cpu_p99": hundredth(decided_cpu_ms, 99),
                "taps": len(uids),
            },
        )
    ]


def draw_uids(store: Store, count: int, seed: int = 1) -> list[str]:
    """The chips of so many cards, drawn from all; no card twice while there are enough."""
    with store.read() as connection:
        highest = connection.execute(select(Card.id).order_by(Card.id.desc()).limit(1)).scalar_one()
        random = Random(seed)
        ids = random.sample(range(1, highest + 1), min(count, highest))
        ids += random.choices(range(1, highest + 1), k=count - len(ids))
        return [connection.execute(select(Card.uid).where(Card.id == card_id)).scalar_one() for card_id in ids]


def decide_ms(store: Store, uids: list[str]) -> tuple[list[float], list[float]]:
    """How long the decision alone takes for each chip, by the clock and of the processor."""
    clock_ms, cpu_ms = [], []
    for uid in uids:
        began_s, cpu_s = time.perf_counter(), time.thread_time()
        with store.read() as connection:
            decide(connection, Asked(uid=uid), "1", local_now(store.clock))
        cpu_ms.append((time.thread_time() - cpu_s) * 1000)
        clock_ms.append((time.perf_counter() - began_s) * 1000)
    return clock_ms, cpu_ms
