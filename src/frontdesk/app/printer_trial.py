"""The button that prints a test slip, and the banner that says what came of it; in Settings and at the first start."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.slip_viewer import SlipViewer
from frontdesk.app.trial_print import TrialPrint, trial_print
from frontdesk.core.clock import Clock, SystemClock
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.printing.words import trouble_words
from frontdesk.ui.runner import BackgroundRunner, InternalFault
from frontdesk.ui.widgets import Banner, BannerKind, Button


class PrinterTrial(QObject):
    """``name`` begins the object names of ``button`` and ``heard``; ``parent`` is the form they belong to."""

    tried = Signal(object)
    """TrialPrint: what came of it, with what the printer can answer."""
    failed = Signal(object)
    """FrontdeskError: why nothing was tried."""

    def __init__(self, name: str, runner: BackgroundRunner, parent: QWidget, clock: Clock | None = None) -> None:
        super().__init__(parent)
        self._form = parent
        self._runner = runner
        self._clock = clock or SystemClock()
        self._viewer: SlipViewer | None = None
        self.button = Button(t("start.printer.try"), f"{name}.try", icon="print")
        self.heard = Banner(f"{name}.heard", "info")
        self.heard.hide()

    def show_for(self, kind: str) -> None:
        """Another kind of printer is chosen: what was heard of the last one no longer counts."""
        self.button.setVisible(kind != "none")
        self.heard.hide()

    def start(self, printer: PrinterSettings, counter: str) -> None:
        """Print a test slip on a printer of a counter."""
        self.button.setEnabled(False)
        self.heard.show_state("info", t("settings.trial.running"))
        self.heard.show()
        self._runner.run(
            trial_print, printer, counter, language(), self._clock, then=self._tried, failed=self._failed, lane="long"
        )

    def close(self) -> None:
        """Put the slip away, if one was shown on the screen."""
        if self._viewer is not None:
            self._viewer.close()

    def show_refusal(self, error: FrontdeskError) -> None:
        """Say in the banner why something was refused."""
        self.heard.show_state("bad", *error_text(error))
        self.heard.show()

    @Slot(object)
    def _tried(self, found: TrialPrint) -> None:
        self.button.setEnabled(True)
        self.heard.show_state(*trial_words(found))
        if found.printer.kind == "screen":
            if self._viewer is None:
                self._viewer = SlipViewer(self._form)
            self._viewer.show_slips([(t("settings.trial.title"), found.png)])
        self.tried.emit(found)

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self.button.setEnabled(True)
        what, todo = error_text(error)
        self.heard.show_state("bad", what, todo if isinstance(error, InternalFault) else t("settings.trial.check"))
        self.failed.emit(error)


def trial_words(found: TrialPrint) -> tuple[BannerKind, str, str]:
    """Banner kind, title and reason for what came of a test print."""
    if found.outcome == "done":
        screen = found.printer.kind == "screen"
        note = "" if screen else t(f"settings.acknowledges.{found.printer.acknowledges}")
        return "ok", t("settings.trial.done"), note
    if found.outcome == "unconfirmed":
        return "ok", t("settings.trial.unconfirmed"), t("settings.trial.unconfirmed.note")
    what = trouble_words(found.error)[0] if found.error else t("settings.trial.unclear")
    return "bad" if found.outcome == "refused" else "warn", what, t("settings.trial.check")
