"""What waits to be printed, and what became of each slip."""

from frontdesk.app.devices.print_queue import PrintQueue
from frontdesk.app.settings.tab import SettingsTab
from frontdesk.printing.worker import PrintWorker
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import column


class QueueTab(SettingsTab):
    """The spool of this counter."""

    def __init__(self, desk: Desk, worker: PrintWorker | None) -> None:
        super().__init__(desk)
        self.queue = PrintQueue(desk, worker)
        self.setLayout(column(self.queue))

    def reload(self) -> None:
        self.queue.reload()
