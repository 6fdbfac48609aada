"""Which receipt printer a new desk has: its kind, its address, its paper. For the first start, on one screen."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.app.devices.device_words import found_words
from frontdesk.app.network_fields import NetworkFields
from frontdesk.app.settings.tab import show_choice
from frontdesk.core.device_settings import CHOICES, PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers.find import Findings, FoundPrinter
from frontdesk.ui.widgets import FieldRow, Label, column, named

_ORDER = ("network", "screen", "none")
_NEEDS_MORE = ("serial",)
"""Kinds that need to be told more than fits here: they are set up later, on the Devices page."""


class PrinterForm(QWidget):
    """Kind, host and port, columns; errors stand at their fields. What the computer has joins the kinds when found."""

    kind_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._found: dict[str, FoundPrinter] = {}
        self.kind_box = named(QComboBox(), f"{name}.kind", t("settings.printer.kind"))
        for kind in _ORDER:
            self.kind_box.addItem(t(f"settings.printer.{kind}"), kind)
        self.network = NetworkFields(name)
        self.host, self.port = self.network.host, self.network.port
        self.host_row, self.port_row = self.network.host_row, self.network.port_row
        self.columns_box = named(QComboBox(), f"{name}.columns", t("settings.printer.columns"))
        for columns in CHOICES[PrinterSettings]["columns"]:
            self.columns_box.addItem(t(f"printers.columns.{columns}"), columns)
        self.kind_row = FieldRow(t("settings.printer.kind"), self.kind_box)
        self.looking = Label("", "note", wrap=True, name=f"{name}.looking")
        self.columns_row = FieldRow(t("settings.printer.columns"), self.columns_box)
        kinds = column(self.kind_row, self.looking, spacing=4)
        self.setLayout(column(kinds, self.network, self.columns_row, spacing=14))
        self.kind_box.currentIndexChanged.connect(self._changed)

    def show_choice(self, kind: str, host: str, port: int | None, columns: int, address: str = "") -> None:
        """Show what is set; `address` of one that was found on this computer."""
        if kind not in _ORDER:
            self._add(FoundPrinter(kind, address, address))
        self.kind_box.setCurrentIndex(self.kind_box.findData(kind if kind in _ORDER else _key(kind, address)))
        self.network.show_address(host, port)
        show_choice(self.columns_box, columns)
        self._changed()

    def show_looking(self) -> None:
        """The computer's printers are being looked for."""
        self.looking.setText(t("printers.looking"))

    def show_found(self, findings: Findings) -> None:
        """Add what was found; the choice made meanwhile stays."""
        usable = [each for each in findings.printers if each.kind not in _NEEDS_MORE]
        for found in usable:
            self._add(found)
        words = t("printers.looked", n=len(usable)) if usable else t("printers.looked.none")
        self.looking.setText(words)

    def kind(self) -> str:
        """A kind of ``PrinterSettings`` or ``none``."""
        found = self._chosen()
        return found.kind if found is not None else str(self.kind_box.currentData())

    def address(self) -> str:
        """The address of one that was found on this computer; empty for the others."""
        found = self._chosen()
        return found.address if found is not None else ""

    def columns(self) -> int:
        """32, 42 or 48."""
        return int(self.columns_box.currentData())

    def take_focus(self) -> None:
        """Put the keyboard on the first field."""
        self.kind_box.setFocus()

    def check(self) -> bool:
        """Whether a network printer's address can be one; says at the field what is wrong."""
        return self.kind() != "network" or self.network.check()

    def _chosen(self) -> FoundPrinter | None:
        return self._found.get(str(self.kind_box.currentData()))

    def _add(self, found: FoundPrinter) -> None:
        key = _key(found.kind, found.address)
        self._found[key] = found
        at = self.kind_box.findData(key)
        if at >= 0:
            self.kind_box.setItemText(at, found_words(found))
        else:
            self.kind_box.insertItem(self.kind_box.findData("screen"), found_words(found), key)

    @Slot()
    def _changed(self) -> None:
        self.network.setVisible(self.kind() == "network")
        self.columns_row.setVisible(self.kind() != "none")
        self.kind_changed.emit()


def _key(kind: str, address: str) -> str:
    return f"{kind} {address}"
