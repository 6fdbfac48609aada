"""Goods, their price list's history, and the changes of stock."""

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict

# Prefix look-ups by range need byte order, which PostgreSQL's language collations don't give.
_BYTE_ORDER = Text().with_variant(Text(collation="C"), "postgresql")


class GoodsChange(BookRow, Base):
    """One version of an article: everything that held from this change on.

    A sale's line points at the version it was sold under, so an old receipt keeps its name and price. ``counted`` is
    1 for things on a shelf and 0 for services; ``active`` is 0 for what is no longer sold.
    """

    __tablename__ = "goods_changes"
    __table_args__ = strict(
        CheckConstraint("price_fen >= 0", name="price_not_negative"),
        CheckConstraint("member_price_fen BETWEEN 0 AND price_fen", name="member_price_within"),
        CheckConstraint("minimum >= 0", name="minimum_not_negative"),
        CheckConstraint("counted IN (0, 1)", name="counted_flag"),
        CheckConstraint("active IN (0, 1)", name="active_flag"),
        Index("ix_goods_changes_sku", "sku", "id"),
    )

    sku: Mapped[str]
    barcode: Mapped[str | None]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    category: Mapped[str]
    price_fen: Mapped[int]
    member_price_fen: Mapped[int | None]
    tile: Mapped[int | None]
    minimum: Mapped[int]
    counted: Mapped[int]
    active: Mapped[int]


class Goods(Base):
    """The present version of every article."""

    __tablename__ = "goods"

    sku: Mapped[str] = mapped_column(primary_key=True)
    change_id: Mapped[int]
    barcode: Mapped[str | None] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    category: Mapped[str]
    price_fen: Mapped[int]
    member_price_fen: Mapped[int | None]
    tile: Mapped[int | None] = mapped_column(index=True)
    minimum: Mapped[int]
    counted: Mapped[int]
    active: Mapped[int]


class GoodsTerm(Base):
    """A lower-case text by whose beginning an article is found: code, name, pinyin, initials."""

    __tablename__ = "goods_terms"

    term: Mapped[str] = mapped_column(_BYTE_ORDER, primary_key=True)
    sku: Mapped[str] = mapped_column(primary_key=True, index=True)


class StockChange(BookRow, Base):
    """Goods that came or went otherwise than by a sale; ``note`` is a commitment."""

    __tablename__ = "stock_changes"
    __table_args__ = strict(CheckConstraint("quantity <> 0", name="quantity_not_zero"))

    sku: Mapped[str] = mapped_column(index=True)
    quantity: Mapped[int]
    reason: Mapped[str]
    note: Mapped[str | None]
    entry_id: Mapped[int]
