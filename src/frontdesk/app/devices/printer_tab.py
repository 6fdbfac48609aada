"""The printers of this counter: set up by an assistant, tried, put in order, and which slips go where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from frontdesk.app.device_log import DeviceLog
from frontdesk.app.devices.keep_printers import put_first, waiting_at
from frontdesk.app.devices.printer_list import PrinterList
from frontdesk.app.devices.remove_printer_dialog import RemovePrinterDialog
from frontdesk.app.devices.route_form import RouteForm
from frontdesk.app.print_room import PrintRoom
from frontdesk.app.printer_trial import PrinterTrial
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.app.trial_print import TrialPrint
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.words import trouble_words
from frontdesk.staff.rights import Right
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import column


class PrinterTab(MachineTab):
    """The list is kept at once, the routes by their button; both are used at once."""

    def __init__(self, desk: Desk, folder: Path, print_room: PrintRoom | None = None) -> None:
        super().__init__(desk, folder, "settings.printer")
        self._print_room = print_room
        self._tested = ""
        self._removing = ""
        self.dialog: Dialog | None = None
        self.list = PrinterList()
        self.routes = RouteForm(self.save)
        self.trial = PrinterTrial("settings.printer", desk.runner, self, desk.store.clock)
        self.trial.button.hide()
        self.trial.tried.connect(self._tried)
        self.trial.failed.connect(self._not_tried)
        self.list.add_wanted.connect(self.add)
        self.list.change_wanted.connect(self.change)
        self.list.remove_wanted.connect(self.remove)
        self.list.first_wanted.connect(self._put_first)
        self.list.test_wanted.connect(self._test)
        layout = column(self.note, self.list, self.trial.heard, self.failure, self.restart, self.routes)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        desk.changed.connect(self._changed)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        self.save.setEnabled(allowed)
        self._show_list()
        self.read_settings()

    def show_settings(self, settings: MachineSettings) -> None:
        self._show_list()
        self.routes.show_settings(settings, allowed=self.may(Right.SETTINGS))

    def _show_list(self) -> None:
        self.list.show_printers(self.kept.printers, self._heard, self.may(Right.SETTINGS))

    def changes(self) -> dict[str, Any] | None:
        changes = self.routes.changes()
        self.routes.forget()
        return changes

    @Slot()
    def add(self) -> None:
        """Set up one more."""
        self._assist(None)

    @Slot(str)
    def change(self, name: str) -> None:
        """Set a printer up anew."""
        self._assist(self._printer(name))

    def _assist(self, printer: PrinterSettings | None) -> None:
        # With all that finds and draws, for something that is opened once in months.
        from frontdesk.app.devices.printer_assistant.dialog import PrinterAssistant

        self._open(PrinterAssistant(self.desk, self.folder, printer, self.window()))

    @Slot(str)
    def remove(self, name: str) -> None:
        """Take a printer away, once it is known what waits for it."""
        self._removing = name
        self.desk.read(
            waiting_at, self.desk.store, self.desk.settings.counter, name, then=self._ask_removal, latest="remove"
        )

    @Slot(object)
    def _ask_removal(self, waiting: tuple[int, ...]) -> None:
        if self._printer(self._removing) is not None:
            parent = self.window()
            self._open(RemovePrinterDialog(self.desk, self.folder, self.kept, self._removing, len(waiting), parent))

    def _open(self, dialog: Dialog) -> None:
        self.trial.heard.hide()
        self.dialog = dialog
        dialog.accepted.connect(self._dialog_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _dialog_kept(self) -> None:
        if self.dialog is not None:
            self._saved(self.dialog.result_value)
            self.desk.notify("spool")

    @Slot(str)
    def _put_first(self, name: str) -> None:
        self.failure.hide()
        self.desk.run(
            put_first, self.desk.store, self.desk.signed_in(), self.folder, name, then=self._saved, failed=self._refused
        )

    @Slot(str)
    def _test(self, name: str) -> None:
        printer = self._printer(name)
        if printer is not None:
            self._tested = name
            self.list.show_trying(True)
            self.trial.start(printer, self.desk.settings.counter)

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        failed = found.outcome not in ("done", "unconfirmed")
        self._record(trouble_words(found.error or "printer.no_answer")[0] if failed else "")

    @Slot(object)
    def _not_tried(self, error: FrontdeskError) -> None:
        self._record(error_text(error)[0])

    def _record(self, problem: str) -> None:
        self.list.show_trying(False)
        DeviceLog.of(self.desk).tested(f"printer:{self._tested}", problem)

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic in ("printers", "spool") and self.isVisible():
            self._show_list()

    def _heard(self, name: str) -> PrinterState | None:
        return self._print_room.heard(name) if self._print_room is not None else None

    def _printer(self, name: str) -> PrinterSettings | None:
        return next((each for each in self.kept.printers if each.name == name), None)
