"""Money to be put on the member's account."""

from PySide6.QtWidgets import QWidget

from frontdesk.cashier import cart as carts
from frontdesk.cashier.errors import TopUpRefused
from frontdesk.cashier.pricing import BALANCE_MOST_FEN
from frontdesk.cashier.qt.till import Till
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import AmountEdit, Button, FieldRow, Label, row, select_on_focus

_USUAL = (100_00, 200_00, 500_00, 1000_00)


class TopUpDialog(Dialog):
    """The amount; it becomes a line of the receipt, paid with the rest."""

    def __init__(self, desk: Desk, till: Till, parent: QWidget) -> None:
        found = till.cart.customer
        name = found.name if found is not None else ""
        super().__init__(
            desk,
            "cashier.top_up_dialog",
            t("cashier.top_up.title"),
            confirm=t("cashier.top_up.do"),
            note=t("cashier.top_up.note", name=name),
            parent=parent,
        )
        self._till = till
        self._room: int | None = None
        self.amount = AmountEdit("cashier.top_up_amount", t("cashier.top_up.amount"))
        select_on_focus(self.amount)
        self.field = FieldRow(t("cashier.top_up.amount"), self.amount, required=True)
        self.room = Label("", "note", tone="muted")
        quick = []
        for fen in _USUAL:
            button = Button(yuan(fen).removesuffix(".00"), f"cashier.top_up.{fen // 100}")
            button.setProperty("fen", fen)
            button.clicked.connect(self._usual)
            quick.append(button)
        self.body.addWidget(self.field)
        self.body.addLayout(row(*quick, None))
        self.body.addWidget(self.room)
        desk.read(_most_fen, desk.store, then=self._know_most)

    def _know_most(self, most: int) -> None:
        found = self._till.cart.customer
        self._room = max(0, most - (found.balance_fen if found is not None else 0))
        self.room.setText(t("cashier.top_up.room", amount=yuan_sign(self._room)))

    def _usual(self) -> None:
        self.amount.set_fen(int(self.sender().property("fen")))

    def confirm(self) -> None:
        fen = self.amount.fen() or 0
        problem = self.amount.problem()
        if problem is None and self._room is not None and not 0 < fen <= self._room:
            problem = TopUpRefused(most=yuan(self._room))
        self.field.set_error(problem)
        if problem is None and fen > 0:
            self._till.set_cart(carts.add_top_up(self._till.cart, fen))
            self.accept()


def _most_fen(store: Store) -> int:
    with store.read() as connection:
        return BALANCE_MOST_FEN.read(connection)
