"""The first step: which device it is. What this computer has is looked for; a network printer is named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from frontdesk.app.devices.device_words import kind_of_printer
from frontdesk.app.devices.printer_assistant.step import AssistantDraft, AssistantStep
from frontdesk.app.network_fields import NetworkFields
from frontdesk.app.settings.tab import choice, show_choice
from frontdesk.core.device_settings import CHOICES, PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers.choose import host_and_port
from frontdesk.devices.printers.find import Findings, FoundPrinter, find, find_at
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, Button, Column, DataTable, FieldRow, Label, TextEdit, column, row

_ALWAYS = ("network", "file", "screen")


@dataclass(frozen=True, slots=True)
class _Way:
    kind: str
    address: str
    name: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, "" if self.kind in _ALWAYS else self.address)


class FindStep(AssistantStep):
    """A list to choose from, and below it what that kind needs to be told."""

    title = "printers.step.find"

    def __init__(self, desk: Desk, draft: AssistantDraft) -> None:
        super().__init__(desk, draft)
        self._looked = False
        self.progress = Label(t("printers.looking"), "note", wrap=True, name="printers.looking")
        self.again = Button(t("printers.look_again"), "printers.look_again", kind="quiet", icon="refresh")
        self.again.clicked.connect(self.look)
        self.table = DataTable(
            "printers.found",
            t("printers.found"),
            [
                Column("name", t("printers.found.name"), lambda way: way.name, strong=True),
                Column("kind", t("printers.found.kind"), lambda way: kind_of_printer(way.kind), 220),
            ],
            row_key=lambda way: way.key,
        )
        self.table.setMinimumHeight(284)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self._make_fields()
        head = row(Label(t("printers.found.note"), "plain", tone="muted", wrap=True), self.again)
        head.setStretch(0, 1)
        whole = column(head, self.table, self.progress, self.details, self.said, spacing=10)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show_ways(())

    def _make_fields(self) -> None:
        self.network = NetworkFields("printers")
        self.knock = Button(t("printers.knock"), "printers.knock", icon="network")
        self.knock.clicked.connect(self._knock)
        self.folder = TextEdit("printers.folder", t("printers.folder"), limit=400)
        self.folder_row = FieldRow(t("printers.folder"), self.folder, hint=t("printers.folder.hint"))
        self.baud = _plain_choice("baud_rate")
        self.flow = _plain_choice("flow_control")
        self.said = Banner("printers.find.said", "info")
        self.said.hide()
        by_address = QWidget()
        by_address.setLayout(row(self.network, self.knock, spacing=14))
        by_folder, by_serial = QWidget(), QWidget()
        by_folder.setLayout(row(self.folder_row))
        lines = row(
            FieldRow(t("printers.baud_rate"), self.baud, hint=t("printers.baud_rate.hint")),
            FieldRow(t("printers.flow_control"), self.flow, hint=t("printers.flow_control.hint")),
            spacing=14,
        )
        lines.setStretch(0, 1)
        lines.setStretch(1, 1)
        by_serial.setLayout(lines)
        self.details = QStackedWidget()
        self._pages = {"network": by_address, "file": by_folder, "serial": by_serial, "": QWidget()}
        for page in self._pages.values():
            self.details.addWidget(page)

    def enter(self) -> None:
        printer = self.draft.printer
        if not self._looked:
            host, port = host_and_port(printer.address) if printer.kind == "network" else ("", 9100)
            self.network.show_address(host, port)
            self.folder.setText(printer.address if printer.kind == "file" else "")
            show_choice(self.baud, printer.baud_rate)
            show_choice(self.flow, printer.flow_control)
            self._choose(_Way(printer.kind, printer.address, printer.address))
            self.look()
        self.table.setFocus()

    @Slot()
    def look(self) -> None:
        """Look for printers again; the list may be used meanwhile."""
        self._looked = True
        self.progress.setText(t("printers.looking"))
        self.desk.run(find, then=self._found, lane="long", latest="printers.find")

    @Slot(object)
    def _found(self, findings: Findings) -> None:
        words = t("printers.looked", n=len(findings.printers)) if findings.printers else t("printers.looked.none")
        if findings.unanswered:
            kinds = ", ".join(kind_of_printer(kind) for kind in findings.unanswered)
            words = f"{words} {t('printers.looked.unanswered', kinds=kinds)}"
        self.progress.setText(words)
        self._show_ways(findings.printers)

    def _show_ways(self, found: tuple[FoundPrinter, ...]) -> None:
        ways = [_Way(each.kind, each.address, each.name) for each in found]
        printer = self.draft.printer
        if printer.kind not in _ALWAYS and (printer.kind, printer.address) not in [way.key for way in ways]:
            ways.insert(0, _Way(printer.kind, printer.address, t("printers.found.kept", address=printer.address)))
        ways += [_Way(kind, "", t(f"printers.way.{kind}")) for kind in _ALWAYS]
        before = self.table.current_row()
        self.table.set_rows(ways)
        if self.table.current_row() is None:
            self._choose(before or _Way(printer.kind, printer.address, ""))

    def _choose(self, wanted: _Way) -> None:
        keys = [way.key for way in self.table.rows()]
        self.table.selectRow(keys.index(wanted.key) if wanted.key in keys else 0)
        self._chosen()

    @Slot()
    def _chosen(self, *_: object) -> None:
        way = self.table.current_row()
        kind = way.kind if way is not None else ""
        self.details.setCurrentWidget(self._pages.get(kind, self._pages[""]))
        self.said.hide()

    @Slot()
    def _opened(self, *_: object) -> None:
        self.next_wanted.emit()

    def check(self) -> bool:
        way = self.table.current_row()
        if way is None:
            return False
        address = way.address
        if way.kind == "network":
            if not self.network.check():
                return False
            address = self.network.address()
        elif way.kind == "file":
            address = self.folder.text().strip()
            self.folder_row.set_error(None if address else t("printers.folder.missing"))
            if not address:
                self.folder.setFocus()
                return False
        self.draft.printer = replace(
            self.draft.printer,
            kind=way.kind,
            address=address,
            baud_rate=self.baud.currentData(),
            flow_control=self.flow.currentData(),
        )
        return True

    @Slot()
    def _knock(self) -> None:
        if self.network.check():
            self.said.show_state("info", t("printers.knocking"))
            self.said.show()
            self.desk.run(find_at, self.network.address(), then=self._knocked, lane="long", latest="printers.knock")

    @Slot(object)
    def _knocked(self, found: FoundPrinter | None) -> None:
        if found is not None:
            self.said.show_state("ok", t("printers.knocked"), t("printers.knocked.note"))
        else:
            self.said.show_state("bad", t("printers.knocked.none"), t("settings.trial.check"))


def _plain_choice(name: str) -> QComboBox:
    values = CHOICES[PrinterSettings][name]
    if name == "baud_rate":
        return choice(f"printers.{name}", t(f"printers.{name}"), [(value, str(value)) for value in values])
    return choice(
        f"printers.{name}", t(f"printers.{name}"), [(value, t(f"printers.{name}.{value}")) for value in values]
    )
