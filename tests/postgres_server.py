"""A real PostgreSQL for tests: a cluster of its own in a temporary folder, on a free port of the loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.app.schema import HEAD_REVISION
from frontdesk.core.clock import ManualClock
from frontdesk.store.base import Base, insert_only_tables
from frontdesk.store.schema import create_all
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store

__all__ = ["postgres_url", "server"]


def _binary(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    assert found, f"PostgreSQL's {name} is missing; the test command installs it"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty database ``frontdesk`` on a server that is stopped afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root; its package brings a user of its own.
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd="/", timeout=60)

    run(_binary("initdb"), "-D", str(data), "-U", "frontdesk", "-A", "trust", "-E", "UTF8", "--no-locale")
    options = f"-p {port} -h 127.0.0.1 -k {folder}"
    run(_binary("pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start")
    try:
        run(_binary("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "frontdesk", "frontdesk")
        yield f"postgresql://frontdesk@127.0.0.1:{port}/frontdesk"
    finally:
        run(_binary("pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(postgres_url: str, clock: ManualClock, tmp_path: Path) -> Iterator[Store]:
    """An open store on the server with every table and nobody in it; emptied afterwards."""
    store = Store(postgres_url, clock, FileSecrets(tmp_path / "secrets"))
    with store.write() as tx:
        create_all(tx.connection, HEAD_REVISION)
        tx.commit()
    yield store
    with store.write() as tx:
        for table in insert_only_tables():
            tx.connection.execute(text(f"DROP TABLE {table.__tablename__} CASCADE"))
        Base.metadata.drop_all(tx.connection)
        tx.connection.execute(text("DROP TABLE alembic_version"))
        tx.commit()
    store.close()
