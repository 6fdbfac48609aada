"""How SQLite goes about every question that is asked: which would read more the longer the gym has been open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from frontdesk.store.store import Store

AS_LARGE_AS_THE_HOUSE = {
    *("accounts", "pins", "policies", "unknown_misses", "signing_keys", "alembic_version"),
    *("zones", "key_tags", "goods", "goods_terms", "plans"),
    *("counter_shifts", "open_visits"),
}
"""Tables that grow with the staff, the keys, the shelf or the people inside, not with the years."""

_SCAN = re.compile(r"SCAN (\w+?)(?:_\d+)?(?: LEFT-JOIN)?(?: USING (?:COVERING )?INDEX (\w+))?(?: LEFT-JOIN)?$")
_ONLY_THE_OPEN = {"ix_balances_open_dues", "ix_balances_held_deposits"}
"""Indexes that hold only what is still open."""
_NEWEST = re.compile(r"SELECT [^()]* FROM (\w+) ORDER BY \1\.id DESC LIMIT \d+")
"""The last few of a table are read from its end."""
_ALL_OF_ONE = re.compile(
    r"SEARCH (?:postings\S* .*\((?:account=\?|account>\? AND account<\?)\)"
    r"|visits\S* .*\(journal_id<\?\)|print_jobs\S* .*ix_print_jobs_counter_state \(counter=\?\))"
)
"""An index that leads to all there ever was: of an account, until a record, of a counter."""
_INVOICES_STILL_OPEN = "SCAN invoices"
"""No table holds the open ones; to find that one was handed over takes 1 µs, and few receipts have an invoice."""
_ACCOUNTS_OF_ONE_SHIFT = "cash/drawer/"
_NAMED = re.compile(r"'[^']*'|\b\d+\b")


class QueryPlans:
    """The statements asked while it listened, each shape once."""

    def __init__(self) -> None:
        self.asked: dict[str, str] = {}

    def note(self, statement: str) -> None:
        """Remember a statement."""
        if statement.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            self.asked.setdefault(_NAMED.sub("?", statement), " ".join(statement.split()))

    def growing(self, store: Store) -> list[str]:
        """Those whose cost grows with what has been written, with the step that does; a store without statistics."""
        with store.read() as connection:
            cursor: Any = connection.connection.cursor()
            found = [
                f"{step}: {statement}"
                for statement in self.asked.values()
                for step in (str(row[3]) for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())
                if _grows(step, statement)
            ]
            cursor.close()
        return found


def _grows(step: str, statement: str) -> bool:
    if _ALL_OF_ONE.match(step):
        return _ACCOUNTS_OF_ONE_SHIFT not in statement
    scan = _SCAN.match(step)
    if scan is None or scan[1] in AS_LARGE_AS_THE_HOUSE or scan[1].startswith("anon"):
        return False
    return step != _INVOICES_STILL_OPEN and scan[2] not in _ONLY_THE_OPEN and not _NEWEST.match(statement)


@contextmanager
def query_plans() -> Iterator[QueryPlans]:
    """Listen to every connection to a SQLite file that is opened meanwhile."""
    plans = QueryPlans()

    def listen(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(plans.note)

    event.listen(Pool, "connect", listen)
    try:
        yield plans
    finally:
        event.remove(Pool, "connect", listen)
