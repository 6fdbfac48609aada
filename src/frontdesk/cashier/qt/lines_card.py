"""The receipt's lines, with what changes them within reach of one finger."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from frontdesk.cashier import cart as carts
from frontdesk.cashier.cart import CartLine
from frontdesk.cashier.qt.till import Till
from frontdesk.cashier.qt.words import customer_words, line_name
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.ui.widgets import (
    Button,
    Card,
    Chip,
    Column,
    CountEdit,
    DataTable,
    ElidedLabel,
    EmptyState,
    IconButton,
    Label,
    PrivacyText,
    row,
)


class LinesCard(Card):
    """Shows the till's cart and passes on what is done to its lines."""

    discount_wanted = Signal(object)
    """The CartLine to give a discount on."""
    left = Signal()
    """Something was done here; the keyboard belongs back at the amount."""

    def __init__(self, till: Till) -> None:
        super().__init__(padding=0, spacing=0)
        self._till = till
        self.held = Chip("", "info", icon="pause", name="cashier.held")
        self.who = ElidedLabel(t("cashier.walk_in"), name="cashier.customer")
        self.balance = PrivacyText("cashier.balance", t("cashier.balance"))
        self.leave = IconButton("cross", "cashier.customer_off", t("cashier.customer_off"))
        self.leave.clicked.connect(self._customer_off)
        self.hold = Button(t("cashier.hold"), "cashier.hold", shortcut="F7", icon="pause")
        self.hold.clicked.connect(till.hold)
        self._head()
        self.table = self._table()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._tools())
        till.changed.connect(self.refresh)
        self.refresh()

    def _head(self) -> None:
        title = Label(t("cashier.this_receipt"), "caption")
        bar = row(title, self.who, self.balance, self.leave, self.held, self.hold)
        bar.setContentsMargins(14, 6, 14, 6)
        bar.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(bar)
        holder.setMinimumHeight(50)
        self.body.addWidget(holder)

    def _table(self) -> DataTable:
        columns = [
            Column("name", t("cashier.column.goods"), line_name, strong=True),
            Column("price", t("cashier.column.price"), self._price, 100, "right"),
            Column("quantity", t("cashier.column.quantity"), lambda line: str(line.quantity), 76, "right"),
            Column("saving", t("cashier.column.saving"), self._saving, 100, "right", tone=lambda _: "bad"),
            Column("amount", t("cashier.column.amount"), self._amount, 124, "right", strong=True),
        ]
        table = DataTable("cashier.lines", t("cashier.lines"), columns, row_key=lambda line: line.place)
        table.set_empty(EmptyState("empty-till", t("cashier.empty"), note=t("cashier.empty_note")))
        table.chosen.connect(self._chosen)
        table.clicked.connect(self._clicked)
        return table

    def _tools(self) -> QWidget:
        self.fewer = IconButton("minus", "cashier.fewer", t("cashier.fewer"), shortcut="-")
        self.more = IconButton("plus", "cashier.more", t("cashier.more"), shortcut="+")
        self.quantity = CountEdit("cashier.quantity", t("cashier.quantity"), most=999)
        self.quantity.setFixedWidth(72)
        self.quantity.returnPressed.connect(self._quantity_typed)
        self.discount = Button(t("cashier.discount"), "cashier.discount", kind="quiet", shortcut="F6", icon="tag")
        self.remover = Button(t("cashier.remove"), "cashier.remove", kind="quiet", shortcut="Del", icon="trash")
        self.pieces = Label("", "note", tone="muted")
        self.fewer.clicked.connect(self._fewer)
        self.more.clicked.connect(self._more)
        self.discount.clicked.connect(self._discount)
        self.remover.clicked.connect(self.remove)
        # * after a typed number: so many of the chosen line.
        times = QShortcut(QKeySequence("*"), self)
        times.activated.connect(self._focus_quantity)
        bar = row(self.fewer, self.quantity, self.more, self.discount, self.remover, None, self.pieces)
        bar.setContentsMargins(14, 6, 14, 6)
        holder = QWidget()
        holder.setLayout(bar)
        return holder

    @Slot()
    def refresh(self) -> None:
        """Paint the cart as it is."""
        till = self._till
        cart = till.cart
        grown = len(cart.lines) > len(self.table.rows())
        self.table.set_rows(cart.lines)
        if cart.lines and (grown or self.table.current_row() is None):
            self.table.selectRow(len(cart.lines) - 1)
            self.table.scrollToBottom()
        self.who.set_whole(customer_words(cart))
        self.leave.setVisible(cart.customer is not None)
        has_balance = cart.customer is not None and cart.customer.balance_fen > 0
        self.balance.setVisible(has_balance)
        if has_balance and cart.customer is not None:
            self.balance.set_secret(t("cashier.balance_words", amount=yuan_sign(cart.customer.balance_fen)))
        self.held.setVisible(bool(till.held))
        self.held.set_state(t("cashier.held", n=len(till.held)), "info", "pause")
        self.hold.setEnabled(bool(cart.lines or till.can_take_up) and not till.busy)
        self.hold.set_words(t("cashier.take_up") if till.can_take_up and not cart.lines else t("cashier.hold"))
        self.pieces.setText(t("cashier.pieces", n=sum(line.quantity for line in cart.lines)) if cart.lines else "")
        self._refresh_tools()

    def chosen_line(self) -> CartLine | None:
        """The line that + and − change."""
        line = self.table.current_row()
        return line if isinstance(line, CartLine) and self._till.cart.at(line.place) is not None else None

    @Slot(int)
    def step(self, step: int) -> None:
        """More or fewer of the chosen line."""
        line = self.chosen_line()
        if line is not None:
            self._till.set_cart(carts.set_quantity(self._till.cart, line.place, line.quantity + step))
        self.left.emit()

    @Slot()
    def remove(self) -> None:
        """Take the chosen line off; adding it again is one press, so nothing is asked."""
        line = self.chosen_line()
        if line is not None:
            self._till.set_cart(carts.remove(self._till.cart, line.place))
        self.left.emit()

    def _refresh_tools(self) -> None:
        line = self.chosen_line()
        goods = line is not None and line.goods is not None
        for tool in (self.fewer, self.more, self.quantity):
            tool.setEnabled(goods)
        self.remover.setEnabled(line is not None)
        self.discount.setEnabled(line is not None and line.kind == "goods")
        self.quantity.set_count(line.quantity if line is not None else None)

    def _price(self, line: CartLine) -> str:
        return yuan(line.price_fen(False))

    def _saving(self, line: CartLine) -> str:
        saving = self._till.cart.saving_fen(line)
        return yuan(-saving) if saving else ""

    def _amount(self, line: CartLine) -> str:
        return yuan(self._till.cart.amount_fen(line))

    @Slot()
    def _fewer(self) -> None:
        self.step(-1)

    @Slot()
    def _more(self) -> None:
        self.step(1)

    @Slot()
    def _discount(self) -> None:
        line = self.chosen_line()
        if line is not None:
            self.discount_wanted.emit(line)

    @Slot()
    def _quantity_typed(self) -> None:
        line, count = self.chosen_line(), self.quantity.count()
        if line is not None and count is not None:
            self._till.set_cart(carts.set_quantity(self._till.cart, line.place, count))
        self.left.emit()

    @Slot()
    def _focus_quantity(self) -> None:
        if self.quantity.isEnabled():
            self.quantity.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.quantity.selectAll()

    @Slot(object)
    def _chosen(self, _line: object) -> None:
        self._refresh_tools()

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        self.left.emit()

    @Slot()
    def _customer_off(self) -> None:
        self._till.set_cart(carts.for_customer(self._till.cart, None))
        self.left.emit()
