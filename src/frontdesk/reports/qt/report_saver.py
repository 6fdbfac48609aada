"""Where a report's file goes, and making it in the background."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, t
from frontdesk.reports.save_report import save_daily, save_daily_xlsx, save_sheet
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import Cancelled, Job


class ReportSaver(QObject):
    """Asks for a place, draws in the ``long`` lane with progress; one document at a time."""

    busy = Signal(bool)
    advanced = Signal(int, int)
    saved = Signal(object)
    """SavedFile."""
    refused = Signal(object)
    """FrontdeskError."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._job: Job | None = None
        self._day = ""
        self._shift_id = 0
        self._as_workbook = False

    def ask_daily(self, business_day: str) -> None:
        """Ask where the report of a day is to be kept."""
        self._day, self._shift_id, self._as_workbook = business_day, 0, False
        self._ask(f"daily-report-{business_day}.pdf", "PDF (*.pdf)")

    def ask_daily_xlsx(self, business_day: str) -> None:
        """Ask where the day's workbook is to be kept."""
        self._day, self._shift_id, self._as_workbook = business_day, 0, True
        self._ask(f"daily-report-{business_day}.xlsx", "Excel (*.xlsx)")

    def ask_sheet(self, shift_id: int, number: str) -> None:
        """Ask where a shift's handover sheet is to be kept."""
        self._day, self._shift_id, self._as_workbook = "", shift_id, False
        self._ask(f"handover-{number}.pdf", "PDF (*.pdf)")

    def _ask(self, name: str, kinds: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chooser = QFileDialog(self._page, t("reports.save_as"), folder, kinds)
        chooser.setObjectName("reports.chooser")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(Path(name).suffix[1:])
        chooser.selectFile(str(Path(folder) / name))
        chooser.fileSelected.connect(self.save)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def save(self, path: str) -> None:
        """Make what was asked for and write it to this file."""
        if self._job is not None or not path:
            return
        actor, store = self._desk.signed_in(), self._desk.store
        daily = save_daily_xlsx if self._as_workbook else save_daily
        call, what = (daily, self._day) if self._day else (save_sheet, self._shift_id)
        self._job = self._desk.run(
            call,
            store,
            actor,
            what,
            Path(path),
            language(),
            self._desk.settings.font_file,
            then=self._done,
            failed=self._failed,
            progress=self._advance,
            lane="long",
        )
        self.busy.emit(True)

    @Slot()
    def cancel(self) -> None:
        """Stop before anything is written."""
        if self._job is not None:
            self._job.cancel()
            self._over()

    @Slot(int, int)
    def _advance(self, done: int, total: int) -> None:
        self.advanced.emit(done, total)

    @Slot(object)
    def _done(self, result: object) -> None:
        self._over()
        self.saved.emit(result)

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self._over()
        if not isinstance(error, Cancelled):
            self.refused.emit(error)

    def _over(self) -> None:
        self._job = None
        self.busy.emit(False)
