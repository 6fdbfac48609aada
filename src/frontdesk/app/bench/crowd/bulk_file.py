"""A new SQLite file filled in bulk: nothing of it is durable before the end, and indexes are made last."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from frontdesk.store.base import Base
from frontdesk.store.store import table_of

_ROWS_AT_ONCE = 20_000
_FAST = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -400000",
    "PRAGMA threads = 2",
)
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"


class BulkFile:
    """Rows on their way into the file; they are written many at a time, in the order they came for each table."""

    def __init__(self, connection: Any, in_key_order: Sequence[type[Base]] = ()) -> None:
        self._connection = connection
        self._in_key_order = tuple(in_key_order)
        for table in self._in_key_order:
            connection.execute(f"CREATE TEMP TABLE late_{table.__tablename__} AS SELECT * FROM {table.__tablename__}")
            connection.execute(f"DELETE FROM {table.__tablename__}")
        self._waiting: defaultdict[type[Base], list[Mapping[str, Any]]] = defaultdict(list)
        self._statements: dict[type[Base], tuple[str, Callable[[Mapping[str, Any]], Any]]] = {}

    def insert(self, table: type[Base], row: Mapping[str, Any]) -> None:
        """Add a row that names every column."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) == _ROWS_AT_ONCE:
            self._write(table)

    def execute(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement after everything that came before it; returns its rows."""
        self.flush()
        return list(self._connection.execute(sql, values))

    def execute_many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement once for each row of values."""
        self.flush()
        self._connection.executemany(sql, rows)

    def flush(self) -> None:
        """Write what waits."""
        for table in list(self._waiting):
            self._write(table)

    def highest(self, table: type[Base]) -> int:
        """The highest id there is, 0 in an empty table."""
        return int(self.execute(f"SELECT coalesce(max(id), 0) FROM {table.__tablename__}")[0][0])

    def settle(self) -> None:
        """Put the rows that were kept back into their tables, in the order of their keys."""
        self.flush()
        for table in self._in_key_order:
            name = table.__tablename__
            keys = ", ".join(column.name for column in table_of(table).primary_key)
            self._connection.execute(f"INSERT INTO {name} SELECT * FROM temp.late_{name} ORDER BY {keys}")
            self._connection.execute(f"DROP TABLE temp.late_{name}")

    def _write(self, table: type[Base]) -> None:
        rows = self._waiting.pop(table)
        if table not in self._statements:
            names = [column.name for column in table_of(table).columns]
            places = ", ".join("?" * len(names))
            target = f"temp.late_{table.__tablename__}" if table in self._in_key_order else str(table.__tablename__)
            sql = f"INSERT INTO {target} ({', '.join(names)}) VALUES ({places})"
            self._statements[table] = sql, itemgetter(*names)
        sql, values = self._statements[table]
        # The driver takes values in order sooner than values by name.
        self._connection.executemany(sql, map(values, rows))


@contextmanager
def filling(path: Path, in_key_order: Sequence[type[Base]]) -> Iterator[BulkFile]:
    """The file for filling, which nobody else may have open; indexes are taken away and made anew at the end.

    Rows of ``in_key_order`` tables, whose keys come in no order, are kept aside and go in sorted.
    """
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        for pragma in _FAST:
            connection.execute(pragma)
        connection.execute("BEGIN")
        indexes = connection.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        file = BulkFile(connection, in_key_order)
        yield file
        file.settle()
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("COMMIT")
    finally:
        connection.close()
