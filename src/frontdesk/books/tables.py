"""Tables of the books' core."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, InsertOnly, strict


class JournalRecord(InsertOnly, Base):
    """One action in the hash chain; ``id`` is its place, from 1 without gaps.

    ``row_marks`` holds the first 8 hex digits of each written row's hash, in the order of the digest, so that
    verification can name the very row that was changed.
    """

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    business_day: Mapped[str] = mapped_column(index=True)
    counter: Mapped[str]
    shift_id: Mapped[int | None]
    account_id: Mapped[int]
    approver_id: Mapped[int | None]
    action: Mapped[str]
    subject: Mapped[str]
    row_marks: Mapped[str]
    rows_digest: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class SigningKey(BookRow, Base):
    """A counter's public Ed25519 key, recorded when it first seals."""

    __tablename__ = "signing_keys"

    public_key: Mapped[str] = mapped_column(unique=True)
    counter: Mapped[str]


class Seal(InsertOnly, Base):
    """A signature over the chain's head, made at each handover and day closing."""

    __tablename__ = "seals"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    journal_id: Mapped[int] = mapped_column(unique=True)
    head: Mapped[str]
    at: Mapped[str]
    kind: Mapped[str]
    previous_signature: Mapped[str]
    public_key: Mapped[str]
    signature: Mapped[str]


class Entry(BookRow, Base):
    """One event in the ledger; its postings sum to zero for each unit."""

    __tablename__ = "entries"

    kind: Mapped[str]
    at: Mapped[str]
    business_day: Mapped[str] = mapped_column(index=True)
    counter: Mapped[str]
    shift_id: Mapped[int | None] = mapped_column(index=True)
    reverses_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)


class Posting(BookRow, Base):
    """A quantity of one unit into (+, debit) or out of (−, credit) one account."""

    __tablename__ = "postings"
    __table_args__ = strict(
        CheckConstraint("quantity <> 0", name="quantity_not_zero"),
        Index("ix_postings_account", "account", "entry_id"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    account: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]


OPEN_DUE = text("account LIKE 'due/%' AND quantity > 0")
HELD_DEPOSIT = text("account LIKE 'deposit/key/%' AND quantity < 0")
"""Which balances are of open dues, and of deposits held: an index is used only by a query in the very same words."""


class Balance(Base):
    """The sum of an account's postings in one unit, kept in the same transaction."""

    __tablename__ = "balances"
    __table_args__ = strict(
        # A member's account is what the house owes the member: a credit. Above zero the member would have spent
        # more than there was.
        CheckConstraint("account NOT LIKE 'member/%' OR quantity <= 0", name="member_not_overdrawn"),
        # Of all dues ever charged and all deposits ever taken, the few still open.
        Index("ix_balances_open_dues", "account", sqlite_where=OPEN_DUE),
        Index("ix_balances_held_deposits", "account", sqlite_where=HELD_DEPOSIT),
    )

    account: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[int]


class RequestDone(InsertOnly, Base):
    """A request carried out, by its idempotency key, with the result it had; kept for ever.

    The result may tell the journal's head, so the row is written after the record; ``row_hash`` over all its other
    columns shows a change instead.
    """

    __tablename__ = "requests"

    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    result: Mapped[str]
    journal_id: Mapped[int] = mapped_column(index=True, unique=True)
    row_hash: Mapped[str]


class Note(Base):
    """A free or personal text that a books row refers to by its salted commitment; may be erased."""

    __tablename__ = "notes"

    commitment: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str]
    text: Mapped[str]


class Due(BookRow, Base):
    """Money owed by a person or a visit; open while ``due/<id>`` has a balance."""

    __tablename__ = "dues"
    __table_args__ = strict(CheckConstraint("amount_fen > 0", name="amount_positive"))

    kind: Mapped[str]
    amount_fen: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(index=True)
    visit_id: Mapped[int | None] = mapped_column(index=True)
    key_code: Mapped[str | None]
    revenue: Mapped[str]
    business_day: Mapped[str]
    due_on: Mapped[str | None]


class PolicyChange(BookRow, Base):
    """A business setting given a new value."""

    __tablename__ = "policy_changes"

    name: Mapped[str]
    value: Mapped[str]


class PolicyValue(Base):
    """A business setting's present value, as JSON."""

    __tablename__ = "policies"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
