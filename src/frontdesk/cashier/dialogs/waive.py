"""Letting somebody off a due: the reason, and above the role's limit a second person."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.books.dues import OpenDue
from frontdesk.cashier.asking import new_key
from frontdesk.cashier.errors import ReasonMissing
from frontdesk.cashier.qt.till import TOPICS
from frontdesk.cashier.waive_due import REASONS, WaiveDueRequest, waive_due
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.staff.dialogs.consent import ConsentDialog
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, TextEdit, named


class WaiveDialog(ConsentDialog):
    """One due, what it is for and whose; ``what`` and ``name`` as the list shows them (K08)."""

    def __init__(self, desk: Desk, due: OpenDue, what: str, name: str, parent: QWidget) -> None:
        amount = yuan_sign(due.open_fen)
        super().__init__(
            desk,
            "cashier.waive_dialog",
            t("cashier.waive.title", amount=amount),
            confirm=t("cashier.waive.do", amount=amount),
            note=t("cashier.waive.note", what=what, name=name),
            kind="danger",
            parent=parent,
        )
        self._due = due
        self._question = t("cashier.approve.waive", amount=amount, what=what, name=name)
        self._key = new_key()
        self.reason = named(QComboBox(), "cashier.waive_reason", t("cashier.reason"))
        for reason in REASONS:
            self.reason.addItem(t(f"cashier.waive.{reason}"), reason)
        self.note = TextEdit("cashier.waive_note", t("cashier.note"), limit=200)
        self.note_row = FieldRow(t("cashier.note"), self.note)
        self.body.addWidget(FieldRow(t("cashier.reason"), self.reason))
        self.body.addWidget(self.note_row)

    def confirm(self) -> None:
        missing = self.reason.currentData() == "other" and not self.note.text().strip()
        self.note_row.set_error(ReasonMissing() if missing else None)
        if not missing:
            self.ask(None)

    def ask(self, approval: int | None) -> None:
        request = WaiveDueRequest(self._key, self._due.id, str(self.reason.currentData()), self.note.text())
        self.work(waive_due, self.desk.store, self.desk.signed_in(), request, approval)

    def question(self) -> str:
        return self._question

    def worked(self, result: Any) -> None:
        self.desk.notify(*TOPICS)
        self.desk.toast(t("cashier.waived", amount=yuan_sign(result.amount_fen)))
        super().worked(result)
