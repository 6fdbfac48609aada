"""The receipt being made at the counter: frozen values and plain functions, apart from every widget."""

from dataclasses import dataclass, field, replace

from frontdesk.books.dues import OpenDue
from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk
from frontdesk.cashier.asking import new_key
from frontdesk.cashier.customer import Customer
from frontdesk.cashier.pricing import MOST_PIECES
from frontdesk.stock.queries import GoodsRow


@dataclass(frozen=True, slots=True)
class CartLine:
    """A line as shown; ``place`` names it within the cart for as long as it is there."""

    place: int
    kind: str
    quantity: int = 1
    goods: GoodsRow | None = None
    due: OpenDue | None = None
    top_up_fen: int = 0
    discount_fen: int = 0

    def price_fen(self, member: bool) -> int:
        """The price of one piece for a member or anybody else."""
        if self.kind == "draw":
            return 0
        if self.goods is not None:
            special = self.goods.member_price_fen
            return special if member and special is not None else self.goods.price_fen
        return self.due.open_fen if self.due is not None else self.top_up_fen


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines and whom they are for. ``key`` is the intent's idempotency key: it stays until the receipt is booked."""

    lines: tuple[CartLine, ...] = ()
    customer: Customer | None = None
    key: str = field(default_factory=new_key)

    @property
    def member(self) -> bool:
        """Whether the member's price holds."""
        return self.customer is not None and self.customer.member_price

    @property
    def person_id(self) -> int | None:
        """The member on the receipt."""
        return self.customer.person_id if self.customer is not None else None

    def list_fen(self, line: CartLine) -> int:
        """A line at its list price."""
        return line.quantity * line.price_fen(False)

    def saving_fen(self, line: CartLine) -> int:
        """What the member's price and a discount by hand take off a line."""
        return self.list_fen(line) - self.amount_fen(line)

    def amount_fen(self, line: CartLine) -> int:
        """What a line comes to."""
        return line.quantity * line.price_fen(self.member) - line.discount_fen

    @property
    def total_fen(self) -> int:
        """What is to be paid."""
        return sum(self.amount_fen(line) for line in self.lines)

    @property
    def given_fen(self) -> int:
        """Discounts by hand."""
        return sum(line.discount_fen for line in self.lines)

    def at(self, place: int) -> CartLine | None:
        """The line of a place."""
        return next((line for line in self.lines if line.place == place), None)


def add_goods(cart: Cart, goods: GoodsRow, quantity: int = 1) -> Cart:
    """One more: on the line that has these goods already, else on a new one."""
    for line in cart.lines:
        if line.kind == "goods" and line.goods == goods:
            return set_quantity(cart, line.place, line.quantity + quantity)
    return _append(cart, CartLine(_next_place(cart), "goods", min(quantity, MOST_PIECES), goods))


def add_draw(cart: Cart, goods: GoodsRow) -> Cart:
    """One piece of what the member has prepaid (G18)."""
    for line in cart.lines:
        if line.kind == "draw" and line.goods == goods:
            return set_quantity(cart, line.place, line.quantity + 1)
    return _append(cart, CartLine(_next_place(cart), "draw", goods=goods))


def add_dues(cart: Cart, dues: tuple[OpenDue, ...]) -> Cart:
    """Dues to collect, each once."""
    there = {line.due.id for line in cart.lines if line.due is not None}
    for due in dues:
        if due.id not in there:
            cart = _append(cart, CartLine(_next_place(cart), "due", due=due))
    return cart


def add_top_up(cart: Cart, amount_fen: int) -> Cart:
    """Money to be put on the member's account; another amount takes the place of an earlier one."""
    kept = tuple(line for line in cart.lines if line.kind != "top_up")
    cart = replace(cart, lines=kept)
    return _append(cart, CartLine(_next_place(cart), "top_up", top_up_fen=amount_fen))


def set_quantity(cart: Cart, place: int, quantity: int) -> Cart:
    """Another quantity within the limits; 0 takes the line off. Dues and top-ups have one."""
    line = cart.at(place)
    if line is None or (line.goods is None and quantity > 0):
        return cart
    if quantity <= 0:
        return remove(cart, place)
    quantity = min(quantity, MOST_PIECES)
    discount = min(line.discount_fen, quantity * line.price_fen(cart.member))
    return _exchange(cart, replace(line, quantity=quantity, discount_fen=discount))


def set_discount(cart: Cart, place: int, discount_fen: int) -> Cart:
    """A discount by hand on goods, at most the line itself."""
    line = cart.at(place)
    if line is None or line.kind != "goods":
        return cart
    most = line.quantity * line.price_fen(cart.member)
    return _exchange(cart, replace(line, discount_fen=max(0, min(discount_fen, most))))


def remove(cart: Cart, place: int) -> Cart:
    """Without a line."""
    return replace(cart, lines=tuple(line for line in cart.lines if line.place != place))


def for_customer(cart: Cart, customer: Customer | None) -> Cart:
    """For somebody else: prices change, and what only the former could have goes."""
    same = customer is not None and customer.person_id == cart.person_id
    kept = tuple(line for line in cart.lines if same or line.kind not in ("draw", "top_up"))
    cart = replace(cart, customer=customer, lines=kept)
    for line in cart.lines:
        if line.discount_fen:
            cart = set_discount(cart, line.place, line.discount_fen)
    return cart


def without_dues(cart: Cart) -> Cart:
    """Without what was to be collected, to be read anew."""
    return replace(cart, lines=tuple(line for line in cart.lines if line.due is None))


def renewed(cart: Cart, goods: dict[str, GoodsRow]) -> Cart:
    """With the goods as they are now, after a price has changed."""
    lines = tuple(
        replace(line, goods=goods.get(line.goods.sku, line.goods)) if line.goods is not None else line
        for line in cart.lines
    )
    return replace(cart, lines=lines)


def request(cart: Cart, tenders: tuple[TenderAsk, ...]) -> SellRequest:
    """What the till is asked for."""
    customer = cart.customer
    return SellRequest(
        cart.key,
        tuple(_ask(cart, line) for line in cart.lines),
        tenders,
        cart.person_id,
        customer.visit_id if customer is not None else None,
        (customer.key_code or None) if customer is not None else None,
    )


def _ask(cart: Cart, line: CartLine) -> LineAsk:
    return LineAsk(
        line.kind,
        line.price_fen(cart.member),
        line.quantity,
        sku=line.goods.sku if line.goods is not None else None,
        due_id=line.due.id if line.due is not None else None,
        discount_fen=line.discount_fen,
    )


def _next_place(cart: Cart) -> int:
    return max((line.place for line in cart.lines), default=0) + 1


def _append(cart: Cart, line: CartLine) -> Cart:
    return replace(cart, lines=(*cart.lines, line))


def _exchange(cart: Cart, line: CartLine) -> Cart:
    return replace(cart, lines=tuple(line if old.place == line.place else old for old in cart.lines))
