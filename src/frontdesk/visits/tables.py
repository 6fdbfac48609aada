"""Visits, what happened in each, and which are going on now."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict

MEMBER, GUEST = "member", "guest"


class Visit(BookRow, Base):
    """One visit of a member or day guest; coming back within the plan's re-entry time belongs to the same one.

    A guest leaves a ``guarantee``, a ``deposit`` or a ``document``; ``name_note`` commits to a guest's name.
    """

    __tablename__ = "visits"
    __table_args__ = strict(
        CheckConstraint("kind IN ('member', 'guest')", name="kind_known"),
        CheckConstraint("guarantee IN ('', 'deposit', 'document')", name="guarantee_known"),
        CheckConstraint("deposit_fen >= 0 AND (deposit_fen > 0) = (guarantee = 'deposit')", name="deposit_positive"),
        CheckConstraint("kind = 'guest' OR person_id IS NOT NULL", name="member_known"),
        Index("ix_visits_person", "person_id", "id"),
    )

    kind: Mapped[str]
    person_id: Mapped[int | None]
    contract_id: Mapped[int | None]
    guarantee: Mapped[str]
    deposit_fen: Mapped[int]
    deposit_tender: Mapped[str]
    name_note: Mapped[str | None]
    at: Mapped[str]
    business_day: Mapped[str] = mapped_column(index=True)


class VisitEvent(BookRow, Base):
    """Something that happened in a visit; ``left`` ends it and ``returned`` begins it again.

    ``key_code`` is the key the visitor has afterwards (at ``left`` and ``key_lost``: had before); ``card_number`` the
    card given up for this stay, empty without one, and ``card`` what became of it (``slot``, ``none``, ``given_back``,
    ``left``, ``missing``); ``other_card`` a card found in its place. ``how`` is a code: why there was no card, or how
    the visitor left (``key``, ``card``, ``desk``, ``closing``). ``note`` commits to the clerk's words.
    """

    __tablename__ = "visit_events"
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('arrived', 'returned', 'swapped', 'key_lost', 'wrong_card', 'left', 'card_collected')",
            name="kind_known",
        ),
        CheckConstraint("card IN ('', 'slot', 'none', 'given_back', 'left', 'missing')", name="card_known"),
        Index("ix_visit_events_visit", "visit_id", "id"),
        Index("ix_visit_events_day", "business_day", "id"),
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    kind: Mapped[str]
    key_code: Mapped[str]
    card_number: Mapped[str]
    card: Mapped[str]
    how: Mapped[str]
    other_card: Mapped[str]
    note: Mapped[str | None]
    at: Mapped[str]
    business_day: Mapped[str]


class OpenVisit(Base):
    """A visit going on, kept beside the books so that no key and no person is in two at once."""

    __tablename__ = "open_visits"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(unique=True)
    key_code: Mapped[str] = mapped_column(unique=True)
    card_number: Mapped[str] = mapped_column(index=True)
    since: Mapped[str]
