"""Opening the drawer without a sale."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.cashier.asking import new_key
from frontdesk.cashier.open_drawer import REASONS, OpenDrawerRequest, open_drawer
from frontdesk.core.i18n import t
from frontdesk.staff.dialogs.consent import ConsentDialog
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, TextEdit, named


class DrawerDialog(ConsentDialog):
    """A reason, and where the role needs it a second person (K08)."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "cashier.drawer_dialog",
            t("cashier.drawer.title"),
            confirm=t("cashier.drawer.do"),
            note=t("cashier.drawer.note"),
            parent=parent,
        )
        self._key = new_key()
        self.reason = named(QComboBox(), "cashier.drawer_reason", t("cashier.reason"))
        for reason in REASONS:
            self.reason.addItem(t(f"cashier.drawer.{reason}"), reason)
        self.note = TextEdit("cashier.drawer_note", t("cashier.note"), limit=200)
        self.body.addWidget(FieldRow(t("cashier.reason"), self.reason))
        self.body.addWidget(FieldRow(t("cashier.note"), self.note))

    def ask(self, approval: int | None) -> None:
        request = OpenDrawerRequest(self._key, str(self.reason.currentData()), self.note.text())
        self.work(open_drawer, self.desk.store, self.desk.signed_in(), request, approval)

    def question(self) -> str:
        return f"{t('cashier.drawer.title')}: {self.reason.currentText()}"

    def worked(self, result: Any) -> None:
        self.desk.notify("spool", "sales")
        super().worked(result)
