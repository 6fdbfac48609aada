"""Moves of things, and where each is now."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class Move(BookRow, Base):
    """One thing going from one holder to another; ``from_holder`` is empty at its first appearance."""

    __tablename__ = "moves"
    __table_args__ = strict(Index("ix_moves_thing", "thing", "id"))

    thing: Mapped[str]
    from_holder: Mapped[str]
    to_holder: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    visit_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[str]
    business_day: Mapped[str]


class Holding(Base):
    """Where a thing is now, kept in the same transaction as its last move."""

    __tablename__ = "holdings"
    __table_args__ = strict(Index("ix_holdings_holder", "holder"))

    thing: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    move_id: Mapped[int]
