"""What Settings tells of the program and its books, and checking the books from there."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import PySide6
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, select

from frontdesk import __version__
from frontdesk.app.schema import derivations
from frontdesk.books.finding import Derivation, Finding
from frontdesk.books.journal import head
from frontdesk.books.seals import fingerprint
from frontdesk.books.tables import Seal
from frontdesk.books.verify import Verdict, verify
from frontdesk.store.engine import is_sqlite
from frontdesk.store.schema import revision
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """Versions, the database, the journal's head and its last seal (times are stored UTC texts, empty for none)."""

    program: str
    python: str
    qt: str
    engine: str
    database: str
    revision: str
    records: int
    head: str
    seal_at: str
    seal_kind: str
    seal_fingerprint: str


def house_facts(store: Store) -> HouseFacts:
    """Read all of it."""
    with store.read() as connection:
        newest = head(connection)
        seal = connection.execute(select(Seal.at, Seal.kind, Seal.public_key).order_by(Seal.id.desc()).limit(1)).first()
        engine = f"SQLite {sqlcipher.sqlite_version}" if is_sqlite(store.url) else "PostgreSQL"
        return HouseFacts(
            program=__version__,
            python=platform.python_version(),
            qt=PySide6.__version__,
            engine=engine,
            database=str(store.path or store.server),
            revision=revision(connection) or "",
            records=newest.id,
            head=newest.hash,
            seal_at=seal.at if seal else "",
            seal_kind=seal.kind if seal else "",
            seal_fingerprint=fingerprint(seal.public_key) if seal else "",
        )


def check_books(store: Store, progress: Callable[[int, int], None]) -> Verdict:
    """Verify the books. ``progress`` is told (done, in all): the journal's records, then the present states.

    What it raises ends the checking.
    """
    checks = derivations()
    with store.snapshot() as connection:
        records = head(connection).id
        # The states take about half as long again as the walk along the journal.
        total = max(1, records + records // 2)
        step = (total - records) // len(checks)
        progress(0, total)
        told = [_telling(check, records + number * step, total, progress) for number, check in enumerate(checks)]
        verdict = verify(connection, told, progress=lambda walked: progress(min(walked, records), total))
    progress(total, total)
    return verdict


def _telling(check: Derivation, done: int, total: int, progress: Callable[[int, int], None]) -> Derivation:
    def derive(connection: Connection) -> Iterator[Finding]:
        progress(min(done, total), total)
        yield from check(connection)

    return derive
