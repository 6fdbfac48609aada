"""Which day is shown: one back, one on, any from the calendar, or today."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.ui.widgets import Button, IconButton, row
from frontdesk.ui.widgets.naming import named

_ISO = Qt.DateFormat.ISODate


class DayChooser(QWidget):
    """Emits ``chosen`` with a business day such as ``2026-11-23``; never one after ``today``."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.before = IconButton("arrow-left", "reports.day.before", t("reports.day.before"), shortcut="Alt+Left")
        self.after = IconButton("arrow-right", "reports.day.after", t("reports.day.after"), shortcut="Alt+Right")
        self.today = Button(t("reports.day.today"), "reports.day.today", kind="secondary", icon="calendar")
        self.edit = QDateEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd")
        self.edit.setLocale(QLocale("zh_CN" if language() == "zh" else "en_GB"))
        self.edit.setFixedWidth(148)
        named(self.edit, "reports.day.edit", t("reports.day.edit"))
        named(self, "reports.day", t("reports.day.edit"))
        self.setLayout(row(self.before, self.edit, self.after, self.today, spacing=6))
        self.edit.userDateChanged.connect(self._edited)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        self.today.clicked.connect(self._now)

    def day(self) -> str:
        """The day shown."""
        return self.edit.date().toString(_ISO)

    def set_days(self, day: str, today: str) -> None:
        """Show a day without telling anybody; ``today`` is the last that can be chosen."""
        self.edit.blockSignals(True)
        self.edit.setMaximumDate(QDate.fromString(today, _ISO))
        self.edit.setDate(QDate.fromString(day, _ISO))
        self.edit.blockSignals(False)
        self.after.setEnabled(day < today)
        self.today.setEnabled(day != today)

    @Slot()
    def _back(self) -> None:
        self.chosen.emit(self.edit.date().addDays(-1).toString(_ISO))

    @Slot()
    def _on(self) -> None:
        day = min(self.edit.date().addDays(1), self.edit.maximumDate())
        self.chosen.emit(day.toString(_ISO))

    @Slot()
    def _now(self) -> None:
        self.chosen.emit(self.edit.maximumDate().toString(_ISO))

    @Slot(QDate)
    def _edited(self, day: QDate) -> None:
        self.chosen.emit(day.toString(_ISO))
