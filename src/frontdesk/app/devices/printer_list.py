"""This counter's printers in a table: where each is, what paper it has, what it can answer, how it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot

from frontdesk.app.devices.device_words import answer_words, paper_words, whereabouts
from frontdesk.app.devices.printer_lines import PrinterLine, printer_line
from frontdesk.app.window.devices import SHAPES, TONES
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.ui.widgets import Button, Card, Column, DataTable, EmptyState, column, row


@dataclass(frozen=True, slots=True)
class _Row:
    printer: PrinterSettings
    line: PrinterLine


class PrinterList(Card):
    """Signals carry the printer's name; ``enabled`` follows the right to change settings."""

    add_wanted = Signal()
    change_wanted = Signal(str)
    remove_wanted = Signal(str)
    first_wanted = Signal(str)
    test_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=0)
        self._allowed = True
        self._trying = False
        self.add = Button(t("printers.add"), "printers.add", kind="primary", icon="plus")
        self.change = Button(t("printers.change"), "printers.change", icon="edit")
        self.remove = Button(t("printers.remove"), "printers.remove", icon="trash")
        self.first = Button(t("printers.first"), "printers.first", icon="arrow-in")
        self.test = Button(t("start.printer.try"), "settings.printer.try", icon="print")
        self.table = self._make_table()
        self.add.clicked.connect(self.add_wanted)
        presses = (
            (self.change, self._change),
            (self.remove, self._remove),
            (self.first, self._first),
            (self.test, self._test),
        )
        for button, slot in presses:
            button.clicked.connect(slot)
        self.add_header(t("devices.tab.printer"), self.add)
        self.body.addWidget(self.table, 1)
        foot = column(row(self.test, self.change, self.first, None, self.remove))
        foot.setContentsMargins(14, 0, 14, 14)
        self.body.addLayout(foot)

    def _make_table(self) -> DataTable:
        table = DataTable(
            "printers.list",
            t("devices.tab.printer"),
            [
                Column("name", t("printers.name"), lambda r: r.line.title, strong=True),
                Column("where", t("printers.where"), lambda r: whereabouts(r.printer)),
                Column("paper", t("printers.paper"), lambda r: paper_words(r.printer), 170),
                Column("answers", t("printers.answers"), lambda r: answer_words(r.printer), 220),
                Column(
                    "state",
                    t("printers.state"),
                    lambda r: r.line.word or t("printer.state.ok"),
                    150,
                    tone=lambda r: TONES[r.line.level],
                    icon=lambda r: SHAPES[r.line.level],
                ),
            ],
            row_key=lambda r: r.printer.name,
        )
        table.set_empty(EmptyState("empty-box", t("printers.none"), note=t("printers.none.note")))
        table.chosen.connect(self._enable)
        table.opened.connect(self._change)
        return table

    def show_printers(
        self, printers: Sequence[PrinterSettings], heard: Callable[[str], PrinterState | None], allowed: bool
    ) -> None:
        """Show the printers as they are now."""
        self._allowed = allowed
        self.table.set_rows([_Row(each, printer_line(each, heard(each.name))) for each in printers])
        if self.table.current_row() is None and printers:
            self.table.selectRow(0)
        self._enable()

    def show_trying(self, trying: bool) -> None:
        """While a test slip is on its way, no other is begun."""
        self._trying = trying

    def chosen(self) -> str:
        """The chosen printer's name, or nothing."""
        found = self.table.current_row()
        return found.printer.name if found is not None else ""

    @Slot()
    def _enable(self, *_: object) -> None:
        name = self.chosen()
        first = next(iter(self.table.rows()), None)
        self.add.setEnabled(self._allowed)
        self.test.setEnabled(bool(name))
        self.change.setEnabled(self._allowed and bool(name))
        self.remove.setEnabled(self._allowed and bool(name))
        self.first.setEnabled(self._allowed and bool(name) and first is not None and first.printer.name != name)
        self.first.setVisible(len(self.table.rows()) > 1)

    @Slot()
    def _change(self, *_: object) -> None:
        if self.change.isEnabled():
            self.change_wanted.emit(self.chosen())

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self.chosen())

    @Slot()
    def _first(self) -> None:
        self.first_wanted.emit(self.chosen())

    @Slot()
    def _test(self) -> None:
        if not self._trying:
            self.test_wanted.emit(self.chosen())
