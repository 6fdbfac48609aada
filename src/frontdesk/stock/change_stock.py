"""Goods that come in, and counts put right: the stock's changes that are not sales."""

from dataclasses import dataclass
from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.ledger import balance
from frontdesk.core.actor import Actor
from frontdesk.core.sound import refuse_unknown
from frontdesk.core.text import field
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.stock.errors import NotCounted, QuantityInvalid
from frontdesk.stock.queries import article
from frontdesk.stock.tables import StockChange
from frontdesk.store.store import Store

MOST_QUANTITY = 100_000
REASONS = ("delivery", "count", "broken", "expired", "own_use", "returned", "other")


@dataclass(frozen=True, slots=True)
class Received:
    """So many pieces of one article."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ReceiveRequest:
    """A delivery; ``note`` may name its papers."""

    key: str
    lines: tuple[Received, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdjustRequest:
    """The shelf holds ``counted`` pieces, not what the books say; ``reason`` is one of ``REASONS``."""

    key: str
    sku: str
    counted: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StockResult:
    """The last entry written, or None when nothing differed, and the sum of pieces that came (+) or went (−)."""

    entry_id: int | None
    pieces: int


def receive(store: Store, actor: Actor, request: ReceiveRequest) -> StockResult:
    """Put a delivery on the shelf (right RECEIVE_STOCK). Raises GoodsUnknown, NotCounted, QuantityInvalid."""
    with action(store, actor, "stock.receive", request, StockResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.RECEIVE_STOCK)
        return act.finish(receive_within(act, request.lines, request.note), "stock")


def receive_within(act: Action[Any], lines: tuple[Received, ...], note: str = "") -> StockResult:
    """The same within another action, whose rights its caller checked."""
    entry_id = None
    kept = act.note(field(note, 200))
    for line in lines:
        if not 1 <= line.quantity <= MOST_QUANTITY:
            raise QuantityInvalid(quantity=line.quantity, most=MOST_QUANTITY)
        entry_id = _change(act, line.sku, line.quantity, accounts.STOCK_RECEIVED, "delivery", kept)
    return StockResult(entry_id, sum(line.quantity for line in lines))


def adjust(store: Store, actor: Actor, request: AdjustRequest, approval: int | None = None) -> StockResult:
    """Put the books right after a count (right ADJUST_STOCK, limit STOCK_ADJUSTMENT_PIECES).

    Raises as ``receive``, and ApprovalNeeded.
    """
    with action(store, actor, "stock.adjust", request, StockResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ADJUST_STOCK)
        if not 0 <= request.counted <= MOST_QUANTITY:
            raise QuantityInvalid(quantity=request.counted, most=MOST_QUANTITY)
        refuse_unknown(request.reason, REASONS)
        booked = balance(act.connection, accounts.STOCK_SHELF, accounts.goods(request.sku))
        difference = request.counted - booked
        require_within(act, Limit.STOCK_ADJUSTMENT_PIECES, difference, approval)
        entry_id = None
        if difference:
            kept = act.note(field(request.note, 200))
            entry_id = _change(act, request.sku, difference, accounts.STOCK_ADJUSTED, request.reason, kept)
        return act.finish(StockResult(entry_id, difference), f"goods/{request.sku}")


def _change(act: Action[Any], sku: str, quantity: int, other: str, reason: str, note: str | None) -> int:
    if not article(act.connection, sku).counted:
        raise NotCounted(sku=sku)
    unit = accounts.goods(sku)
    entry_id = act.post("stock", [Leg(accounts.STOCK_SHELF, unit, quantity), Leg(other, unit, -quantity)])
    act.insert(StockChange, sku=sku, quantity=quantity, reason=reason, note=note, entry_id=entry_id)
    return entry_id
