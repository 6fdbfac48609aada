"""Devices: what hangs on this counter, how it is, what waits for it, and how it is set up."""

from pathlib import Path

from frontdesk.app.devices.display_tab import DisplayTab
from frontdesk.app.devices.overview_tab import OverviewTab
from frontdesk.app.devices.printer_tab import PrinterTab
from frontdesk.app.devices.queue_tab import QueueTab
from frontdesk.app.devices.readers_tab import ReadersTab
from frontdesk.app.devices.slips_tab import SlipsTab
from frontdesk.app.print_room import PrintRoom
from frontdesk.app.reader_watch import ReaderWatch
from frontdesk.app.tabbed_page import TabbedPage
from frontdesk.ui.desk import Desk

_ICONS = {
    "overview": "check-circle",
    "readers": "card",
    "queue": "receipt",
    "printer": "printer",
    "slips": "edit",
    "display": "display",
}


class DevicesPage(TabbedPage):
    """The tabs of Devices."""

    key = "devices"
    icon = "reader"

    def __init__(
        self, desk: Desk, folder: Path, print_room: PrintRoom | None = None, readers: ReaderWatch | None = None
    ) -> None:
        makers = {
            "overview": lambda: OverviewTab(desk, folder),
            "readers": lambda: ReadersTab(desk, folder, readers),
            "queue": lambda: QueueTab(desk, print_room),
            "printer": lambda: PrinterTab(desk, folder, print_room),
            "slips": lambda: SlipsTab(desk),
            "display": lambda: DisplayTab(desk, folder),
        }
        super().__init__(desk, _ICONS, makers)
