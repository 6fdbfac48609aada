"""Notices that nobody has touched keyboard, mouse or screen for a while."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
}


class IdleWatch(QObject):
    """Emits ``idle`` once after ``seconds`` without input; any input starts it anew. 0 seconds switches it off.

    It listens at the windows the system gives the keyboard to, not at every widget: a handful of events a second.
    """

    idle = Signal()

    def __init__(self, seconds: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._last = monotonic()
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())
        self.touch()

    def change(self, seconds: float) -> None:
        """Another time, from now on."""
        self._seconds = seconds
        self._timer.stop()
        self.touch()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = monotonic()
        if self._seconds and not self._timer.isActive():
            self._timer.start(round(self._seconds * 1000))

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    @Slot(QObject)
    def _forget(self, window: QObject) -> None:
        self._watched = [known for known in self._watched if known is not window]

    @Slot()
    def _look(self) -> None:
        left = self._seconds - (monotonic() - self._last)
        if left > 0:
            self._timer.start(round(left * 1000) + 1)
        else:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.touch()
        return False
