"""Copying the house's data without its people, from one moment, while counters sell.

The rows are read from one snapshot and written one by one: no personal text is ever in the copy's file, not even for a
moment, and a gym of any size takes little memory. On SQLite and PostgreSQL alike nothing of the house is locked.
"""

from collections.abc import Callable, Iterator, Sequence
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
Progress = Callable[[int, int], None]


def fill_copy(house: Store, copy: Store, progress: Progress) -> None:
    """Fill an empty SQLite database that has all tables. ``progress`` is told (tables done, tables in all).

    What ``progress`` raises ends it; raises DiskFull and what else the store raises. The chain of the journal stays
    as it is and verifies in the copy.
    """
    assert copy.path is not None
    tables = [table for table in Base.metadata.sorted_tables if table not in map(table_of, LEFT_OUT)]
    tables.sort(key=lambda table: table in map(table_of, MAKERS))
    tables.sort(key=_comes_late)
    raw = _plain_connection(copy.path)
    try:
        with house.snapshot() as connection, copy.read() as copied:
            for done, table in enumerate(tables):
                rows = _rows(table, connection, copied)
                _write(raw, table, rows, lambda done=done: progress(done, len(tables)))  # type: ignore[misc]
                raw.commit()
                copied.rollback()
        progress(len(tables), len(tables))
    except sqlcipher.Error as error:
        raise explain(error) or error from error
    finally:
        raw.close()


def _comes_late(table: Table) -> bool:
    """Search terms are made from the persons that were copied before."""
    return table.name == "search_terms"


def _rows(table: Table, house: Connection, copied: Connection) -> Iterator[Sequence[Any]]:
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
    """A connection for filling a file that is thrown away when anything fails: no flushing, no checks twice."""
    raw = sqlcipher.connect(str(path), isolation_level="DEFERRED")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA foreign_keys = OFF")
    return raw
