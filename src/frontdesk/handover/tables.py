"""Counts, what came of comparing them with the books, hand-ins, carried items and closed days."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class Count(BookRow, Base):
    """One count of a drawer, taken before anything expected was shown; ``number`` tells first from second (K07)."""

    __tablename__ = "counts"
    __table_args__ = strict(
        UniqueConstraint("shift_id", "purpose", "number"),
        CheckConstraint("purpose IN ('open', 'close')", name="purpose_known"),
        CheckConstraint("cash_fen >= 0", name="cash_not_negative"),
    )

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    purpose: Mapped[str]
    number: Mapped[int]
    account_id: Mapped[int]
    cash_fen: Mapped[int]
    at: Mapped[str]


class CountedPieces(BookRow, Base):
    """So many notes or coins of one kind in a count (K05)."""

    __tablename__ = "counted_pieces"
    __table_args__ = strict(CheckConstraint("pieces > 0", name="pieces_positive"))

    count_id: Mapped[int] = mapped_column(ForeignKey("counts.id"), index=True)
    denomination_fen: Mapped[int]
    pieces: Mapped[int]


class CountedTender(BookRow, Base):
    """What an outside service's own statement shows for the shift, as read off by the clerk."""

    __tablename__ = "counted_tenders"

    count_id: Mapped[int] = mapped_column(ForeignKey("counts.id"), index=True)
    tender: Mapped[str]
    amount_fen: Mapped[int]


class CountedThings(BookRow, Base):
    """So many keys or tray cards of a zone, beside what custody expected at that moment (G13).

    ``what`` is ``keys/<zone>`` or ``cards/<zone>``.
    """

    __tablename__ = "counted_things"

    count_id: Mapped[int] = mapped_column(ForeignKey("counts.id"), index=True)
    what: Mapped[str]
    expected: Mapped[int]
    counted: Mapped[int]


class Reckoning(BookRow, Base):
    """One tender of a shift: what the books expected against what was counted, and what became of the difference.

    ``account_id`` is the operator a difference is named for. ``outcome``: ``even``; ``over`` (more than expected, kept
    by the house); ``owed`` (a shortage the operator owes, as ``due_id``); ``accepted`` (a shortage borne by the
    house). ``tender`` ``float`` compares a float found at opening with the one left behind.
    """

    __tablename__ = "reckonings"
    __table_args__ = strict(
        UniqueConstraint("shift_id", "tender"),
        CheckConstraint("outcome IN ('even', 'over', 'owed', 'accepted')", name="outcome_known"),
        CheckConstraint("(outcome = 'even') = (expected_fen = counted_fen)", name="even_when_equal"),
    )

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    count_id: Mapped[int] = mapped_column(ForeignKey("counts.id"))
    tender: Mapped[str]
    expected_fen: Mapped[int]
    counted_fen: Mapped[int]
    account_id: Mapped[int]
    outcome: Mapped[str]
    due_id: Mapped[int | None] = mapped_column(ForeignKey("dues.id"))
    note: Mapped[str | None]


class MissingThing(BookRow, Base):
    """A key or card found missing at the closing count, and where custody last knew it (G13)."""

    __tablename__ = "missing_things"

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    thing: Mapped[str]
    holder: Mapped[str]
    last_visit_id: Mapped[int | None]
    last_moved_at: Mapped[str]


class HandIn(BookRow, Base):
    """All cash of a shift except the float, given to a named receiver or, with none, put into the safe (G26)."""

    __tablename__ = "hand_ins"
    __table_args__ = strict(
        UniqueConstraint("shift_id"),
        CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
        CheckConstraint("float_left_fen >= 0", name="float_not_negative"),
    )

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    amount_fen: Mapped[int]
    float_left_fen: Mapped[int]
    receiver_id: Mapped[int | None]


class CarriedItem(BookRow, Base):
    """Something unfinished at the end of a shift, for the next one to go on with.

    ``kind`` is a stable code, ``ref`` what it is about, ``quantity`` fen or a number, as the kind says; ``note``
    commits to the clerk's own words.
    """

    __tablename__ = "carried_items"
    __table_args__ = strict(UniqueConstraint("shift_id", "kind", "ref"))

    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    kind: Mapped[str]
    ref: Mapped[str]
    quantity: Mapped[int | None]
    note: Mapped[str | None]


class CarriedSeen(BookRow, Base):
    """A carried item acknowledged by the next one."""

    __tablename__ = "carried_seen"
    __table_args__ = strict(UniqueConstraint("item_id"))

    item_id: Mapped[int] = mapped_column(ForeignKey("carried_items.id"))
    account_id: Mapped[int]
    at: Mapped[str]
