"""Reading very many rows without ever holding them all: one after another, or a stretch of numbers at a time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, bindparam, func, select
from sqlalchemy.sql import Select

from frontdesk.store.prepared import Prepared, execute_raw, positional

_AT_ONCE = 1_000
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
"""The bounds of a stored whole number."""


def stream(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement as plain tuples, fetched a thousand at a time.

    On SQLite by the driver's cursor: SQLAlchemy's rows cost more than the reading.
    """
    if connection.dialect.name != "sqlite":
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(statement):
            yield tuple(row)
        return
    sql, names, values = positional(statement, connection.dialect)
    cursor = execute_raw(connection, sql, [values[name] for name in names])
    try:
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
    finally:
        cursor.close()


def stretches(connection: Connection, numbers: Column[int], at_once: int) -> Iterator[tuple[int, int]]:
    """First and last of stretches in which ``at_once`` numbers of a unique column lie, and in the end none.

    Together they cover every whole number, so that what is numbered like nothing in the column is met too. For what a
    database does best with a few thousand rows: of millions it would make a list of its own in memory.
    """
    some = _some(numbers, at_once)
    first = _LOWEST
    while first <= _HIGHEST:
        (last, count), *_ = some.all(connection, first=first)
        last = last if count == at_once else _HIGHEST
        yield first, last
        first = last + 1


@lru_cache(maxsize=16)
def _some(numbers: Column[int], at_once: int) -> Prepared:
    found = select(numbers).where(numbers >= bindparam("first")).order_by(numbers).limit(at_once).subquery()
    return Prepared(select(func.max(found.c[0]), func.count()).select_from(found))
