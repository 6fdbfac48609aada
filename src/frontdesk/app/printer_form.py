"""Which receipt printer a counter has: its kind, its address, its paper. For the first start and for Settings."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.widgets import CountEdit, FieldRow, TextEdit, column, named, row

MOST_PORT = 65_535
COLUMNS = (48, 32)
_ORDER = ("network", "screen", "none")


class PrinterForm(QWidget):
    """Kind, host and port, columns; errors stand at their fields."""

    kind_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.kind_box = named(QComboBox(), f"{name}.kind", t("settings.printer.kind"))
        for kind in _ORDER:
            self.kind_box.addItem(t(f"settings.printer.{kind}"), kind)
        self.host = TextEdit(f"{name}.host", t("settings.printer.host"), placeholder="192.168.1.50", limit=253)
        self.port = CountEdit(f"{name}.port", t("settings.printer.port"), most=MOST_PORT)
        self.columns_box = named(QComboBox(), f"{name}.columns", t("settings.printer.columns"))
        for columns in COLUMNS:
            self.columns_box.addItem(t(f"settings.printer.columns.{columns}"), columns)
        self.kind_row = FieldRow(t("settings.printer.kind"), self.kind_box)
        self.host_row = FieldRow(t("settings.printer.host"), self.host, hint=t("settings.printer.host.hint"))
        self.port_row = FieldRow(t("settings.printer.port"), self.port, hint=t("settings.printer.port.hint"))
        self.columns_row = FieldRow(t("settings.printer.columns"), self.columns_box)
        self._address = QWidget()
        address = row(self.host_row, self.port_row, spacing=14)
        address.setStretch(0, 3)
        address.setStretch(1, 2)
        self._address.setLayout(address)
        self.setLayout(column(self.kind_row, self._address, self.columns_row, spacing=14))
        self.kind_box.currentIndexChanged.connect(self._changed)

    def show_choice(self, kind: str, host: str, port: int | None, columns: int) -> None:
        """Show what is set."""
        self.kind_box.setCurrentIndex(self.kind_box.findData(kind))
        self.host.setText(host)
        self.port.set_count(port)
        self.columns_box.setCurrentIndex(self.columns_box.findData(columns))
        self._changed()

    def kind(self) -> str:
        """``network``, ``screen`` or ``none``."""
        return str(self.kind_box.currentData())

    def columns(self) -> int:
        """32 or 48."""
        return int(self.columns_box.currentData())

    def take_focus(self) -> None:
        """Put the keyboard on the first field."""
        self.kind_box.setFocus()

    def check(self) -> bool:
        """Whether a network printer's address can be one; says at the field what is wrong."""
        self.host_row.set_error(None)
        self.port_row.set_error(None)
        if self.kind() != "network":
            return True
        host = self.host.text().strip()
        host_fits = bool(host) and not any(c.isspace() or c in "/:\\" for c in host)
        port = self.port.count()
        port_fits = port is not None and 1 <= port <= MOST_PORT
        if not port_fits:
            self.port_row.set_error(t("settings.printer.port.wrong"))
            self.port.setFocus()
        if not host_fits:
            self.host_row.set_error(t("settings.printer.host.wrong"))
            self.host.setFocus()
        return host_fits and port_fits

    @Slot()
    def _changed(self) -> None:
        self._address.setVisible(self.kind() == "network")
        self.columns_row.setVisible(self.kind() != "none")
        self.kind_changed.emit()
