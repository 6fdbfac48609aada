"""An action: one request carried out once, in one transaction, with one record in the journal."""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, select, text, update

from frontdesk.books.clock_check import refuse_clock_set_back
from frontdesk.books.errors import InsufficientBalance, RequestAltered, UnbalancedEntry
from frontdesk.books.journal import JournalMark, append, head, request_row_hash, row_text
from frontdesk.books.tables import Balance, Entry, Note, Posting, RequestDone
from frontdesk.core.actor import Actor
from frontdesk.core.canonical import canonical_json, sha256_hex
from frontdesk.core.clock import utc_text
from frontdesk.core.sound import refuse_unsound
from frontdesk.shifts.queries import NoOpenShift, OpenShift, current_business_day, open_shift_at
from frontdesk.store.base import Base, is_book
from frontdesk.store.bulk import insert_rows, upsert_sums
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import Store, Transaction, table_of

_JOURNAL_LOCK = 0x66726F6E74
_EARLIER = Prepared(select(RequestDone.request_hash, RequestDone.result).where(RequestDone.key == bindparam("key")))


class Request(Protocol):
    """What is asked for: a frozen dataclass with an idempotency key, made once for each intent."""

    @property
    def key(self) -> str: ...


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting to be: positive debits, negative credits ``quantity`` of ``unit``."""

    account: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class EntryAsk:
    """An entry to be; ``reverses`` the one it undoes."""

    kind: str
    legs: Sequence[Leg]
    reverses: int | None = None


class Action(Generic[R]):
    """The work in progress of one request; made by ``action``."""

    def __init__(self, store: Store, tx: Transaction, actor: Actor, name: str, key: str, request_hash: str) -> None:
        self.store = store
        self.tx = tx
        self.actor = actor
        self.name = name
        self.key = key
        self.request_hash = request_hash
        self.moment = store.clock.now()
        self.now = utc_text(self.moment)
        self.approver_id: int | None = None
        self.first_result: R | None = None
        self.shift_or_none = open_shift_at(tx.connection, actor.counter)
        shift = self.shift_or_none
        self.business_day = shift.business_day if shift else current_business_day(tx.connection, store.clock)
        self.mark: JournalMark | None = None
        self._rows: list[tuple[str, int, str]] = []
        newest = head(tx.connection)
        self.journal_id = newest.id + 1
        self._previous_hash = newest.hash

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for queries that must see what it wrote."""
        return self.tx.connection

    @property
    def shift(self) -> OpenShift:
        """The open shift of the actor's counter. Raises NoOpenShift."""
        if self.shift_or_none is None:
            raise NoOpenShift(counter=self.actor.counter)
        return self.shift_or_none

    def insert(self, table: type[Base], **values: Any) -> int:
        """Add a row and return its id; a row of the books is also taken into the journal's digest."""
        if not is_book(table):
            return self.tx.insert(table, **values)
        return self.insert_all(table, [values])[0]

    def insert_all(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add rows of the books by one statement; returns their ids, in no promised order."""
        if self.mark is not None:
            raise RuntimeError(f"{table.__tablename__}: the journal record is already made")
        core = table_of(table)
        stored = insert_rows(self.connection, core, [{**row, "journal_id": self.journal_id} for row in rows])
        # The digest is over what the database says it stored, so rows and ids can't be mixed up.
        self._rows.extend((core.name, row["id"], row_text(core.name, row)) for row in stored)
        return [row["id"] for row in stored]

    def post(self, kind: str, legs: Sequence[Leg], reverses: int | None = None) -> int:
        """Write an entry with its postings and move the balances; returns the entry's id.

        Legs of quantity 0 are left out. Raises UnbalancedEntry when a unit's legs don't sum to zero and
        InsufficientBalance when a member's account would be overdrawn.
        """
        return self.post_together((EntryAsk(kind, legs, reverses),))[0]

    def post_together(self, entries: Sequence[EntryAsk]) -> list[int]:
        """Write entries that count as one: balances move by what all their legs come to. Raises as ``post`` does."""
        ids = [self._write_entry(entry) for entry in entries]
        self._move_balances([leg for entry in entries for leg in entry.legs])
        return ids

    def _write_entry(self, entry: EntryAsk) -> int:
        legs = entry.legs
        sums: defaultdict[str, int] = defaultdict(int)
        for leg in legs:
            sums[leg.unit] += leg.quantity
        for unit, total in sums.items():
            if total:
                raise UnbalancedEntry(unit=unit, sum=total)
        shift_id = self.shift_or_none.id if self.shift_or_none else None
        entry_id = self.insert(
            Entry,
            kind=entry.kind,
            at=self.now,
            business_day=self.business_day,
            counter=self.actor.counter,
            shift_id=shift_id,
            reverses_entry_id=entry.reverses,
        )
        postings = [
            {"entry_id": entry_id, "account": leg.account, "unit": leg.unit, "quantity": leg.quantity}
            for leg in legs
            if leg.quantity
        ]
        self.insert_all(Posting, postings)
        return entry_id

    def note(self, text_: str) -> str | None:
        """Keep a free or personal text and return the commitment a books row may hold; None for an empty text."""
        if not text_:
            return None
        salt = secrets.token_hex(16)
        commitment = sha256_hex(salt + text_)
        self.tx.insert(Note, commitment=commitment, salt=salt, text=text_)
        return commitment

    def record(self, subject: str = "") -> JournalMark:
        """Make the journal record over every books row written so far; afterwards no more can be written."""
        if self.mark is None:
            facts = {
                "id": self.journal_id,
                "at": self.now,
                "business_day": self.business_day,
                "counter": self.actor.counter,
                "shift_id": self.shift_or_none.id if self.shift_or_none else None,
                "account_id": self.actor.account_id,
                "approver_id": self.approver_id,
                "action": self.name,
                "subject": subject,
            }
            self.mark = append(self.tx, facts, sorted(self._rows), self._previous_hash)
        return self.mark

    def finish(self, result: R, subject: str = "") -> R:
        """Keep the result under the request's key, make the journal record if there is none yet, and commit."""
        self.record(subject)
        done = {
            "key": self.key,
            "request_hash": self.request_hash,
            "result": canonical_json(result),
            "journal_id": self.journal_id,
        }
        self.tx.insert(RequestDone, **done, row_hash=request_row_hash(done))
        self.tx.commit()
        return result

    def _move_balances(self, legs: Sequence[Leg]) -> None:
        moved: defaultdict[tuple[str, str], int] = defaultdict(int)
        for leg in legs:
            moved[leg.account, leg.unit] += leg.quantity
        sums = []
        for (account, unit), quantity in sorted(moved.items()):
            if quantity and account.startswith("member/"):
                self._move_member_balance(Leg(account, unit, quantity))
            elif quantity:
                sums.append((account, unit, quantity))
        upsert_sums(self.connection, table_of(Balance), ("account", "unit"), "quantity", sums)

    def _move_member_balance(self, leg: Leg) -> None:
        where = (Balance.account == leg.account, Balance.unit == leg.unit)
        if leg.quantity > 0:
            available = -(self.connection.execute(select(Balance.quantity).where(*where)).scalar() or 0)
            if available < leg.quantity:
                raise InsufficientBalance(available=available, asked=leg.quantity, unit=leg.unit)
        # Not an upsert: its INSERT half would trip over the check that a member isn't overdrawn.
        moved = self.connection.execute(update(Balance).where(*where).values(quantity=Balance.quantity + leg.quantity))
        if moved.rowcount == 0:
            self.tx.insert(Balance, account=leg.account, unit=leg.unit, quantity=leg.quantity)


@contextmanager
def action(store: Store, actor: Actor, name: str, request: Request, result_type: type[R]) -> Iterator[Action[R]]:
    """Begin carrying out a request; leaving without ``finish`` undoes everything.

    When the key was used before, ``first_result`` holds what came of it and nothing may be written. Raises
    RequestAltered when the earlier request under this key asked for something else, ClockSetBack, and NumberTooLarge,
    TextUnreadable or UnknownCode for what no desk could mean.
    """
    refuse_unsound(request)
    # The key is a random secret of the asker, so the hash of even a short request gives nothing away.
    request_hash = sha256_hex(canonical_json([name, request]))
    with store.write() as tx:
        _serialize(tx.connection)
        work: Action[R] = Action(store, tx, actor, name, request.key, request_hash)
        earlier = _EARLIER.first(tx.connection, key=request.key)
        if earlier is not None:
            first_hash, first_result = earlier
            if first_hash != request_hash:
                raise RequestAltered()
            work.first_result = result_type(**json.loads(first_result))
        else:
            refuse_clock_set_back(tx.connection, name, actor.counter, store.clock, work.moment)
        yield work


def _serialize(connection: Connection) -> None:
    # SQLite's BEGIN IMMEDIATE already lets one writer in at a time; the chain needs the same on PostgreSQL.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _JOURNAL_LOCK})
