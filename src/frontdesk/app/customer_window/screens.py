"""On which screen the customer's window stands, while screens come and go: never on the clerk's."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from frontdesk.core.device_settings import DisplaySettings


def customers_screen(screens: Sequence[QScreen], clerks: QScreen | None, wanted: str) -> QScreen | None:
    """The screen to use: the wanted one, else, when none is named, the first that isn't the clerk's.

    None when it isn't there, when it is the clerk's own, or when it mirrors it: then there is no second screen.
    """
    free = [
        screen
        for screen in screens
        if screen is not clerks and (clerks is None or not screen.geometry().intersects(clerks.geometry()))
    ]
    if wanted:
        return next((screen for screen in free if screen.name() == wanted), None)
    return free[0] if free else None


class WindowPlace(QObject):
    """Shows, moves and hides the customer's window as screens change."""

    settled = Signal(bool)
    """Whether there is a screen for it."""

    def __init__(self, window: QWidget, clerk: QWidget, settings: DisplaySettings, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._clerk = clerk
        self._settings = settings
        self._watched: set[QWindow] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(50)
        self._soon.timeout.connect(self.settle)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._watch_screen)
        app.screenRemoved.connect(self._removed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in app.screens():
            self._watch_screen(screen)

    def change(self, settings: DisplaySettings) -> None:
        """Other settings: used at once."""
        self._settings = settings
        self.settle()

    @Slot()
    def settle(self) -> None:
        """Put the window where it belongs now, or away."""
        self._follow_clerk()
        screen = None
        if self._settings.window:
            screen = customers_screen(QGuiApplication.screens(), self._clerk.screen(), self._settings.screen)
        self.settled.emit(screen is not None)
        if screen is None:
            self._window.hide()
            return
        if self._window.isVisible() and self._window.geometry() == screen.geometry():
            return
        self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        # Not showFullScreen, which also asks for the keyboard.
        self._window.setWindowState(Qt.WindowState.WindowFullScreen)
        self._window.show()

    def _follow_clerk(self) -> None:
        handle = self._clerk.windowHandle()
        if handle is not None and handle not in self._watched:
            self._watched.add(handle)
            handle.screenChanged.connect(self._clerk_moved)

    @Slot(QScreen)
    def _watch_screen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._soon.start()

    @Slot(QScreen)
    def _removed(self, screen: QScreen) -> None:
        # Qt moves the windows of a screen that goes to the one that is left: the clerk's.
        if self._window.screen() is screen:
            self._window.hide()
        self._soon.start()

    @Slot()
    def _clerk_moved(self) -> None:
        if self._window.screen() is self._clerk.screen():
            self._window.hide()
        self._soon.start()

    @Slot()
    def _changed(self) -> None:
        self._soon.start()
