"""What the printer can tell: asked by itself, said in words."""

from __future__ import annotations

from PySide6.QtCore import Slot

from frontdesk.app.devices.printer_assistant.step import AssistantDraft, TrialStep
from frontdesk.app.devices.printer_assistant.trials import Found, ask_printer
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, Button, Label, column, row

_THROUGH_A_QUEUE = ("cups", "windows")


class AnswersStep(TrialStep):
    """Nothing to choose: one may only ask again."""

    title = "printers.step.answers"

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__(desk, draft, "printers.answers")
        self.again = Button(t("printers.ask_again"), "printers.ask_again", icon="refresh")
        self.again.clicked.connect(self.ask)
        self.slips = Banner("printers.tells_slips", "info")
        self.state = Banner("printers.tells_state", "info")
        self.setLayout(
            column(
                Label(t("printers.answers.note"), "plain", tone="muted", wrap=True),
                self.said,
                self.slips,
                self.state,
                row(self.again, None),
                None,
                spacing=14,
            )
        )

    def applies(self) -> bool:
        return self.draft.printer.kind not in ("screen", "file")

    def enter(self) -> None:
        self._show()
        self.again.setFocus()
        if not self.draft.learnt:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Ask the printer, anew if it was asked before; what was known then holds until it answers."""
        self.try_printer(ask_printer, t("printers.asking"))

    def show_found(self, found: Found) -> None:
        self.said.hide()
        self._show()

    def check(self) -> bool:
        if not self.draft.learnt and not self.is_trying():
            self.ask()
        return self.draft.learnt

    def _show(self) -> None:
        printer, learnt = self.draft.printer, self.draft.learnt
        self.slips.setVisible(learnt)
        self.state.setVisible(learnt)
        if not learnt:
            return
        if printer.kind in _THROUGH_A_QUEUE:
            self.slips.show_state("warn", t("printers.tells.queue"), t("printers.tells.queue.note"))
            self.state.hide()
            return
        acknowledges = printer.acknowledges
        self.slips.show_state(
            "warn" if acknowledges == "none" else "ok",
            t(f"settings.acknowledges.{acknowledges}"),
            t("printers.tells.nothing.note") if acknowledges == "none" else "",
        )
        tells = "yes" if printer.answers_status else "no"
        self.state.show_state(
            "ok" if printer.answers_status else "warn", t(f"printers.tells.{tells}"), t(f"printers.tells.{tells}.note")
        )
