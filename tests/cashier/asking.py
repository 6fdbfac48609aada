"""Short ways to ask for a sale."""

import uuid

from frontdesk.cashier.asked import LineAsk, SaleResult, SellRequest, TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store

PRICES = {"water": 300, "towel": 3500, "bar-choc": 1800, "visit": 8000}


def goods(sku: str, quantity: int = 1, discount_fen: int = 0) -> LineAsk:
    """A line of goods at its list price."""
    return LineAsk("goods", PRICES[sku], quantity, sku=sku, discount_fen=discount_fen)


def cash(amount_fen: int, received_fen: int = 0) -> TenderAsk:
    """Cash, with what was handed over."""
    return TenderAsk("cash", amount_fen, received_fen)


def ask(*items: LineAsk | TenderAsk, key: str = "", **head: int | str | None) -> SellRequest:
    """A request from lines and tenders in any order."""
    lines = tuple(item for item in items if isinstance(item, LineAsk))
    tenders = tuple(item for item in items if isinstance(item, TenderAsk))
    return SellRequest(key or uuid.uuid4().hex, lines, tenders, **head)  # type: ignore[arg-type]


def sold(store: Store, actor: Actor, *items: LineAsk | TenderAsk, **head: int | str | None) -> SaleResult:
    """Sell at once."""
    return sell(store, actor, ask(*items, **head))
