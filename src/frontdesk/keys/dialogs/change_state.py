"""One key: out of use, missing, found, another tag."""

import uuid
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.keys.key_state import RetagRequest, SetKeyStateRequest, retag, set_key_state
from frontdesk.keys.lost_key import FoundKeyRequest, MissingKeyRequest, report_found, report_missing
from frontdesk.staff.rights import ApprovalNeeded
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, Label, TextEdit, required_text


class KeyStateDialog(Dialog):
    """``what`` is ``out_of_use``, ``missing`` or ``found``; the clerk's words are kept with the key."""

    def __init__(self, desk: Desk, what: str, code: str, parent: QWidget) -> None:
        title = t("keys.out_of_use") + f" · {code}" if what == "out_of_use" else t(f"keys.{what}.title", code=code)
        super().__init__(desk, "keys.change", title, confirm=t(f"keys.{what}"), parent=parent)
        self._what = what
        self._code = code
        self._key = uuid.uuid4().hex
        self._approval: int | None = None
        if what != "out_of_use":
            self.body.addWidget(Label(t(f"keys.{what}.consequence"), wrap=True))
        words = t("keys.out_of_use.note") if what == "out_of_use" else t("keys.note")
        self.note = TextEdit("keys.change.note", words, limit=200)
        self.body.addWidget(FieldRow(words, self.note))
        self._sent = ""
        self.note.setFocus()

    def confirm(self) -> None:
        note = self.note.text()
        if self._sent not in ("", note):
            self._key, self._approval = uuid.uuid4().hex, None
        self._sent = note
        store, actor = self.desk.store, self.desk.signed_in()
        if self._what == "out_of_use":
            self.work(set_key_state, store, actor, SetKeyStateRequest(self._key, self._code, "out_of_use", note))
        elif self._what == "missing":
            self.work(report_missing, store, actor, MissingKeyRequest(self._key, self._code, note))
        else:
            request = FoundKeyRequest(self._key, self._code, "settle", note)
            self.work(report_found, store, actor, request, self._approval)

    def show_failure(self, error: Any) -> None:
        if isinstance(error, ApprovalNeeded):
            self.set_busy(False)
            self.desk.ask_approval(error, self._approved, t("keys.found.title", code=self._code))
            return
        super().show_failure(error)

    def _approved(self, approval_id: int) -> None:
        self._approval = approval_id
        self.confirm()


class RetagDialog(Dialog):
    """Scan the new tag into the field, or type what it gives."""

    def __init__(self, desk: Desk, code: str, tag_code: str, parent: QWidget) -> None:
        super().__init__(
            desk, "keys.retag", t("keys.retag.title", code=code), confirm=t("keys.retag.do"), parent=parent
        )
        self._code = code
        self.tag = TextEdit("keys.retag.tag", t("keys.tag"), limit=64)
        self.tag.setText(tag_code)
        self.tag.selectAll()
        self._row = FieldRow(t("keys.tag"), self.tag)
        self.body.addWidget(self._row)
        self.tag.setFocus()

    def confirm(self) -> None:
        tag = required_text(self._row)
        if tag:
            request = RetagRequest(uuid.uuid4().hex, self._code, tag)
            self.work(retag, self.desk.store, self.desk.signed_in(), request)
