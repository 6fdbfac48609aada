"""Verification: every row hashed again, every balance derived again, the chain and its seals walked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from frontdesk.books.journal import GENESIS, MARK_LENGTH, digest_rows, record_hash, request_row_hash, row_text
from frontdesk.books.seals import signature_holds
from frontdesk.books.tables import (
    Balance,
    Entry,
    JournalRecord,
    Note,
    PolicyChange,
    PolicyValue,
    Posting,
    RequestDone,
    Seal,
    SigningKey,
)
from frontdesk.core.canonical import sha256_hex
from frontdesk.store.base import book_tables
from frontdesk.store.store import table_of

_BATCH = 2_000
_TOLD_EVERY = 250
_SEALING_ACTIONS = ("handover.close", "handover.night", "handover.day")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: ``place`` names the record, ``problem`` is a stable code."""

    journal_id: int
    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification saw; clean when there are no findings."""

    records: int
    rows: int
    seals: int
    head: str
    findings: tuple[Finding, ...]


Derivation = Callable[[Connection], Iterator[Finding]]
"""A check that a table of present states says what the inserted rows say; each area with such a table gives one."""


def verify(
    connection: Connection,
    derivations: Sequence[Derivation] = (),
    most: int = 20,
    progress: Callable[[int], None] = lambda records: None,
) -> Verdict:
    """Check the whole books on one snapshot; at most ``most`` findings, the first bad record first.

    ``progress`` is told now and then how many records were walked; what it raises ends the checking.
    """
    walk = _Walk(connection, progress)
    findings = list(_first(walk.findings(), most))
    findings += _first(_seal_findings(connection, walk.heads), most)
    for derive in (balances_hold, entries_balance, notes_hold, requests_hold, policies_hold, *derivations):
        findings += _first(derive(connection), most)
    findings.sort(key=lambda found: found.journal_id)
    return Verdict(walk.records, walk.rows, len(walk.sealed), walk.head, tuple(findings[:most]))


class _Walk:
    """One pass over the journal and, beside it, over every table of the books in the order of their records."""

    def __init__(self, connection: Connection, progress: Callable[[int], None]) -> None:
        self._connection = connection
        self._progress = progress
        self.records = 0
        self.rows = 0
        self.head = GENESIS
        self.sealed = {row.journal_id: row for row in connection.execute(select(Seal))}
        self.heads: dict[int, str] = {}

    def findings(self) -> Iterator[Finding]:
        streams = [_Stream(self._connection, table_of(table)) for table in book_tables()]
        previous = JournalRecord(id=0, hash=GENESIS)
        journal = self._connection.execution_options(yield_per=_BATCH).execute(
            select(table_of(JournalRecord)).order_by(JournalRecord.id)
        )
        for record in journal.mappings():
            yield from self._check(dict(record), previous, streams)
            previous = JournalRecord(id=record["id"], hash=record["hash"])
            self.records += 1
            if self.records % _TOLD_EVERY == 0:
                self._progress(self.records)
        self.head = previous.hash
        for stream in streams:
            for place, row_id, _ in stream.upto(None):
                yield Finding(previous.id + 1, f"{place}/{row_id}", "row_without_record")

    def _check(self, record: dict[str, Any], previous: JournalRecord, streams: "list[_Stream]") -> Iterator[Finding]:
        number = record["id"]
        place = f"journal/{number}"
        if number != previous.id + 1:
            yield Finding(previous.id + 1, f"journal/{previous.id + 1}", "record_missing")
        elif record["previous_hash"] != previous.hash:
            yield Finding(number, place, "chain_broken")
        if record_hash(record) != record["hash"]:
            yield Finding(number, place, "record_changed")
        if number in self.sealed:
            self.heads[number] = record["hash"]
        elif record["action"] in _SEALING_ACTIONS:
            yield Finding(number, place, "seal_missing")
        rows = [row for stream in streams for row in stream.upto(number)]
        self.rows += len(rows)
        yield from _compare(number, rows, record)


class _Stream:
    """The rows of one table of the books, in the order of their records."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._name = table.name
        rows = connection.execution_options(yield_per=_BATCH).execute(
            select(table).order_by(table.c.journal_id, table.c.id)
        )
        self._names = list(rows.keys())
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._key = self._names.index("journal_id")
        self._id = self._names.index("id")

    def upto(self, journal_id: int | None) -> Iterator[tuple[str, int, str]]:
        """Rows (table, id, text) of records not after ``journal_id``; all that remain for None."""
        while self._next is not None and (journal_id is None or self._next[self._key] <= journal_id):
            row = dict(zip(self._names, self._next, strict=True))
            yield self._name, row["id"], row_text(self._name, row)
            self._next = next(self._rows, None)


def _compare(number: int, rows: list[tuple[str, int, str]], record: dict[str, Any]) -> Iterator[Finding]:
    marks, digest = digest_rows([text for _, _, text in rows])
    if digest == record["rows_digest"] and marks == record["row_marks"]:
        return
    known = record["row_marks"]
    expected = [known[at : at + MARK_LENGTH] for at in range(0, len(known), MARK_LENGTH)]
    found = [marks[at : at + MARK_LENGTH] for at in range(0, len(marks), MARK_LENGTH)]
    strange = [at for at, mark in enumerate(found) if mark not in expected]
    for at in strange:
        table, row_id, _ = rows[at]
        yield Finding(number, f"{table}/{row_id}", "row_changed")
    if len(found) < len(expected):
        yield Finding(number, f"journal/{number}", "row_missing")
    elif not strange:
        yield Finding(number, f"journal/{number}", "rows_changed")


def _seal_findings(connection: Connection, heads: dict[int, str]) -> Iterator[Finding]:
    announced = set(connection.execute(select(SigningKey.public_key)).scalars())
    signature, number = "", 0
    for seal in connection.execute(select(table_of(Seal)).order_by(Seal.id)).mappings():
        place = f"seals/{seal['id']}"
        if seal["id"] != number + 1:
            yield Finding(seal["journal_id"], f"seals/{number + 1}", "seal_missing")
        elif seal["previous_signature"] != signature or not signature_holds(dict(seal)):
            yield Finding(seal["journal_id"], place, "seal_changed")
        elif seal["public_key"] not in announced:
            yield Finding(seal["journal_id"], place, "seal_by_unknown_key")
        elif heads.get(seal["journal_id"]) != seal["head"]:
            yield Finding(seal["journal_id"], place, "sealed_head_differs")
        signature, number = seal["signature"], seal["id"]


def balances_hold(connection: Connection) -> Iterator[Finding]:
    """Every kept balance equals the sum of its account's postings."""
    derived = (
        select(Posting.account, Posting.unit, func.sum(Posting.quantity).label("quantity"))
        .group_by(Posting.account, Posting.unit)
        .order_by(Posting.account, Posting.unit)
    )
    sums = {(account, unit): int(quantity) for account, unit, quantity in connection.execute(derived)}
    kept = connection.execution_options(yield_per=_BATCH).execute(
        select(Balance.account, Balance.unit, Balance.quantity)
    )
    for account, unit, quantity in kept:
        if sums.pop((account, unit), 0) != quantity:
            yield Finding(0, f"balances/{account}/{unit}", "balance_differs")
    for (account, unit), quantity in sums.items():
        if quantity:
            yield Finding(0, f"balances/{account}/{unit}", "balance_missing")


def entries_balance(connection: Connection) -> Iterator[Finding]:
    """Every entry's postings sum to zero for each unit."""
    crooked = (
        select(Posting.entry_id, func.min(Posting.journal_id))
        .group_by(Posting.entry_id, Posting.unit)
        .having(func.sum(Posting.quantity) != 0)
    )
    for entry_id, journal_id in connection.execute(crooked):
        yield Finding(journal_id, f"{Entry.__tablename__}/{entry_id}", "entry_unbalanced")


def notes_hold(connection: Connection) -> Iterator[Finding]:
    """Every text still kept is the one its commitment was made from."""
    for note in connection.execution_options(yield_per=_BATCH).execute(select(table_of(Note))):
        if sha256_hex(note.salt + note.text) != note.commitment:
            yield Finding(0, f"notes/{note.commitment[:12]}", "note_changed")


def policies_hold(connection: Connection) -> Iterator[Finding]:
    """Every business setting has the value it was last given."""
    changes = connection.execute(select(PolicyChange.name, PolicyChange.value).order_by(PolicyChange.id)).all()
    # Not dict() over the result itself: it has keys(), so dict() would take it for a mapping.
    given = {change.name: change.value for change in changes}
    kept = {row.name: row.value for row in connection.execute(select(PolicyValue.name, PolicyValue.value))}
    for name in sorted(given.keys() | kept.keys()):
        if given.get(name) != kept.get(name):
            yield Finding(0, f"policies/{name}", "policy_differs")


def requests_hold(connection: Connection) -> Iterator[Finding]:
    """Every record was made by exactly one kept request, and every request is as it was written."""
    kept = connection.execution_options(yield_per=_BATCH).execute(select(table_of(RequestDone)))
    for request in kept.mappings():
        if request_row_hash(dict(request)) != request["row_hash"]:
            yield Finding(request["journal_id"], f"requests/{request['key']}", "row_changed")
    lonely = (
        select(JournalRecord.id)
        .outerjoin(RequestDone, RequestDone.journal_id == JournalRecord.id)
        .where(RequestDone.key.is_(None))
    )
    for (journal_id,) in connection.execute(lonely):
        yield Finding(journal_id, f"journal/{journal_id}", "request_missing")
    # Two of one record the database itself refuses; one of a record that isn't there would answer a request to come.
    planted = (
        select(RequestDone.journal_id, RequestDone.key)
        .outerjoin(JournalRecord, JournalRecord.id == RequestDone.journal_id)
        .where(JournalRecord.id.is_(None))
    )
    for journal_id, key in connection.execute(planted):
        yield Finding(journal_id, f"requests/{key}", "row_without_record")


def _first(findings: Iterator[Finding], most: int) -> Iterator[Finding]:
    for _, found in zip(range(most), findings, strict=False):
        yield found
