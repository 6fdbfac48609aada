"""Random tampering is always found, and its first record named; what a file can't tell by itself, paper does."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Column, Connection

from frontdesk.app.cli import main
from frontdesk.app.schema import derivations
from frontdesk.books.journal import JournalMark, digest_rows, head, in_chain, record_hash
from frontdesk.books.row_texts import book_row_texts
from frontdesk.books.seals import signed_text, signing_key
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.clock import ManualClock
from frontdesk.store.base import book_tables
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store, table_of
from tests.conftest import MONDAY_MORNING
from tests.faults.lengths import often
from tests.faults.tampering import HASHED, Tamperer
from tests.flows.whole_day import WholeDay, new_key
from tests.people import CASHIER

pytestmark = pytest.mark.timeout(often(120, 3_600))

CHECKS = derivations()
SALES = often(40, 100)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, staffed_database: bytes) -> Iterator[Store]:
    """A whole day's books and the next morning's sales, without the triggers that would refuse a change."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "frontdesk.db").write_bytes(staffed_database)
    clock = ManualClock(MONDAY_MORNING)
    store = Store(f"sqlite:///{folder / 'frontdesk.db'}", clock, FileSecrets(folder / "secrets"))
    WholeDay(store, clock).live()
    for _ in range(SALES):
        sell_water(store)
    store.close()
    raw = sqlcipher.connect(str(folder / "frontdesk.db"))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.close()
    yield store
    store.close()


@pytest.fixture
def connection(books: Store) -> Iterator[Connection]:
    """A connection that keeps no rule but that of unique rows."""
    with books.writing.connect() as found:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            found.connection.cursor().execute(f"PRAGMA {pragma}")
        yield found


def book_columns(table: str) -> list[Column[Any]]:
    """The columns of a table that rows are only added to."""
    return list(HASHED[table].columns)


def sell_water(store: Store) -> None:
    """A bottle of the article that is not counted, so that there is always one."""
    lines = (LineAsk("goods", 8000, 1, sku="visit"),)
    sell(store, CASHIER, SellRequest(new_key(), lines, (TenderAsk("wechat", 8000),)))


@pytest.mark.parametrize("number", [-(2**63), -5, 0, 2**63 - 1])
@pytest.mark.parametrize("table", ["sale_lines", "postings", "requests"])
def test_a_row_planted_at_the_ends_of_the_numbers_is_found(connection: Connection, table: str, number: int) -> None:
    names = [column.name for column in book_columns(table)]
    kept = ", ".join(name for name in names if name not in ("id", "journal_id", "key"))
    given = f"{kept}, journal_id, {'key' if table == 'requests' else 'id'}"
    with connection.begin() as change:
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({given}) SELECT {kept}, ?, ? FROM {table} LIMIT 1", (number, 987_654_321)
        )
        found = verify(connection, CHECKS).findings
        change.rollback()
    assert any(finding.journal_id == number for finding in found), found


def test_every_random_tampering_is_found_and_named(connection: Connection) -> None:  # fault table 7
    assert verify(connection, CHECKS).findings == ()
    tamperer = Tamperer(connection, seed=2026)
    connection.rollback()
    unseen, unnamed = [], []
    for _ in range(often(120, 1_000)):
        with connection.begin() as change:
            done = tamperer.tamper()
            verdict = verify(connection, CHECKS)
            change.rollback()
        if not verdict.findings:
            unseen.append(done)
        elif not done.is_named_by(verdict):
            unnamed.append((done, verdict.findings[:3]))
    print(f"\n{often(120, 1_000)} tamperings: {len(unseen)} unseen, {len(unnamed)} without their first record named")
    assert (unseen, unnamed) == ([], [])
    assert verify(connection, CHECKS).findings == ()


def test_an_older_file_is_told_by_paper(books: Store, tmp_path: Path) -> None:  # fault table 8
    """Yesterday's copy verifies clean by itself: nothing in it is wrong. Heads printed since then are not in it."""
    assert books.path is not None
    store = Store(f"sqlite:///{books.path}", books.clock, books.secrets)
    printed: list[str] = []
    copies: list[Path] = []
    for number in range(often(3, 20)):
        copies.append(tmp_path / f"{number}.db")
        with sqlcipher.connect(str(books.path)) as raw:
            raw.execute("VACUUM INTO ?", (str(copies[-1]),))
        sell_water(store)
        printed.append(head_of(store))
    store.close()
    for number, copy in enumerate(copies):
        older = Store(f"sqlite:///{copy}", books.clock, books.secrets)
        with older.read() as connection:
            assert verify(connection, CHECKS).findings == ()
            assert [in_chain(connection, short(head)) for head in printed] == [
                place < number for place in range(len(printed))
            ]
        older.close()
    command = ["verify", "--db", f"sqlite:///{copies[-1]}", "--data", str(books.path.parent), "--anchor"]
    assert main([*command, short(printed[-1])]) == 1
    assert main([*command, short(printed[0])]) == 0


def test_a_rewrite_with_the_stolen_key_is_told_by_paper(connection: Connection, books: Store) -> None:
    """Whoever holds the key forges a chain that verifies; every head printed after the forged record tells."""
    heads = {row.id: row.hash for row in connection.exec_driver_sql("SELECT id, hash FROM journal ORDER BY id")}
    forgeable = connection.exec_driver_sql(
        "SELECT s.id, s.journal_id FROM sale_lines s JOIN journal j ON j.id = s.journal_id WHERE s.kind = 'goods'"
    ).all()
    connection.rollback()
    chance = random.Random(8)
    for row_id, number in [chance.choice(forgeable) for _ in range(often(5, 100))]:
        with connection.begin() as change:
            connection.exec_driver_sql("UPDATE sale_lines SET category = category || 'x' WHERE id = ?", (row_id,))
            assert verify(connection, CHECKS).findings
            forge_from(connection, number, books)
            assert verify(connection, CHECKS).findings == ()
            for place in chance.sample(sorted(heads), 20):
                assert in_chain(connection, short(heads[place])) == (place < number)
            change.rollback()


def forge_from(connection: Connection, number: int, books: Store) -> None:
    """Make every record and seal from a number on anew over the rows as they are now."""
    read = connection.exec_driver_sql
    texts: dict[int, list[str]] = {}
    for table in book_tables():
        for at, _, text in book_row_texts(table_of(table)).between(connection, number, 2**62):
            texts.setdefault(at, []).append(text.decode())
    previous = read("SELECT hash FROM journal WHERE id = ?", (number - 1,)).scalar_one()
    for record in read("SELECT * FROM journal WHERE id >= ? ORDER BY id", (number,)).mappings().all():
        marks, digest = digest_rows(texts.get(record["id"], []))
        values = dict(record) | {"row_marks": marks, "rows_digest": digest, "previous_hash": previous}
        previous = record_hash(values)
        read(
            "UPDATE journal SET row_marks = ?, rows_digest = ?, previous_hash = ?, hash = ? WHERE id = ?",
            (marks, digest, values["previous_hash"], previous, record["id"]),
        )
    key = signing_key(books.secrets)
    last = ""
    for seal in read("SELECT * FROM seals ORDER BY id").mappings().all():
        head = read("SELECT hash FROM journal WHERE id = ?", (seal["journal_id"],)).scalar_one()
        signed = dict(seal) | {"head": head, "previous_signature": last}
        last = key.sign(signed_text(signed).encode()).hex()
        read(
            "UPDATE seals SET head = ?, previous_signature = ?, signature = ? WHERE id = ?",
            (head, signed["previous_signature"], last, seal["id"]),
        )


def head_of(store: Store) -> str:
    """The journal's head, as a receipt printed now would show it."""
    with store.read() as connection:
        return head(connection).hash


def short(found: str) -> str:
    """A head as printed: 12 digits in groups of four."""
    return JournalMark(0, found).short
