"""Copying the house's data without its people, from one moment, while counters sell.

The rows are read from one snapshot and written one by one: no personal text is ever in the copy's file, not even for a
moment, and a gym of any size takes little memory. On SQLite and PostgreSQL alike nothing of the house is locked.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Table, select

from frontdesk.app.training.made_up import MAKERS
from frontdesk.books.tables import Note
from frontdesk.printing.tables import PrintJob
from frontdesk.staff.tables import Pin, UnknownMiss
from frontdesk.store.base import Base
from frontdesk.store.store import Store, explain, table_of
from frontdesk.store.stream import stream

LEFT_OUT: tuple[type[Base], ...] = (Note, PrintJob, Pin, UnknownMiss)
"""Free and personal texts (the books go on without them, as after an erasure), slips with names on them, and what
belongs to another computer's secret."""

_AT_ONCE = 1_000
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
_FAST = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -64000",
)
Progress = Callable[[int, int], None]


def fill_copy(house: Store, path: Path, progress: Progress) -> None:
    """Fill an empty SQLite file that has all tables and that nobody has open.

    ``progress`` is told (tables done, tables in all); what it raises ends it. Raises DiskFull and what else the store
    raises. The chain of the journal stays as it is and verifies in the copy.
    """
    left_out, made_up = set(map(table_of, LEFT_OUT)), set(map(table_of, MAKERS))
    tables = [table for table in Base.metadata.sorted_tables if table not in left_out]
    # What is made up comes last, search terms at the end: they are made from the made-up persons.
    tables.sort(key=lambda table: (table in made_up, table.name == "search_terms"))
    raw = _plain_connection(path)
    try:
        indexes = list(raw.execute(_INDEXES))
        for name, _ in indexes:
            raw.execute(f'DROP INDEX "{name}"')
        with house.snapshot() as connection:
            for done, table in enumerate(tables):
                _write(raw, table, _rows(table, connection, raw), partial(progress, done, len(tables)))
        for _, statement in indexes:  # sorting once costs less than finding each row's place
            raw.execute(statement)
        raw.commit()
        progress(len(tables), len(tables))
    except sqlcipher.Error as error:
        raise explain(error) or error from error
    finally:
        raw.close()


def _rows(table: Table, house: Connection, copied: Any) -> Iterator[Sequence[Any]]:
    for mapped, maker in MAKERS.items():
        if table_of(mapped) is table:
            return maker(house, copied)
    return stream(house, select(table).order_by(*table.primary_key.columns))


def _write(raw: Any, table: Table, rows: Iterator[Sequence[Any]], tell: Callable[[], None]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    tell()
    while some := list(islice(rows, _AT_ONCE)):
        raw.executemany(statement, some)
        tell()


def _plain_connection(path: Path) -> Any:
    """A connection for filling a file that is thrown away when anything fails: no journal, no waiting for the disk."""
    raw = sqlcipher.connect(str(path), isolation_level="DEFERRED")
    for pragma in _FAST:
        raw.execute(pragma)
    return raw
