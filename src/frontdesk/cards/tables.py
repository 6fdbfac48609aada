"""Cards, and what happened to each."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
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


class CardToken(Base):
    """What a card's token says as far as the books know: ``state`` is writing, written or suspect; ``mark`` belongs to
    the last count. A card that never got a token has no row."""

    __tablename__ = "card_tokens"
    __table_args__ = strict(CheckConstraint("state IN ('writing', 'written', 'suspect')", name="state_known"))

    card_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(index=True)
    sector: Mapped[int]
    issue: Mapped[int]
    counter: Mapped[int]
    mark: Mapped[str]


class TokenEvent(BookRow, Base):
    """Something that happened to a token; state, sector, issue, counter and mark are what holds afterwards.

    ``prepared`` before the card is written, ``written`` once it was read back, ``advanced`` at an arrival,
    ``followed`` when the card was one ahead, ``refused`` with the ``reason`` (a Verdict) and what the card said.
    """

    __tablename__ = "token_events"
    __table_args__ = strict(
        CheckConstraint("kind IN ('prepared', 'written', 'advanced', 'followed', 'refused')", name="kind_known"),
        CheckConstraint("state IN ('writing', 'written', 'suspect')", name="state_known"),
        Index("ix_token_events_card", "card_id", "id"),
    )

    card_id: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str]
    sector: Mapped[int]
    issue: Mapped[int]
    counter: Mapped[int]
    mark: Mapped[str]
    reason: Mapped[str]
    seen_issue: Mapped[int | None]
    seen_counter: Mapped[int | None]
    at: Mapped[str]


class MasterKeyEvent(BookRow, Base):
    """The cards' master key was made, restored at a counter or put on paper. The key itself is never in the database;
    ``fingerprint`` tells two keys apart and gives nothing of either away."""

    __tablename__ = "master_key_events"
    __table_args__ = strict(CheckConstraint("kind IN ('made', 'restored', 'shown')", name="kind_known"))

    kind: Mapped[str]
    fingerprint: Mapped[str]
    at: Mapped[str]
