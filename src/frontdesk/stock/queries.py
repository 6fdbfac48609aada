"""What there is to sell, and how much of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from frontdesk.books import accounts
from frontdesk.books.finding import Finding
from frontdesk.books.tables import Balance
from frontdesk.stock.errors import GoodsUnknown
from frontdesk.stock.tables import Goods, GoodsChange, GoodsTerm
from frontdesk.stock.terms import folded
from frontdesk.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """An article as it is sold now; ``change_id`` names this version of it."""

    sku: str
    change_id: int
    barcode: str | None
    name_zh: str
    name_en: str
    category: str
    price_fen: int
    member_price_fen: int | None
    tile: int | None
    minimum: int
    counted: int
    active: int

    def name(self, language: str) -> str:
        """The name in a language."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Stocked:
    """An article with the pieces on the shelf; None for services."""

    goods: GoodsRow
    on_hand: int | None

    @property
    def short(self) -> bool:
        """Whether there is less than the minimum."""
        return self.on_hand is not None and self.on_hand < self.goods.minimum


_GOODS: Select[*tuple[Any, ...]] = select(
    Goods.sku,
    Goods.change_id,
    Goods.barcode,
    Goods.name_zh,
    Goods.name_en,
    Goods.category,
    Goods.price_fen,
    Goods.member_price_fen,
    Goods.tile,
    Goods.minimum,
    Goods.counted,
    Goods.active,
)


def article(connection: Connection, sku: str) -> GoodsRow:
    """One article by its code. Raises GoodsUnknown."""
    row = connection.execute(_GOODS.where(Goods.sku == sku)).first()
    if row is None:
        raise GoodsUnknown(sku=sku)
    return GoodsRow(*row)


def articles(connection: Connection, skus: Sequence[str]) -> dict[str, GoodsRow]:
    """Articles by their codes; unknown ones are left out."""
    wanted = sorted(set(skus))
    rows = _by_skus(len(wanted)).all(connection, **{f"sku_{at}": sku for at, sku in enumerate(wanted)})
    return {row[0]: GoodsRow(*row) for row in rows}


@lru_cache(maxsize=256)
def _by_skus(count: int) -> Prepared:
    return Prepared(_GOODS.where(Goods.sku.in_([bindparam(f"sku_{at}") for at in range(count)])))


def by_barcode(connection: Connection, barcode: str) -> GoodsRow | None:
    """The article with a barcode or, failing that, with this code; None when nothing has it."""
    row = connection.execute(_GOODS.where(Goods.barcode == barcode)).first()
    row = row or connection.execute(_GOODS.where(Goods.sku == barcode)).first()
    return GoodsRow(*row) if row else None


def find_goods(connection: Connection, text: str, most: int = 12) -> list[Stocked]:
    """Active articles whose code, name, pinyin or initials begin so, tiles first; a blank text finds none."""
    start = folded(text)
    if not start:
        return []
    matching = select(GoodsTerm.sku).where(GoodsTerm.term >= start, GoodsTerm.term < _after(start))
    statement = _GOODS.where(Goods.sku.in_(matching), Goods.active == 1)
    return _stocked(connection, statement.order_by(func.coalesce(Goods.tile, 9999), Goods.sku).limit(most))


def tiles(connection: Connection) -> list[Stocked]:
    """The active articles that have a tile, in its order."""
    return _stocked(
        connection, _GOODS.where(Goods.tile.is_not(None), Goods.active == 1).order_by(Goods.tile, Goods.sku)
    )


def all_goods(connection: Connection, include_inactive: bool = False) -> list[Stocked]:
    """Every article by category and code."""
    statement = _GOODS if include_inactive else _GOODS.where(Goods.active == 1)
    return _stocked(connection, statement.order_by(Goods.category, Goods.sku))


def short_goods(connection: Connection) -> list[Stocked]:
    """Active articles of which there is less than the minimum (G05)."""
    return [found for found in all_goods(connection) if found.short]


def on_hand(connection: Connection, skus: Sequence[str]) -> dict[str, int]:
    """Pieces on the shelf by code; 0 for what never came."""
    units = {accounts.goods(sku): sku for sku in skus}
    found = select(Balance.unit, Balance.quantity).where(
        Balance.account == accounts.STOCK_SHELF, Balance.unit.in_(sorted(units))
    )
    counts = dict.fromkeys(units.values(), 0)
    counts.update({units[unit]: quantity for unit, quantity in connection.execute(found)})
    return counts


def goods_hold(connection: Connection) -> Iterator[Finding]:
    """Every article is as its last change says."""
    last = select(func.max(GoodsChange.id)).group_by(GoodsChange.sku)
    names = [column.name for column in Goods.__table__.columns if column.name != "change_id"]
    changes = {
        row["sku"]: row
        for row in connection.execute(select(GoodsChange.__table__).where(GoodsChange.id.in_(last))).mappings()
    }
    for row in connection.execute(select(Goods.__table__)).mappings():
        change = changes.pop(row["sku"], None)
        if change is None or change["id"] != row["change_id"] or any(change[name] != row[name] for name in names):
            yield Finding(change["journal_id"] if change else 0, f"goods/{row['sku']}", "goods_differ")
    for sku, change in changes.items():
        yield Finding(change["journal_id"], f"goods/{sku}", "goods_missing")


def _stocked(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[Stocked]:
    found = [GoodsRow(*row) for row in connection.execute(statement)]
    counts = on_hand(connection, [row.sku for row in found if row.counted])
    return [Stocked(row, counts.get(row.sku)) for row in found]


def _after(start: str) -> str:
    return start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
