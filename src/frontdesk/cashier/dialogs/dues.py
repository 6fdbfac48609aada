"""What is owed: by the customer at hand, or by everybody."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.books.dues import SHORTAGE_DUE, OpenDue
from frontdesk.cashier import cart as carts
from frontdesk.cashier.dialogs.waive import WaiveDialog
from frontdesk.cashier.qt.till import Till
from frontdesk.cashier.queries import dues_to_collect
from frontdesk.cashier.slips import due_name
from frontdesk.cashier.waive_due import shortage_operator
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.members.errors import UnknownPerson
from frontdesk.members.queries import person
from frontdesk.staff.queries import account_name
from frontdesk.staff.rights import Right, may
from frontdesk.store.store import Store
from frontdesk.ui.dates import full_day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Button, Column, DataTable, EmptyState, Label, row

_MOST = 500


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A due with whose it is."""

    due: OpenDue
    name: str


class DuesDialog(Dialog):
    """Enter or a double click puts a due on the receipt, with the one who owes it."""

    def __init__(self, desk: Desk, till: Till, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.dues_dialog",
            t("cashier.dues.title"),
            confirm=t("cashier.dues.do"),
            note=t("cashier.dues.note"),
            width=760,
            parent=parent,
        )
        self._till = till
        self.total = Label("", "strong")
        self.table = DataTable(
            "cashier.dues_table",
            t("cashier.dues.title"),
            [
                Column("name", t("cashier.dues.who"), lambda found: found.name, strong=True),
                Column("what", t("cashier.dues.what"), _what),
                Column("day", t("cashier.dues.day"), _day, 140),
                Column("amount", t("cashier.column.total"), lambda found: yuan(found.due.open_fen), 120, "right", True),
            ],
            row_key=lambda found: found.due.id,
        )
        self.table.setMinimumHeight(320)
        self.table.set_empty(EmptyState("empty-done", t("cashier.dues.none")))
        self.table.opened.connect(self._opened)
        self.body.addWidget(self.table)
        self.body.addLayout(row(None, self.total))
        self.waive = self.add_button(Button(t("cashier.waive"), "cashier.waive", kind="quiet"))
        self.waive.clicked.connect(self._waive)
        self.waive.setVisible(may(desk.signed_in().role, Right.WAIVE_DUE))
        self._inner: WaiveDialog | None = None
        self._load()

    def _load(self) -> None:
        found = self._till.cart.customer
        person_id = found.person_id if found is not None else None
        visit_id = found.visit_id if found is not None else None
        self.desk.read(_owed, self.desk.store, person_id, visit_id, then=self._show)

    @Slot(object)
    def _show(self, rows: list[OwedRow]) -> None:
        self.table.set_rows(rows)
        if rows:
            self.table.selectRow(0)
        self.total.setText(t("cashier.dues.total", amount=yuan_sign(sum(found.due.open_fen for found in rows))))
        self.confirm_button.setEnabled(bool(rows))
        self.waive.setEnabled(bool(rows))

    @Slot(object)
    def _opened(self, _row: object) -> None:
        self.confirm()

    @Slot()
    def _waive(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self._inner = WaiveDialog(self.desk, found.due, _what(found), found.name, self)
            self._inner.accepted.connect(self._waived)
            self._inner.finished.connect(self._inner.deleteLater)
            self._inner.open()

    @Slot()
    def _waived(self) -> None:
        self._load()

    def confirm(self) -> None:
        found = self.table.current_row()
        if found is None:
            return
        due = found.due
        self._till.set_cart(carts.add_dues(self._till.cart, (due,)))
        if self._till.cart.customer is None and (due.person_id is not None or due.visit_id is not None):
            self._till.attach(due.person_id, due.visit_id, due.key_code or "")
        self.accept()


def _day(found: OwedRow) -> str:
    return full_day_words(found.due.due_on or found.due.business_day)


def _what(found: OwedRow) -> str:
    name = due_name(found.due.kind, language())
    return f"{name} · {t('cashier.key_words', key=found.due.key_code)}" if found.due.key_code else name


def _owed(store: Store, person_id: int | None, visit_id: int | None) -> list[OwedRow]:
    with store.read() as connection:
        rows = []
        for due in dues_to_collect(connection, person_id=person_id, visit_id=visit_id)[:_MOST]:
            name = ""
            if due.person_id is not None:
                try:
                    name = person(connection, due.person_id).name
                except UnknownPerson:
                    pass  # erased; the due stays
            elif due.kind == SHORTAGE_DUE:
                name = account_name(connection, shortage_operator(connection, due.id))
            rows.append(OwedRow(due, name or t("cashier.day_guest")))
        return rows
