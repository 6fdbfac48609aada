"""The question that comes up when the computer's clock was set back, whatever was just asked for."""

import uuid

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from frontdesk.books.errors import ClockSetBack
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import ApprovalDialog


class ClockConsent(QObject):
    """Lets whoever may say that the clock is right say so: at once, or as a second person."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = ""
        self._question = ""
        self._asking = False
        desk.runner.refused.connect(self._look)

    @Slot(object)
    def _look(self, error: FrontdeskError) -> None:
        # One question at a time: an approval is for the request it was asked for.
        if self._asking or isinstance(QApplication.activeModalWidget(), ApprovalDialog):
            return
        if isinstance(error, ClockSetBack):
            self._asking = self._desk.actor is not None
            self._key = uuid.uuid4().hex
            self._question = t("staff.clock.question", **error.data)
            self._accept(None)

    def _accept(self, approval: int | None) -> None:
        from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock

        desk = self._desk
        if desk.actor is not None:
            desk.run(
                accept_clock,
                desk.store,
                desk.actor,
                AcceptClockRequest(self._key),
                approval,
                then=self._accepted,
                failed=self._not_alone,
            )

    @Slot(object)
    def _not_alone(self, error: FrontdeskError) -> None:
        from frontdesk.staff.errors import ApprovalNeeded

        self._asking = False
        if isinstance(error, ApprovalNeeded):
            self._desk.ask_approval(error, self._approved, self._question)
        else:
            self._desk.show_error(error)

    @Slot(int)
    def _approved(self, approval: int) -> None:
        self._asking = True
        self._accept(approval)

    @Slot(object)
    def _accepted(self, _result: object) -> None:
        self._asking = False
        self._desk.toast(t("staff.clock.accepted"), "info")
