"""The assistant: one step after the other, by keyboard alone; Enter goes on, Esc goes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from frontdesk.app.devices.drawer_words import drawer_printer
from frontdesk.app.devices.keep_printers import KeptPrinter, PrinterNameTaken, keep_printer
from frontdesk.app.devices.printer_assistant.answers_step import AnswersStep
from frontdesk.app.devices.printer_assistant.drawer_step import DrawerStep
from frontdesk.app.devices.printer_assistant.find_step import FindStep
from frontdesk.app.devices.printer_assistant.name_step import NameStep
from frontdesk.app.devices.printer_assistant.paper_step import PaperStep
from frontdesk.app.devices.printer_assistant.step import AssistantDraft, AssistantStep
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.printing.words import printer_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Button, Stepper

_WIDTH = 780


class PrinterAssistant(Dialog):
    """``result_value`` is the MachineSettings after saving. Without ``printer`` it sets up a new one."""

    def __init__(self, desk: Desk, folder: Path, printer: PrinterSettings | None, parent: QWidget) -> None:
        title = t("printers.change.title", printer=printer_words(printer.name)) if printer else t("printers.add.title")
        super().__init__(desk, "printers.assistant", title, confirm=t("printers.next"), width=_WIDTH, parent=parent)
        self._folder = folder
        self.draft = draft_of(desk.settings, printer)
        self.find_step = FindStep(desk, self.draft)
        self.paper_step = PaperStep(desk, self.draft)
        self.answers_step = AnswersStep(desk, self.draft)
        self.drawer_step = DrawerStep(desk, self.draft)
        self.name_step = NameStep(desk, self.draft)
        self.steps: tuple[AssistantStep, ...] = (
            self.find_step,
            self.paper_step,
            self.answers_step,
            self.drawer_step,
            self.name_step,
        )
        self.stepper = Stepper("printers.steps", [t(step.title) for step in self.steps])
        self._pages = QStackedWidget()
        for step in self.steps:
            self._pages.addWidget(step)
            step.next_wanted.connect(self.confirm_button.click)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self._pages)
        self.stop = self.add_button(Button(t("printers.stop"), "printers.stop", kind="quiet"))
        self.stop.clicked.connect(self.give_up)
        self.finished.connect(self._leave)
        self._show(0)

    def at(self) -> int:
        """The step in front, counted from 0."""
        return self._pages.currentIndex()

    def confirm(self) -> None:
        step = self.steps[self.at()]
        if not step.check():
            return
        following = [number for number in range(self.at() + 1, len(self.steps)) if self.steps[number].applies()]
        if following:
            self._show(following[0])
            return
        kept = KeptPrinter(self.draft.printer, self.draft.is_new, self.draft.drawer_pin)
        self.work(keep_printer, self.desk.store, self.desk.signed_in(), self._folder, kept)

    @Slot()
    def reject(self) -> None:
        before = [number for number in range(self.at()) if self.steps[number].applies()]
        if self.is_busy() or self._turned_down or not before:
            super().reject()
        else:
            self.clear_failure()
            self._show(before[-1])

    @Slot()
    def give_up(self) -> None:
        """Close without keeping anything, from whichever step."""
        if not self.is_busy():
            super().reject()

    def show_failure(self, error: FrontdeskError) -> None:
        if isinstance(error, PrinterNameTaken):
            self.set_busy(False)
            self.name_step.name_row.set_error(error)
            self.name_step.name.setFocus()
        else:
            super().show_failure(error)

    def _show(self, number: int) -> None:
        self.steps[self.at()].leave()
        self._pages.setCurrentIndex(number)
        self.stepper.set_current(number)
        last = number == len(self.steps) - 1
        self.confirm_button.set_words(t("settings.save") if last else t("printers.next"))
        self.stop.setVisible(number > 0)
        self.steps[number].enter()

    @Slot()
    def _leave(self) -> None:
        self.steps[self.at()].leave()


def draft_of(settings: MachineSettings, printer: PrinterSettings | None) -> AssistantDraft:
    """A new printer's draft, or one that says what is known of a printer."""
    if printer is None:
        return AssistantDraft(PrinterSettings(name="", kind="network"), is_new=True)
    draft = AssistantDraft(printer, is_new=False, answered=True)
    draft.learnt_of = draft.device
    if drawer_printer(settings) == printer.name:
        draft.drawer_pin = settings.drawer.pin
    return draft
