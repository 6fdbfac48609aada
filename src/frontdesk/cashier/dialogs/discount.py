"""A discount by hand on one line."""

from PySide6.QtWidgets import QWidget

from frontdesk.cashier import cart as carts
from frontdesk.cashier.cart import CartLine
from frontdesk.cashier.errors import DiscountRefused
from frontdesk.cashier.qt.till import Till
from frontdesk.cashier.qt.words import line_name
from frontdesk.core.i18n import t
from frontdesk.core.money import share_fen, yuan, yuan_sign
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import AmountEdit, Button, FieldRow, row, select_on_focus

_TENTHS = (9, 8, 5)


class DiscountDialog(Dialog):
    """The amount off, or one of the usual fractions; above the role's limit a second person is asked when booking."""

    def __init__(self, desk: Desk, till: Till, line: CartLine, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.discount_dialog",
            t("cashier.discount.title"),
            confirm=t("cashier.discount.do"),
            note=line_name(line),
            parent=parent,
        )
        self._till = till
        self._line = line
        self._gross = line.quantity * line.price_fen(till.cart.member)
        self.amount = AmountEdit("cashier.discount_amount", t("cashier.discount.amount"))
        self.amount.set_fen(line.discount_fen or None)
        select_on_focus(self.amount)
        hint = t("cashier.discount.hint", amount=yuan_sign(self._gross))
        self.field = FieldRow(t("cashier.discount.amount"), self.amount, hint=hint)
        quick = []
        for tenths in _TENTHS:
            button = Button(t(f"cashier.discount.tenths_{tenths}"), f"cashier.discount.tenths_{tenths}")
            button.setProperty("tenths", tenths)
            button.clicked.connect(self._tenths)
            quick.append(button)
        self.body.addWidget(self.field)
        self.body.addLayout(row(*quick, None))

    def _tenths(self) -> None:
        tenths = int(self.sender().property("tenths"))
        self.amount.set_fen(share_fen(self._gross, 10 - tenths, 10))

    def confirm(self) -> None:
        problem = self.amount.problem()
        fen = self.amount.fen() or 0
        if problem is None and fen > self._gross:
            problem = DiscountRefused(discount=yuan(fen))
        self.field.set_error(problem)
        if problem is None:
            self._till.set_cart(carts.set_discount(self._till.cart, self._line.place, fen))
            self.accept()
