"""The printer of this counter."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.printer_form import PrinterForm
from frontdesk.app.printer_trial import PrinterTrial
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.app.trial_print import TrialPrint
from frontdesk.core.device_settings import CHOICES, PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.choose import host_and_port
from frontdesk.staff.rights import Right
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Card, FieldRow, column, row, scrolling


class PrinterTab(MachineTab):
    """What is chosen here is tried by a test print before it is saved, if one likes."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, folder, "settings.printer")
        self.form = PrinterForm("settings.printer")
        self.acknowledges = choice(
            "settings.acknowledges",
            t("settings.acknowledges"),
            [(key, t(f"settings.acknowledges.{key}.short")) for key in CHOICES[PrinterSettings]["acknowledges"]],
        )
        self.acknowledges_row = FieldRow(
            t("settings.acknowledges"), self.acknowledges, hint=t("settings.acknowledges.hint")
        )
        self.trial = PrinterTrial("settings.printer", desk.runner, self, desk.store.clock)
        self.form.kind_changed.connect(self._show_what_applies)
        self.trial.button.clicked.connect(self._try)
        self.trial.tried.connect(self._tried)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(480)
        card.add_header(t("devices.tab.printer"))
        content = QWidget()
        content.setLayout(
            column(
                self.note,
                self.form,
                self.acknowledges_row,
                self.trial.heard,
                self.failure,
                self.restart,
                None,
                spacing=14,
            )
        )
        card.body.addWidget(scrolling(content), 1)
        card.body.addLayout(row(self.trial.button, None, self.save))
        self.setLayout(row(card, None))

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.form, self.acknowledges, self.save):
            field.setEnabled(allowed)
        self.read_settings()

    def show_settings(self, settings: MachineSettings) -> None:
        first = settings.first_printer
        printer = first or PrinterSettings()
        host, port = host_and_port(printer.address)
        self.form.show_choice(first.kind if first else "none", host, port, printer.columns)
        show_choice(self.acknowledges, printer.acknowledges)

    @Slot()
    def _show_what_applies(self) -> None:
        self.acknowledges_row.setVisible(self.form.kind() == "network")
        self.trial.show_for(self.form.kind())

    def changes(self) -> dict[str, Any] | None:
        if not self.form.check():
            return None
        printer = self._described()
        return {"printers": (printer,) if printer is not None else ()}

    def _described(self) -> PrinterSettings | None:
        kind = self.form.kind()
        if kind == "none":
            return None
        found = replace(self.kept.first_printer or PrinterSettings(), kind=kind, columns=self.form.columns())
        if kind != "network":
            return found
        acknowledges = self.acknowledges.currentData()
        address = f"{self.form.host.text().strip()}:{self.form.port.count()}"
        return replace(found, address=address, acknowledges=acknowledges, answers_status=acknowledges != "none")

    @Slot()
    def _try(self) -> None:
        printer = self._described() if self.form.check() else None
        if printer is not None:
            self.trial.start(printer, self.kept.counter)

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        show_choice(self.acknowledges, found.printer.acknowledges)
