"""The last step: the printer's name, and all that was found."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot

from frontdesk.app.devices.device_words import answer_words, paper_words, whereabouts
from frontdesk.app.devices.keep_printers import free_name
from frontdesk.app.devices.printer_assistant.step import AssistantDraft, AssistantStep
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.text import field
from frontdesk.printing.words import printer_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import FieldRow, KeyValue, TextEdit, column, required_text

_MOST = 40


class NameStep(AssistantStep):
    """A name is for ever: slips carry it. So it is chosen once."""

    title = "printers.step.name"

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__(desk, draft)
        self.name = TextEdit("printers.name", t("printers.name"), limit=_MOST)
        hint = "printers.name.hint" if draft.is_new else "printers.name.kept"
        self.name_row = FieldRow(t("printers.name"), self.name, hint=t(hint))
        self.name.setReadOnly(not draft.is_new)
        if not draft.is_new:
            self.name.setText(printer_words(draft.printer.name))
        self.summary = KeyValue("printers.summary", t("printers.summary"))
        self.setLayout(column(self.name_row, self.summary, None, spacing=18))

    def enter(self) -> None:
        printer = self.draft.printer
        facts = [
            (t("printers.where"), whereabouts(printer)),
            (t("printers.paper"), paper_words(printer)),
            (t("printers.answers"), answer_words(printer)),
        ]
        if printer.kind != "screen":
            facts += [
                (t("printers.charset"), t(f"printers.charset.{printer.charset}.short")),
                (t("printers.native_qr"), t(f"printers.native_qr.{_word(printer.native_qr)}.short")),
                (t("printers.cutter"), t(f"printers.cutter.{_word(printer.cutter)}")),
                (t("printers.drawer"), _drawer_words(self.draft)),
            ]
        self.summary.set_facts(facts)
        self.name.setFocus()
        if self.draft.is_new and not self.name.text():
            self.desk.read(
                free_name,
                self.desk.store,
                self.desk.settings.counter,
                self.desk.settings,
                t("printing.printer.receipt"),
                then=self._suggest,
                latest="printers.name",
            )

    @Slot(object)
    def _suggest(self, name: str) -> None:
        if not self.name.text():
            self.name.setText(name)
            self.name.selectAll()

    def check(self) -> bool:
        self.name_row.set_error(None)
        if not self.draft.is_new:
            return True
        typed = required_text(self.name_row)
        if not typed:
            return False
        try:
            name = field(typed, _MOST)
        except FrontdeskError as error:  # it goes onto every print job, so it must be fit for the database
            self.name_row.set_error(error)
            return False
        if not name:
            self.name_row.set_error(t("ui.field.required"))
            return False
        self.draft.printer = replace(self.draft.printer, name=name)
        return True


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def _drawer_words(draft: AssistantDraft) -> str:
    if not draft.drawer_pin:
        return t("printers.drawer.none")
    words = t("printers.drawer.pin", pin=draft.drawer_pin)
    return f"{words} · {t('printers.drawer.realtime.short')}" if draft.printer.realtime_drawer else words
