"""Zones and key tags: what was decided about each, and how each stands now."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict

NORMAL, LOST, OUT_OF_USE = "normal", "lost", "out_of_use"


class ZoneVersion(BookRow, Base):
    """A zone as named at one time; the last row of a code is how the zone is now."""

    __tablename__ = "zone_versions"
    __table_args__ = strict(CheckConstraint("sex IN ('m', 'f', '')", name="sex_known"))

    code: Mapped[str] = mapped_column(index=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    sex: Mapped[str]
    place: Mapped[int]
    at: Mapped[str]


class Zone(Base):
    """A part of the key board, for one sex or (empty) for anybody; ``place`` is its order on the board."""

    __tablename__ = "zones"
    __table_args__ = strict(CheckConstraint("sex IN ('m', 'f', '')", name="sex_known"))

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    sex: Mapped[str]
    place: Mapped[int]


class KeyEvent(BookRow, Base):
    """Something that changed a key tag itself; where it went is told by its custody moves.

    ``due_id`` is the fee that a loss was charged with, ``note`` a commitment to the clerk's words.
    """

    __tablename__ = "key_events"
    __table_args__ = strict(
        CheckConstraint("event IN ('registered', 'lost', 'found', 'out_of_use', 'in_use', 'retagged')", name="known"),
        CheckConstraint("state IN ('normal', 'lost', 'out_of_use')", name="state_known"),
        Index("ix_key_events_key", "key_code", "id"),
    )

    key_code: Mapped[str]
    event: Mapped[str]
    zone_code: Mapped[str]
    tag_code: Mapped[str]
    state: Mapped[str]
    place: Mapped[int]
    due_id: Mapped[int | None] = mapped_column(ForeignKey("dues.id"))
    note: Mapped[str | None]
    at: Mapped[str]
    business_day: Mapped[str]


class KeyTag(Base):
    """A key tag as it stands: ``tag_code`` is the text its chip or barcode gives when scanned."""

    __tablename__ = "key_tags"
    __table_args__ = strict(
        CheckConstraint("state IN ('normal', 'lost', 'out_of_use')", name="state_known"),
        Index("ix_key_tags_zone", "zone_code", "place"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    zone_code: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    tag_code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    place: Mapped[int]
