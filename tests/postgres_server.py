"""A real PostgreSQL for tests: a cluster of its own in a temporary folder, on a free port of the loopback."""

import contextlib
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

__all__ = ["cluster", "postgres_url", "server"]


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


class Cluster:
    """A running server with an empty database ``frontdesk``."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="frontdesk-pg-"))
        self._as_user: list[str] = []
        if os.geteuid() == 0:
            # The server refuses to run as root; its package brings a user of its own.
            self._as_user = ["runuser", "-u", "postgres", "--"]
            shutil.chown(self._folder, "postgres", "postgres")
        self._port = _free_port()
        self._data = self._folder / "data"
        self.url = f"postgresql://frontdesk@127.0.0.1:{self._port}/frontdesk"
        self._run("initdb", "-D", str(self._data), "-U", "frontdesk", "-A", "trust", "-E", "UTF8", "--no-locale")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "frontdesk", "frontdesk")

    def start(self) -> None:
        """Start it, also after it was killed."""
        # A container's first process may not bury the dead, and the server takes such a one for alive.
        for lock in (self._data / "postmaster.pid", self._folder / f".s.PGSQL.{self._port}.lock"):
            lock.unlink(missing_ok=True)
        options = f"-p {self._port} -h 127.0.0.1 -k {self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-w", "-l", log, "start")

    def processes(self) -> list[int]:
        """The server's process and those it has made, the server's first."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False)
        return [first, *map(int, found.stdout.split())]

    def signal(self, signal: int) -> None:
        """Send a signal to every process of the server."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal)

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, _binary(program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server of the run's own, stopped afterwards."""
    found = Cluster()
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def postgres_url(cluster: Cluster) -> str:
    """The URL of its empty database."""
    return cluster.url


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
