"""What the members' forms share: one key for one intent, errors at the field they are about."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QDateEdit

from frontdesk.core.errors import FrontdeskError
from frontdesk.staff.rights import ApprovalNeeded
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, named

R = TypeVar("R", bound=Any)


class Form(Dialog):
    """A dialog with fields; ``errors_at`` says which field an error's code belongs to."""

    errors_at: dict[str, FieldRow]
    approval_words = ""
    """What a second person is asked to approve, when the use case says that one is needed."""

    def send(self, call: Callable[..., object], request: R, *more: object) -> None:
        """Carry out a request whose key is still empty; the same words sent again are the same intent."""
        before = getattr(self, "_sent", None)
        same = before is not None and replace(before, key="") == request
        self._sent: Any = before if same else replace(request, key=uuid.uuid4().hex)
        self._call, self._more = call, more
        for row in self.errors_at.values():
            row.set_error(None)
        self.work(call, self.desk.store, self.desk.signed_in(), self._sent, *more)

    def show_failure(self, error: FrontdeskError) -> None:
        """At its field where it has one, as a question where it needs a second person, else in the banner."""
        if isinstance(error, ApprovalNeeded):
            self.set_busy(False)
            self.desk.ask_approval(error, self._approved, self.approval_words)
            return
        super().show_failure(error)
        row = self.errors_at.get(error.code)
        if row is not None:
            row.set_error(error)
            self.clear_failure()
            row.field.setFocus()

    @Slot(object)
    def _approved(self, approval_id: int) -> None:
        self.work(self._call, self.desk.store, self.desk.signed_in(), self._sent, *self._more, approval=approval_id)


def day_edit(name: str, label: str, first: QDate) -> QDateEdit:
    """A field for a calendar day."""
    edit = named(QDateEdit(first), name, label)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setMinimumDate(first)
    return edit


def iso(edit: QDateEdit) -> str:
    """The day in a field as an ISO text."""
    return str(edit.date().toString("yyyy-MM-dd"))
