"""The journal: a chain of records, each over the rows its action wrote and the record before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.books.tables import JournalRecord
from frontdesk.core.canonical import canonical_json, sha256_hex
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import Transaction

GENESIS = "0" * 64
MARK_LENGTH = 8
_NEWEST = Prepared(select(JournalRecord.id, JournalRecord.hash).order_by(JournalRecord.id.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class JournalMark:
    """A record's place and hash; place 0 stands before the first."""

    id: int
    hash: str

    @property
    def short(self) -> str:
        """The hash as printed on a receipt: 12 hex digits in groups of four."""
        return f"{self.hash[:4]} {self.hash[4:8]} {self.hash[8:12]}"


def head(connection: Connection) -> JournalMark:
    """The last record of the chain."""
    row = _NEWEST.first(connection)
    return JournalMark(*row) if row else JournalMark(0, GENESIS)


def in_chain(connection: Connection, anchor: str) -> bool:
    """Whether a head printed on paper, whole or shortened to no fewer than 8 digits, is a record of this chain."""
    start = "".join(anchor.split()).lower()
    if len(start) < 8 or not set(start) <= set("0123456789abcdef"):
        return False
    found = select(JournalRecord.id).where(JournalRecord.hash >= start, JournalRecord.hash <= start + "g")
    return connection.execute(found.limit(1)).first() is not None


def row_text(table: str, row: dict[str, Any]) -> str:
    """The text a row's hash is taken over: its table's name and every column."""
    return canonical_json([table, row])


def digest_rows(texts: Sequence[str]) -> tuple[str, str]:
    """The short marks of the rows, and the digest over them all in their order."""
    hashes = [sha256_hex(text) for text in texts]
    return "".join(found[:MARK_LENGTH] for found in hashes), sha256_hex("".join(hashes))


def record_hash(values: dict[str, Any]) -> str:
    """The hash of a journal record: over all its columns but the hash itself."""
    return sha256_hex(canonical_json({name: value for name, value in values.items() if name != "hash"}))


def request_row_hash(values: Mapping[str, Any]) -> str:
    """The hash a row of ``requests`` keeps of itself: over all its columns but the hash."""
    return sha256_hex(canonical_json({name: value for name, value in values.items() if name != "row_hash"}))


def append(
    tx: Transaction, facts: Mapping[str, Any], rows: Sequence[tuple[str, int, str]], previous_hash: str
) -> JournalMark:
    """Write an action's record: who, when and what (``facts``), over its rows (table, id, text) in order."""
    marks, digest = digest_rows([text for _, _, text in rows])
    values = {**facts, "row_marks": marks, "rows_digest": digest, "previous_hash": previous_hash}
    found = record_hash(values)
    tx.insert(JournalRecord, **values, hash=found)
    return JournalMark(values["id"], found)
