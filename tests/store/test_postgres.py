"""The same books on a real PostgreSQL with several counters."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from frontdesk.app.schema import HEAD_REVISION, derivations
from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.errors import InsufficientBalance
from frontdesk.books.ledger import available
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.store.errors import DatabaseBusy, DatabaseUnreachable, ValueUnfit
from frontdesk.store.schema import revision
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.books.asking import Answer, Ask, charge, close, top_up


def spend(store: Store, actor: Actor, ask: Ask) -> Answer:
    with action(store, actor, "test.spend", ask, Answer) as act:
        legs = [
            Leg(accounts.member(7), accounts.CNY, ask.amount_fen),
            Leg(accounts.revenue("bar"), accounts.CNY, -ask.amount_fen),
        ]
        return act.finish(Answer(act.post("sale", legs)))


def test_books_work_and_verify_on_a_server(server: Store, actor: Actor) -> None:
    with server.read() as connection:
        assert revision(connection) == HEAD_REVISION
    top_up(server, actor, Ask(5000))
    charge(server, actor, Ask(3000))
    close(server, actor, Ask())
    with server.read() as connection:
        verdict = verify(connection, derivations())
    assert verdict.findings == ()
    assert (verdict.records, verdict.seals) == (3, 1)
    for statement in ("UPDATE postings SET quantity = 1", "DELETE FROM journal", "TRUNCATE requests"):
        with pytest.raises(DBAPIError, match="insert-only"), server.write() as tx:
            tx.connection.execute(text(statement))


def test_a_refused_row_is_in_no_log(server: Store) -> None:
    with server.write() as tx:
        tx.connection.execute(
            text("CREATE TABLE guests (name TEXT NOT NULL, phone TEXT NOT NULL CHECK (phone <> '1'))")
        )
        tx.commit()
    for values in ("('王小明', NULL)", "('王小明', '1')"):
        with pytest.raises(ValueUnfit) as refusal, server.write() as tx:
            tx.connection.execute(text(f"INSERT INTO guests VALUES {values}"))
        cause = refusal.value.__cause__
        assert isinstance(cause, DBAPIError)
        assert "王小明" not in f"{refusal.value.data}{cause.orig}"
        assert "DETAIL" not in str(cause)


def test_four_counters_spend_one_balance_exactly(server: Store, actor: Actor) -> None:
    top_up(server, actor, Ask(150))
    outcomes: list[str] = []

    def counter() -> None:
        for _ in range(50):
            try:
                spend(server, actor, Ask(1))
                outcomes.append("sold")
            except InsufficientBalance:
                outcomes.append("refused")

    threads = [threading.Thread(target=counter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("sold") == 150
    assert outcomes.count("refused") == 50
    with server.read() as connection:
        assert available(connection, 7) == 0
        assert verify(connection, derivations()).findings == ()


def test_an_absent_server_is_said_in_words(clock: ManualClock, tmp_path: Path) -> None:
    absent = Store("postgresql://frontdesk@127.0.0.1:9/frontdesk", clock, FileSecrets(tmp_path))
    with pytest.raises(DatabaseUnreachable), absent.read():
        pass


def test_reading_sees_one_moment_while_others_write(server: Store, actor: Actor) -> None:
    """Otherwise checking the books of an open house would find rows of records it hasn't seen."""
    top_up(server, actor, Ask(5000))
    with server.read() as connection:
        before = verify(connection)
        charge(server, actor, Ask(3000))
        assert verify(connection) == before
    with server.read() as connection:
        assert verify(connection).records == before.records + 1


def test_a_server_that_takes_too_long_is_said_in_words(server: Store) -> None:
    with pytest.raises(DatabaseBusy), server.read() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 50"))
        connection.execute(text("SELECT pg_sleep(2)"))


def test_a_snapshot_may_take_as_long_as_it_needs(server: Store) -> None:
    """Checking the books of years takes longer than a clerk may be kept waiting."""
    asked = text("SELECT current_setting('statement_timeout'), current_setting('transaction_read_only')")
    isolation = text("SELECT current_setting('transaction_isolation')")
    for _ in range(2):
        with server.snapshot() as connection:
            assert tuple(connection.execute(asked).one()) == ("0", "on")
            assert connection.execute(isolation).scalar() == "repeatable read"
        with server.read() as connection:
            assert connection.execute(asked).scalar() == "15s", "the same connection, back to its limit"


def test_indexes_of_the_open_hold_only_the_open_on_a_server(server: Store) -> None:
    with server.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'ix_balances%%'"
        )
        conditions = {row.indexname: str(row.indexdef) for row in found}
    assert conditions.keys() == {"ix_balances_open_dues", "ix_balances_held_deposits"}
    assert all("WHERE" in text and "~~" in text for text in conditions.values())
