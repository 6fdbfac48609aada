"""The newest migration and the models make the same database, to the last CHECK and trigger."""

import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from frontdesk.app.cli import main
from frontdesk.app.migrate import migration_config, run_migrations, upgrade
from frontdesk.app.sample.load import load_sample
from frontdesk.app.schema import HEAD_REVISION, derivations, known_revisions
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
from frontdesk.store.base import Base
from frontdesk.store.schema import revision
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store


def structure(path: Path) -> dict[str, list[str]]:
    """What sqlite_master says, each statement as its sorted clauses, so that only their order may differ."""
    connection = sqlcipher.connect(str(path))
    rows = connection.execute("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return {name: sorted(clause.strip(" ,") for clause in re.split(r"[\n\t]", sql)) for name, sql in rows}


@pytest.fixture
def migrated(tmp_path: Path, clock: ManualClock) -> Store:
    """An empty database brought to the newest revision by every migration in turn."""
    found = Store(f"sqlite:///{tmp_path / 'migrated.db'}", clock, FileSecrets(tmp_path))
    with found.write() as tx:
        run_migrations(tx.connection, "head")
        tx.commit()
    return found


def test_head_equals_the_models(store: Store, migrated: Store) -> None:
    assert store.path is not None
    assert migrated.path is not None
    with migrated.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    made, upgraded = structure(store.path), structure(migrated.path)
    assert made.keys() == upgraded.keys()
    assert {name for name in made if made[name] != upgraded[name]} == set()
    assert any(name.startswith("trigger journal_no_delete") for name in upgraded)
    assert all("STRICT" in "".join(made[name]) for name in made if name.startswith("table ") and "alembic" not in name)


def test_the_named_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migration_config()).get_heads() == [HEAD_REVISION]
    assert HEAD_REVISION in known_revisions()


@pytest.fixture
def older(tmp_path: Path, clock: ManualClock) -> Store:
    """A database as the first version made it, with a filled gym in it."""
    folder = tmp_path / "older"
    folder.mkdir()
    found = Store(f"sqlite:///{folder / 'frontdesk.db'}", clock, FileSecrets(folder / "secrets"))
    with found.write() as tx:
        run_migrations(tx.connection, "0001")
        tx.commit()
    load_sample(found, members=60)
    return found


def facts(store: Store) -> tuple[str | None, str, int]:
    """Revision, the journal's head and the number of postings, by SQL that every version understands."""
    with store.read() as connection:
        newest = connection.exec_driver_sql("SELECT hash FROM journal ORDER BY id DESC LIMIT 1").scalar_one()
        postings = connection.exec_driver_sql("SELECT count(*) FROM postings").scalar_one()
        return revision(connection), str(newest), int(postings)


def test_a_filled_older_database_is_refused_then_upgraded_whole(
    older: Store, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert older.path is not None
    assert store.path is not None
    found, newest, postings = facts(older)
    assert found == "0001"
    assert postings > 100
    older.close()
    data = ["--data", str(older.path.parent), "--language", "en"]
    assert main([*data, "verify"]) == 2
    assert "older version" in capsys.readouterr().err
    assert main([*data, "db", "upgrade"]) == 0
    assert main([*data, "db", "upgrade"]) == 0
    copies = list(older.path.parent.glob("*before-upgrade-0001*.db"))
    assert len(copies) == 1
    assert facts(older) == (HEAD_REVISION, newest, postings)
    with older.read() as connection:
        verdict = verify(connection, derivations())
    assert verdict.findings == ()
    assert verdict.head == newest
    assert structure(older.path) == structure(store.path)
    copy = Store(f"sqlite:///{copies[0]}", older.clock, older.secrets)
    assert facts(copy) == ("0001", newest, postings)
    copy.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(older: Store) -> None:
    assert older.path is not None
    with older.write() as tx:
        # Stands in the way of the index that the second migration makes.
        tx.connection.exec_driver_sql("CREATE TABLE ix_requests_journal_id (x TEXT) STRICT")
        tx.commit()
    before = facts(older), structure(older.path)
    with pytest.raises(DBAPIError):
        upgrade(older)
    assert (facts(older), structure(older.path)) == before
    assert list(older.path.parent.glob("*before-upgrade*"))
