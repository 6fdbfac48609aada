"""The walk along the journal: every row of the books hashed again beside the record that was made over it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256

from sqlalchemy import Connection, select

from frontdesk.books.finding import Finding
from frontdesk.books.journal import GENESIS, MARK_LENGTH
from frontdesk.books.row_texts import RowTexts, all_but, book_row_texts
from frontdesk.books.tables import JournalRecord, RequestDone, Seal
from frontdesk.store.base import book_tables
from frontdesk.store.store import table_of
from frontdesk.store.stream import stretches

_AT_ONCE = 1_000
"""Records walked at a time: enough that a query costs nothing beside its rows, few enough to be told of and to fit."""
_SEALING_ACTIONS = (b"handover.close", b"handover.night", b"handover.day")
_NO_HASH_YET = sha256()
"""Copied for each text: that costs less than making one."""
_journal, _requests = table_of(JournalRecord), table_of(RequestDone)
_RECORDS = RowTexts(
    _journal,
    "id",
    ("id", "action", "previous_hash", "hash", "row_marks", "rows_digest"),
    of=all_but(_journal, "hash"),
)
_REQUESTS = RowTexts(_requests, "journal_id", ("journal_id", "key", "row_hash"), of=all_but(_requests, "row_hash"))


class Walk:
    """One pass over the journal and, beside it, over every table of the books and the requests, by their numbers."""

    def __init__(self, connection: Connection, progress: Callable[[int], None]) -> None:
        self._connection = connection
        self._progress = progress
        self._tables = [book_row_texts(table_of(table)) for table in book_tables()]
        self._previous_id = 0
        self._previous_hash = GENESIS.encode()
        self.records = 0
        self.rows = 0
        self.sealed = set(connection.execute(select(Seal.journal_id)).scalars())
        self.heads: dict[int, str] = {}
        """The hashes of the records that are sealed, by number."""

    @property
    def head(self) -> str:
        """The hash of the last record walked."""
        return self._previous_hash.decode("utf-8", "replace")

    def findings(self) -> Iterator[Finding]:
        """Walk, naming what is not as it was written."""
        for first, last in stretches(self._connection, table_of(JournalRecord).c.id, _AT_ONCE):
            yield from self._stretch(first, last)
            self._progress(self.records)

    def _stretch(self, first: int, last: int) -> list[Finding]:
        """Check the records from ``first`` to ``last``, and whatever is numbered like them."""
        hashes = self._hash_rows(first, last)
        found: list[Finding] = []
        numbers = set()
        for number, action, previous, stored, marks, digest, text in _RECORDS.between(self._connection, first, last):
            numbers.add(number)
            if number != self._previous_id + 1 or previous != self._previous_hash:
                found.append(self._broken_at(number))
            if _hex(text) != stored:
                found.append(Finding(number, f"journal/{number}", "record_changed"))
            rows = hashes.pop(number, ())
            # The marks are covered by the record's own hash; they are for naming.
            if _hex("".join(rows).encode()) != digest:
                found += self._changed_rows(number, len(rows), marks.decode("utf-8", "replace"))
            if number in self.sealed:
                self.heads[number] = stored.decode("utf-8", "replace")
            elif action in _SEALING_ACTIONS:
                found.append(Finding(number, f"journal/{number}", "seal_missing"))
            self._previous_id, self._previous_hash = number, stored
        self.records += len(numbers)
        for number in hashes:
            found += (Finding(number, place, "row_without_record") for place, _ in self._rows_of(number))
        found += self._check_requests(first, last, numbers)
        return sorted(found, key=lambda each: each.journal_id)

    def _hash_rows(self, first: int, last: int) -> defaultdict[int, list[str]]:
        """The rows' hashes in the order of the digest: by table and id, for each number."""
        hashes: defaultdict[int, list[str]] = defaultdict(list)
        copy = _NO_HASH_YET.copy
        for table in self._tables:
            rows = table.between(self._connection, first, last)
            for number, _, text in rows:
                found = copy()
                found.update(text)
                hashes[number].append(found.hexdigest())
            self.rows += len(rows)
        return hashes

    def _broken_at(self, number: int) -> Finding:
        expected = self._previous_id + 1
        if number != expected:
            return Finding(expected, f"journal/{expected}", "record_missing")
        return Finding(number, f"journal/{number}", "chain_broken")

    def _changed_rows(self, number: int, count: int, marks: str) -> Iterator[Finding]:
        """Name what a record's rows, which don't have its digest, differ in from its marks."""
        expected = [marks[at : at + MARK_LENGTH] for at in range(0, len(marks), MARK_LENGTH)]
        strange = [place for place, mark in self._rows_of(number) if mark not in expected]
        for place in strange:
            yield Finding(number, place, "row_changed")
        if count < len(expected):
            yield Finding(number, f"journal/{number}", "row_missing")
        elif not strange:
            yield Finding(number, f"journal/{number}", "rows_changed")

    def _rows_of(self, number: int) -> Iterator[tuple[str, str]]:
        """The rows of one number, each as its place and its mark."""
        for table in self._tables:
            for _, row_id, text in table.between(self._connection, number, number):
                yield f"{table.table}/{row_id}", sha256(text).hexdigest()[:MARK_LENGTH]

    def _check_requests(self, first: int, last: int, numbers: set[int]) -> Iterator[Finding]:
        """Every record was made by exactly one kept request, and every request is as it was written."""
        asked = set()
        for number, key, stored, text in _REQUESTS.between(self._connection, first, last):
            if _hex(text) != stored:
                yield Finding(number, _request(key), "row_changed")
            if number not in numbers:
                # It would answer a request to come, and nothing would be booked.
                yield Finding(number, _request(key), "row_without_record")
            elif number in asked:  # the record was made by another
                yield Finding(number, _request(key), "row_without_record")
            asked.add(number)
        for number in numbers - asked:
            yield Finding(number, f"journal/{number}", "request_missing")


def _request(key: bytes) -> str:
    return f"requests/{key.decode('utf-8', 'replace')}"


def _hex(text: bytes) -> bytes:
    return sha256(text).hexdigest().encode()
