"""Shifts and their ends."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class Shift(BookRow, Base):
    """A counter's opening by one responsible person with a float (K05)."""

    __tablename__ = "shifts"
    __table_args__ = strict(
        UniqueConstraint("number"),
        CheckConstraint("float_fen >= 0", name="float_not_negative"),
        Index("ix_shifts_counter", "counter", "id"),
    )

    number: Mapped[str]
    counter: Mapped[str]
    business_day: Mapped[str] = mapped_column(index=True)
    account_id: Mapped[int]
    opened_at: Mapped[str]
    float_fen: Mapped[int]
    previous_shift_id: Mapped[int | None] = mapped_column(ForeignKey("shifts.id"), index=True)


class ShiftEnd(BookRow, Base):
    """The moment a shift was closed; a shift without one is open."""

    __tablename__ = "shift_ends"
    __table_args__ = strict(
        UniqueConstraint("shift_id"),
        CheckConstraint("kind IN ('handover', 'night')", name="kind_known"),
    )

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    ended_at: Mapped[str]
    account_id: Mapped[int]
    received_by: Mapped[int | None]
    kind: Mapped[str]


class CounterShift(Base):
    """The open shift of each counter, kept beside the books so that two can't be open at once."""

    __tablename__ = "counter_shifts"

    counter: Mapped[str] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), unique=True)


class DayEnd(BookRow, Base):
    """A business day closed: nothing more belongs to it."""

    __tablename__ = "day_ends"
    __table_args__ = strict(UniqueConstraint("business_day"))

    business_day: Mapped[str]
    account_id: Mapped[int]
    at: Mapped[str]
