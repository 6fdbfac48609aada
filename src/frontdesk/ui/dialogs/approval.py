"""A second person approves what exceeds the first one's limit."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui.desk import Approver, Desk
from frontdesk.ui.dialogs.base import Dialog
from frontdesk.ui.runner import Receiver
from frontdesk.ui.widgets.fields import FieldRow, PasswordEdit, TextEdit, required_text
from frontdesk.ui.widgets.labels import Label


class ApprovalDialog(Dialog):
    """Asks for another person's user name and password; the approval is bound to one exact request."""

    approved = Signal(int)
    """The approval's id."""

    def __init__(
        self,
        desk: Desk,
        error: FrontdeskError,
        approver: Approver,
        *,
        what: str = "",
        then: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        reason = error_text(error)[0]
        super().__init__(
            desk, "approval", t("ui.approval.title"), confirm=t("ui.approval.confirm"), note=reason, parent=parent
        )
        self._approver = approver
        self._request_hash = str(error.data.get("request_hash", ""))
        self._action = str(error.data.get("action", ""))
        self._then = Receiver(then) if then is not None else None
        if what:
            self.body.addWidget(Label(what, "heading", wrap=True, name="approval.what"))
        self.username = FieldRow(
            t("ui.approval.username"), TextEdit("approval.username", t("ui.approval.username"), limit=64)
        )
        self.secret = PasswordEdit("approval.password", t("ui.password"))
        self.password = FieldRow(t("ui.password"), self.secret, hint=t("ui.approval.hint"))
        self.body.addWidget(self.username)
        self.body.addWidget(self.password)
        self.username.field.setFocus()

    def clear_failure(self) -> None:
        self.username.set_error(None)
        self.password.set_error(None)
        super().clear_failure()

    def confirm(self) -> None:
        username, password = required_text(self.username), required_text(self.password)
        if username and password:
            self.work(self._approver, username, password, self._request_hash, self._action)

    def show_failure(self, error: FrontdeskError) -> None:
        super().show_failure(error)
        self.secret.clear()
        self.secret.setFocus()

    def worked(self, result: object) -> None:
        assert isinstance(result, int)
        self.approved.emit(result)
        super().worked(result)
        if self._then is not None:
            self._then.call(result)
