"""The printer of this counter: its settings on the left, its queue on the right."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.printer_form import PrinterForm
from frontdesk.app.printer_trial import PrinterTrial
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.app.settings.print_queue import PrintQueue
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.app.trial_print import TrialPrint
from frontdesk.core.i18n import t
from frontdesk.core.settings import CHOICES, MachineSettings
from frontdesk.printing.worker import PrintWorker
from frontdesk.staff.rights import Right
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Card, FieldRow, column, row, scrolling


class PrinterTab(MachineTab):
    """What is chosen here is tried by a test print before it is saved, if one likes."""

    def __init__(self, desk: Desk, folder: Path, worker: PrintWorker | None) -> None:
        super().__init__(desk, folder, "settings.printer")
        self.form = PrinterForm("settings.printer")
        self.acknowledges = choice(
            "settings.acknowledges",
            t("settings.acknowledges"),
            [(key, t(f"settings.acknowledges.{key}.short")) for key in CHOICES["printer_acknowledges"]],
        )
        self.acknowledges_row = FieldRow(
            t("settings.acknowledges"), self.acknowledges, hint=t("settings.acknowledges.hint")
        )
        self.trial = PrinterTrial("settings.printer", desk.runner, self, desk.store.clock)
        self.queue = PrintQueue(desk, worker)
        self.form.kind_changed.connect(self._show_what_applies)
        self.trial.button.clicked.connect(self._try)
        self.trial.tried.connect(self._tried)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(400)
        card.add_header(t("settings.tab.printer"))
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
        whole = row(card, self.queue)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.form, self.acknowledges, self.save):
            field.setEnabled(allowed)
        self.read_settings()
        self.queue.reload()

    def show_settings(self, settings: MachineSettings) -> None:
        self.form.show_choice(settings.printer, settings.printer_host, settings.printer_port, settings.printer_columns)
        show_choice(self.acknowledges, settings.printer_acknowledges)

    @Slot()
    def _show_what_applies(self) -> None:
        self.acknowledges_row.setVisible(self.form.kind() == "network")
        self.trial.show_for(self.form.kind())

    def changes(self) -> dict[str, Any] | None:
        if not self.form.check():
            return None
        changes: dict[str, Any] = {"printer": self.form.kind(), "printer_columns": self.form.columns()}
        if self.form.kind() == "network":
            changes["printer_host"] = self.form.host.text().strip()
            changes["printer_port"] = self.form.port.count()
            changes["printer_acknowledges"] = self.acknowledges.currentData()
        return changes

    @Slot()
    def _try(self) -> None:
        changes = self.changes()
        if changes is not None:
            self.trial.start(replace(self.kept, **changes))

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        show_choice(self.acknowledges, found.settings.printer_acknowledges)
