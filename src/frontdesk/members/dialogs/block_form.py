"""Keeping a person out, or letting them in again: the reason is what the desk reads at every tap."""

from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.members.block_person import BlockRequest, block, unblock
from frontdesk.members.dialogs.form import Form
from frontdesk.members.fields import REASON_LENGTH
from frontdesk.members.queries import PersonCard
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, TextEdit, required_text


class BlockDialog(Form):
    """Blocks who may come in, unblocks who may not."""

    def __init__(self, desk: Desk, person: PersonCard, parent: QWidget) -> None:
        verb = "unblock" if person.blocked else "block"
        super().__init__(
            desk,
            f"members.{verb}",
            t(f"members.{verb}.title", name=person.name),
            confirm=t(f"members.{verb}"),
            note=t(f"members.{verb}.note"),
            kind="primary" if person.blocked else "danger",
            parent=parent,
        )
        self._person = person
        self.reason_edit = TextEdit(f"members.{verb}.reason", t("members.reason"), limit=REASON_LENGTH)
        self.reason = FieldRow(t("members.reason"), self.reason_edit, required=True)
        self.errors_at = {"members.reason_missing": self.reason, "text.card_number": self.reason}
        self.body.addWidget(self.reason)

    def confirm(self) -> None:
        text = required_text(self.reason)
        if text is not None:
            self.send(unblock if self._person.blocked else block, BlockRequest("", self._person.id, text))
