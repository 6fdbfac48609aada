"""Accounts, what became of them, who sat down at a desk, and approvals.

People's names and credentials are present states, so that a person can be erased; the events about them are books.
"""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class Account(Base):
    """One person who works here. ``misses`` counts wrong passwords and PINs since the last right one (K06)."""

    __tablename__ = "accounts"
    __table_args__ = strict(
        CheckConstraint("role IN ('cashier', 'shift_lead', 'manager', 'owner')", name="role_known"),
        CheckConstraint("active IN (0, 1)", name="active_yes_no"),
        CheckConstraint("misses >= 0", name="misses_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[int]
    misses: Mapped[int]


class AccountEvent(BookRow, Base):
    """A change to an account. ``role`` and ``active`` are what holds afterwards.

    ``credential`` is the SHA-256 of the stored password hash after the change: a hash put in its place by hand shows.
    """

    __tablename__ = "account_events"
    __table_args__ = strict(
        CheckConstraint("kind IN ('added', 'role', 'password', 'disabled', 'enabled', 'unlocked')", name="kind_known"),
        CheckConstraint("active IN (0, 1)", name="active_yes_no"),
    )

    account_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    role: Mapped[str]
    active: Mapped[int]
    credential: Mapped[str]


class Pin(Base):
    """A PIN for switching quickly, on the one computer whose secret it was hashed with."""

    __tablename__ = "pins"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    computer: Mapped[str] = mapped_column(primary_key=True)
    pin_hash: Mapped[str]


class UnknownMiss(Base):
    """Misses under user names nobody has, by a keyed hash: they must meet the same lock, or they would be known."""

    __tablename__ = "unknown_misses"

    who: Mapped[str] = mapped_column(primary_key=True)
    misses: Mapped[int]


class DeskEvent(BookRow, Base):
    """Somebody signed in, switched in by PIN, locked the desk, signed out, or failed to (G03).

    ``account_id`` is 0 for a miss under a user name nobody has; ``before_account_id`` is who was at the desk until
    then.
    """

    __tablename__ = "desk_events"
    __table_args__ = strict(
        CheckConstraint("kind IN ('signed_in', 'switched', 'locked', 'signed_out', 'missed')", name="kind_known"),
    )

    counter: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    account_id: Mapped[int]
    before_account_id: Mapped[int | None]
    at: Mapped[str]


class Approval(BookRow, Base):
    """A second person's consent to one request, bound to its hash (K08)."""

    __tablename__ = "approvals"

    approver_id: Mapped[int]
    counter: Mapped[str]
    action: Mapped[str]
    request_hash: Mapped[str] = mapped_column(index=True)
    business_day: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]


class ApprovalUse(BookRow, Base):
    """The one use of an approval."""

    __tablename__ = "approval_uses"
    __table_args__ = strict(UniqueConstraint("approval_id"))

    approval_id: Mapped[int] = mapped_column(ForeignKey("approvals.id"))
