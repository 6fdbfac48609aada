"""Engines: one that writes, one that only reads."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

_BUSY_TIMEOUT_MS = 10_000
_READING_CACHE_KB = 8_000
_WRITING_CACHE_KB = 16_000
"""Pages that each connection keeps for itself; up to five are open all day. With 32 MB each the window held 340 MB
after ten thousand taps of 100,000 members, and no tap was faster: the system's own cache has the pages too."""
_CACHED_STATEMENTS = 512
"""More than the program has: the driver gives up the least used first, and with its 100 places taken by what ran once
at start, the statements of a sale push each other out and are compiled anew every time."""
_CLIENT_LIMITS = {"keepalives_idle": 3, "keepalives_interval": 1, "keepalives_count": 3, "tcp_user_timeout": 5_000}
"""When this computer gives up a connection that a cut cable or a router has swallowed (s, and ms for the last)."""
_SERVER_LIMITS = {"statement_timeout": 15_000, "lock_timeout": 5_000}
_WRITER_LIMITS = {"idle_in_transaction_session_timeout": 15_000}
"""When the server forgets a counter that froze or lost its power in the middle of a sale: until then that one holds
the journal's lock, and no other counter can write (ms, as all of the server's)."""


def writing_engine(url: str, key: str | None = None) -> Engine:
    """An engine whose every transaction takes the write lock at once (SQLite) or is a plain one (PostgreSQL).

    ``key``: 64 hex digits that encrypt a SQLite file, or None for a plain one.
    """
    return _sqlite(url, key, read_only=False) if is_sqlite(url) else _postgres(url, read_only=False)


def reading_engine(url: str, key: str | None = None) -> Engine:
    """An engine that can't write and never waits behind a writer."""
    return _sqlite(url, key, read_only=True) if is_sqlite(url) else _postgres(url, read_only=True)


def is_sqlite(url: str) -> bool:
    """Whether a database URL means an embedded SQLite file."""
    return make_url(url).get_backend_name() == "sqlite"


def _postgres(url: str, read_only: bool) -> Engine:
    # A counter with its own file starts without the server's driver.
    from frontdesk.store.watched import CONNECT_S, WatchedConnection

    # Reading sees one moment, as on SQLite: a check or report of an open house would else mix several. Writers queue
    # at the journal's lock and must then see what the one before them wrote.
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ" if read_only else "READ COMMITTED"}
    limits = _SERVER_LIMITS if read_only else {**_SERVER_LIMITS, **_WRITER_LIMITS}
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_S,
            **_CLIENT_LIMITS,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, args: Any, given: Any) -> Any:
        return WatchedConnection.connect(*args, **given)

    if read_only:
        options["postgresql_readonly"] = True
    return engine.execution_options(**options)


def _sqlite(url: str, key: str | None, read_only: bool) -> Engine:
    import sqlcipher3.dbapi2

    # The driver's own transaction start comes too late (at the first write) and loses concurrent updates without
    # an error; autocommit mode with an explicit BEGIN IMMEDIATE does not.
    engine = create_engine(
        make_url(url).set(drivername="sqlite"),
        module=sqlcipher3.dbapi2,
        hide_parameters=True,  # an error is logged, and names and phones are none of the log's business
        poolclass=QueuePool,
        pool_size=1 if not read_only else 4,
        max_overflow=4,
        # The connection used last has its pages and statements at hand; in turns, each would fill a cache of its own.
        pool_use_lifo=True,
        connect_args={
            "check_same_thread": False,
            "timeout": _BUSY_TIMEOUT_MS / 1000,
            "isolation_level": None,
            "cached_statements": _CACHED_STATEMENTS,
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        if key is not None:
            cursor.execute(f"PRAGMA key = \"x'{key}'\"")
        if not read_only:  # who only looks changes nothing, not even in a file that isn't ours
            cursor.execute("PRAGMA journal_mode = WAL")
        # NORMAL lost acknowledged sales in 13 of 20 power cuts, FULL in none of 30.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE deletes a row of the books past its trigger.
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute(f"PRAGMA cache_size = -{_READING_CACHE_KB if read_only else _WRITING_CACHE_KB}")
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        # Past SQLAlchemy, whose way with a statement costs many times what this one does.
        connection.connection.driver_connection.execute(begin)

    return engine
