"""The whole day on a real PostgreSQL: its books verify, and they are the same as on SQLite."""

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
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
