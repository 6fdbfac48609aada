"""Giving a member a card, or a new one in place of another: tap the blank card, its chip fills itself in."""

import uuid
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.cards.dialogs.token_step import TokenStep
from frontdesk.cards.issue_card import IssueCardRequest, issue_card, plain_uid
from frontdesk.cards.replace_card import ReplaceCardRequest, replace_card
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, TextEdit, required_text


class IssueCardDialog(Dialog):
    """``old_number``: the card that the new one replaces, empty for a first card."""

    def __init__(
        self, desk: Desk, person_id: int, name: str, plan_code: str, parent: QWidget, old_number: str = ""
    ) -> None:
        title = (
            t("cards.replace.title", name=name, card=old_number) if old_number else t("cards.issue.title", name=name)
        )
        note = t("cards.replace.note") if old_number else t("cards.issue.note")
        super().__init__(desk, "cards.issue", title, confirm=t("cards.issue.do"), note=note, parent=parent)
        self._person_id, self._plan_code, self._old_number = person_id, plan_code, old_number
        self._sent: Any = None
        self._issued = False
        self.uid_edit = TextEdit("cards.issue.uid", t("cards.uid"), placeholder=t("cards.uid.placeholder"), limit=40)
        self.uid = FieldRow(t("cards.uid"), self.uid_edit, required=True)
        self.number_edit = TextEdit("cards.issue.number", t("cards.number"), limit=12)
        self.number = FieldRow(t("cards.number"), self.number_edit, hint=t("cards.number.hint"))
        self.step = TokenStep(desk, "cards.issue")
        self.step.hide()
        self.step.working.connect(self.set_busy)
        self.step.written.connect(self.accept)
        self.body.addWidget(self.uid)
        self.body.addWidget(self.number)
        self.body.addWidget(self.step)

    def take_uid(self, uid: str) -> None:
        """A card was tapped while the form is open."""
        if self._issued:
            self.step.take_uid(uid)
        elif not self.is_busy():
            self.uid_edit.setText(uid)
            self.uid.set_error(None)
            self.number_edit.setFocus()

    def confirm(self) -> None:
        if self._issued:
            self.step.write()
            return
        uid = required_text(self.uid)
        if uid is None:
            self.uid_edit.setFocus()
            return
        self.number.set_error(None)
        number = self.number_edit.text()
        request: Any = (
            ReplaceCardRequest("", self._old_number, uid, number)
            if self._old_number
            else IssueCardRequest("", self._person_id, uid, number, self._plan_code)
        )
        same = self._sent is not None and replace(self._sent, key="") == request
        self._sent = self._sent if same else replace(request, key=uuid.uuid4().hex)
        call: Any = replace_card if self._old_number else issue_card
        self.work(_carried_out, call, self.desk, self.desk.signed_in(), self._sent)

    def worked(self, result: Any) -> None:
        """The card is the member's. Where tokens are written, its own is written now, as long as it lies there."""
        self.result_value, uid = result
        if not uid:
            self.accept()
            return
        self.set_busy(False)
        self._issued = True
        for field in (self.uid, self.number):
            field.hide()
        self.step.show()
        self.step.begin(self.result_value.number, uid, self.desk.tokens.saw_last(uid))
        self.confirm_button.set_words(t("cards.write.do"))
        self.step.write()
        self.adjustSize()

    def reject(self) -> None:
        """Without a token the card is issued all the same; it can be written later."""
        if self._issued and not self.is_busy():
            self.accept()
        else:
            super().reject()

    def show_failure(self, error: FrontdeskError) -> None:
        super().show_failure(error)
        row = {"cards.uid_invalid": self.uid, "cards.in_use": self.uid, "cards.number_invalid": self.number}.get(
            error.code
        )
        if row is not None:
            row.set_error(error)
            row.field.setFocus()
            self.clear_failure()


def _carried_out(call: Any, desk: Desk, actor: Actor, request: Any) -> tuple[Any, str]:
    """What came of it, and the chip to write a token on, empty where none is written."""
    result = call(desk.store, actor, request)
    uid = plain_uid(request.uid)
    wanted = desk.tokens is not None and desk.tokens.wanted() and desk.tokens.can_write(uid)
    return result, uid if wanted else ""
