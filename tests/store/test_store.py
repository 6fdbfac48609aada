"""The unit of work, gap-free numbers, insert-only tables and refusals at start."""

import threading
import traceback
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from frontdesk.core.clock import ManualClock
from frontdesk.store.base import insert_only_tables
from frontdesk.store.engine import reading_engine
from frontdesk.store.errors import (
    DamagedFile,
    DatabaseBusy,
    DiskFull,
    NetworkPath,
    NoDatabase,
    SqliteTooOld,
    ValueUnfit,
)
from frontdesk.store.prepared import Prepared
from frontdesk.store.refusals import refuse_damaged, refuse_network_path, refuse_old_sqlite
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.store.tables import Sequence


def test_leaving_a_unit_of_work_rolls_back(store: Store) -> None:
    with store.write() as tx:
        assert tx.next_number("receipt/1/20261123") == 1
    with store.write() as tx:
        assert tx.next_number("receipt/1/20261123") == 1
        assert tx.next_number("receipt/1/20261123") == 2
        tx.commit()
    with store.read() as connection:
        assert connection.execute(select(Sequence.last)).scalar() == 2


def test_numbers_have_no_gap_under_concurrent_writers(store: Store) -> None:
    taken: list[int] = []

    def take() -> None:
        for _ in range(25):
            with store.write() as tx:
                number = tx.next_number("member")
                tx.commit()
            taken.append(number)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 101))


def test_a_reader_does_not_wait_for_a_writer_and_cannot_write(store: Store) -> None:
    with store.write() as tx:
        tx.next_number("member")
        with store.read() as connection:
            assert connection.execute(select(Sequence.last)).first() is None
    with pytest.raises(DiskFull), store.read() as connection:
        connection.execute(text("INSERT INTO sequences VALUES ('x', 1)"))


def test_what_is_read_over_one_connection_is_of_one_moment(store: Store) -> None:
    last = Prepared(select(Sequence.last).where(Sequence.name == bindparam("name")))
    with store.write() as tx:
        tx.next_number("moments")
        tx.commit()
    with store.read() as connection:
        assert last.scalar(connection, name="moments") == 1
        with store.write() as tx:
            tx.next_number("moments")
            tx.commit()
        assert last.scalar(connection, name="moments") == 1
    with store.read() as connection:
        assert last.scalar(connection, name="moments") == 2


def test_statements_in_use_stay_compiled_whatever_ran_before(store: Store) -> None:
    """SQLite asks an authorizer whenever it compiles a statement."""
    compiled = 0

    def allow(*_what: object) -> int:
        nonlocal compiled
        compiled += 1
        return 0

    with store.writing.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(allow)
        for at in range(150):
            driver.execute(f"SELECT {at} FROM sequences").fetchall()
        for _ in range(2):
            compiled = 0
            for at in range(20):
                driver.execute(f"SELECT last + {at} FROM sequences").fetchall()
        driver.set_authorizer(None)
    assert compiled == 0


def test_every_books_table_refuses_change_and_deletion(store: Store) -> None:
    with store.read() as connection:
        triggers = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
    tables = [str(table.__tablename__) for table in insert_only_tables()]
    assert len(tables) >= 10
    assert triggers == {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete")}
    with store.write() as tx:
        tx.connection.execute(text("INSERT INTO requests VALUES ('k', 'h', '{}', 9999, '')"))
        tx.commit()
    for statement in (
        "UPDATE requests SET result = ''",
        "DELETE FROM requests",
        "INSERT OR REPLACE INTO requests VALUES ('k', 'other', '{}', 9999, '')",
    ):
        with pytest.raises(DBAPIError, match="insert-only"), store.write() as tx:
            tx.connection.execute(text(statement))


def test_every_table_is_strict(store: Store) -> None:
    with store.read() as connection:
        loose = text(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        )
        assert set(connection.execute(loose).scalars()) == {"alembic_version"}


def test_commits_are_durable_and_journalled(store: Store) -> None:
    with store.write() as tx:
        asked = {
            name: tx.connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "journal_mode")
        }
    assert asked == {"synchronous": 2, "journal_mode": "wal"}


def test_an_old_sqlite_is_refused() -> None:
    refuse_old_sqlite()
    with pytest.raises(SqliteTooOld):
        refuse_old_sqlite((3, 51, 2))


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_path_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n"
    with pytest.raises(NetworkPath):
        refuse_network_path(tmp_path / "frontdesk.db", mounts)
    refuse_network_path(tmp_path.parent / "frontdesk.db", mounts)


def test_a_damaged_or_missing_file_is_refused(store: Store, tmp_path: Path) -> None:
    assert store.path is not None
    engine = reading_engine(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(NoDatabase):
        refuse_damaged(engine, tmp_path / "none.db")
    store.close()
    torn = tmp_path / "torn.db"
    whole = store.path.read_bytes()
    torn.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    with pytest.raises(DamagedFile):
        refuse_damaged(reading_engine(f"sqlite:///{torn}"), torn)
    torn.write_bytes(b"this is not a database, it is a shopping list" * 100)
    with pytest.raises(DamagedFile):
        refuse_damaged(reading_engine(f"sqlite:///{torn}"), torn)


def test_an_encrypted_file_shows_nothing_without_its_key(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "secret.db"
    store = Store(f"sqlite:///{path}", clock, FileSecrets(tmp_path), key="ab" * 32)
    with store.write() as tx:
        tx.connection.execute(text("CREATE TABLE t (name TEXT) STRICT"))
        tx.connection.execute(text("INSERT INTO t VALUES ('王小明')"))
        tx.commit()
    store.close()
    assert "王小明".encode() not in path.read_bytes()
    with pytest.raises(DamagedFile):
        refuse_damaged(reading_engine(f"sqlite:///{path}", "cd" * 32), path)
    refuse_damaged(reading_engine(f"sqlite:///{path}", "ab" * 32), path)


def test_a_lock_held_elsewhere_becomes_words(store: Store) -> None:
    other = sqlcipher.connect(str(store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection = store.writing.raw_connection()
    connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]
    connection.close()
    with pytest.raises(DatabaseBusy), store.write():
        pass
    other.close()


def test_secret_files_are_for_the_user_only(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "secrets")
    assert secrets.read("pepper") is None
    secrets.write("pepper", b"\x00\xff")
    secrets.write("pepper", b"\x01")
    assert secrets.read("pepper") == b"\x01"
    assert (tmp_path / "secrets" / "pepper").stat().st_mode & 0o777 == 0o600


def test_an_error_names_nobody(store: Store) -> None:
    """Whatever fails is logged and may be copied for support, so what was to be written must not stand in it."""
    somebody = {"name": "王小明"}
    with pytest.raises(ValueUnfit) as caught, store.write() as tx:
        tx.connection.execute(text("INSERT INTO persons (id, name) VALUES (1, :name)"), somebody)
    logged = "".join(traceback.format_exception(caught.value))
    assert "persons.number" in logged and somebody["name"] not in logged
