"""Reasons not to open a SQLite file, checked before the first use."""

import os
import sys
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from frontdesk.store.errors import (
    AddressUnfit,
    DamagedFile,
    DatabaseBusy,
    DiskFull,
    NetworkPath,
    NoDatabase,
    SqliteTooOld,
)
from frontdesk.store.store import explain

SAFE_SQLITE = (3, 51, 3)
_NETWORK_TYPES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "sshfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "ncpfs",
}


def refuse_old_sqlite(version: tuple[int, ...] | None = None) -> None:
    """Raise SqliteTooOld when the library can lose commits at a WAL reset (fixed in SQLite 3.51.3)."""
    found = version or tuple(int(part) for part in sqlcipher.sqlite_version.split("."))
    if found < SAFE_SQLITE:
        raise SqliteTooOld(version=".".join(map(str, found)))


def refuse_unfit_address(url: str) -> None:
    """Raise AddressUnfit for what names neither a SQLite file nor a PostgreSQL server."""
    try:
        kind = make_url(url).get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise AddressUnfit(reason="?") from error
    if kind not in ("sqlite", "postgresql"):
        raise AddressUnfit(reason=kind)


def refuse_network_path(path: Path, mounts: str | None = None) -> None:
    """Raise NetworkPath when a file would lie on a network share: WAL needs memory shared by all its users."""
    if sys.platform == "win32":
        remote = str(path).startswith("\\\\") or _windows_drive_is_remote(path)
    else:
        table = mounts if mounts is not None else _read_mounts()
        remote = _mount_type(path, table) in _NETWORK_TYPES
    if remote:
        raise NetworkPath(path=str(path))


def refuse_damaged(engine: Engine, path: Path, *, whole: bool = True) -> None:
    """Raise NoDatabase or DamagedFile unless the file is a SQLite database whose structure checks out.

    Raises DatabaseBusy or DiskFull when a lock or the disk keeps it from being looked at.

    ``whole`` reads every page, so the time grows with the file; else only that it is a database with a schema.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise NoDatabase(path=str(path))
    try:
        with engine.connect() as connection:
            statement = "PRAGMA quick_check(1)" if whole else "SELECT 'ok' FROM (SELECT count(sql) FROM sqlite_schema)"
            found: Any = connection.exec_driver_sql(statement).scalar()
    # Names in a damaged schema may be no text, and the driver then fails to say what is wrong.
    except (DBAPIError, sqlcipher.Error, UnicodeDecodeError) as error:
        known = explain(error)
        if isinstance(known, DatabaseBusy | DiskFull):  # the file may be whole
            raise known from error
        raise DamagedFile(path=str(path), reason=str(getattr(error, "orig", error))) from error
    if found != "ok":
        raise DamagedFile(path=str(path), reason=str(found))


def _read_mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _mount_type(path: Path, mounts: str) -> str:
    target = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _windows_drive_is_remote(path: Path) -> bool:
    import ctypes

    drive_remote = 4
    windll: Any = getattr(ctypes, "windll")  # noqa: B009 - absent on the systems where types are checked
    return bool(windll.kernel32.GetDriveTypeW(f"{path.resolve().drive}\\") == drive_remote)
