"""Statements compiled once: for the few that every action runs, which cost more to build than to run."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement


class Prepared:
    """A Core statement whose values are named by ``bindparam``; gives plain tuples in the order of its columns.

    Only for columns stored as they come (whole numbers, text, bytes), and without lists in its values.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def all(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row. Raises KeyError for a value that is missing."""
        sql, names, fixed = _compiled(self, connection.dialect)
        return run(connection, sql, tuple([values[name] if name in values else fixed[name] for name in names]))

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first value of the first row, or None."""
        rows = self.all(connection, **values)
        return rows[0][0] if rows else None

    def compile(self, dialect: Dialect) -> tuple[str, list[str], dict[str, Any]]:
        """The text with places, the names of their values in order, and the values the statement itself holds."""
        return positional(self._statement, dialect)


def positional(statement: ClauseElement, dialect: Dialect) -> tuple[str, list[str], dict[str, Any]]:
    """A statement's text with places, the names of their values in order, and the values it holds itself."""
    make: Any = type(dialect)
    places = make(paramstyle="qmark" if dialect.name == "sqlite" else "format")
    compiled: Any = statement.compile(dialect=places)
    return str(compiled), list(compiled.positiontup or ()), dict(compiled.params)


def run(connection: Connection, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement with its values in order and return its rows.

    On SQLite the driver's cursor is used as it is: there SQLAlchemy's result costs more than the statement. Errors
    are SQLAlchemy's either way.
    """
    if connection.dialect.name != "sqlite":
        result = connection.exec_driver_sql(sql, tuple(values))
        return [tuple(row) for row in result] if result.returns_rows else []
    cursor = execute_raw(connection, sql, values)
    rows: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
    cursor.close()
    return rows


def run_insert(connection: Connection, sql: str, values: Sequence[Any]) -> int:
    """Run an INSERT on SQLite and return the last row's number."""
    cursor = execute_raw(connection, sql, values)
    last_id = int(cursor.lastrowid or 0)
    cursor.close()
    return last_id


def execute_raw(connection: Connection, sql: str, values: Sequence[Any]) -> Any:
    """The driver's own cursor after running a statement on SQLite. Errors are SQLAlchemy's."""
    if not connection.in_transaction():
        # As SQLAlchemy does by itself: all that is read over one connection is of one moment.
        connection.begin()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, values)
    except sqlcipher.Error as error:
        cursor.close()
        raise DBAPIError.instance(sql, tuple(values), error, sqlcipher.Error, dialect=connection.dialect) from error
    return cursor


@lru_cache(maxsize=512)
def _compiled(prepared: Prepared, dialect: Dialect) -> tuple[str, list[str], dict[str, Any]]:
    return prepared.compile(dialect)
