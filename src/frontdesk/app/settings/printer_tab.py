"""The printer of this counter: its settings on the left, its queue on the right."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.printer_form import PrinterForm
from frontdesk.app.settings.machine import change_machine, needs_restart
from frontdesk.app.settings.print_queue import PrintQueue
from frontdesk.app.settings.tab import ReadOnlyNote, SettingsTab, choice, show_choice
from frontdesk.app.slip_viewer import SlipViewer
from frontdesk.app.start.device_steps import trial_words
from frontdesk.app.trial_print import TrialPrint, trial_print
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.core.settings import CHOICES, MachineSettings, load_settings
from frontdesk.printing.worker import PrintWorker
from frontdesk.staff.rights import Right
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault
from frontdesk.ui.widgets import Banner, Button, Card, FieldRow, column, row, scrolling


class PrinterTab(SettingsTab):
    """What is chosen here is tried by a test print before it is saved, if one likes."""

    def __init__(self, desk: Desk, folder: Path, worker: PrintWorker | None) -> None:
        super().__init__(desk)
        self._folder = folder
        self._before = desk.settings
        self._viewer: SlipViewer | None = None
        self.form = PrinterForm("settings.printer")
        self.acknowledges = choice(
            "settings.acknowledges",
            t("settings.acknowledges"),
            [(key, t(f"settings.acknowledges.{key}.short")) for key in CHOICES["printer_acknowledges"]],
        )
        self.acknowledges_row = FieldRow(
            t("settings.acknowledges"), self.acknowledges, hint=t("settings.acknowledges.hint")
        )
        self.try_button = Button(t("start.printer.try"), "settings.printer.try", icon="print")
        self.save = Button(t("settings.save"), "settings.printer.save", kind="primary")
        self.heard = Banner("settings.printer.heard", "info")
        self.note = ReadOnlyNote("settings.printer.read_only")
        self.restart = Banner("settings.printer.restart", "warn", t("settings.restart"), t("settings.restart.note"))
        self.heard.hide()
        self.restart.hide()
        self.queue = PrintQueue(desk, worker)
        self.form.kind_changed.connect(self._show_what_applies)
        self.try_button.clicked.connect(self._try)
        self.save.clicked.connect(self._save)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(400)
        card.add_header(t("settings.tab.printer"))
        content = QWidget()
        content.setLayout(
            column(self.note, self.form, self.acknowledges_row, self.heard, self.restart, None, spacing=14)
        )
        card.body.addWidget(scrolling(content), 1)
        card.body.addLayout(row(self.try_button, None, self.save))
        whole = row(card, self.queue)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.form, self.acknowledges, self.save):
            field.setEnabled(allowed)
        self.desk.read(load_settings, self._folder, then=self._show, latest="settings.machine.printer")
        self.queue.reload()

    @Slot(object)
    def _show(self, settings: MachineSettings) -> None:
        self._before = settings
        self.form.show_choice(settings.printer, settings.printer_host, settings.printer_port, settings.printer_columns)
        show_choice(self.acknowledges, settings.printer_acknowledges)

    @Slot()
    def _show_what_applies(self) -> None:
        self.acknowledges_row.setVisible(self.form.kind() == "network")
        self.try_button.setVisible(self.form.kind() != "none")
        self.heard.hide()

    def wanted(self) -> dict[str, Any] | None:
        """What the fields say, or None after marking what is wrong."""
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
        changes = self.wanted()
        if changes is None:
            return
        self.try_button.setEnabled(False)
        self.heard.show_state("info", t("settings.trial.running"))
        self.heard.show()
        wanted = replace(self._before, **changes)
        self.desk.run(
            trial_print,
            wanted,
            language(),
            self.desk.store.clock,
            then=self._tried,
            failed=self._failed,
            lane="long",
        )

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        self.try_button.setEnabled(True)
        show_choice(self.acknowledges, found.settings.printer_acknowledges)
        self.heard.show_state(*trial_words(found))
        if found.settings.printer == "screen":
            if self._viewer is None:
                self._viewer = SlipViewer(self)
            self._viewer.show_slips([(t("settings.trial.title"), found.png)])

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self.try_button.setEnabled(True)
        what, todo = error_text(error)
        self.heard.show_state("bad", what, todo if isinstance(error, InternalFault) else t("settings.trial.check"))
        self.heard.show()

    @Slot()
    def _save(self) -> None:
        changes = self.wanted()
        if changes is None:
            return
        self.save.setEnabled(False)
        self.desk.run(
            change_machine,
            self.desk.store,
            self.desk.signed_in(),
            self._folder,
            changes,
            then=self._saved,
            failed=self._refused,
        )

    @Slot(object)
    def _saved(self, settings: MachineSettings) -> None:
        self.save.setEnabled(True)
        if needs_restart(self._before, settings):
            self.restart.show()
        self._before = settings
        self.desk.settings = settings
        self.desk.notify("settings")
        self.desk.toast(t("settings.saved"))

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, InternalFault):
            self.heard.show_state("bad", *error_text(error))
            self.heard.show()
