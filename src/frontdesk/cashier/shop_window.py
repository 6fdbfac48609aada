"""What the cashier page shows to choose from, read in the background."""

from dataclasses import dataclass

from sqlalchemy import Connection

from frontdesk.cashier.customer import Customer, Scanned, customer, customer_with_card, drinks_of, scanned
from frontdesk.shifts.queries import current_business_day
from frontdesk.stock.queries import GoodsRow, Stocked, article, articles, find_goods, tiles
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class ShopWindow:
    """The tiles in their order, and the business day they are sold on."""

    tiles: tuple[Stocked, ...]
    business_day: str

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that have tiles, in the tiles' order."""
        return tuple(dict.fromkeys(found.goods.category for found in self.tiles))


@dataclass(frozen=True, slots=True)
class Attached:
    """Somebody to sell to, with the goods they prepaid and the dues that are to be paid by now."""

    customer: Customer
    drinks: tuple[Stocked, ...]
    business_day: str


def shop_window(store: Store) -> ShopWindow:
    """The tiles as they are now."""
    with store.read() as connection:
        return ShopWindow(tuple(tiles(connection)), current_business_day(connection, store.clock))


def search_goods(store: Store, text: str) -> list[Stocked]:
    """Articles for what was typed."""
    with store.read() as connection:
        return find_goods(connection, text, 20)


def goods_by_sku(store: Store, sku: str) -> GoodsRow:
    """One article. Raises GoodsUnknown."""
    with store.read() as connection:
        return article(connection, sku)


def goods_now(store: Store, skus: tuple[str, ...]) -> dict[str, GoodsRow]:
    """Articles as they are now, after a refusal."""
    with store.read() as connection:
        return articles(connection, skus)


def attach(store: Store, person_id: int | None, visit_id: int | None, key_code: str) -> Attached:
    """Somebody by person or visit. Raises UnknownPerson."""
    with store.read() as connection:
        found = customer(connection, store.clock, person_id=person_id, visit_id=visit_id, key_code=key_code)
        return _attached(store, connection, found)


def attach_card(store: Store, uid: str) -> Attached | None:
    """The holder of a card, or None for an unknown one."""
    with store.read() as connection:
        found = customer_with_card(connection, store.clock, uid)
        return _attached(store, connection, found) if found is not None else None


def attach_scan(store: Store, text: str, key_prefix: str) -> Scanned | Attached:
    """What was scanned: goods, somebody with everything about them, or nothing known."""
    with store.read() as connection:
        found = scanned(connection, store.clock, text, key_prefix)
        return _attached(store, connection, found.customer) if found.customer is not None else found


def _attached(store: Store, connection: Connection, found: Customer) -> Attached:
    goods = drinks_of(connection, found)
    drinks = tuple(Stocked(goods[sku], left) for sku, left in found.drinks if sku in goods)
    return Attached(found, drinks, current_business_day(connection, store.clock))
