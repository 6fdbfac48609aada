"""From a reader's thread to the window: each event becomes a Qt signal."""

from PySide6.QtCore import QObject, Signal

from frontdesk.devices.cards import CardPresented, CardRemoved, CardUnreadable, ReaderEvent, ReaderState
from frontdesk.devices.readers.reader import CardReader


class ReaderSignals(QObject):
    """Starts a reader and sends its events as signals.

    Connect bound slots of objects that live in the GUI thread: Qt then queues the call there.
    """

    card_presented = Signal(object)
    card_removed = Signal(object)
    card_unreadable = Signal(object)
    reader_state = Signal(object)

    def __init__(self, reader: CardReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader

    def start(self) -> None:
        """Begin; connect first, so that the reader's first state isn't missed."""
        self.reader.start(self._deliver)

    def stop(self) -> None:
        """End the reader's thread; before the windows are destroyed."""
        self.reader.stop()

    def _deliver(self, event: ReaderEvent) -> None:
        if isinstance(event, CardPresented):
            self.card_presented.emit(event)
        elif isinstance(event, CardRemoved):
            self.card_removed.emit(event)
        elif isinstance(event, CardUnreadable):
            self.card_unreadable.emit(event)
        elif isinstance(event, ReaderState):
            self.reader_state.emit(event)
