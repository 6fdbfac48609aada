"""What the customer sees of the receipt being made: taken from the cart, without anything of a person."""

from frontdesk.cashier.asked import TAB
from frontdesk.cashier.cart import Cart, CartLine
from frontdesk.cashier.payment import Payment
from frontdesk.cashier.slips import due_name
from frontdesk.core.i18n import t_in
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Due, Idle, Paid


def view_of(cart: Cart, payment: Payment, *, paying: bool = False) -> CustomerView:
    """The view of a receipt that isn't booked; ``paying`` once the clerk has begun to type what was handed over."""
    if not cart.lines:
        return Idle()
    left_fen = payment.left_fen(cart.total_fen)
    if payment.tenders and left_fen <= 0:
        return paid_view(cart.total_fen, payment, booked=False)
    if payment.tenders or paying:
        return Due(left_fen)
    return Basket(tuple(_line(cart, line) for line in cart.lines), cart.total_fen)


def paid_view(total_fen: int, payment: Payment, *, booked: bool) -> Paid:
    """The view of a receipt that is covered."""
    kinds = tuple(dict.fromkeys(tender.kind for tender in payment.tenders))
    received_fen = 0 if TAB in kinds else payment.received_fen
    return Paid(total_fen, received_fen, 0 if TAB in kinds else payment.change_fen, kinds, booked)


def _line(cart: Cart, line: CartLine) -> BasketLine:
    return BasketLine(_name(line, "zh"), _name(line, "en"), line.quantity, cart.amount_fen(line))


def _name(line: CartLine, language: str) -> str:
    # A due is named by its kind alone: when it arose and on which key is nobody else's business.
    if line.due is not None:
        return due_name(line.due.kind, language)
    if line.goods is None:
        return t_in(language, "cashier.line.top_up")
    name = line.goods.name(language)
    return t_in(language, "cashier.line.draw", name=name) if line.kind == "draw" else name
