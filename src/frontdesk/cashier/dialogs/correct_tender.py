"""Putting right what was keyed: this was not WeChat, it was cash."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.cashier.asked import BANKCARD
from frontdesk.cashier.asking import new_key
from frontdesk.cashier.correct_tender import CORRECTABLE, CorrectTenderRequest, correct_tender
from frontdesk.cashier.qt.till import TOPICS
from frontdesk.cashier.queries import SaleDetail
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.staff.dialogs.consent import ConsentDialog
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, TextEdit, named


class CorrectTenderDialog(ConsentDialog):
    """From which tender to which; the whole amount of it."""

    def __init__(self, desk: Desk, sold: SaleDetail, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.correct_dialog",
            t("cashier.correct.title", number=sold.receipt.number),
            confirm=t("cashier.correct.do"),
            note=t("cashier.correct.note"),
            parent=parent,
        )
        self._sold = sold
        self._key = new_key()
        self.keyed = named(QComboBox(), "cashier.correct_from", t("cashier.correct.from"))
        for tender in sold.tenders:
            if tender.kind in CORRECTABLE:
                words = f"{t(f'cashier.tender.{tender.kind}')}  {yuan_sign(tender.amount_fen)}"
                self.keyed.addItem(words, tender.kind)
        self.truth = named(QComboBox(), "cashier.correct_to", t("cashier.correct.to"))
        self.code = TextEdit("cashier.correct_code", t("cashier.approval_code"), limit=12)
        self.code_row = FieldRow(t("cashier.approval_code"), self.code)
        self.body.addWidget(FieldRow(t("cashier.correct.from"), self.keyed))
        self.body.addWidget(FieldRow(t("cashier.correct.to"), self.truth))
        self.body.addWidget(self.code_row)
        self.keyed.currentIndexChanged.connect(self._offer)
        self.truth.currentIndexChanged.connect(self._chosen)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        self.truth.clear()
        for kind in CORRECTABLE:
            if kind != self.keyed.currentData():
                self.truth.addItem(t(f"cashier.tender.{kind}"), kind)

    @Slot()
    def _chosen(self) -> None:
        self.code_row.setVisible(self.truth.currentData() == BANKCARD)

    def ask(self, approval: int | None) -> None:
        to = str(self.truth.currentData())
        code = self.code.text().strip() if to == BANKCARD else ""
        request = CorrectTenderRequest(self._key, self._sold.receipt.id, str(self.keyed.currentData()), to, code)
        self.work(correct_tender, self.desk.store, self.desk.signed_in(), request, approval)

    def question(self) -> str:
        return t("cashier.approve.correct", number=self._sold.receipt.number, tender=self.keyed.currentText())

    def worked(self, result: Any) -> None:
        self.desk.notify(*TOPICS)
        self.desk.toast(t("cashier.corrected", amount=yuan_sign(result.amount_fen)))
        super().worked(result)
