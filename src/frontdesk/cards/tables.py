"""Cards, and what happened to each."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class CardEvent(BookRow, Base):
    """Something that happened to a card; ``state`` and ``person_id`` are what holds afterwards.

    ``note`` commits to the chip's UID when the card is issued, and to the clerk's reason otherwise.
    """

    __tablename__ = "card_events"
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('issued', 'lost', 'found', 'blocked', 'unblocked', 'replaced', 'returned')", name="kind_known"
        ),
    )

    card_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    state: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[str]
    note: Mapped[str | None]


class Card(Base):
    """A card as it is now; ``uid`` is upper-case hex in the card's order, ``plan_code`` what it was issued for."""

    __tablename__ = "cards"
    __table_args__ = strict(
        UniqueConstraint("number"),
        CheckConstraint("state IN ('active', 'lost', 'blocked', 'returned')", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[str]
    plan_code: Mapped[str]
    issued_on: Mapped[str]
