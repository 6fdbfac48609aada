"""This counter: language, theme, its number and the lock."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.app.settings.machine import remember_choice
from frontdesk.app.settings.machine_tab import MachineTab
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.app.window.main_window import MainWindow
from frontdesk.core.i18n import LANGUAGES, language, t
from frontdesk.core.settings import CHOICES, RANGES, MachineSettings, counter_fits
from frontdesk.staff.rights import Right
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Card, CountEdit, FieldRow, TextEdit, column, row, scrolling

_LEAST_S, _MOST_S = RANGES["auto_lock_s"]


class CounterTab(MachineTab):
    """Language and theme change at once; the rest is saved together."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, folder, "settings.counter")
        self._make_fields()
        self._lay_out()

    def _make_fields(self) -> None:
        self.language_box = choice(
            "settings.language", t("settings.language"), [(key, t(f"language.{key}")) for key in LANGUAGES]
        )
        self.theme_box = choice(
            "settings.theme", t("settings.theme"), [(key, t(f"settings.theme.{key}")) for key in CHOICES["theme"]]
        )
        self.counter = TextEdit("settings.counter.number", t("settings.counter.number"), limit=4)
        self.auto_lock = CountEdit("settings.auto_lock", t("settings.auto_lock"), most=999)
        self.counter_row = FieldRow(
            t("settings.counter.number"), self.counter, hint=t("settings.counter.number.hint"), required=True
        )
        hint = t("settings.auto_lock.hint", least=_LEAST_S, most=_MOST_S)
        self.auto_lock_row = FieldRow(t("settings.auto_lock"), self.auto_lock, hint=hint, required=True)
        self.language_box.activated.connect(self._language_chosen)
        self.theme_box.activated.connect(self._theme_chosen)

    def _lay_out(self) -> None:
        look = Card(spacing=16)
        look.add_header(t("settings.look"))
        look.body.addWidget(FieldRow(t("settings.language"), self.language_box, hint=t("settings.at_once")))
        look.body.addWidget(FieldRow(t("settings.theme"), self.theme_box, hint=t("settings.at_once")))
        look.body.addStretch(1)
        desk = Card(spacing=16)
        desk.add_header(t("settings.counter"))
        desk.body.addWidget(self.counter_row)
        desk.body.addWidget(self.auto_lock_row)
        desk.body.addStretch(1)
        cards = row(look, desk)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        content = QWidget()
        content.setLayout(column(self.note, cards, None))
        whole = column(scrolling(content), self.restart, self.failure, row(None, self.save))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def reload(self) -> None:
        allowed = self.may(Right.SETTINGS)
        self.note.setVisible(not allowed)
        for field in (self.counter, self.auto_lock, self.save):
            field.setEnabled(allowed)
        self.read_settings()

    def show_settings(self, settings: MachineSettings) -> None:
        show_choice(self.language_box, language())
        show_choice(self.theme_box, theme.tokens().name)
        self.counter.setText(settings.counter)
        self.auto_lock.set_count(settings.auto_lock_s)

    @Slot()
    def _language_chosen(self) -> None:
        self.desk.run(remember_choice, self.folder, "language", self.language_box.currentData())
        # The window is built anew: not from inside a signal of a widget that goes away with it.
        QTimer.singleShot(0, self, self._switch_language)

    @Slot()
    def _switch_language(self) -> None:
        window = self.window()
        chosen = self.language_box.currentData()
        if isinstance(window, MainWindow) and chosen != language():
            window.choose_language(chosen)

    @Slot()
    def _theme_chosen(self) -> None:
        theme.apply(self.theme_box.currentData())
        self.desk.run(remember_choice, self.folder, "theme", self.theme_box.currentData())

    def changes(self) -> dict[str, Any] | None:
        self.counter_row.set_error(None)
        self.auto_lock_row.set_error(None)
        number, seconds = self.counter.text().strip(), self.auto_lock.count()
        wrong_lock = seconds is None or not _LEAST_S <= seconds <= _MOST_S
        if wrong_lock:
            self.auto_lock_row.set_error(t("settings.auto_lock.wrong", least=_LEAST_S, most=_MOST_S))
            self.auto_lock.setFocus()
        if not counter_fits(number):
            self.counter_row.set_error(t("start.counter.wrong"))
            self.counter.setFocus()
        elif not wrong_lock:
            return {"counter": number, "auto_lock_s": seconds}
        return None
