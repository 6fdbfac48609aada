"""The day's receipts, and what can be done about one."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cashier.asking import new_key
from frontdesk.cashier.correct_tender import CORRECTABLE
from frontdesk.cashier.dialogs.correct_tender import CorrectTenderDialog
from frontdesk.cashier.dialogs.invoice import InvoiceDialog
from frontdesk.cashier.dialogs.invoices import InvoicesDialog
from frontdesk.cashier.dialogs.receipt_card import ReceiptCard
from frontdesk.cashier.dialogs.refund import RefundDialog
from frontdesk.cashier.print_receipt import document_of
from frontdesk.cashier.qt.words import receipt_icon, receipt_tone, tenders_words
from frontdesk.cashier.receipt_list import ReceiptPage, ReceiptRow, ReceiptView, receipt_page, receipt_view
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan
from frontdesk.printing.print_again import PrintAgainRequest, PrintAgainResult, print_again
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Button, Column, DataTable, EmptyState, column, row


class ReceiptsDialog(Dialog):
    """Newest first; the chosen one stands beside the list with what can be done about it."""

    def __init__(self, desk: Desk, parent: QWidget, sale_id: int | None = None) -> None:
        """``sale_id``: the receipt to begin with, else the newest."""
        super().__init__(
            desk,
            "cashier.receipts_dialog",
            t("cashier.receipts.title"),
            confirm=t("ui.close"),
            width=1060,
            parent=parent,
        )
        # Enter belongs to the list here; Esc closes.
        self.confirm_button.hide()
        self.cancel_button.set_words(t("ui.close"))
        self._view: ReceiptView | None = None
        self._wanted = sale_id
        self._rows: tuple[ReceiptRow, ...] = ()
        self._inner: Dialog | None = None
        self.table = self._table()
        self.more = Button(t("cashier.receipts.older"), "cashier.receipts_older", kind="quiet", icon="chevron-down")
        self.more.hide()
        self.more.clicked.connect(self._older)
        self.card = ReceiptCard()
        self.card.setFixedWidth(420)
        self.refund = Button(t("cashier.refund"), "cashier.refund", icon="undo", shortcut="R")
        self.correct = Button(t("cashier.correct"), "cashier.correct", icon="swap", shortcut="X")
        self.again = Button(t("cashier.reprint"), "cashier.reprint", icon="print", shortcut="P")
        self.invoice = Button(t("cashier.invoice"), "cashier.invoice", icon="bill", shortcut="I")
        steps = ((self.refund, self._refund), (self.correct, self._correct), (self.again, self._print_again))
        for button, slot in (*steps, (self.invoice, self._note_invoice)):
            button.clicked.connect(slot)
            button.setEnabled(False)
        self.body.addLayout(row(column(self.table, self.more), self.card))
        self.body.addLayout(row(self.refund, self.correct, self.again, self.invoice, None))
        listed = self.add_button(Button(t("cashier.invoices"), "cashier.invoices", kind="quiet", icon="list"))
        listed.clicked.connect(self._list_invoices)
        self._read_first()

    def _table(self) -> DataTable:
        columns = [
            Column("time", t("cashier.receipts.time"), lambda found: found.time, 76),
            Column("number", t("cashier.receipts.number"), lambda found: found.receipt.number, strong=True),
            Column("kind", t("cashier.receipts.kind"), _kind, 100, tone=receipt_tone, icon=receipt_icon),
            Column("tender", t("cashier.receipts.tender"), tenders_words, 130),
            Column("total", t("cashier.column.total"), lambda found: yuan(found.receipt.total_fen), 110, "right", True),
        ]
        table = DataTable(
            "cashier.receipts_table", t("cashier.receipts.title"), columns, row_key=lambda found: found.receipt.id
        )
        table.setMinimumHeight(400)
        table.set_empty(EmptyState("empty-list", t("cashier.receipts.none")))
        table.chosen.connect(self._chosen)
        return table

    # Reading

    def _read_first(self) -> None:
        self._rows = ()
        self.desk.read(receipt_page, self.desk.store, None, then=self._show, latest="cashier.receipts")

    @Slot()
    def _older(self) -> None:
        before = self._rows[-1].receipt.id if self._rows else None
        self.desk.read(receipt_page, self.desk.store, before, then=self._show, latest="cashier.receipts")

    @Slot(object)
    def _show(self, page: ReceiptPage) -> None:
        first = not self._rows
        self._rows += page.rows
        self.table.set_rows(self._rows)
        self.more.setVisible(page.more)
        if first and self._rows and self.table.current_row() is None:
            ids = [found.receipt.id for found in self._rows]
            self.table.selectRow(ids.index(self._wanted) if self._wanted in ids else 0)

    @Slot(object)
    def _chosen(self, found: ReceiptRow | None) -> None:
        if found is not None:
            self._read(found.receipt.id)

    def _read(self, sale_id: int) -> None:
        self.desk.read(receipt_view, self.desk.store, sale_id, then=self._show_one, latest="cashier.receipt")

    @Slot(object)
    def _show_one(self, view: ReceiptView) -> None:
        self._view = view
        self.card.show_receipt(view)
        detail = view.detail
        sold = detail.receipt.kind != "refund"
        money = any(tender.kind in CORRECTABLE for tender in detail.tenders)
        self.refund.setEnabled(sold and any(line.left > 0 for line in detail.lines))
        self.correct.setEnabled(sold and money and not detail.refund_numbers)
        self.again.setEnabled(True)
        self.invoice.setEnabled(detail.receipt.kind == "sale" and detail.invoice is None)

    # Doing

    @Slot()
    def _refund(self) -> None:
        if self._view is not None:
            self._open(RefundDialog(self.desk, self._view.detail, self))

    @Slot()
    def _correct(self) -> None:
        if self._view is not None:
            self._open(CorrectTenderDialog(self.desk, self._view.detail, self))

    @Slot()
    def _note_invoice(self) -> None:
        if self._view is not None:
            self._open(InvoiceDialog(self.desk, self._view.detail, self))

    @Slot()
    def _list_invoices(self) -> None:
        self._open(InvoicesDialog(self.desk, self))

    @Slot()
    def _print_again(self) -> None:
        if self._view is not None:
            request = PrintAgainRequest(new_key(), document_of(self._view.detail.receipt.number))
            self.again.setEnabled(False)
            actor = self.desk.signed_in()
            self.desk.run(print_again, self.desk.store, actor, request, then=self._printed, failed=self._not_printed)

    @Slot(object)
    def _printed(self, result: PrintAgainResult) -> None:
        self.again.setEnabled(True)
        self.desk.toast(t("cashier.reprinted", n=result.copy))
        self.desk.notify("spool")

    @Slot(object)
    def _not_printed(self, error: Any) -> None:
        self.again.setEnabled(True)
        self.show_failure(error)

    def _open(self, dialog: Dialog) -> None:
        self._inner = dialog
        dialog.finished.connect(self._inner_closed)
        dialog.open()

    @Slot(int)
    def _inner_closed(self, result: int) -> None:
        if result:
            self._read_first()
            if self._view is not None:
                self._read(self._view.detail.receipt.id)
        if self._inner is not None:
            self._inner.deleteLater()
            self._inner = None


def _kind(found: ReceiptRow) -> str:
    return t(f"cashier.kind.{found.receipt.kind}")
