"""The newest migration and the models make the same database, to the last CHECK and trigger."""

import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from frontdesk.app.migrate import migration_config, run_migrations
from frontdesk.app.schema import HEAD_REVISION, known_revisions
from frontdesk.core.clock import ManualClock
from frontdesk.store.base import Base
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
