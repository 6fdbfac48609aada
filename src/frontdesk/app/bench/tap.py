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
    """Taps of members drawn from all, none of them twice."""
    with desk_window(site) as desk:
        uids = draw_uids(desk.counter.store, site.effort.taps + _WARM_UP + 1)
        first_ms = desk.tap(uids.pop())
        for _ in range(_WARM_UP):
            desk.tap(uids.pop())
        cpu_s = time.process_time()
        taken_ms = [desk.tap(uid) for uid in uids]
        cpu_ms = (time.process_time() - cpu_s) * 1000 / len(uids)
        decided_ms = _decide_alone(desk.counter.store, draw_uids(desk.counter.store, site.effort.taps, seed=2))
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
                "first": first_ms,
                "cpu": cpu_ms,
                "decide_p50": hundredth(decided_ms, 50),
                "decide_p99": hundredth(decided_ms, 99),
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


def _decide_alone(store: Store, uids: list[str]) -> list[float]:
    taken_ms = []
    for uid in uids:
        began = time.perf_counter()
        with store.read() as connection:
            decide(connection, Asked(uid=uid), "1", local_now(store.clock))
        taken_ms.append((time.perf_counter() - began) * 1000)
    return taken_ms
