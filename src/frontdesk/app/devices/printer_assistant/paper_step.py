"""Paper and characters: a test slip, and what stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QGridLayout

from frontdesk.app.devices.printer_assistant.step import AssistantDraft, TrialStep
from frontdesk.app.devices.printer_assistant.test_slip import COLUMNS, SAMPLES, letter
from frontdesk.app.devices.printer_assistant.trials import Found, print_setup_slip
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, FieldRow, Label, column, row


class PaperStep(TrialStep):
    """A printer that wasn't looked at yet has no answers given beforehand: somebody must look at the slip."""

    title = "printers.step.paper"

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__(desk, draft, "printers.paper")
        self.print = Button(t("printers.print"), "printers.print", icon="print", kind="due")
        self.print.clicked.connect(self._print)
        self.note = Label(t("printers.paper.note"), "plain", tone="muted", wrap=True)
        columns = [(columns, t(f"printers.columns.{columns}")) for columns in COLUMNS]
        charsets = [
            (each, t(f"printers.charset.{each}", letter=letter(each), sample=sample))
            for each, sample in SAMPLES.items()
        ]
        self.columns = self._question("columns", columns)
        self.charset = self._question("charset", charsets)
        self.native_qr = self._question(
            "native_qr", [(True, t("printers.native_qr.yes")), (False, t("printers.native_qr.no"))]
        )
        self.cutter = self._question("cutter", [(True, t("printers.cutter.yes")), (False, t("printers.cutter.no"))])
        self.rows = {name: FieldRow(t(f"printers.{name}.ask"), box) for name, box in self._boxes().items()}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(12)
        for number, field in enumerate(self.rows.values()):
            grid.addWidget(field, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
        self.setLayout(column(self.note, row(self.print, None), self.said, grid, None, spacing=14))

    def _question(self, name: str, choices: list[tuple[Any, str]]) -> QComboBox:
        return choice(f"printers.{name}", t(f"printers.{name}.ask"), [(None, t("printers.choose")), *choices])

    def _boxes(self) -> dict[str, QComboBox]:
        return {
            "columns": self.columns,
            "charset": self.charset,
            "native_qr": self.native_qr,
            "cutter": self.cutter,
        }

    def _asked(self) -> dict[str, QComboBox]:
        boxes = self._boxes()
        return {"columns": boxes["columns"]} if self.draft.printer.kind == "screen" else boxes

    def enter(self) -> None:
        on_screen = self.draft.printer.kind == "screen"
        self.print.setVisible(not on_screen)
        self.note.setText(t("printers.paper.note.screen" if on_screen else "printers.paper.note"))
        asked = self._asked()
        for name, box in self._boxes().items():
            self.rows[name].setVisible(name in asked)
            if self.draft.answered:
                show_choice(box, getattr(self.draft.printer, name))
        (self.columns if on_screen or self.draft.answered else self.print).setFocus()

    @Slot()
    def _print(self) -> None:
        self.try_printer(print_setup_slip, t("settings.trial.running"))

    def show_found(self, found: Found) -> None:
        self.said.show_state("ok", t(f"settings.trial.{found.outcome}"), t("printers.paper.look"))
        self.columns.setFocus()

    def check(self) -> bool:
        missing = [name for name, box in self._asked().items() if box.currentData() is None]
        for name, field in self.rows.items():
            field.set_error(t("printers.choose.missing") if name in missing else None)
        if missing:
            self.rows[missing[0]].field.setFocus()
            return False
        answers: dict[str, Any] = {name: box.currentData() for name, box in self._asked().items()}
        self.draft.printer = replace(self.draft.printer, **answers)
        self.draft.answered = True
        return True
