"""Devices: what hangs on this counter, how it is, what waits for it, and how it is set up."""

from pathlib import Path

from frontdesk.app.devices.printer_tab import PrinterTab
from frontdesk.app.devices.queue_tab import QueueTab
from frontdesk.app.tabbed_page import TabbedPage
from frontdesk.printing.worker import PrintWorker
from frontdesk.ui.desk import Desk

_ICONS = {"queue": "receipt", "printer": "printer"}


class DevicesPage(TabbedPage):
    """The tabs of Devices."""

    key = "devices"
    icon = "reader"

    def __init__(self, desk: Desk, folder: Path, worker: PrintWorker | None = None) -> None:
        makers = {
            "queue": lambda: QueueTab(desk, worker),
            "printer": lambda: PrinterTab(desk, folder),
        }
        super().__init__(desk, _ICONS, makers)
