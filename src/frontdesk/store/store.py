"""The store: reading connections and the unit of work."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Table, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from frontdesk.core.clock import Clock
from frontdesk.core.errors import FrontdeskError
from frontdesk.store.base import Base
from frontdesk.store.bulk import insert_rows
from frontdesk.store.engine import is_sqlite, reading_engine, writing_engine
from frontdesk.store.errors import DamagedFile, DatabaseBusy, DatabaseUnreachable, DiskFull, ValueUnfit
from frontdesk.store.prepared import Prepared
from frontdesk.store.secrets import Secrets

_NEXT_NUMBER = Prepared(
    text(
        "INSERT INTO sequences (name, last) VALUES (:name, 1)"
        " ON CONFLICT (name) DO UPDATE SET last = sequences.last + 1 RETURNING last"
    )
)

# The schema's version was compared at the opening, so a name it lacks now was there and is damaged.
_DAMAGED = (
    "malformed",
    "not a database",
    "can't decode",
    "could not decode",
    "no such column",
    "no such table",
)
_UNWRITABLE = (
    "disk is full",
    "readonly",
    "read-only",
    "disk i/o",
    "unable to open",
    "no space left",
    "could not fsync",
)
"""How SQLite and PostgreSQL say that their disk takes nothing more."""

_UNFIT = (
    "check constraint",
    "foreign key constraint",
    "not null constraint",
    "not-null constraint",
    "null value in column",
    "cannot contain nul",
    "out of range",
)
"""How SQLite and PostgreSQL begin to say that a value breaks a rule of its table."""


class Transaction:
    """A unit of work on the writing engine: leaving it rolls back, ``commit`` is explicit."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def insert(self, table: type[Base], **values: Any) -> int:
        """Add one row, NULL in the columns not named, and return its id (0 for tables without one)."""
        found = insert_rows(self.connection, table_of(table), [values])[0].get("id")
        return found if isinstance(found, int) else 0

    def insert_many(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows whose ids are given or not needed."""
        if rows:
            self.connection.execute(insert(table), list(rows))

    def upsert(self, table: type[Base]) -> Any:
        """An INSERT of the connected engine's dialect, which knows ``on_conflict_do_update``."""
        # A counter with its own file needs nothing of the server's dialect, which takes long to load.
        if self.connection.dialect.name == "sqlite":
            from sqlalchemy.dialects.sqlite import insert as sqlite_insert

            return sqlite_insert(table)
        from sqlalchemy.dialects.postgresql import insert as postgres_insert

        return postgres_insert(table)

    def next_number(self, sequence: str) -> int:
        """The next number of a gap-free series; a rolled back transaction gives its number back."""
        return int(_NEXT_NUMBER.scalar(self.connection, name=sequence))

    def commit(self) -> None:
        """Make everything durable."""
        self.connection.commit()


class Store:
    """An open database with a clock."""

    def __init__(self, url: str, clock: Clock, secrets: Secrets, key: str | None = None) -> None:
        self.url = url
        self.clock = clock
        self.secrets = secrets
        self.writing = writing_engine(url, key)
        self.reading = reading_engine(url, key)

    @property
    def path(self) -> Path | None:
        """The database file, or None for a server."""
        database = make_url(self.url).database
        return Path(database) if is_sqlite(self.url) and database else None

    @property
    def server(self) -> str:
        """The database's address for people, without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that can only read."""
        with _explained(), self.reading.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that can only read and whose every query sees the same moment, on a server too.

        Its statements may take as long as they need: checking the books of years does.
        """
        with self.read() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A unit of work. Raises DatabaseBusy, DiskFull or DatabaseUnreachable for the machine's troubles."""
        with _explained(), self.writing.connect() as connection:
            connection.begin()
            yield Transaction(connection)

    def close(self) -> None:
        """Give all connections back to the system."""
        self.writing.dispose()
        self.reading.dispose()


def table_of(mapped: type[Base]) -> Table:
    """The Core table of a mapped class."""
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    # Statements sent past SQLAlchemy (BEGIN in an event, PRAGMA) raise the driver's class as it is; text in a damaged
    # file may be none, and then the driver fails to say so.
    except (DBAPIError, sqlcipher.Error, UnicodeDecodeError) as error:
        found = explain(error)
        _forget_row(error)
        if found is None:
            raise
        raise found from error


def _forget_row(error: BaseException) -> None:
    """PostgreSQL goes on with the row it refused, names and phones included: the log needs none of it."""
    for each in (error, getattr(error, "orig", None)):
        if each is not None and each.args and isinstance(each.args[0], str):
            each.args = (each.args[0].partition("\nDETAIL")[0], *each.args[1:])


def explain(error: BaseException) -> FrontdeskError | None:
    """The store's own error for a driver's error about lock, disk, file, network or a refused value; else None.

    A second row where only one may be stays the driver's error: whoever writes such rows asks first.
    """
    words = str(getattr(error, "orig", None) or error).lower().partition("\ndetail")[0]
    if any(sign in words for sign in ("locked", "lock timeout", "statement timeout")):
        return DatabaseBusy()
    if any(sign in words for sign in _UNWRITABLE):
        return DiskFull(reason=words)
    if any(sign in words for sign in _DAMAGED):
        return DamagedFile(path="", reason=words)
    if any(sign in words for sign in _UNFIT):
        return ValueUnfit(reason=words)
    if isinstance(error, DBAPIError) and (error.connection_invalidated or "connection" in words):
        return DatabaseUnreachable(reason=words)
    return None
