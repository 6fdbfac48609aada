"""Whatever is changed by hand in the books, verification names it."""

import random
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from frontdesk.app.schema import derivations
from frontdesk.books.journal import request_row_hash
from frontdesk.books.verify import Verdict, verify
from frontdesk.core.actor import Actor
from frontdesk.store.base import insert_only_tables
from frontdesk.store.store import Store
from tests.books.asking import Ask, charge, close, top_up


@pytest.fixture
def filled(empty_store: Store, actor: Actor) -> Store:
    """A morning's books with a seal in the middle."""
    top_up(empty_store, actor, Ask(5000))
    charge(empty_store, actor, Ask(3000))
    close(empty_store, actor, Ask())
    top_up(empty_store, actor, Ask(700))
    return empty_store


def read_verdict(store: Store) -> Verdict:
    with store.read() as connection:
        return verify(connection, derivations())


def meddle(store: Store, *statements: str) -> None:
    """Change the file as somebody with a database tool would: past the triggers and constraints."""
    assert isinstance(store.path, Path)
    connection = sqlcipher.connect(str(store.path))
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_untouched_books_are_clean(filled: Store) -> None:
    verdict = read_verdict(filled)
    assert verdict.findings == ()
    assert (verdict.records, verdict.seals) == (4, 1)


def test_a_request_nobody_made_is_found(filled: Store) -> None:
    """Whoever plants a key with a result would have a real request answered by it, and nothing booked."""
    planted = {"key": "k", "request_hash": "0" * 64, "result": "{}", "journal_id": 99}
    names = ("k", "0" * 64, "{}", 99, request_row_hash(planted))
    with sqlcipher.connect(str(filled.path)) as raw:
        raw.execute(
            "INSERT INTO requests (key, request_hash, result, journal_id, row_hash) VALUES (?, ?, ?, ?, ?)", names
        )
    assert [found.problem for found in read_verdict(filled).findings] == ["row_without_record"]


def every_field(connection: Connection) -> list[tuple[str, str, int]]:
    fields = []
    for table in insert_only_tables():
        columns = table.__table__.columns
        for row in connection.exec_driver_sql(f"SELECT rowid AS row_place FROM {table.__tablename__}").mappings():
            fields += [(str(table.__tablename__), column.name, row["row_place"]) for column in columns]
    return fields


def test_any_changed_field_of_any_row_is_found_and_named(filled: Store) -> None:
    meddle(filled)
    with filled.writing.connect() as connection:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            connection.connection.cursor().execute(f"PRAGMA {pragma}")
        fields = every_field(connection)
        connection.rollback()
        assert len(fields) > 120
        for table, column, rowid in fields:
            with connection.begin() as change:
                connection.exec_driver_sql(
                    f"UPDATE {table} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1000"
                    f" WHEN 'null' THEN (SELECT CASE type WHEN 'INTEGER' THEN 3 ELSE 'x' END"
                    f" FROM pragma_table_info('{table}') WHERE name = '{column}')"
                    f" ELSE {column} || 'x' END WHERE rowid = {rowid}"
                )
                places = [finding.place for finding in verify(connection, derivations()).findings]
                change.rollback()
            assert places, f"{table}.{column} of row {rowid} was changed unseen"
            assert any(place.startswith((f"{table}/", "journal/")) for place in places), (table, column, places)


@pytest.mark.parametrize("table", ["entries", "postings", "journal", "seals", "dues", "policy_changes"])
def test_a_deleted_row_is_found(filled: Store, table: str) -> None:
    meddle(filled, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")
    assert read_verdict(filled).findings


def test_swapped_rows_and_balances_are_found(filled: Store) -> None:
    meddle(
        filled,
        "UPDATE postings SET id = -1 WHERE id = 1",
        "UPDATE postings SET id = 1 WHERE id = 2",
        "UPDATE postings SET id = 2 WHERE id = -1",
    )
    assert {finding.place for finding in read_verdict(filled).findings} >= {"postings/1", "postings/2"}


def test_a_forged_row_is_found_by_its_name(filled: Store) -> None:
    meddle(
        filled,
        "INSERT INTO policy_changes (id, journal_id, name, value) VALUES (99, 2, 'x', '1'), (100, 77, 'y', '2')",
    )
    places = [finding.place for finding in read_verdict(filled).findings]
    assert "policy_changes/99" in places
    assert "policy_changes/100" in places


def test_a_changed_balance_and_note_are_found(filled: Store) -> None:
    meddle(
        filled, "UPDATE balances SET quantity = quantity - 1 WHERE account = 'member/7'", "UPDATE notes SET text = 'x'"
    )
    places = [finding.place for finding in read_verdict(filled).findings]
    assert "balances/member/7/CNY" in places
    assert any(place.startswith("notes/") for place in places)


def test_a_cut_tail_without_a_seal_shows_in_the_head(filled: Store) -> None:
    before = read_verdict(filled).head
    meddle(filled, "DELETE FROM journal WHERE id = 4", "DELETE FROM requests WHERE journal_id = 4")
    verdict = read_verdict(filled)
    assert verdict.head != before
    assert verdict.findings


def test_a_rewritten_chain_breaks_its_seal(filled: Store) -> None:
    """Somebody recomputes every hash after a change; the signature still tells."""
    from frontdesk.books.journal import GENESIS, record_hash

    connection = sqlcipher.connect(str(filled.path))
    connection.row_factory = sqlcipher.Row
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE journal SET account_id = 42 WHERE id = 2")
    previous = GENESIS
    for row in connection.execute("SELECT * FROM journal ORDER BY id").fetchall():
        values = dict(row) | {"previous_hash": previous}
        previous = record_hash(values)
        connection.execute(
            "UPDATE journal SET previous_hash = ?, hash = ? WHERE id = ?",
            (values["previous_hash"], previous, row["id"]),
        )
    connection.commit()
    connection.close()
    assert [finding.problem for finding in read_verdict(filled).findings] == ["sealed_head_differs"]


def test_random_bytes_in_any_table_never_crash_verification(filled: Store) -> None:
    """A hundred random meddlings, each found or harmless, none a crash."""
    chance = random.Random(7)
    tables = [str(table.__tablename__) for table in insert_only_tables()]
    for _ in range(100):
        table = chance.choice(tables)
        meddle(filled, f"DELETE FROM {table} WHERE rowid = {chance.randint(1, 9)}")
        read_verdict(filled)
    assert read_verdict(filled).findings
