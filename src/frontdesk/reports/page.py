"""The reports page: one business day on the screen, on the receipt printer, as PDF, and for Excel."""

import uuid
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QProgressBar, QStackedWidget, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.reports.daily import DayView, read_day
from frontdesk.reports.figures import key_figures
from frontdesk.reports.print_daily import PrintDailyRequest, PrintDailyResult, print_daily
from frontdesk.reports.qt.arrivals_chart import ArrivalsChart
from frontdesk.reports.qt.day_chooser import DayChooser
from frontdesk.reports.qt.day_tables import DayTables, journal_lines
from frontdesk.reports.qt.figure_tile import FigureTiles
from frontdesk.reports.qt.no_right import NoRight
from frontdesk.reports.qt.report_saver import ReportSaver
from frontdesk.reports.save_report import SavedFile
from frontdesk.reports.wording import check_words, moment_words
from frontdesk.staff.rights import Right, may
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page
from frontdesk.ui.widgets import Banner, Button, Card, Chip, Label, column, row, scrolling
from frontdesk.ui.widgets.naming import named

_TOPICS = {"sales", "visits", "keys", "cards", "members", "shift", "stock"}
_MARGIN = 10


class ReportsPage(Page):
    """A day for those who may see it; others read why not. The first look is always at today."""

    key = "reports"
    icon = "reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: DayView | None = None
        self._day: str | None = None
        self._zone = desk.store.clock.zone()
        self.chooser = DayChooser()
        self.state = Chip("", "info", name="reports.state")
        self.print_button = Button(
            t("reports.print"), "reports.print", kind="secondary", icon="print", shortcut="Ctrl+P"
        )
        self.pdf_button = Button(t("reports.pdf"), "reports.pdf", kind="primary", icon="download", shortcut="Ctrl+S")
        self.xlsx_button = Button(
            t("reports.xlsx"), "reports.xlsx", kind="secondary", icon="download", shortcut="Ctrl+E"
        )
        self.sheet_button = Button(t("reports.sheet"), "reports.sheet", kind="quiet", icon="receipt")
        self.progress = named(QProgressBar(), "reports.progress", t("reports.progress"))
        self.cancel_button = Button(t("reports.cancel"), "reports.cancel", kind="quiet")
        self.banner = Banner("reports.banner", "bad")
        self.figures = FigureTiles("reports.figures", t("reports.figures"))
        self.chart = ArrivalsChart("reports.chart")
        self.journal = Label("", "note", name="reports.journal", wrap=True)
        self.tables = DayTables(self._zone)
        self.saver = ReportSaver(desk, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._day_view())
        self._stack.addWidget(NoRight(desk))
        layout = column(self._stack)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.setLayout(layout)
        self._connect()
        self._busy(False)
        self.banner.hide()
        self._set_usable(False)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.show_day)
        self.print_button.clicked.connect(self._print)
        self.pdf_button.clicked.connect(self._save)
        self.xlsx_button.clicked.connect(self._save_xlsx)
        self.sheet_button.clicked.connect(self._save_sheet)
        self.cancel_button.clicked.connect(self.saver.cancel)
        self.tables.shifts.table.opened.connect(self._open_sheet)
        self.tables.shifts.table.chosen.connect(self._shift_chosen)
        self.saver.busy.connect(self._busy)
        self.saver.advanced.connect(self._advanced)
        self.saver.saved.connect(self._saved)
        self.saver.refused.connect(self._refused)
        self.desk.changed.connect(self._changed)
        self.desk.actor_changed.connect(self.reload)

    def _day_view(self) -> QWidget:
        bar = Card(padding=8)
        ways_out = (self.print_button, self.xlsx_button, self.pdf_button)
        bar.body.addLayout(row(self.chooser, self.state, None, self.progress, self.cancel_button, *ways_out))
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        chart = Card()
        chart.add_header(t("reports.heading.arrivals"))
        chart.body.addWidget(self.chart)
        journal = Card()
        journal.add_header(t("reports.heading.journal"))
        journal.body.addWidget(self.journal)
        tables = self.tables
        tables.shifts.add_footer(self._footer())
        content = QWidget()
        content.setLayout(
            column(
                self.banner,
                self.figures,
                _pair(tables.tenders, tables.categories),
                chart,
                tables.shifts,
                _pair(tables.differences, tables.refunds),
                _pair(tables.things, tables.dues),
                _pair(tables.ranges, journal),
                None,
            )
        )
        whole = QWidget()
        self.area = scrolling(content)
        # Not left to the focus, which stays in the search box while one reads.
        QShortcut(QKeySequence(Qt.Key.Key_PageDown), self).activated.connect(self._page_down)
        QShortcut(QKeySequence(Qt.Key.Key_PageUp), self).activated.connect(self._page_up)
        layout = column(bar, self.area)
        layout.setStretch(1, 1)
        whole.setLayout(layout)
        return whole

    @Slot()
    def _page_down(self) -> None:
        self.area.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)

    @Slot()
    def _page_up(self) -> None:
        self.area.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)

    def _footer(self) -> QWidget:
        holder = QWidget()
        line = row(self.sheet_button, None)
        line.setContentsMargins(8, 4, 8, 6)
        holder.setLayout(line)
        return holder

    def activate(self, **args: Any) -> None:
        """``day="2026-11-23"`` shows that day, else the one shown last, at first today."""
        day = args.get("day")
        if isinstance(day, str):
            self._day = day
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the day again for whoever is at the desk."""
        actor = self.desk.actor
        if actor is None:
            return
        allowed = may(actor.role, Right.SEE_REPORTS)
        self._stack.setCurrentIndex(0 if allowed else 1)
        if allowed:
            self.desk.read(
                read_day,
                self.desk.store,
                actor,
                self._day,
                then=self._show,
                failed=self._refused,
                latest="reports.day",
            )

    @Slot(str)
    def show_day(self, day: str) -> None:
        """Go to another day."""
        self._day = day
        self.reload()

    @Slot(object)
    def _show(self, view: DayView) -> None:
        report = view.report
        self._view = view
        # Today goes on by itself when the business day changes; a chosen day stays.
        self._day = None if report.business_day == view.today else report.business_day
        self.chooser.set_days(report.business_day, view.today)
        self.figures.set_figures(key_figures(report, language()))
        self.tables.show(report)
        self.chart.set_hours(report.coming.by_hour)
        self._show_state(view)
        failed = report.failed_checks
        self.banner.setVisible(bool(failed))
        if failed:
            words = "\n".join(check_words(language(), check) for check in failed)
            self.banner.show_state("bad", t("reports.check.failed", n=len(failed)), words)
        self._set_usable(True)
        self._shift_chosen(self.tables.shifts.table.current_row())

    def _show_state(self, view: DayView) -> None:
        journal = view.report.journal
        if journal.closed_at:
            self.state.set_state(t("reports.chip.closed"), "ok", "lock")
        elif view.report.is_final:
            self.state.set_state(t("reports.chip.over"), "plain", "check")
        else:
            self.state.set_state(t("reports.chip.running"), "info", "clock")
        self.journal.setText("\n".join(journal_lines(journal, moment_words(self._zone))))

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        what, do = error_text(error)
        self.banner.show_state("bad", what, do)
        self.banner.setVisible(True)

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic in _TOPICS and self.isVisible() and self._day is None:
            self.reload()

    @Slot()
    def _print(self) -> None:
        if self._view is not None:
            request = PrintDailyRequest(uuid.uuid4().hex, self._view.report.business_day)
            actor = self.desk.signed_in()
            self.desk.run(print_daily, self.desk.store, actor, request, then=self._printed, failed=self._refused)

    @Slot(object)
    def _printed(self, result: PrintDailyResult) -> None:
        words = t("reports.printing.copy", number=result.copy) if result.copy else t("reports.printing")
        self.desk.toast(words)
        self.desk.notify("spool")

    @Slot()
    def _save(self) -> None:
        if self._view is not None:
            self.saver.ask_daily(self._view.report.business_day)

    @Slot()
    def _save_xlsx(self) -> None:
        if self._view is not None:
            self.saver.ask_daily_xlsx(self._view.report.business_day)

    @Slot()
    def _save_sheet(self) -> None:
        self._open_sheet(self.tables.shifts.table.current_row())

    @Slot(object)
    def _open_sheet(self, shift: Any) -> None:
        if shift is not None and shift.closed_at:
            self.saver.ask_sheet(shift.id, shift.number)

    @Slot(object)
    def _shift_chosen(self, shift: Any) -> None:
        self.sheet_button.setEnabled(shift is not None and bool(shift.closed_at))

    @Slot(object)
    def _saved(self, saved: SavedFile) -> None:
        key, number = ("reports.saved.sheets", saved.sheets) if saved.sheets else ("reports.saved", saved.pages)
        self.desk.toast(t(key, n=number, path=saved.path))
        for warning in saved.warnings:
            self.desk.toast(t(warning), "warn")
        self.open_file(saved.path)

    def open_file(self, path: Path) -> None:
        """Show a file in the system's own viewer."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.pdf_button.setEnabled(not busy)
        self.xlsx_button.setEnabled(not busy)

    @Slot(int, int)
    def _advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _set_usable(self, usable: bool) -> None:
        for button in (self.print_button, self.xlsx_button, self.pdf_button):
            button.setEnabled(usable)

    def carry(self) -> dict[str, Any]:
        return {"day": self._day}

    def restore(self, state: dict[str, Any]) -> None:
        self._day = state["day"]


def _pair(left: QWidget, right: QWidget) -> QWidget:
    """Two cards side by side, each half of the width."""
    holder = QWidget()
    line = row(left, right)
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    holder.setLayout(line)
    return holder
