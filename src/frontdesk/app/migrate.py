"""Bringing an older database to the newest revision."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from frontdesk.app.schema import HEAD_REVISION
from frontdesk.core.clock import utc_text
from frontdesk.store.schema import revision
from frontdesk.store.store import Store


def upgrade(store: Store) -> Path | None:
    """Upgrade in one transaction, after copying a SQLite file beside itself; returns the path of the copy."""
    with store.read() as connection:
        found = revision(connection)
    if found == HEAD_REVISION:
        return None
    copy = _copy(store, str(found))
    with store.write() as tx:
        run_migrations(tx.connection, HEAD_REVISION)
        tx.commit()
    return copy


def run_migrations(connection: Connection, target: str) -> None:
    """Run every migration up to ``target`` on a connection whose transaction the caller commits."""
    from alembic import command

    command.upgrade(migration_config(connection), target)


def migration_config(connection: Connection | None = None) -> Any:
    """Alembic's settings for this program's migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _copy(store: Store, found: str) -> Path | None:
    if store.path is None:
        return None
    stamp = utc_text(store.clock.now())[:19].replace(":", "").replace("-", "")
    target = store.path.with_name(f"{store.path.stem}-before-upgrade-{found}-{stamp}.db")
    # Under another name until it is whole, so that half a copy is never taken for one.
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    # Past SQLAlchemy, because VACUUM runs outside any transaction; the connection already has the file's key.
    source = store.writing.raw_connection()
    try:
        source.cursor().execute("VACUUM INTO ?", (str(new),))
    finally:
        source.close()
    new.replace(target)
    return target
