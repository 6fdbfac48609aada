"""Actions written in bulk: the same rows, marks, chain and requests as ``books.action`` writes, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from frontdesk.app.bench.crowd.bulk_file import BulkFile
from frontdesk.books.action import Leg
from frontdesk.books.journal import digest_rows, record_hash, request_row_hash, row_text
from frontdesk.books.tables import Entry, JournalRecord, Note, Posting, RequestDone
from frontdesk.core.actor import Actor
from frontdesk.core.canonical import canonical_json, sha256_hex
from frontdesk.store.base import Base


@dataclass(slots=True)
class Moment:
    """When and where an action happens; ``at`` a stored UTC text, ``shift_id`` None outside a shift."""

    at: str
    business_day: str
    shift_id: int | None = None


@dataclass(slots=True)
class BulkBooks:
    """The books being written; one action at a time, begun with ``begin`` and ended with ``end``.

    ``salts`` gives 32 hex digits at each call: the same ones make the same file.
    """

    file: BulkFile
    actor: Actor
    salts: Any
    head: str = ""
    journal_id: int = 0
    moment: Moment = field(default_factory=lambda: Moment("", ""))
    _action: str = ""
    _rows: list[tuple[str, int, str]] = field(default_factory=list)
    _later: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    _last_ids: dict[type[Base], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        newest = self.file.execute("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
        self.journal_id, self.head = newest[0]

    def begin(self, action: str, moment: Moment) -> None:
        """The next action, at a moment."""
        self._action, self.moment = action, moment
        self.journal_id += 1
        self._rows = []

    def next_id(self, table: type[Base]) -> int:
        """The id the table's next row will have."""
        if table not in self._last_ids:
            self._last_ids[table] = self.file.highest(table)
        self._last_ids[table] += 1
        return self._last_ids[table]

    def put(self, table: type[Base], **values: Any) -> int:
        """Add a row outside the books; returns its id."""
        row_id = self.next_id(table)
        self.file.insert(table, {"id": row_id, **values})
        return row_id

    def add(self, table: type[Base], **values: Any) -> int:
        """Add a row of the books, every column named; returns its id."""
        return self.add_row(table, {"id": self.next_id(table), **values})

    def add_row(self, table: type[Base], values: dict[str, Any]) -> int:
        """The same with an id that ``next_id`` gave."""
        row_id: int = values["id"]
        row = {**values, "journal_id": self.journal_id}
        name = str(table.__tablename__)
        self._rows.append((name, row_id, row_text(name, row)))
        self.file.insert(table, row)
        return row_id

    def post(self, kind: str, legs: Sequence[Leg]) -> int:
        """Write an entry with its postings; balances are summed up when the file is finished."""
        about = self.moment
        entry_id = self.add(
            Entry,
            kind=kind,
            at=about.at,
            business_day=about.business_day,
            counter=self.actor.counter,
            shift_id=about.shift_id,
            reverses_entry_id=None,
        )
        for leg in legs:
            if leg.quantity:
                self.add(Posting, entry_id=entry_id, account=leg.account, unit=leg.unit, quantity=leg.quantity)
        return entry_id

    def note(self, text: str) -> str | None:
        """Keep a text as ``Action.note`` does; returns its commitment."""
        if not text:
            return None
        salt = self.salts()
        commitment = sha256_hex(salt + text)
        self.file.insert(Note, {"commitment": commitment, "salt": salt, "text": text})
        return commitment

    def later(self, sql: str, values: tuple[Any, ...]) -> None:
        """Run a statement on a present state when all rows are there."""
        self._later.setdefault(sql, []).append(values)

    def finish(self) -> None:
        """Bring the present states up to date: balances and holdings follow from the rows."""
        for sql, rows in self._later.items():
            self.file.execute_many(sql, rows)
        self.file.execute("DELETE FROM balances")
        self.file.execute(
            "INSERT INTO balances SELECT account, unit, sum(quantity) FROM postings GROUP BY 1, 2 ORDER BY 1, 2"
        )
        self.file.execute("DELETE FROM holdings")
        # SQLite takes the other columns of max() from the row that has the maximum.
        self.file.execute("INSERT INTO holdings SELECT thing, to_holder, max(id) FROM moves GROUP BY 1 ORDER BY 1")

    def end(self, subject: str, result: object, key: str = "") -> None:
        """Chain the action's record and keep its request, under a key of its own or the next one."""
        self._rows.sort()
        marks, digest = digest_rows([text for _, _, text in self._rows])
        record = {
            "id": self.journal_id,
            "at": self.moment.at,
            "business_day": self.moment.business_day,
            "counter": self.actor.counter,
            "shift_id": self.moment.shift_id,
            "account_id": self.actor.account_id,
            "approver_id": None,
            "action": self._action,
            "subject": subject,
            "row_marks": marks,
            "rows_digest": digest,
            "previous_hash": self.head,
        }
        self.head = record_hash(record)
        self.file.insert(JournalRecord, {**record, "hash": self.head})
        key = key or f"crowd-{self.journal_id}"
        done = {
            "key": key,
            "request_hash": sha256_hex(canonical_json([self._action, key])),
            "result": canonical_json(result),
            "journal_id": self.journal_id,
        }
        self.file.insert(RequestDone, {**done, "row_hash": request_row_hash(done)})
