"""A drawer that stands open: shown at once, and said after a minute, since an open till is an invitation."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from frontdesk.core.i18n import t
from frontdesk.devices.printers.drawer_sensor import DrawerState
from frontdesk.printing.drawer_look import DrawerChanged
from frontdesk.ui.desk import Desk

OPEN_TOO_LONG_S = 60


class DrawerWatch(QObject):
    """Lives in the GUI thread."""

    open_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reminder = QTimer(self)
        self._reminder.setInterval(OPEN_TOO_LONG_S * 1000)
        self._reminder.timeout.connect(self._remind)

    @Slot(object)
    def take(self, change: DrawerChanged) -> None:
        """The printer's thread saw the drawer open or shut."""
        is_open = change.state is DrawerState.OPEN
        if is_open != self._reminder.isActive():
            self._reminder.start() if is_open else self._reminder.stop()
            self.open_changed.emit(is_open)

    @Slot()
    def _remind(self) -> None:
        self._desk.toast(t("app.drawer.close"), "warn")
