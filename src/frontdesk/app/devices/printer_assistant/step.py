"""What the assistant's steps share: what was found so far, and a trial in the background that says how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.devices.printer_assistant.trials import Found, Trial
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.printing.words import trouble_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner


@dataclass(slots=True)
class AssistantDraft:
    """What the steps fill, one after the other."""

    printer: PrinterSettings
    is_new: bool
    learnt_of: tuple[object, ...] = ()
    """The device that the printer's answers were learnt of; empty while nothing was learnt."""
    answered: bool = False
    """Whether the questions about the test slip were answered."""
    drawer_pin: int | None = None

    @property
    def device(self) -> tuple[object, ...]:
        """What makes it another device."""
        printer = self.printer
        return (printer.kind, printer.address, printer.baud_rate, printer.flow_control)

    @property
    def learnt(self) -> bool:
        """Whether it is known what this very device answers."""
        return self.learnt_of == self.device


class AssistantStep(QWidget):
    """One screen of the assistant. ``next_wanted``: as if the main button were pressed."""

    title = ""
    next_wanted = Signal()

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__()
        self.desk = desk
        self.draft = draft

    def applies(self) -> bool:
        """Whether there is anything to do here for this kind of printer."""
        return True

    def enter(self) -> None:
        """It comes to the front: show the draft, put the keyboard on the first field."""

    def leave(self) -> None:
        """It goes to the back, whichever way; what is under way ends."""

    def check(self) -> bool:
        """Take the fields into the draft; False after marking what is missing."""
        return True


class TrialStep(AssistantStep):
    """A step that does something to the printer: never in the window's own time, never twice at once."""

    def __init__(self, desk: Desk, draft: AssistantDraft, name: str) -> None:
        super().__init__(desk, draft)
        self.said = Banner(f"{name}.said", "info")
        self.said.hide()
        self._trial: Trial | None = None

    def is_trying(self) -> bool:
        """Whether the printer is being asked or printed on."""
        return self._trial is not None

    def leave(self) -> None:
        trial, self._trial = self._trial, None
        if trial is not None:
            trial.stop()
            self.said.hide()

    def show_found(self, found: Found) -> None:
        """A trial ended well; ``said`` is to be filled."""

    def try_printer(self, call: Callable[..., Found], running: str, *args: object, with_books: bool = False) -> None:
        """Begin a trial: ``call(trial, *args)``, with store and actor before it if it writes into the journal."""
        # The button that begins it stays enabled: disabled, it would lose the keyboard to one that leads away.
        if self._trial is not None:
            return
        try:
            trial = Trial(self.draft.printer, learnt=self.draft.learnt)
        except FrontdeskError as error:
            self.say_error(error)
            return
        self._trial = trial
        self.said.show_state("info", running)
        self.said.show()
        books = (self.desk.store, self.desk.signed_in()) if with_books else ()
        self.desk.run(call, *books, trial, *args, then=self._tried, failed=self._failed, lane="long")

    @Slot(object)
    def _tried(self, found: Found) -> None:
        if found.of is not self._trial:  # nobody waits for it any more
            return
        self._trial = None
        if found.learnt:
            learnt = found.settings
            self.draft.printer = replace(
                self.draft.printer, acknowledges=learnt.acknowledges, answers_status=learnt.answers_status
            )
            self.draft.learnt_of = self.draft.device
        if found.outcome in ("done", "unconfirmed"):
            self.show_found(found)
            return
        what = trouble_words(found.error)[0] if found.error else t("settings.trial.unclear")
        self.said.show_state("bad" if found.outcome == "refused" else "warn", what, t("printers.retry"))

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self._trial = None
        self.say_error(error)

    def say_error(self, error: FrontdeskError) -> None:
        """Say why nothing was tried."""
        self.said.show_state("bad", *error_text(error))
        self.said.show()
