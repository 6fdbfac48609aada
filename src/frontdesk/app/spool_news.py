"""What the printers' threads have to tell the people at the desk, and the daily sweeping of old slips."""

import logging

from PySide6.QtCore import QObject, QTimer, Slot

from frontdesk.app.device_watch import DeviceWatch
from frontdesk.app.devices.printer_lines import PrinterLine
from frontdesk.app.print_room import PrintRoom
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.printing.spool import DRAWER, INSTEAD
from frontdesk.printing.words import printer_words, trouble_words
from frontdesk.printing.worker import JobChanged
from frontdesk.ui.desk import Desk

log = logging.getLogger(__name__)

_DAY_MS = 24 * 3600 * 1000


class SpoolNews(QObject):
    """Toasts for what somebody should know now; everything else stands in the print queue."""

    def __init__(self, desk: Desk, watch: DeviceWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        watch.job_changed.connect(self._job_changed)
        watch.printer_worse.connect(self._printer_worse)
        watch.printers_changed.connect(self._printers_changed)

    @Slot(object)
    def _job_changed(self, job: JobChanged) -> None:
        self._desk.notify("spool")
        number, printer = job.document.rpartition("/")[2], printer_words(job.printer)
        if job.state == "uncertain" and job.kind != DRAWER:
            self._desk.toast(t("app.print.uncertain", document=number), "warn")
        elif job.state == "refused" and job.kind != DRAWER:
            others = len(self._desk.settings.printers) > 1
            self._desk.toast(t("app.print.refused.move" if others else "app.print.refused", printer=printer), "warn")
        elif job.state == "sending" and job.error.startswith(INSTEAD):
            words = t("app.print.instead", document=number, printer=printer, why=trouble_words(job.error)[0])
            self._desk.toast(words, "info")

    @Slot(object)
    def _printer_worse(self, line: PrinterLine) -> None:
        words = t("app.print.worse", printer=line.said, todo=line.todo)
        self._desk.toast(words, "bad" if line.level == "bad" else "warn")

    @Slot()
    def _printers_changed(self) -> None:
        self._desk.notify("printers")


class DailySweep(QObject):
    """Once at start and once a day: what printers left behind is settled, and old slips are emptied."""

    def __init__(self, desk: Desk, print_room: PrintRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._print_room = print_room
        self._timer = QTimer(self)
        self._timer.setInterval(_DAY_MS)
        self._timer.timeout.connect(self._sweep)

    def start(self) -> None:
        """Sweep in the background now, and from now on every day."""
        self._timer.start()
        self._sweep()

    @Slot()
    def _sweep(self) -> None:
        self._desk.run(self._work, lane="long", failed=self._failed)

    def _work(self) -> None:
        from frontdesk.printing.forget import forget_old_slips

        self._print_room.settle_printers_gone()
        emptied = forget_old_slips(self._desk.store)
        if emptied:
            log.info("%d old slips emptied", emptied)

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        log.warning("old slips are swept another day: %s", error)
