"""One receipt as the screen shows it."""

from PySide6.QtWidgets import QWidget

from frontdesk.cashier.queries import ReceiptLine, TenderSum
from frontdesk.cashier.receipt_list import ReceiptView
from frontdesk.cashier.slips import due_name
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.ui.widgets import Card, ElidedLabel, Label, Line, clear_layout, column, row, scrolling


class ReceiptCard(Card):
    """Head, lines, tenders, and what happened to it since."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(spacing=6)
        holder = QWidget()
        holder.setLayout(self._rows)
        self.body.addWidget(scrolling(holder))

    def show_receipt(self, view: ReceiptView) -> None:
        """Show this one."""
        clear_layout(self._rows)
        receipt = view.detail.receipt
        self._rows.addLayout(
            row(Label(receipt.number, "heading"), None, Label(yuan_sign(receipt.total_fen), "heading"))
        )
        about = [view.time, t("cashier.slip.counter", counter=receipt.counter), view.clerk]
        about += [t("cashier.key_words", key=receipt.key_code)] if receipt.key_code else []
        self._rows.addWidget(Label(" · ".join(about), "note", tone="muted", wrap=True))
        self._rows.addWidget(Line())
        for line in view.detail.lines:
            self._add_line(line)
        self._rows.addWidget(Line())
        for tender in view.detail.tenders:
            self._add_tender(tender)
        self._add_since(view)
        self._rows.addStretch(1)

    def _add_line(self, line: ReceiptLine) -> None:
        name = ElidedLabel(f"{receipt_line_name(line)} × {line.quantity}")
        shown = row(name, Label(yuan(line.amount_fen)))
        shown.setStretch(0, 1)
        self._rows.addLayout(shown)
        if line.discount_fen > 0:
            words = Label(t("cashier.slip.discount"), "note", tone="muted")
            self._rows.addLayout(row(words, None, Label(yuan(-line.discount_fen), "note", tone="bad")))
        if line.refunded:
            said = t("cashier.receipts.refunded", n=line.refunded, amount=yuan_sign(line.refunded_fen))
            self._rows.addWidget(Label(said, "note", tone="bad"))

    def _add_tender(self, tender: TenderSum) -> None:
        name = t(f"cashier.tender.{tender.kind}")
        if tender.approval_code:
            name = f"{name} {tender.approval_code}"
        self._rows.addLayout(row(Label(name), None, Label(yuan(tender.received_fen or tender.amount_fen))))
        change = tender.received_fen - tender.amount_fen
        if change > 0:
            self._rows.addLayout(row(Label(t("cashier.change"), tone="muted"), None, Label(yuan(change), tone="muted")))

    def _add_since(self, view: ReceiptView) -> None:
        detail = view.detail
        words = [t("cashier.receipts.refund_numbers", numbers=", ".join(detail.refund_numbers))] * bool(
            detail.refund_numbers
        )
        words += [t("cashier.receipts.corrected")] if detail.corrected else []
        words += [t(f"cashier.refund.reason.{detail.receipt.reason}")] if detail.receipt.reason else []
        if detail.invoice is not None:
            key = "cashier.invoice.given_to" if detail.invoice.given_at else "cashier.invoice.noted_for"
            words.append(t(key, title=detail.invoice.title or "–"))
        for said in words:
            self._rows.addWidget(Label(said, "note", tone="info", wrap=True))


def receipt_line_name(line: ReceiptLine) -> str:
    """What a booked line is called in the window's language."""
    if line.kind == "due":
        return due_name(line.due_kind, language())
    if line.kind == "top_up":
        return t("cashier.line.top_up")
    name = line.name_zh if language() == "zh" else line.name_en
    return t("cashier.line.draw", name=name) if line.kind == "draw" else name
