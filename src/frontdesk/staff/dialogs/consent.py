"""A dialog whose request may exceed the actor's limit and then needs a second person's approval (K08)."""

from PySide6.QtCore import Slot

from frontdesk.core.errors import FrontdeskError
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.ui.dialogs import Dialog


class ConsentDialog(Dialog):
    """Subclasses say in ``ask`` how to carry the request out and in ``question`` what the second person is asked."""

    def ask(self, approval: int | None) -> None:
        """Run the use case by ``work``; called again with the approval's id once there is one."""

    def question(self) -> str:
        """The thing and the amount, for the second person."""
        return ""

    def confirm(self) -> None:
        self.ask(None)

    @Slot(object)
    def show_failure(self, error: FrontdeskError) -> None:
        if isinstance(error, ApprovalNeeded):
            self.set_busy(False)
            self.desk.ask_approval(error, self._approved, self.question())
        else:
            super().show_failure(error)

    @Slot(int)
    def _approved(self, approval: int) -> None:
        self.ask(approval)
