"""A till killed in the middle of selling loses nothing it has acknowledged, and leaves nothing half done."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from frontdesk.app.schema import derivations
from frontdesk.books.tables import JournalRecord, Posting, RequestDone
from frontdesk.books.verify import verify
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender
from frontdesk.core.actor import Actor
from frontdesk.printing.tables import PrintJob
from frontdesk.store.base import Base
from frontdesk.store.store import Store
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.faults.lengths import often

KILLS = often(100, 1000)
pytestmark = pytest.mark.timeout(often(120, 3600))

# One program imports once and forks a till for each kill: a fresh interpreter would take a second each.
TILLS = """
import os
import sys
import uuid
from datetime import datetime
from pathlib import Path

from frontdesk.app.schema import load_all_tables
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store

load_all_tables()
path = Path(sys.argv[1])

def till():
    store = Store(f"sqlite:///{path}", ManualClock(datetime(2026, 11, 23, 10)), FileSecrets(path.parent / "secrets"))
    actor = Actor(1, "till", "owner", "1")
    lines = (LineAsk("goods", 300, 2, sku="water"), LineAsk("goods", 3500, sku="towel"))
    while True:
        key = uuid.uuid4().hex
        sell(store, actor, SellRequest(key, lines, (TenderAsk("cash", 4100, 5000),)))
        os.write(1, f"{key}\\n".encode())

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        till()
    os.write(1, f"till {child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""


def test_killed_in_the_middle_of_selling(store: Store, actor: Actor) -> None:  # fault table 1
    open_counter(store, actor)
    fill_shelf(store, actor, 100_000)
    path: Path | None = store.path
    assert path is not None
    store.close()
    random = Random(2026)
    acknowledged: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", TILLS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tills:
        assert tills.stdin is not None and tills.stdout is not None
        for _ in range(KILLS):
            tills.stdin.write("another\n")
            tills.stdin.flush()
            acknowledged += _sell_until_killed(tills, random)
        tills.stdin.close()
    assert len(acknowledged) > KILLS
    with store.read() as connection:
        kept = set(connection.execute(select(RequestDone.key)).scalars())
        assert set(acknowledged) <= kept
        assert _parts_of_each_sale(connection) == {(2, 1, 7, 1, 2)}
        sales = connection.execute(select(func.count(Sale.id))).scalar_one()
        assert sales >= len(acknowledged)
        last = connection.execute(select(Sale.number).order_by(Sale.id.desc()).limit(1)).scalar_one()
        assert int(last.rpartition("-")[2]) == sales  # no number lost or given twice
        assert verify(connection, derivations()).findings == ()
    unanswered = sales - len(acknowledged)
    print(f"{KILLS} kills among {sales} sales: 0 lost, 0 partial, {unanswered} committed before they were answered")


def _parts_of_each_sale(connection: Connection) -> set[tuple[int, ...]]:
    """The different numbers of (lines, tenders, postings, journal records with a request, print jobs) of a sale."""

    def count(table: type[Base], *where: ColumnElement[bool]) -> ScalarSelect[int]:
        return select(func.count()).select_from(table).where(*where).correlate(Sale).scalar_subquery()

    records = count(
        JournalRecord,
        JournalRecord.id == Sale.journal_id,
        JournalRecord.action == "cashier.sell",
        JournalRecord.id.in_(select(RequestDone.journal_id)),
    )
    receipt = "receipt/" + Sale.number
    jobs = count(PrintJob, PrintJob.document.in_((receipt, "drawer/" + receipt)))
    parts = select(
        count(SaleLine, SaleLine.sale_id == Sale.id),
        count(SaleTender, SaleTender.sale_id == Sale.id),
        count(Posting, Posting.entry_id == Sale.entry_id),
        records,
        jobs,
    )
    return {tuple(row) for row in connection.execute(parts.select_from(Sale))}


def _sell_until_killed(tills: "subprocess.Popen[str]", random: Random) -> list[str]:
    """Let a till sell for a moment after its first sale, kill it, and return the keys it acknowledged."""
    assert tills.stdout is not None
    keys: list[str] = []
    child = 0
    killed = False
    for line in tills.stdout:
        word = line.strip()
        if word.startswith("till "):
            child = int(word.removeprefix("till "))
        elif word == "gone":
            break
        else:
            keys.append(word)
        if keys and child and not killed:
            time.sleep(random.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            killed = True
    return keys
