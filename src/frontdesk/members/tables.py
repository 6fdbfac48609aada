"""Persons, plans, contracts and the terms they are found by.

Personal fields live in ``persons``, ``photos``, ``search_terms`` and the erasable notes; the books hold surrogates and
commitments only.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict

# Prefix look-ups by range need byte order, which PostgreSQL's language collations don't give.
_BYTE_ORDER = Text().with_variant(Text(collation="C"), "postgresql")


class Person(Base):
    """A member, as known now; every version is kept as the note of a ``PersonEvent`` until it is erased."""

    __tablename__ = "persons"
    __table_args__ = strict(
        CheckConstraint("sex IN ('m', 'f', '')", name="sex_known"),
        CheckConstraint("blocked IN (0, 1)", name="blocked_flag"),
        Index("ix_persons_phone", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sex: Mapped[str]
    phone: Mapped[str]
    remark: Mapped[str]
    joined_on: Mapped[str]
    consultant_id: Mapped[int | None]
    photo_id: Mapped[int | None]
    blocked: Mapped[int]
    block_note: Mapped[str | None]
    last_seen_at: Mapped[str]


class PersonEvent(BookRow, Base):
    """Something recorded about a person; ``note`` commits to the personal text, kept in ``notes``."""

    __tablename__ = "person_events"
    __table_args__ = strict(
        CheckConstraint("kind IN ('enrolled', 'edited', 'blocked', 'unblocked', 'photo')", name="kind_known"),
    )

    person_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    at: Mapped[str]
    note: Mapped[str | None]


class Photo(Base):
    """A member's picture: a small JPEG without EXIF (G25)."""

    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    jpeg: Mapped[bytes]
    taken_at: Mapped[str]


class Plan(BookRow, Base):
    """One version of something the house sells by contract; the newest row of a code is the present one.

    ``months`` and ``days`` are the validity, ``visits`` the visit pack (0: unlimited), ``sessions`` personal-training
    sessions. ``zones`` lists zone codes with a space between (empty: all), ``times`` when the plan holds (see
    ``times``; empty: always).
    """

    __tablename__ = "plans"
    __table_args__ = strict(
        CheckConstraint("price_fen >= 0", name="price_not_negative"),
        CheckConstraint("months >= 0 AND days >= 0 AND months + days > 0", name="validity_positive"),
        CheckConstraint("visits >= 0 AND sessions >= 0", name="units_not_negative"),
        CheckConstraint("on_sale IN (0, 1)", name="on_sale_flag"),
    )

    code: Mapped[str] = mapped_column(index=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    price_fen: Mapped[int]
    months: Mapped[int]
    days: Mapped[int]
    visits: Mapped[int]
    sessions: Mapped[int]
    zones: Mapped[str]
    times: Mapped[str]
    reentry_minutes: Mapped[int]
    on_sale: Mapped[int]


class Contract(BookRow, Base):
    """A plan sold to a person; its dues carry what is owed, its events what became of it."""

    __tablename__ = "contracts"
    __table_args__ = strict(
        UniqueConstraint("number"),
        CheckConstraint("price_fen >= 0", name="price_not_negative"),
    )

    number: Mapped[str]
    person_id: Mapped[int] = mapped_column(index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    price_fen: Mapped[int]
    sold_on: Mapped[str]
    sold_by: Mapped[int]


class ContractEvent(BookRow, Base):
    """Something that happened to a contract; the contract's state is derived from these in their order.

    ``from_day`` and ``to_day`` are calendar days, both included; ``to_day`` is None for a freeze without an end.
    """

    __tablename__ = "contract_events"
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('sold', 'opened', 'frozen', 'unfrozen', 'visit_spent', 'visit_returned')", name="kind_known"
        ),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), index=True)
    kind: Mapped[str]
    at: Mapped[str]
    from_day: Mapped[str | None]
    to_day: Mapped[str | None]
    visit_id: Mapped[int | None]
    note: Mapped[str | None]


class ContractState(Base):
    """What a contract's events add up to, kept in the same transaction."""

    __tablename__ = "contract_states"
    __table_args__ = strict(
        CheckConstraint("status IN ('unopened', 'open', 'frozen')", name="status_known"),
        CheckConstraint("visits_left IS NULL OR visits_left >= 0", name="visits_not_negative"),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(index=True)
    plan_id: Mapped[int]
    status: Mapped[str]
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None] = mapped_column(index=True)
    frozen_from: Mapped[str | None]
    frozen_until: Mapped[str | None]
    visits_left: Mapped[int | None]


class SearchTerm(Base):
    """One way to find a person: the key is the very index that prefixes are looked up in."""

    __tablename__ = "search_terms"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)

    kind: Mapped[str] = mapped_column(_BYTE_ORDER, primary_key=True)
    term: Mapped[str] = mapped_column(_BYTE_ORDER, primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, index=True)
