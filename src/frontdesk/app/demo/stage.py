"""The demo's stage: a counter with a window, a simulated reader and a printer that is reached over TCP."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QCursor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.app.counter import Counter
from frontdesk.core.device_settings import PrinterSettings, VoiceSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.tokens import ThemeName

SMALL = QSize(1366, 768)
LARGE = QSize(1920, 1080)
PATIENCE_S = 20.0
TYPING_MS = 60
SETTLE_MS = 350
"""Longer than the 300 ms in which a freshly painted decision takes no Enter, and than any fade."""


class StageFault(FrontdeskError):
    """The demo expected something on the screen that did not come; ``what`` names it."""

    code = "app.demo_fault"


class Stage:
    """Plays a clerk: taps cards, scans, types, looks."""

    def __init__(self, store: Store, folder: Path, printer: SimulatedTcpPrinter, language: str) -> None:
        self.store = store
        self.pictures = folder / "screenshots"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.printer = printer
        self.reader = SimulatedReader(store.clock)
        settings = MachineSettings(
            voice=VoiceSettings(on=False),
            language=language,
            reader="simulated",
            printers=(PrinterSettings(kind="network", address=f"{printer.host}:{printer.port}"),),
            auto_lock_s=120,
        )
        self.counter = Counter(store, folder, settings, reader=self.reader)
        self.window = self.counter.window
        self.taken: list[str] = []

    def open(self) -> None:
        """Show the window at the smallest size it must fit."""
        self.counter.start()
        self.window.resize(SMALL)
        self.window.activateWindow()
        # A pointer that happens to rest on the rail would make an area look chosen.
        QCursor.setPos(self.window.mapToGlobal(self.window.rect().bottomRight()))
        self.settle()

    def close(self) -> None:
        """Stop the threads and take the window down."""
        self.counter.stop()
        QApplication.processEvents()

    def settle(self, milliseconds: int = SETTLE_MS) -> None:
        """Let the background work end and everything be painted."""
        until = time.monotonic() + milliseconds / 1000
        self.wait(lambda: time.monotonic() >= until and self.counter.runner.pending() == 0, "the background work")

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Serve the window until a condition holds. Raises StageFault when it doesn't in time."""
        until = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until:
                raise StageFault(what=what)
            QApplication.processEvents()
            time.sleep(0.002)

    def tap(self, uid: str) -> None:
        """Lay a card on the reader and take it away."""
        self.reader.tap(uid)
        self.settle()

    def scan(self, text: str) -> None:
        """Scan a barcode or key tag; the scanner's Enter is part of the scan."""
        self.counter.desk.scanned.emit(text)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focus(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is, as slowly as a person, so that it isn't taken for a scan."""
        QTest.keyClicks(self._focus(), text, Qt.KeyboardModifier.NoModifier, TYPING_MS)
        self.settle()

    def fill(self, name: str, text: str) -> None:
        """Type into the field of an object name."""
        field = self.find(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text, Qt.KeyboardModifier.NoModifier, TYPING_MS)
        self.settle(60)

    def click(self, name: str) -> None:
        """Press the control of an object name."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        self.settle()

    def find(self, name: str) -> QWidget:
        """The visible control of an object name. Raises StageFault when there is none."""
        for top in [self.window, *QApplication.topLevelWidgets()]:
            for found in top.findChildren(QWidget, name):
                if found.isVisible():
                    return found
        raise StageFault(what=name)

    def shot(self, name: str) -> None:
        """Keep a picture of the window as it is."""
        self.settle()
        path = self.pictures / f"{name}.png"
        picture(self.window).save(str(path))
        self.taken.append(path.name)

    def dress(self, theme_name: ThemeName, language: str, size: QSize = SMALL) -> None:
        """Another theme, language and size, as a user would switch them."""
        theme.apply(theme_name)
        self.window.choose_language("en" if language == "en" else "zh")
        self.window.resize(size)
        self.settle()

    def wait_for_paper(self) -> None:
        """Let the printer come to rest; the clock must not be moved while slips wait."""
        self.counter.print_room.wait_idle(PATIENCE_S)
        self.settle()

    def _focus(self) -> QWidget:
        # Asked of the window itself: without a window manager Qt names no active window.
        top = QApplication.activeModalWidget() or self.window
        return top.focusWidget() or top


def picture(window: QWidget) -> QPixmap:
    """The window as it stands on the screen, with the dialogs and popovers before it."""
    whole = window.grab()
    painter = QPainter(whole)
    # A dialog's own dialogs come after it.
    for top in sorted(QApplication.topLevelWidgets(), key=_depth):
        if top is not window and top.isVisible() and top.width() > 1:
            painter.drawPixmap(window.mapFromGlobal(top.mapToGlobal(QPoint(0, 0))), top.grab())
    painter.end()
    return whole


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
