"""Invoices asked for and not handed over yet."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cashier.asking import new_key
from frontdesk.cashier.invoice import GiveInvoiceRequest, give_invoice
from frontdesk.cashier.queries import InvoiceNote
from frontdesk.cashier.receipt_list import open_invoices
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Column, DataTable, EmptyState


class InvoicesDialog(Dialog):
    """Enter marks the chosen one as handed over."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.invoices_dialog",
            t("cashier.invoices.title"),
            confirm=t("cashier.invoices.given"),
            width=820,
            parent=parent,
        )
        columns = [
            Column("number", t("cashier.receipts.number"), lambda found: found.number, 160, strong=True),
            Column("title", t("cashier.invoice.head"), lambda found: found.title or "–"),
            Column("tax", t("cashier.invoice.tax"), lambda found: found.tax_number or "–", 210),
            Column("amount", t("cashier.column.total"), lambda found: yuan(found.amount_fen), 110, "right", True),
        ]
        self.table = DataTable("cashier.invoices_table", t("cashier.invoices.title"), columns, row_key=lambda r: r.id)
        self.table.setMinimumHeight(280)
        self.table.set_empty(EmptyState("empty-done", t("cashier.invoices.none")))
        self.table.opened.connect(self._opened)
        self.body.addWidget(self.table)
        self._read()

    def _read(self) -> None:
        self.desk.read(open_invoices, self.desk.store, then=self._show)

    @Slot(object)
    def _show(self, found: list[InvoiceNote]) -> None:
        self.table.set_rows(found)
        if found:
            self.table.selectRow(0)
        self.confirm_button.setEnabled(bool(found))

    @Slot(object)
    def _opened(self, _row: object) -> None:
        self.confirm()

    def confirm(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.work(give_invoice, self.desk.store, self.desk.signed_in(), GiveInvoiceRequest(new_key(), found.id))

    def worked(self, result: Any) -> None:
        self.desk.notify("sales")
        self._read()
