"""Lines priced inside the transaction: by what goods, dues and limits are now, not by what a screen said."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from frontdesk.books.action import Action
from frontdesk.books.dues import settle_due
from frontdesk.books.errors import DueSettled
from frontdesk.books.ledger import available
from frontdesk.books.policies import Policy
from frontdesk.books.tables import Due
from frontdesk.cashier.asked import TOP_UP_CATEGORY, LineAsk, PricedLine, SellRequest, price_of
from frontdesk.cashier.errors import (
    DiscountRefused,
    DueChanged,
    GoodsInactive,
    MemberNeeded,
    NothingToSell,
    OutOfStock,
    PriceChanged,
    QuantityRefused,
    TopUpRefused,
)
from frontdesk.cashier.member_price import pays_member_price
from frontdesk.core.money import yuan
from frontdesk.stock.errors import GoodsUnknown
from frontdesk.stock.queries import GoodsRow, articles, on_hand

MOST_PIECES = 999
MOST_LINES = 200
SELL_BELOW_ZERO = Policy("stock.sell_below_zero", 1)
"""1: what lies on the counter is sold even when the books say there is none; 0: it is refused."""
BALANCE_MOST_FEN = Policy("cashier.balance_most_fen", 500_000)
"""What a named member may have on account at most: ¥5,000 by the MOFCOM rule on single-purpose prepaid cards."""
TOP_UP_LEAST_FEN = Policy("cashier.top_up_least_fen", 100)
"""The smallest top-up."""


def priced(act: Action[Any], request: SellRequest) -> tuple[PricedLine, ...]:
    """The lines of a request as the books will keep them.

    Raises NothingToSell, GoodsUnknown, GoodsInactive, PriceChanged, QuantityRefused, DiscountRefused, OutOfStock,
    DueChanged, DueSettled, MemberNeeded or TopUpRefused.
    """
    if not 1 <= len(request.lines) <= MOST_LINES:
        raise NothingToSell()
    skus = [line.sku for line in request.lines if line.sku is not None]
    goods = articles(act.connection, skus) if skus else {}
    special = any(found.member_price_fen is not None for found in goods.values())
    member = special and request.person_id is not None and pays_member_price(act, request.person_id)
    _refuse_repeated_dues(request)
    lines = tuple(_priced(act, line, goods, member, request) for line in request.lines)
    if SELL_BELOW_ZERO.read(act.connection) == 0:
        _refuse_out_of_stock(act, lines)
    return lines


def _priced(
    act: Action[Any], ask: LineAsk, goods: dict[str, GoodsRow], member: bool, request: SellRequest
) -> PricedLine:
    if not 1 <= ask.quantity <= MOST_PIECES:
        raise QuantityRefused(quantity=ask.quantity, most=MOST_PIECES)
    if ask.discount_fen < 0 or (ask.discount_fen and ask.kind != "goods"):
        raise DiscountRefused(discount=yuan(ask.discount_fen))
    if ask.kind in ("goods", "draw"):
        found = goods.get(ask.sku or "")
        if found is None:
            raise GoodsUnknown(sku=ask.sku or "")
        return _goods(ask, found, member, request.person_id)
    if ask.quantity != 1:
        raise QuantityRefused(quantity=ask.quantity, most=1)
    if ask.kind == "due" and ask.due_id is not None:
        return _due(act, ask, ask.due_id)
    if ask.kind == "top_up":
        return _top_up(act, ask, request)
    raise ValueError(ask.kind)


def _goods(ask: LineAsk, goods: GoodsRow, member: bool, person_id: int | None) -> PricedLine:
    if not goods.active:
        raise GoodsInactive(name=goods.name_zh)
    if ask.kind == "draw":
        if person_id is None:
            raise MemberNeeded()
        list_price, discount = 0, 0
    else:
        list_price, now = goods.price_fen, price_of(goods, member)
        if ask.price_fen != now:
            raise PriceChanged(name=goods.name_zh, shown=yuan(ask.price_fen), now=yuan(now))
        if ask.discount_fen > ask.quantity * now:
            raise DiscountRefused(discount=yuan(ask.discount_fen))
        discount = ask.quantity * (list_price - now) + ask.discount_fen
    return PricedLine(
        ask.kind,
        ask.quantity,
        list_price,
        discount,
        goods.category,
        goods.name_zh,
        goods.name_en,
        sku=goods.sku,
        goods_change_id=goods.change_id,
        counted=goods.counted,
    )


def _due(act: Action[Any], ask: LineAsk, due_id: int) -> PricedLine:
    due = act.connection.execute(select(Due.kind, Due.revenue).where(Due.id == due_id)).first()
    if due is None:
        raise DueSettled(due_id=due_id)
    owed = -settle_due(act, due_id).quantity
    if owed != ask.price_fen:
        raise DueChanged(shown=yuan(ask.price_fen), now=yuan(owed))
    return PricedLine("due", 1, owed, 0, due.revenue, due.kind, due.kind, due_id=due_id)


def _refuse_repeated_dues(request: SellRequest) -> None:
    """A due twice on one receipt would be paid twice: what is owed of it is read before either line is booked."""
    asked = Counter(line.due_id for line in request.lines if line.due_id is not None)
    for due_id, times in asked.items():
        if times > 1:
            raise DueSettled(due_id=due_id)


def _top_up(act: Action[Any], ask: LineAsk, request: SellRequest) -> PricedLine:
    if request.person_id is None:
        raise MemberNeeded()
    beside_fen = sum(line.price_fen for line in request.lines if line.kind == "top_up") - ask.price_fen
    there_fen = available(act.connection, request.person_id) + beside_fen
    most = BALANCE_MOST_FEN.read(act.connection) - there_fen
    if not TOP_UP_LEAST_FEN.read(act.connection) <= ask.price_fen <= most:
        raise TopUpRefused(most=yuan(max(most, 0)))
    return PricedLine("top_up", 1, ask.price_fen, 0, TOP_UP_CATEGORY, "", "")


def _refuse_out_of_stock(act: Action[Any], lines: tuple[PricedLine, ...]) -> None:
    asked: Counter[str] = Counter()
    names = {}
    for line in lines:
        if line.counted and line.sku is not None:
            asked[line.sku] += line.quantity
            names[line.sku] = line.name_zh
    there = on_hand(act.connection, list(asked))
    for sku, quantity in asked.items():
        if there[sku] < quantity:
            raise OutOfStock(name=names[sku], on_hand=there[sku], asked=quantity)
