"""The whole verification, in a process of its own, beside one pass of SHA-256 over the same rows' texts."""

import json
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from frontdesk.app.bench.child import ask_child
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row, judged
from frontdesk.app.bench.site import Site

_SECONDS, _MB = 25, 250
_SALES = 500_000
_RECORDS_AT_ONCE = 1_000


def measure(site: Site) -> list[Row]:
    """Seconds and the most memory held at once; on a file that isn't clean no target is met."""
    found = ask_child(__name__, str(site.data))
    size = (site.crowd.sales, "sales")
    details = {"cpu": found["cpu_s"], "rows": found["rows"], "records": found["records"], "clean": found["clean"]}
    rows = [
        judged(
            "verify.seconds",
            found["seconds"],
            "s",
            floor=found["floor_s"],
            target=_SECONDS,
            size=size,
            target_size=_SALES,
            details=details,
        ),
        judged("verify.memory", found["peak_mb"], "MB", target=_MB, size=size, target_size=_SALES),
    ]
    return rows if found["clean"] else [replace(row, met=False) for row in rows]


def _told(data: Path) -> dict[str, float | bool]:
    from frontdesk.app.bench.process_memory import peak_mb
    from frontdesk.app.schema import derivations
    from frontdesk.books.verify import verify

    store = Site(data, data, Crowd()).open()
    began_s, cpu_s = time.perf_counter(), time.process_time()
    with store.snapshot() as connection:
        verdict = verify(connection, derivations())
    seconds, used_s, most_mb = time.perf_counter() - began_s, time.process_time() - cpu_s, peak_mb()
    store.close()
    return {
        "seconds": seconds,
        "cpu_s": used_s,
        "peak_mb": most_mb,
        "rows": verdict.rows,
        "records": verdict.records,
        "clean": not verdict.findings,
        "floor_s": _hashing_s(data),
    }


def _hashing_s(data: Path) -> float:
    """Seconds that SHA-256 alone takes for every row of the books; reading the rows isn't counted."""
    from frontdesk.books.row_texts import book_row_texts
    from frontdesk.books.tables import JournalRecord
    from frontdesk.store.base import book_tables
    from frontdesk.store.store import table_of
    from frontdesk.store.stream import stretches

    store = Site(data, data, Crowd()).open()
    tables = [book_row_texts(table_of(table)) for table in book_tables()]
    total_s = 0.0
    with store.snapshot() as connection:
        for first, last in stretches(connection, table_of(JournalRecord).c.id, _RECORDS_AT_ONCE):
            for table in tables:
                rows = table.between(connection, first, last)
                began_s = time.perf_counter()
                for row in rows:
                    sha256(row[-1]).hexdigest()
                total_s += time.perf_counter() - began_s
    store.close()
    return total_s


if __name__ == "__main__":
    print(json.dumps(_told(Path(sys.argv[1]))))
