"""The question before a printer is taken away: what waits for it, and where that shall go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from frontdesk.app.devices.keep_printers import remove_printer
from frontdesk.app.settings.tab import choice
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.printing.words import printer_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, Label


class RemovePrinterDialog(Dialog):
    """``result_value`` is the MachineSettings afterwards."""

    def __init__(
        self, desk: Desk, folder: Path, settings: MachineSettings, name: str, waiting: int, parent: QWidget
    ) -> None:
        super().__init__(
            desk,
            "printers.remove_dialog",
            t("printers.remove.title", printer=printer_words(name)),
            confirm=t("printers.remove"),
            kind="danger",
            parent=parent,
        )
        self._folder, self._name = folder, name
        others = [each.name for each in settings.printers if each.name != name]
        others.sort(key=lambda each: each != settings.fallback_printer)
        self.body.addWidget(Label(self._words(waiting, bool(others)), wrap=True, name="printers.remove.words"))
        choices = [(each, printer_words(each)) for each in others] + [("", t("printers.remove.leave"))]
        self.move_to = choice("printers.remove.move_to", t("printers.remove.move_to"), choices)
        field = FieldRow(t("printers.remove.move_to"), self.move_to)
        self.body.addWidget(field)
        field.setVisible(bool(waiting and others))

    def _words(self, waiting: int, others: bool) -> str:
        if waiting:
            said = t("printers.remove.waiting" if others else "printers.remove.waiting_nowhere", n=waiting)
        else:
            said = t("printers.remove.nothing_waits")
        return f"{said} {t('printers.remove.routes' if others else 'printers.remove.last')}"

    def confirm(self) -> None:
        move_to = str(self.move_to.currentData())
        self.work(remove_printer, self.desk.store, self.desk.signed_in(), self._folder, self._name, move_to)
