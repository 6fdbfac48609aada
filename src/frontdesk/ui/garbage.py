"""Where Python's cyclic garbage is collected: in the window's own thread.

By itself the collector runs in whichever thread happens to allocate. Closed dialogs are often part of a cycle; taken
apart in a background thread, Qt's locks and Python's own are taken in the other order than in the window's thread,
and both threads stand still.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500


class Garbage(QObject):
    """Takes over from the automatic collector between ``start`` and ``stop``, with the thresholds it has."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._was_enabled = True

    def start(self) -> None:
        """From now on only this thread collects."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        # Modules and classes stay anyway: left out, a full collection takes the window a few milliseconds only.
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        """Hand back to the automatic collector, if there was one."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def look(self) -> None:
        """Collect as far as the automatic collector would by now."""
        young, middle, old = (
            count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if young:
            gc.collect(2 if middle and old else 1 if middle else 0)
