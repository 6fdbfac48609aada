"""The error panel: what happened, what is safe, what to do; details only to copy."""

import platform

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from frontdesk import __version__
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs.base import Dialog
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets.banner import Banner
from frontdesk.ui.widgets.buttons import Button


class FaultDialog(Dialog):
    """Shows one error in words; "copy details" puts what support needs on the clipboard."""

    def __init__(self, desk: Desk, error: FrontdeskError, parent: QWidget | None = None) -> None:
        title = t("ui.fault.title" if isinstance(error, InternalFault) else "ui.error.title")
        super().__init__(desk, "fault", title, confirm=t("ui.close"), parent=parent)
        self.error = error
        what, todo = error_text(error)
        kind = "bad" if isinstance(error, InternalFault) else "warn"
        self.said = Banner("fault.said", "bad" if kind == "bad" else "warn", what, todo)
        self.body.addWidget(self.said)
        self.cancel_button.hide()
        self.copy_button = Button(t("ui.copy_details"), "fault.copy", kind="quiet", icon="copy")
        self.copy_button.clicked.connect(self.copy_details)
        self.add_button(self.copy_button)

    def details(self) -> str:
        """Version, system and the error with its traceback, if it has one."""
        lines = [f"frontdesk {__version__}, {platform.platform()}, Python {platform.python_version()}"]
        if isinstance(self.error, InternalFault):
            lines.append(str(self.error.data.get("details", "")))
        else:
            lines.append(f"error {self.error.code}: {sorted(self.error.data)}")
        return "\n".join(lines)

    @Slot()
    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details())
        self.copy_button.set_words(t("ui.copied"))
        self.copy_button.set_icon("check")
