"""Programs sell from one database, and every spend from one balance comes out exact."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books.ledger import available
from frontdesk.books.verify import verify
from frontdesk.cashier.queries import takings
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.store.store import Store
from tests.cashier.people import give, open_counter
from tests.cashier.shelf import fill_shelf
from tests.faults.lengths import LONG, often
from tests.people import hire

COUNTERS = ("1", "2", "3", "4") if LONG else ("1", "2")
SPENDS = often(2_000, 10_000)
SPENDS_ON_A_SERVER = often(400, 10_000)
pytestmark = pytest.mark.timeout(often(120, 3600))
SPARE_FEN = 250

TILL = """
import sys
from datetime import datetime
from pathlib import Path

from frontdesk.app.schema import load_all_tables
from frontdesk.books.errors import InsufficientBalance
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.store.errors import DatabaseBusy
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store

url, secrets, counter, person_id, most = *sys.argv[1:4], *map(int, sys.argv[4:])
load_all_tables()
store = Store(url, ManualClock(datetime(2026, 11, 23, 10)), FileSecrets(Path(secrets)))
actor = Actor(1, "till", "owner", counter)
sold = 0
for number in range(most):
    line, tender = LineAsk("goods", 300, sku="water"), TenderAsk("balance", 300)
    request = SellRequest(f"{counter}-{number}", (line,), (tender,), person_id)
    while True:
        try:
            sell(store, actor, request)
        except InsufficientBalance:
            print(sold)
            sys.exit()
        except DatabaseBusy:
            continue
        break
    sold += 1
print(sold)
"""


def test_programs_spend_one_balance(store: Store, actor: Actor, tmp_path: Path) -> None:
    spend_from_tills(store, actor, tmp_path, SPENDS)


def test_programs_spend_one_balance_on_a_server(server: Store, actor: Actor, tmp_path: Path) -> None:
    hire(server)
    spend_from_tills(server, actor, tmp_path, SPENDS_ON_A_SERVER)


def spend_from_tills(store: Store, actor: Actor, folder: Path, spends: int) -> None:
    """Put so many spends and a little more on one balance; the programs spend until it is gone."""
    for counter in COUNTERS:
        open_counter(store, replace(actor, counter=counter))
    fill_shelf(store, actor, spends)
    enrolled = enrol(store, actor, EnrolRequest("member", PersonFields("王小明", "m", "13812348888")))
    person_id = enrolled.person_id
    give(store, actor, person_id, spends * 300 + SPARE_FEN)
    store.writing.dispose()
    command = [sys.executable, "-c", TILL, store.url, str(folder / "secrets")]
    tills = [
        subprocess.Popen([*command, counter, str(person_id), str(spends)], stdout=subprocess.PIPE, text=True)
        for counter in COUNTERS
    ]
    counts = [int(till.communicate(timeout=often(110, 3000))[0]) for till in tills]
    assert sum(counts) == spends and min(counts) > 0
    with store.read() as connection:
        assert available(connection, person_id) == SPARE_FEN
        found = takings(connection, business_day="2026-11-23")
        assert found.tender_fen("balance") == spends * 300
        # Numbers without gaps: as many as the last one says.
        assert sorted((int(last.rpartition("-")[2]), count) for _, last, count in found.numbers) == sorted(
            (n, n) for n in counts
        )
        assert verify(connection, derivations()).findings == ()
