"""The moment a window has been painted for the first time: until then nothing else is to take the processor."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

LONGEST_WAIT_MS = 500
"""A window that starts minimised, say, is not painted at all."""


class FirstPaint(QObject):
    """Watches one window that has just been shown."""

    done = Signal()
    """Sent once."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._told = False
        handle = window.windowHandle()
        if handle.isExposed():
            QTimer.singleShot(0, self._tell)
        else:
            handle.installEventFilter(self)
            QTimer.singleShot(LONGEST_WAIT_MS, self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            # Qt paints while it handles this event.
            QTimer.singleShot(0, self._tell)
        return False

    @Slot()
    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.done.emit()
