"""Taking goods back: which, how many, why, and where the money goes."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from frontdesk.cashier.asking import new_key
from frontdesk.cashier.dialogs.receipt_card import receipt_line_name
from frontdesk.cashier.errors import NotRefundable, ReasonMissing
from frontdesk.cashier.qt.till import TOPICS
from frontdesk.cashier.queries import ReceiptLine, SaleDetail
from frontdesk.cashier.refund import REASONS, RefundLine, RefundRequest, money_back, refund, refunded_lines
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.staff.dialogs.consent import ConsentDialog
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import CountEdit, FieldRow, Label, TextEdit, named, select_on_focus


class RefundDialog(ConsentDialog):
    """Whole at first; counts can be lowered. Above the role's limit a second person is asked (K08)."""

    def __init__(self, desk: Desk, sold: SaleDetail, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.refund_dialog",
            t("cashier.refund.title", number=sold.receipt.number),
            confirm=t("cashier.refund.do", amount=""),
            kind="danger",
            width=620,
            parent=parent,
        )
        self._sold = sold
        self._key = new_key()
        self._counts: dict[int, CountEdit] = {}
        self._shelves: dict[int, QCheckBox] = {}
        self.body.addLayout(self._lines())
        self.reason = named(QComboBox(), "cashier.refund_reason", t("cashier.reason"))
        for reason in REASONS:
            self.reason.addItem(t(f"cashier.refund.reason.{reason}"), reason)
        self.note = TextEdit("cashier.refund_note", t("cashier.note"), limit=200)
        self.note_row = FieldRow(t("cashier.note"), self.note)
        self.back = Label("", "strong", wrap=True)
        self.body.addWidget(FieldRow(t("cashier.reason"), self.reason))
        self.body.addWidget(self.note_row)
        self.body.addWidget(self.back)
        self._refresh()

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        heads = (t("cashier.column.goods"), t("cashier.refund.left"), t("cashier.refund.take"), "")
        for number, head in enumerate(heads):
            grid.addWidget(Label(head, "caption"), 0, number)
        for place, line in enumerate((one for one in self._sold.lines if one.left > 0), 1):
            self._add_line(grid, place, line)
        return grid

    def _add_line(self, grid: QGridLayout, place: int, line: ReceiptLine) -> None:
        name = receipt_line_name(line)
        count = CountEdit(f"cashier.refund_count.{place}", f"{t('cashier.refund.take')} {name}", most=line.left)
        count.setFixedWidth(76)
        count.set_count(line.left)
        select_on_focus(count)
        count.count_changed.connect(self._counted)
        shelf = named(
            QCheckBox(t("cashier.refund.restock")),
            f"cashier.refund_shelf.{place}",
            f"{t('cashier.refund.restock')} {name}",
        )
        shelf.setChecked(True)
        if not line.counted:
            shelf.hide()
        self._counts[line.id] = count
        self._shelves[line.id] = shelf
        grid.addWidget(Label(f"{name}  {yuan(line.amount_fen)}", wrap=True), place, 0)
        grid.addWidget(Label(str(line.left)), place, 1)
        grid.addWidget(count, place, 2)
        grid.addWidget(shelf, place, 3)

    def _asked(self) -> tuple[RefundLine, ...]:
        return tuple(
            RefundLine(line_id, edit.count() or 0, int(self._shelves[line_id].isChecked()))
            for line_id, edit in self._counts.items()
            if edit.count()
        )

    def _amount_fen(self) -> int:
        return -sum(line.amount_fen for line in refunded_lines(self._sold, self._asked()))

    @Slot(object)
    def _counted(self, _count: object) -> None:
        self._refresh()

    def _refresh(self) -> None:
        try:
            amount = self._amount_fen()
            parts = money_back(self._sold.tenders, amount)
        except NotRefundable:
            self.confirm_button.set_words(t("cashier.refund.do", amount="").strip())
            self.back.setText("")
            return
        words = [f"{t(f'cashier.tender.{part.kind}')} {yuan_sign(-part.amount_fen)}" for part in parts]
        self.back.setText(t("cashier.refund.back_to", tenders=", ".join(words)) if words else "")
        self.confirm_button.set_words(t("cashier.refund.do", amount=yuan_sign(amount)))

    def confirm(self) -> None:
        reason = str(self.reason.currentData())
        missing = reason == "other" and not self.note.text().strip()
        self.note_row.set_error(ReasonMissing() if missing else None)
        if not self._asked():
            self.show_failure(NotRefundable(left=0))
        elif not missing:
            self.ask(None)

    def ask(self, approval: int | None) -> None:
        reason, note = str(self.reason.currentData()), self.note.text()
        request = RefundRequest(self._key, self._sold.receipt.id, self._asked(), reason, note)
        self.work(refund, self.desk.store, self.desk.signed_in(), request, approval)

    def question(self) -> str:
        amount = yuan_sign(self._amount_fen())
        return t("cashier.approve.refund", amount=amount, number=self._sold.receipt.number)

    def worked(self, result: Any) -> None:
        self.desk.notify(*TOPICS)
        self.desk.toast(t("cashier.refunded", number=result.number, amount=yuan_sign(-result.total_fen)))
        super().worked(result)
