"""What the window says by itself: toasts, errors, requests for approval, help."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from frontdesk.app.window.help import HelpDialog
from frontdesk.core.errors import FrontdeskError
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import ApprovalDialog, Dialog, FaultDialog
from frontdesk.ui.page import PageSpec
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import BannerKind, ToastLayer

_MOST_HELD = 6
_KINDS: dict[str, BannerKind] = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "info"}


class News(QObject):
    """Shows what the desk announces, over the window or over the dialog in front."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._toasts = ToastLayer(window)
        self._covered = False
        self._held: list[Callable[[], object]] = []
        self._consents: list[Callable[[], object]] = []
        desk.toast_requested.connect(self.say)
        desk.error_raised.connect(self.show_error)
        desk.approval_requested.connect(self.ask_approval)

    @Slot(str, str)
    def say(self, text: str, kind: str) -> None:
        """A toast; while the desk is locked it is kept, since it may name a member."""
        if self._covered:
            self._held = [*self._held[1 - _MOST_HELD :], partial(self.say, text, kind)]
        else:
            self._toasts.say(text, _KINDS[kind])

    def cover(self) -> None:
        """The desk was locked: take away what is shown, keep what comes."""
        self._covered = True
        self._toasts.clear()

    def uncover(self, *, same_person: bool = True) -> None:
        """The desk is open again: show what was kept; consent is only asked for on behalf of whoever wanted it."""
        self._covered = False
        held = [*self._held, *(self._consents if same_person else ())]
        self._held, self._consents = [], []
        for show in held:
            show()

    def texts(self) -> list[str]:
        """The toasts shown now."""
        return self._toasts.texts()

    @Slot(object)
    def show_error(self, error: FrontdeskError) -> None:
        """What happened, what is safe, what to do; the same error twice is one panel."""
        if self._covered and not isinstance(error, InternalFault):
            self._held.append(partial(self.show_error, error))
            return
        panels = [panel for panel in self._window.findChildren(FaultDialog) if panel.isVisible()]
        if not any(panel.error.code == error.code for panel in panels):
            self._open(FaultDialog(self._desk, error, self._front()))

    @Slot(object, str, object)
    def ask_approval(self, error: FrontdeskError, what: str, then: Callable[[int], object]) -> None:
        """A second person's consent; where nobody can give it, the error itself."""
        if self._desk.approver is None:
            self.show_error(error)
            return
        if self._covered:
            self._consents.append(partial(self.ask_approval, error, what, then))
            return
        self._open(ApprovalDialog(self._desk, error, self._desk.approver, what=what, then=then, parent=self._front()))

    def show_help(self, spec: PageSpec) -> None:
        """F1."""
        self._open(HelpDialog(self._desk, spec, self._front()))

    def _front(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


PRIVATE = "private"
"""Property of a window beside the desk's that shows customers' business: it closes when the desk is locked."""


class PutAside:
    """Dialogs that were open when the desk was locked."""

    def __init__(self) -> None:
        self._dialogs: list[QWidget] = []

    def put_aside(self) -> None:
        """Hide every open dialog, the innermost first; menus go for good."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.hide()
            self._dialogs.append(dialog)
        for beside in QApplication.topLevelWidgets():
            if beside.property(PRIVATE):
                beside.hide()

    def bring_back(self, *, same_person: bool) -> None:
        """Show them to the person who left them; for anybody else they are turned down."""
        dialogs, self._dialogs = self._dialogs, []
        for dialog in reversed(dialogs):
            if not isinstance(dialog, Dialog) or dialog.over:
                continue
            if same_person:
                dialog.show()
            else:
                dialog.turn_down()

    def turn_down(self) -> None:
        """Turn down every dialog, put aside or open: what it belongs to goes."""
        self.put_aside()
        self.bring_back(same_person=False)
