"""On the books of a whole day any single field, changed by hand in any insert-only table, is found and named."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, text

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
from frontdesk.store.base import insert_only_tables
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store, table_of
from tests.conftest import MONDAY_MORNING
from tests.flows.whole_day import WholeDay

CHECKS = derivations()
TABLES = [str(table.__tablename__) for table in insert_only_tables()]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, staffed_database: bytes) -> Iterator[Store]:
    """A day's books, closed, without the triggers that would refuse a change."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "frontdesk.db").write_bytes(staffed_database)
    clock = ManualClock(MONDAY_MORNING)
    store = Store(f"sqlite:///{folder / 'frontdesk.db'}", clock, FileSecrets(folder / "secrets"))
    WholeDay(store, clock).live()
    with store.read() as connection:
        assert verify(connection, CHECKS).findings == ()
    store.close()
    raw = sqlcipher.connect(str(folder / "frontdesk.db"))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.close()
    yield store
    store.close()


@pytest.fixture
def connection(day: Store) -> Iterator[Connection]:
    """A transaction in which a change may be made and looked at; it is undone afterwards."""
    with day.writing.connect() as found:
        raw = found.connection
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            raw.cursor().execute(f"PRAGMA {pragma}")
        yield found


def changed(value: Any, kind: str) -> list[Any]:
    """What a field is changed to: something else of its type and, where it can be NULL, NULL."""
    if value is None:
        return [3 if kind == "INTEGER" else "x"]
    if isinstance(value, int):
        return [value + 1000, -value - 1, None]
    if isinstance(value, bytes):
        return [value + b"x", None]
    return [value + "x", value[:-1] if value else "y", None]


def named(table: str, row: dict[str, Any], column: str, new: Any) -> set[str]:
    """The names under which the changed row may be reported: with its old or its new id."""
    name = "key" if table == "requests" else "id"
    return {f"{table}/{row[name]}", f"{table}/{new if column == name else row[name]}"}


def test_no_table_of_the_books_is_empty(day: Store) -> None:
    """A new table makes this fail until the day fills it, so that its fields are tried too."""
    with day.read() as connection:
        counts = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in TABLES}
    assert [name for name, count in counts.items() if not count] == []


@pytest.mark.parametrize("mapped", insert_only_tables(), ids=TABLES)
def test_every_column_of_every_table(connection: Connection, mapped: Any) -> None:
    table = table_of(mapped)
    nullable = {column.name for column in table.columns if column.nullable}
    kinds = {column.name: str(column.type.compile(connection.dialect)) for column in table.columns}
    rows = connection.exec_driver_sql(f"SELECT rowid AS row_place, * FROM {table.name}").mappings().all()
    connection.rollback()
    tried = 0
    row = rows[len(rows) // 2]
    for column in kinds:
        for new in changed(row[column], kinds[column]):
            if new is None and column not in nullable:
                continue
            with connection.begin() as change:
                _set(connection, table.name, column, new, row["row_place"])
                places = {finding.place for finding in verify(connection, CHECKS).findings}
                change.rollback()
            assert places, f"{table.name}.{column} = {new!r} was not seen"
            hits = places & named(table.name, dict(row), column, new)
            assert hits, f"{table.name}.{column} = {new!r}: {sorted(places)}"
            tried += 1
    assert tried >= len(kinds)
    assert verify(connection, CHECKS).findings == ()


@pytest.mark.parametrize("mapped", insert_only_tables(), ids=TABLES)
def test_a_deleted_and_a_doubled_row(connection: Connection, mapped: Any) -> None:
    name = table_of(mapped).name
    with connection.begin() as change:
        connection.execute(text(f"DELETE FROM {name} WHERE rowid = (SELECT min(rowid) FROM {name})"))
        assert verify(connection, CHECKS).findings
        change.rollback()
    # The last row too: only a cut journal leaves no gap behind it, and then its rows and its seal are without a record.
    with connection.begin() as change:
        connection.execute(text(f"DELETE FROM {name} WHERE rowid = (SELECT max(rowid) FROM {name})"))
        assert verify(connection, CHECKS).findings
        change.rollback()


def _set(connection: Connection, table: str, column: str, new: Any, place: int) -> None:
    statement = text(f"UPDATE {table} SET {column} = :new WHERE rowid = :place")
    found = connection.execute(statement, {"new": new, "place": place})
    assert found.rowcount == 1


def test_the_real_command_exits_1_and_names_it(day: Store, tmp_path: Path) -> None:
    assert day.path is not None
    copy = tmp_path / "frontdesk.db"
    with sqlcipher.connect(str(day.path)) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    command = [sys.executable, "-m", "frontdesk", "verify", "--language", "en", "--data", str(tmp_path)]
    command += ["--db", f"sqlite:///{copy}"]
    clean = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert clean.returncode == 0, clean.stderr
    raw = sqlcipher.connect(str(copy))
    raw.execute("UPDATE sale_tenders SET notes_checked = 0 WHERE id = 1")
    raw.commit()
    raw.close()
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 1
    assert "sale_tenders/1" in found.stderr
