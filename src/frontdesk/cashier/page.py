"""The cashier page: what is sold on the left, how it is paid on the right."""

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.cashier import cart as carts
from frontdesk.cashier.cart import CartLine
from frontdesk.cashier.dialogs.discount import DiscountDialog
from frontdesk.cashier.dialogs.drawer import DrawerDialog
from frontdesk.cashier.dialogs.dues import DuesDialog
from frontdesk.cashier.dialogs.receipts import ReceiptsDialog
from frontdesk.cashier.dialogs.top_up import TopUpDialog
from frontdesk.cashier.qt.customer_sight import CustomerSight
from frontdesk.cashier.qt.last_receipts import LastReceipts
from frontdesk.cashier.qt.lines_card import LinesCard
from frontdesk.cashier.qt.pay_panel import PayPanel
from frontdesk.cashier.qt.tile_wall import TileWall
from frontdesk.cashier.qt.till import Booked, Till
from frontdesk.cashier.shop_window import ShopWindow, shop_window
from frontdesk.core.i18n import t
from frontdesk.stock.queries import Stocked
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import Button, Card, column, row

_PAY_WIDTH = 520
_SHOP_TOPICS = ("stock", "sales", "shift")
_HOLD_MS = 300
"""How long Enter does nothing after a receipt was booked or a dialog closed: that Enter was meant for those."""


class CashierPage(Page):
    """Scan, amount, Enter, Enter. Letters are the tenders' keys while the keyboard is at the amount."""

    key = "cashier"
    icon = "cashier"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.till = Till(desk, self)
        self.lines = LinesCard(self.till)
        self.wall = TileWall(desk)
        self.last = LastReceipts(desk)
        self.pay = PayPanel(self.till, self._actions(), self.last)
        self.sight = CustomerSight(self.till, self.pay.received.field)
        self._dialog: Dialog | None = None
        self._booked: Booked | None = None
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._read_shop)

    def _actions(self) -> QWidget:
        self.receipts = Button(t("cashier.receipts"), "cashier.receipts", kind="quiet", shortcut="F2")
        self.dues = Button(t("cashier.dues"), "cashier.dues", kind="quiet", shortcut="F4")
        self.top_up = Button(t("cashier.top_up"), "cashier.top_up", kind="quiet", shortcut="F5")
        self.drawer = Button(t("cashier.drawer"), "cashier.drawer", kind="quiet", shortcut="F9")
        bar = row(self.receipts, self.dues, self.top_up, self.drawer, None, spacing=2)
        bar.setContentsMargins(8, 6, 8, 0)
        holder = QWidget()
        holder.setLayout(bar)
        return holder

    def _lay_out(self) -> None:
        tiles = Card(padding=12)
        tiles.body.addWidget(self.wall)
        left = column(self.lines, tiles)
        left.setStretch(0, 4)
        left.setStretch(1, 3)
        self.pay.setFixedWidth(_PAY_WIDTH)
        whole = row(left, self.pay)
        whole.setContentsMargins(10, 10, 10, 10)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.receipts.clicked.connect(self._open_receipts)
        self.dues.clicked.connect(self.collect)
        self.top_up.clicked.connect(self._open_top_up)
        self.drawer.clicked.connect(self._open_drawer)
        self.last.opened.connect(self._open_receipt)
        self.lines.discount_wanted.connect(self._open_discount)
        self.lines.left.connect(self.pay.take_keyboard)
        self.wall.chosen.connect(self._chosen)
        self.wall.drawn.connect(self._drawn)
        self.wall.finished.connect(self.pay.take_keyboard)
        self.till.changed.connect(self._refresh)
        self.till.unknown.connect(self._unknown)
        self.desk.changed.connect(self._news)
        self.desk.shift_changed.connect(self._read_shop)
        self.set_obvious(self.pay.finish, away=self.pay.back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pay.setFixedWidth(_PAY_WIDTH + max(-70, min(140, (self.width() - 1280) // 3)))

    # What the window tells the page

    def activate(self, **args: Any) -> None:
        """``sku``: one more of it. ``person_id``, ``visit_id``, ``key_code``: collect what they owe (F4)."""
        self._read_shop()
        if args.get("sku"):
            self.till.add_sku(str(args["sku"]))
        person_id, visit_id = args.get("person_id"), args.get("visit_id")
        if person_id is not None or visit_id is not None:
            self.till.attach(person_id, visit_id, str(args.get("key_code") or ""), collect=True)
        QTimer.singleShot(0, self, self.pay.take_keyboard)

    def handle_card(self, card: object) -> bool:
        """A tap during a sale says whom it is for, if nobody is yet; else it waits at Reception."""
        uid = getattr(card, "uid", "")
        if not uid or not self.till.cart.lines or self.till.cart.customer is not None or self.till.busy:
            return False
        self.till.attach_card(uid)
        return True

    def handle_scan(self, text: str) -> bool:
        """Goods, a key tag or a member's card."""
        self.till.scan(text)
        return True

    def handle_search(self, row: object) -> bool:
        """Goods and members found in the search box are for this receipt."""
        args: dict[str, Any] = dict(getattr(row, "args", {}))
        if args.get("sku"):
            self.till.add_sku(str(args["sku"]))
        elif args.get("person_id") is not None:
            self.till.attach(int(args["person_id"]))
        else:
            return False
        self.pay.take_keyboard()
        return True

    def carry(self) -> dict[str, Any]:
        return self.till.carry()

    def restore(self, state: dict[str, Any]) -> None:
        self.till.restore(state)

    # Slots

    @Slot()
    def _read_shop(self) -> None:
        self.desk.read(shop_window, self.desk.store, then=self._show_shop, latest="cashier.shop")
        self.last.read()

    @Slot(object)
    def _show_shop(self, shop: ShopWindow) -> None:
        self.wall.set_shop(shop)

    @Slot(str)
    def _news(self, topic: str) -> None:
        if topic in _SHOP_TOPICS and self.isVisible():
            self._soon.start()

    @Slot()
    def _refresh(self) -> None:
        cart = self.till.cart
        if self.till.booked not in (None, self._booked):
            self.pay.finish.hold_for(_HOLD_MS)
        self._booked = self.till.booked
        self.wall.set_customer(self.till.drinks, cart.member)
        found = cart.customer
        owes = found is not None and found.owed_fen > 0
        self.dues.set_kind("due" if owes else "quiet")
        self.top_up.setEnabled(found is not None and found.person_id is not None)

    @Slot(object)
    def _chosen(self, found: Stocked) -> None:
        self.till.add(found.goods)
        self.pay.take_keyboard()

    @Slot(object)
    def _drawn(self, found: Stocked) -> None:
        self.till.set_cart(carts.add_draw(self.till.cart, found.goods))
        self.pay.take_keyboard()

    @Slot(str)
    def _unknown(self, text: str) -> None:
        self.desk.toast(t("cashier.unknown_scan", text=text[:32]), "warn")

    @Slot()
    def collect(self) -> None:
        """F4: what the customer owes by now; without a customer, or when there is only later, the list."""
        found = self.till.cart.customer
        if found is not None and found.owed_fen and not self._all_there():
            self.till.collect()
        else:
            self._open(DuesDialog(self.desk, self.till, self.window()))

    def _all_there(self) -> bool:
        found = self.till.cart.customer
        there = {line.due.id for line in self.till.cart.lines if line.due is not None}
        return found is not None and all(due.id in there for due in found.dues)

    @Slot()
    def _open_receipts(self) -> None:
        self._open(ReceiptsDialog(self.desk, self.window()))

    @Slot(int)
    def _open_receipt(self, sale_id: int) -> None:
        if self._dialog is None:
            self._open(ReceiptsDialog(self.desk, self.window(), sale_id))

    @Slot()
    def _open_top_up(self) -> None:
        self._open(TopUpDialog(self.desk, self.till, self.window()))

    @Slot()
    def _open_drawer(self) -> None:
        self._open(DrawerDialog(self.desk, self.window()))

    @Slot(object)
    def _open_discount(self, line: CartLine) -> None:
        self._open(DiscountDialog(self.desk, self.till, line, self.window()))

    def _open(self, dialog: Dialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    @Slot(int)
    def _closed(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self.pay.finish.hold_for(_HOLD_MS)
        self.pay.take_keyboard()
