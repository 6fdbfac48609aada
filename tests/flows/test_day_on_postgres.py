"""The whole day on a real PostgreSQL: its books verify, and they are the same as on SQLite."""

from collections import Counter

from sqlalchemy import select

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.base import insert_only_tables
from frontdesk.store.store import Store
from tests.flows.whole_day import WholeDay
from tests.people import hire

Written = tuple[dict[str, int], list[tuple[object, ...]]]


def test_a_whole_day_writes_the_same_on_both(server: Store, store: Store, clock: ManualClock) -> None:
    """The same number of rows in every table, none empty, and the same postings to the fen under the same numbers."""
    hire(server)
    morning = clock.now()
    WholeDay(server, clock).live()
    clock.advance(seconds=(morning - clock.now()).total_seconds())
    WholeDay(store, clock).live()
    assert written(server) == written(store)


def written(store: Store) -> Written:
    """How many rows each table of the books has, and the ledger's postings; the books verify."""
    with store.read() as connection:
        verdict = verify(connection, derivations())
        assert verdict.findings == () and verdict.seals == 3
        tables = [str(table.__tablename__) for table in insert_only_tables()]
        rows = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() or 0 for name in tables}
        assert all(rows.values())
        postings = connection.exec_driver_sql("SELECT entry_id, account, unit, quantity FROM postings ORDER BY id")
        return rows, [tuple(row) for row in postings]


def test_the_days_paper_comes_out_of_a_server(server: Store, clock: ManualClock) -> None:
    """The spool on PostgreSQL: every slip of the day over TCP once, the drawer's late pulses dropped."""
    hire(server)
    WholeDay(server, clock).live()
    clock.advance(minutes=1)
    profile = PrinterProfile()
    with SimulatedTcpPrinter() as printer:
        worker = PrintWorker(server, NetworkPrinter(printer.host, printer.port, profile), counter="1")
        worker.start()
        try:
            assert worker.wait_idle(60)
        finally:
            worker.stop()
        printed = len(printer.jobs)
    with server.read() as connection:
        states = Counter(tuple(row) for row in connection.execute(select(PrintJob.kind, PrintJob.state)))
    assert {state for _, state in states} == {"done", "cancelled"}
    assert {kind for kind, state in states if state == "cancelled"} == {"drawer"}
    assert printed == sum(count for (_, state), count in states.items() if state == "done") > 10
