"""Noting an invoice (发票) on a receipt."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cashier.asking import new_key
from frontdesk.cashier.errors import InvoiceInvalid
from frontdesk.cashier.invoice import NoteInvoiceRequest, note_invoice
from frontdesk.cashier.queries import SaleDetail
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, TextEdit, required_text


class InvoiceDialog(Dialog):
    """Title and tax number; a private person has none."""

    def __init__(self, desk: Desk, sold: SaleDetail, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.invoice_dialog",
            t("cashier.invoice.title", number=sold.receipt.number),
            confirm=t("cashier.invoice.do"),
            parent=parent,
        )
        self._sold = sold
        self._key = new_key()
        self.title = FieldRow(
            t("cashier.invoice.head"),
            TextEdit("cashier.invoice_title", t("cashier.invoice.head"), limit=80),
            required=True,
        )
        self.tax = TextEdit("cashier.invoice_tax", t("cashier.invoice.tax"), limit=20)
        self.tax_row = FieldRow(t("cashier.invoice.tax"), self.tax, hint=t("cashier.invoice.tax_hint"))
        self.body.addWidget(self.title)
        self.body.addWidget(self.tax_row)

    def confirm(self) -> None:
        title = required_text(self.title)
        if title:
            self.tax_row.set_error(None)
            request = NoteInvoiceRequest(self._key, self._sold.receipt.id, title, self.tax.text())
            self.work(note_invoice, self.desk.store, self.desk.signed_in(), request)

    @Slot(object)
    def show_failure(self, error: FrontdeskError) -> None:
        if isinstance(error, InvoiceInvalid) and error.data.get("field") == "tax_number":
            self.set_busy(False)
            self.tax_row.set_error(error)
        else:
            super().show_failure(error)

    def worked(self, result: Any) -> None:
        self.desk.notify("sales")
        self.desk.toast(t("cashier.invoice.noted"))
        super().worked(result)
