"""What the till is asked for: lines and tenders, and what comes of them."""

from dataclasses import dataclass

from frontdesk.books.dues import OpenDue
from frontdesk.stock.queries import GoodsRow

CASH, WECHAT, ALIPAY, BANKCARD, BALANCE, TAB = "cash", "wechat", "alipay", "bankcard", "balance", "tab"
TENDERS = (CASH, WECHAT, ALIPAY, BANKCARD, BALANCE, TAB)
OUTSIDE_TENDERS = (WECHAT, ALIPAY, BANKCARD)
TOP_UP_CATEGORY = "top_up"
"""Where takings by category show money put on members' accounts; it is no income yet."""


@dataclass(frozen=True, slots=True)
class LineAsk:
    """A line as the clerk saw it.

    ``kind``: ``goods`` and ``draw`` name a ``sku``; ``due`` names a ``due_id``; ``top_up`` needs neither. ``price_fen``
    is the price of one piece as shown (the due's or top-up's amount); another price now raises PriceChanged.
    ``discount_fen`` is given by hand on the whole line.
    """

    kind: str
    price_fen: int
    quantity: int = 1
    sku: str | None = None
    due_id: int | None = None
    discount_fen: int = 0


@dataclass(frozen=True, slots=True)
class TenderAsk:
    """A tender: ``amount_fen`` is its part of the total, ``received_fen`` the cash handed over (0 for the same)."""

    kind: str
    amount_fen: int
    received_fen: int = 0
    approval_code: str = ""
    notes_checked: int = 0


@dataclass(frozen=True, slots=True)
class SellRequest:
    """A receipt to be; ``key_code`` is the key tag the member holds, for the slip and the tab."""

    key: str
    lines: tuple[LineAsk, ...]
    tenders: tuple[TenderAsk, ...]
    person_id: int | None = None
    visit_id: int | None = None
    key_code: str | None = None


@dataclass(frozen=True, slots=True)
class SaleResult:
    """The receipt that was written; ``journal`` is the shortened head printed on it."""

    sale_id: int
    number: str
    total_fen: int
    received_fen: int
    change_fen: int
    journal: str


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with everything the books keep of it; see ``SaleLine``."""

    kind: str
    quantity: int
    unit_price_fen: int
    discount_fen: int
    category: str
    name_zh: str
    name_en: str
    sku: str | None = None
    goods_change_id: int | None = None
    due_id: int | None = None
    counted: int = 0
    refunds_line_id: int | None = None
    restocked: int | None = None

    @property
    def amount_fen(self) -> int:
        """What the line comes to."""
        return self.quantity * self.unit_price_fen - self.discount_fen


def price_of(goods: GoodsRow, member: bool) -> int:
    """The price of one piece for a member in good standing, or for anybody else, in fen."""
    if member and goods.member_price_fen is not None:
        return goods.member_price_fen
    return goods.price_fen


def goods_line(goods: GoodsRow, quantity: int = 1, *, member: bool = False, discount_fen: int = 0) -> LineAsk:
    """The line that asks for goods at the price shown."""
    return LineAsk("goods", price_of(goods, member), quantity, sku=goods.sku, discount_fen=discount_fen)


def due_line(due: OpenDue) -> LineAsk:
    """The line that collects the whole of a due (G22)."""
    return LineAsk("due", due.open_fen, due_id=due.id)


def top_up_line(amount_fen: int) -> LineAsk:
    """The line that puts money on the member's account."""
    return LineAsk("top_up", amount_fen)


def draw_line(sku: str, quantity: int = 1) -> LineAsk:
    """The line that hands out prepaid goods (G18)."""
    return LineAsk("draw", 0, quantity, sku=sku)
