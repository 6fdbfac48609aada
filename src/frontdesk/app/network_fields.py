"""Host and port of a network printer; errors stand at the fields."""

from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.widgets import CountEdit, FieldRow, TextEdit, row

MOST_PORT = 65_535


class NetworkFields(QWidget):
    """``name`` begins the object names."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.host = TextEdit(f"{name}.host", t("settings.printer.host"), placeholder="192.168.1.50", limit=253)
        self.port = CountEdit(f"{name}.port", t("settings.printer.port"), most=MOST_PORT)
        self.host_row = FieldRow(t("settings.printer.host"), self.host, hint=t("settings.printer.host.hint"))
        self.port_row = FieldRow(t("settings.printer.port"), self.port, hint=t("settings.printer.port.hint"))
        layout = row(self.host_row, self.port_row, spacing=14)
        layout.setStretch(0, 3)
        layout.setStretch(1, 2)
        self.setLayout(layout)

    def show_address(self, host: str, port: int | None) -> None:
        """Fill the fields."""
        self.host.setText(host)
        self.port.set_count(port)

    def address(self) -> str:
        """``host:port``."""
        return f"{self.host.text().strip()}:{self.port.count()}"

    def check(self) -> bool:
        """Whether this can be an address; says at the field what is wrong."""
        self.host_row.set_error(None)
        self.port_row.set_error(None)
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
