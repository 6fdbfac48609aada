"""Memory of the window: open with every page visited, and how it grows over taps; in a process of its own."""

import json
import sys
from pathlib import Path

from frontdesk.app.bench.child import ask_child
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row, judged
from frontdesk.app.bench.site import Site

_OPEN_MB = 250
_GROWN_MB = 5
"""What a heap may differ by without anything having been kept."""
_TAPS, _MEMBERS = 10_000, 100_000
_WARM_UP = 1_000
"""Until then the database's page caches fill up, which are bounded."""
_PAGES_MS = 400


def measure(site: Site) -> list[Row]:
    """The window's process tells its memory after all pages, and after so many taps and settled work."""
    found = ask_child(__name__, str(site.data), str(site.effort.taps_all_day))
    return [
        judged(
            "memory.window",
            max(found["open_mb"], found["after_mb"]),
            "MB",
            target=_OPEN_MB,
            size=(site.crowd.members, "members"),
            target_size=_MEMBERS,
            details={"open": found["open_mb"], "after_taps": found["after_mb"], "taps": site.effort.taps_all_day},
        ),
        judged(
            "memory.growth",
            found["after_mb"] - found["warm_mb"],
            "MB",
            target=_GROWN_MB,
            size=(site.effort.taps_all_day, "taps"),
            target_size=_TAPS,
        ),
    ]


def _told(data: Path, taps: int) -> dict[str, float]:
    from frontdesk.app.bench.desk_window import desk_window
    from frontdesk.app.bench.process_memory import resident_mb
    from frontdesk.app.bench.tap import draw_uids

    with desk_window(Site(data, data, Crowd())) as desk:
        for area in desk.window.shell.rail.areas():
            desk.window.open_page(area)
            desk.settle(_PAGES_MS)
        desk.window.open_page("reception")
        desk.settle(_PAGES_MS)
        open_mb = resident_mb()
        warm_up = min(taps, _WARM_UP)
        uids = draw_uids(desk.counter.store, taps + warm_up, seed=3)
        for uid in uids[:warm_up]:
            desk.tap(uid)
        warm_mb = resident_mb()
        for uid in uids[warm_up:]:
            desk.tap(uid)
        desk.settle(_PAGES_MS)
        return {"open_mb": open_mb, "warm_mb": warm_mb, "after_mb": resident_mb()}


if __name__ == "__main__":
    print(json.dumps(_told(Path(sys.argv[1]), int(sys.argv[2]))))
