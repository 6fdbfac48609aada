"""Leaving when something is not as it should be: no key, no card, another card, an unpaid tab."""

import uuid
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.staff.rights import ApprovalNeeded
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, Label, TextEdit, named
from frontdesk.visits.decide import Decision
from frontdesk.visits.leave import LeaveRequest, leave

_CARDS = ("given_back", "left", "missing", "wrong")


class LeaveOtherwiseDialog(Dialog):
    """What is different is ticked; everything is recorded with the visit (G08 G13)."""

    def __init__(self, desk: Desk, found: Decision, fee_fen: int, parent: QWidget, *, key_lost: bool = False) -> None:
        super().__init__(
            desk,
            "reception.leave",
            t("reception.leave.title", key=found.key_code, name=found.name),
            confirm=t("reception.leave.do"),
            width=520,
            parent=parent,
        )
        assert found.going is not None
        self._found = found
        self._visit_id = found.going.visit_id
        self._sent: LeaveRequest | None = None
        self._approval: int | None = None
        self.key_lost = _tick("reception.leave.key_lost", t("reception.leave.key_lost", amount=yuan_sign(fee_fen)))
        self.key_lost.setChecked(key_lost)
        self.card = named(QComboBox(), "reception.leave.card", t("reception.leave.card"))
        for code in _CARDS:
            self.card.addItem(t(f"reception.leave.card.{code}"), code)
        self.card.currentIndexChanged.connect(self._show_card)
        self._card_row = FieldRow(t("reception.leave.card_of", card=found.going.card_number), self.card)
        self._card_row.setVisible(bool(found.going.card_number))
        self.other_card = TextEdit("reception.leave.found_card", t("reception.leave.found_card"), limit=12)
        self.found_card = FieldRow(t("reception.leave.found_card"), self.other_card)
        self._hint = Label(t("reception.leave.found_card.hint"), "note", wrap=True)
        self.owe = _tick("reception.leave.owe", t("reception.leave.owe", amount=yuan_sign(found.tab_fen)))
        self.owe.setVisible(bool(found.tab_fen))
        self.note = TextEdit("reception.leave.note", t("reception.leave.note"), limit=200)
        note = FieldRow(t("reception.leave.note"), self.note)
        for widget in (self.key_lost, self._card_row, self.found_card, self._hint, self.owe, note):
            self.body.addWidget(widget)
        self._show_card()

    @Slot()
    def _show_card(self) -> None:
        wrong = self.card.currentData() == "wrong"
        self.found_card.setVisible(wrong)
        self._hint.setVisible(wrong)
        self.adjustSize()

    def confirm(self) -> None:
        card = str(self.card.currentData())
        other = self.other_card.text().strip() if card == "wrong" else ""
        if card == "wrong" and not other:
            self.found_card.set_error(t("ui.field.required"))
            return
        request = LeaveRequest(
            "",
            self._visit_id,
            "desk",
            int(self.key_lost.isChecked()),
            "missing" if card == "wrong" else card,  # type: ignore[arg-type]
            other,
            int(self.owe.isChecked()),
            self.note.text(),
        )
        if self._sent is None or replace(self._sent, key="") != request:
            self._sent = replace(request, key=uuid.uuid4().hex)
            self._approval = None
        self.work(leave, self.desk.store, self.desk.signed_in(), self._sent, self._approval)

    def show_failure(self, error: Any) -> None:
        if isinstance(error, ApprovalNeeded):
            self.set_busy(False)
            what = t("reception.leave.owe_what", amount=yuan_sign(self._found.tab_fen), name=self._found.name)
            self.desk.ask_approval(error, self._approved, what)
            return
        super().show_failure(error)

    def _approved(self, approval_id: int) -> None:
        self._approval = approval_id
        self.confirm()


def _tick(name: str, text: str) -> QCheckBox:
    box = named(QCheckBox(text), name, text)
    box.setMinimumHeight(36)
    return box
