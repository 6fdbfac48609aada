"""The database, its disk and its secrets."""

import os
import shutil
import stat
import sys
from pathlib import Path

from sqlalchemy.engine import make_url

from frontdesk.app.doctor.finding import Finding, refused, said
from frontdesk.app.open_database import Place, look_through_file, open_store
from frontdesk.books.journal import head
from frontdesk.books.tables import JournalRecord
from frontdesk.core.clock import SystemClock, local, local_now, parse_utc
from frontdesk.core.errors import FrontdeskError
from frontdesk.store.engine import is_sqlite
from frontdesk.store.errors import NoDatabase
from frontdesk.store.schema import revision
from frontdesk.store.secrets import secrets_kind
from frontdesk.store.store import Store

SCARCE_BYTES, TIGHT_BYTES = 500_000_000, 2_000_000_000
LONG_LOG_BYTES = 200_000_000
_TOLERANCE_S = 120.0


def database(place: Place) -> Finding:
    """Whether it can be reached and used, where it is, and at which revision. Every refusal at a start counts."""
    try:
        store = open_store(place, quick=True)
    except NoDatabase:
        return said("database", "warn", "none")
    except FrontdeskError as error:
        return refused("database", error)
    try:
        with store.read() as connection:
            facts = {"where": str(store.path or store.server), "revision": revision(connection)}
            return said("database", "ok", "there", **facts, records=head(connection).id)
    finally:
        store.close()


def integrity(place: Place) -> Finding:
    """Every page of a SQLite file, read once."""
    if not is_sqlite(place.url):
        return said("integrity", "off", "server")
    store = _opened_or_none(place)
    if store is None:
        return said("integrity", "off", "none")
    try:
        look_through_file(store)
    finally:
        store.close()
    return said("integrity", "ok", "whole")


def write_ahead_log(place: Place) -> Finding:
    """How long the log beside the file has grown: one that is never emptied has somebody who reads for ever."""
    if not is_sqlite(place.url):
        return said("wal", "off", "server")
    path = Path(f"{make_url(place.url).database}-wal")
    size = path.stat().st_size if path.exists() else 0
    megabytes = f"{size / 1e6:.1f}"
    return said(
        "wal", "warn" if size > LONG_LOG_BYTES else "ok", "long" if size > LONG_LOG_BYTES else "fine", mb=megabytes
    )


def disk(place: Place) -> Finding:
    """Free room where the data lies."""
    folder = place.folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    gigabytes = f"{free / 1e9:.1f}"
    if free < SCARCE_BYTES:
        return said("disk", "bad", "scarce", gb=gigabytes)
    return (
        said("disk", "warn", "tight", gb=gigabytes) if free < TIGHT_BYTES else said("disk", "ok", "fine", gb=gigabytes)
    )


def secrets(place: Place) -> Finding:
    """Where keys lie: in the system's keyring, or in files that nobody else may read."""
    if secrets_kind(place.folder) == "keyring":
        return said("secrets", "ok", "keyring")
    folder = place.folder / "secrets"
    if sys.platform != "win32" and any(_others_may_read(path) for path in (folder, *folder.glob("*")) if path.exists()):
        return said("secrets", "bad", "open", folder=folder)
    return said("secrets", "ok" if sys.platform != "win32" else "warn", "files", folder=folder)


def clock(place: Place) -> Finding:
    """Whether the time is at or after the last record's, and in which zone it is told."""
    now = SystemClock().now()
    here = local_now(SystemClock())
    facts = {"now": f"{here:%Y-%m-%d %H:%M}", "zone": f"{here:%Z} {here:%z}".strip()}
    store = _opened_or_none(place)
    if store is not None:
        try:
            last = _last_record(store)
        finally:
            store.close()
        if last and (parse_utc(last) - now).total_seconds() > _TOLERANCE_S:
            return said("clock", "bad", "behind", **facts, last=f"{local(last, SystemClock()):%Y-%m-%d %H:%M}")
    if here.utcoffset() is not None and not here.utcoffset() and not os.environ.get("TZ"):
        return said("clock", "warn", "utc", **facts)
    return said("clock", "ok", "right", **facts)


def _last_record(store: Store) -> str | None:
    from sqlalchemy import select

    with store.read() as connection:
        found = select(JournalRecord.at).order_by(JournalRecord.id.desc()).limit(1)
        return connection.execute(found).scalar()


def _opened_or_none(place: Place) -> Store | None:
    """The store, where the database's own row doesn't say already why there is none."""
    try:
        return open_store(place, quick=True)
    except FrontdeskError:
        return None


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
