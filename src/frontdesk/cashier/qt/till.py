"""The page's state and what it asks for in the background: one cart, how it is being paid, and carts put aside."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.books.errors import DueSettled
from frontdesk.cashier import cart as carts
from frontdesk.cashier import payment as payments
from frontdesk.cashier.asked import SaleResult
from frontdesk.cashier.cart import Cart
from frontdesk.cashier.customer import Scanned
from frontdesk.cashier.errors import DueChanged, GoodsInactive, NothingToSell, PriceChanged, TendersDontFit
from frontdesk.cashier.payment import Payment
from frontdesk.cashier.sell import sell
from frontdesk.cashier.shop_window import Attached, attach, attach_card, attach_scan, goods_by_sku, goods_now
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.stock.queries import GoodsRow, Stocked
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import Cancelled, InternalFault

TOPICS = ("sales", "dues", "stock", "members", "spool")


@dataclass(frozen=True, slots=True)
class Booked:
    """The last receipt, which stays in sight until the next one begins."""

    result: SaleResult
    payment: Payment


class Till(QObject):
    """Keeps the receipt being made. Everything the clerk does goes through here; widgets only show it."""

    changed = Signal()
    refused = Signal(object)
    """A FrontdeskError to show on the pay panel."""
    unknown = Signal(str)
    """A scan or card nobody knows."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.cart = Cart()
        self.payment = Payment()
        self.held: list[Cart] = []
        self.drinks: tuple[Stocked, ...] = ()
        self.booked: Booked | None = None
        self.notes_checked = False
        self.approval_code = ""
        self.busy = False
        self._cleared: Cart | None = None
        self._collect = False
        self._scan = ""

    # The cart

    def set_cart(self, cart: Cart) -> None:
        """Another cart; what was taken for the old one is taken back."""
        if self.busy or cart == self.cart:
            return
        if cart.customer != self.cart.customer and (cart.customer is None or not cart.customer.drinks):
            self.drinks = ()
        self.cart = cart
        self.booked = None
        self.set_payment(Payment())

    def add(self, goods: GoodsRow) -> None:
        """One more of an article."""
        self.set_cart(carts.add_goods(self.cart, goods))

    def add_sku(self, sku: str) -> None:
        """One more of an article known by its code only."""
        self.desk.read(goods_by_sku, self.desk.store, sku, then=self._add, failed=self._refuse)

    def clear(self) -> None:
        """Begin anew."""
        self.drinks = ()
        self.notes_checked = False
        self.approval_code = ""
        self.set_cart(Cart())
        self.booked = None
        self.changed.emit()

    def put_away(self) -> None:
        """Begin anew, with the way back open: nothing is asked."""
        # An empty one is nothing to go back to, and nobody is told in between that it is.
        self._cleared = self.cart if self.cart.lines else None
        self.clear()
        if self._cleared is not None:
            self.desk.toast(t("cashier.put_away"), "info")

    @property
    def can_take_up(self) -> bool:
        """Whether there is a cart to go on with."""
        return bool(self.held) or self._cleared is not None

    def hold(self) -> None:
        """Put the cart aside; with an empty one, take up the one put aside last, or the one just put away."""
        if self.busy:
            return
        if self.cart.lines:
            self.held.append(self.cart)
            self.clear()
        elif self._cleared is not None:
            self.held.append(self._cleared)
            self._cleared = None
            self.take_up(len(self.held) - 1)
        elif self.held:
            self.take_up(len(self.held) - 1)

    def take_up(self, place: int) -> None:
        """Go on with a cart put aside; the present one, if any, takes its place."""
        found = self.held.pop(place)
        if self.cart.lines:
            self.held.append(self.cart)
        self.set_cart(found)
        if found.customer is not None:
            self.attach(found.customer.person_id, found.customer.visit_id, found.customer.key_code)

    # Whom it is for

    def attach(
        self, person_id: int | None, visit_id: int | None = None, key_code: str = "", collect: bool = False
    ) -> None:
        """Sell to somebody; ``collect`` also puts what they owe by now on the receipt."""
        self._collect = collect
        self.desk.read(attach, self.desk.store, person_id, visit_id, key_code, then=self._attached, failed=self._refuse)

    def attach_card(self, uid: str) -> None:
        """Sell to the holder of a card."""
        self._collect = False
        self._scan = uid
        self.desk.read(attach_card, self.desk.store, uid, then=self._attached, failed=self._refuse)

    def scan(self, text: str) -> None:
        """Goods are added; a key tag or a card says whom it is for."""
        self._collect = False
        self._scan = text
        prefix = self.desk.settings.key_tag_prefix
        self.desk.read(attach_scan, self.desk.store, text, prefix, then=self._scanned, failed=self._refuse)

    def collect(self) -> None:
        """Put what the customer owes by now on the receipt (G22)."""
        found = self.cart.customer
        if found is not None:
            self.attach(found.person_id, found.visit_id, found.key_code, collect=True)

    # Paying

    def set_payment(self, payment: Payment) -> None:
        """Other tenders."""
        self.payment = payment
        if not payment.large_notes:
            self.notes_checked = False
        self.changed.emit()

    def pay(self, kind: str, typed_fen: int | None) -> None:
        """Take a tender of what was typed or of all that is left."""
        if self.busy or not self.cart.lines:
            return
        try:
            self.set_payment(payments.pay(self.payment, kind, typed_fen, self.cart.total_fen))
        except FrontdeskError as error:
            self.refused.emit(error)

    @property
    def left_fen(self) -> int:
        """What is still to be paid."""
        return self.payment.left_fen(self.cart.total_fen)

    def finish(self, approval: int | None = None) -> None:
        """Book the receipt; a second press while it is being booked does nothing."""
        if self.busy:
            return
        if not self.cart.lines:
            self.refused.emit(NothingToSell())
            return
        if self.left_fen:
            total, paid = self.cart.total_fen, self.payment.paid_fen
            self.refused.emit(TendersDontFit(total=yuan(total), tendered=yuan(paid)))
            return
        self.busy = True
        self.changed.emit()
        tenders = payments.settled(self.payment, self.approval_code, self.notes_checked)
        self.desk.run(
            sell,
            self.desk.store,
            self.desk.signed_in(),
            carts.request(self.cart, tenders),
            approval,
            then=self._booked,
            failed=self._sale_refused,
        )

    @Slot(object)
    def _booked(self, result: SaleResult) -> None:
        self.busy = False
        payment = self.payment
        self._cleared = None
        self.clear()
        self.booked = Booked(result, payment)
        self.desk.notify(*TOPICS)
        self.changed.emit()

    @Slot(object)
    def _sale_refused(self, error: FrontdeskError) -> None:
        self.busy = False
        self.changed.emit()
        if isinstance(error, ApprovalNeeded):
            what = t(
                "cashier.approve.discount", amount=yuan_sign(self.cart.given_fen), total=yuan_sign(self.cart.total_fen)
            )
            self.desk.ask_approval(error, self._approved, what)
            return
        if isinstance(error, PriceChanged | GoodsInactive):
            skus = tuple(line.goods.sku for line in self.cart.lines if line.goods is not None)
            self.desk.read(goods_now, self.desk.store, skus, then=self._renewed)
        if isinstance(error, DueChanged | DueSettled):
            self.set_cart(carts.without_dues(self.cart))
            self.collect()
        self._refuse(error)

    @Slot(int)
    def _approved(self, approval: int) -> None:
        self.finish(approval)

    @Slot(object)
    def _renewed(self, goods: dict[str, GoodsRow]) -> None:
        self.set_cart(carts.renewed(self.cart, goods))

    @Slot(object)
    def _add(self, goods: GoodsRow) -> None:
        self.add(goods)

    @Slot(object)
    def _attached(self, found: Attached | None) -> None:
        if found is None:
            self.unknown.emit(self._scan)
            return
        cart = carts.for_customer(self.cart, found.customer)
        if self._collect:
            cart = carts.add_dues(cart, found.customer.dues_now(found.business_day))
        self.drinks = found.drinks
        self.set_cart(cart)

    @Slot(object)
    def _scanned(self, found: Scanned | Attached) -> None:
        if isinstance(found, Attached):
            self._attached(found)
        elif found.goods is not None:
            self.add(found.goods)
        else:
            self.unknown.emit(self._scan)

    @Slot(object)
    def _refuse(self, error: FrontdeskError) -> None:
        if not isinstance(error, Cancelled | InternalFault):
            self.refused.emit(error)

    # A rebuilt window

    def carry(self) -> dict[str, Any]:
        """Everything that must survive a change of language."""
        return {"cart": self.cart, "payment": self.payment, "held": self.held, "drinks": self.drinks}

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what ``carry`` gave."""
        self.cart, self.held, self.drinks = state["cart"], state["held"], state["drinks"]
        self.set_payment(state["payment"])
