"""Finds scans among the key events of the window in front, before any field, button or shortcut sees them."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from frontdesk.devices.qt.burst_removal import Before, put_back, take_note
from frontdesk.devices.qt.input_method import InputMethodWatch
from frontdesk.devices.qt.late_shortcut import press_shortcut
from frontdesk.devices.readers.wedge import ENDS, BurstRecogniser, Hold, KeyHold, KeyPress, Scan, WedgeSettings
from frontdesk.ui.widgets.naming import NO_SCAN

_ENDINGS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_SILENT = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr}
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LATE_MS = 20


@dataclass(frozen=True, slots=True)
class _Key:
    """What it takes to press or release a key again, and where it was to go."""

    kind: QEvent.Type
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at_ms: int
    receiver: QWidget | None


class WedgeFilter(QObject):
    """One for the whole program. It listens to the window that has the keyboard, whichever that is."""

    scanned = Signal(str)
    """A scan's text; sent once the keys of the scan are dealt with, in the GUI thread."""
    swallowed = Signal()
    """A scan that an input method spoilt was taken out again; scanned once more, it will be read."""
    _recognised = Signal()

    def __init__(self, settings: WedgeSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings or WedgeSettings()
        self._recogniser = BurstRecogniser(self._settings)
        self._hold = KeyHold[_Key](self._recogniser, self._press_again)
        self._before: Before | None = None
        self._input_method = InputMethodWatch(self, _holds)
        self._scans: deque[str] = deque()
        self._swallowed: set[int] = set()
        self._after_input_method = False
        self._replaying = False
        self._window: QWindow | None = None
        self._focus: QObject | None = None
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._waited)
        self._recognised.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow_window)
        application.focusObjectChanged.connect(self._follow_focus)
        self._follow_window(QGuiApplication.focusWindow())
        self._follow_focus(QGuiApplication.focusObject())

    def change(self, settings: WedgeSettings) -> None:
        """Use other settings from the next key on."""
        self._hold.let_go()
        self._settings = self._recogniser.settings = settings
        self._recogniser.interrupt()

    @Slot(QWindow)
    def _follow_window(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    @Slot(QObject)
    def _follow_focus(self, focus: QObject | None) -> None:
        # A widget's shortcut overrides go to the widget itself, not by way of its window.
        if self._focus is not None and isValid(self._focus) and self._focus is not self._window:
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)
            self._input_method.follow_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._replaying:
            return False
        if kind == QEvent.Type.InputMethodQuery:
            return self._input_method.answers(watched, event)
        if kind == QEvent.Type.InputMethod:
            self._input_method.see(watched, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._overridden(event)
        if watched is not self._window:
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._released(event)
        if kind == QEvent.Type.MouseButtonPress:
            self._interrupt()
        return False

    def _overridden(self, event: QKeyEvent) -> bool:
        """Shortcuts come before key presses: the Enter of a scan must not press the button that Enter is for, and
        what is held must be in its field before a typed shortcut acts on it."""
        press = _press_of(event)
        if press is not None and (
            self._recogniser.ends_a_scan(press, self._hold.holding)
            or self._waits(press)
            or self._ends_a_spoilt_scan(press)
        ):
            event.accept()
            return True
        if event.key() not in _SILENT:
            self._hold.let_go()
        return False

    def _waits(self, press: KeyPress) -> bool:
        """Whether a shortcut of this character must wait: it may be in a scan, or begin one where keys are held."""
        if press.character in ENDS:
            return False
        return self._recogniser.continues(press) or _holds(QApplication.focusWidget())

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _SILENT:
            return False
        press = _press_of(event)
        if press is None:
            self._interrupt()
            return False
        receiver = QApplication.focusWidget()
        if _holds(receiver) or self._hold.holding:
            outcome = self._hold.press(press, _key_of(event, receiver))
            if isinstance(outcome, Scan):
                self._recognise(outcome, event)
            elif outcome is Hold.HELD:
                self._wait()
            return outcome is not Hold.PASSED
        if self._ends_a_spoilt_scan(press):
            self._spoilt(event)
            return True
        scan = self._recogniser.feed(press)
        if scan is not None:
            self._recognise(scan, event)
            return True
        if self._recogniser.length == 1:
            self._before = take_note(receiver)
            self._after_input_method = self._input_method.acted_just_now()
        if self._after_input_method:
            self._input_method.go_on()
        return False

    def _ends_a_spoilt_scan(self, press: KeyPress) -> bool:
        """Whether this Enter ends what an input method left of a scan."""
        return self._after_input_method and self._recogniser.ends_a_burst(press) and self._input_method.acted_just_now()

    def _spoilt(self, ending: QKeyEvent) -> None:
        self._recogniser.interrupt()
        self._before = None
        self._after_input_method = False
        self._swallowed.add(ending.key())
        self._input_method.take_out()
        self.swallowed.emit()

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() in self._swallowed and not event.isAutoRepeat():
            self._swallowed.discard(event.key())
            return True
        return self._hold.follow(_key_of(event, QApplication.focusWidget()))

    def _recognise(self, scan: Scan, ending: QKeyEvent) -> None:
        self._timer.stop()
        for key in self._hold.drop():
            if key.kind == QEvent.Type.KeyPress:
                self._swallowed.add(key.key)
            else:
                self._swallowed.discard(key.key)
        self._swallowed.add(ending.key())
        before, self._before = self._before, None
        if before is not None:
            put_back(before)
        self._scans.append(scan.text)
        # Queued, so that a page which opens a dialog for the scan doesn't do so from inside a key event.
        self._recognised.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._scans:
            self.scanned.emit(self._scans.popleft())

    def _interrupt(self) -> None:
        self._timer.stop()
        self._hold.let_go()
        self._recogniser.interrupt()
        self._before = None

    def _wait(self, milliseconds: int | None = None) -> None:
        self._since.start()
        self._timer.start(self._settings.longest_gap_ms if milliseconds is None else milliseconds)

    @Slot()
    def _waited(self) -> None:
        if self._since.elapsed() > self._timer.interval() + _LATE_MS:
            # The window stalled; keys that came meanwhile may be waiting, and their own times decide.
            self._wait(1)
            return
        self._hold.let_go()

    def _press_again(self, key: _Key) -> None:
        receiver = key.receiver if key.receiver is not None and isValid(key.receiver) else QApplication.focusWidget()
        if receiver is None:
            return
        event = QKeyEvent(key.kind, key.key, key.modifiers, key.text)
        event.setTimestamp(key.at_ms)
        self._replaying = True
        try:
            if key.kind == QEvent.Type.KeyPress and press_shortcut(receiver, key.key, key.modifiers, key.text):
                return
            QCoreApplication.sendEvent(receiver, event)
        finally:
            self._replaying = False


def _holds(widget: QWidget | None) -> bool:
    """Whether keys for this widget wait until it is known that they are no scan."""
    if widget is None:
        return False
    if widget.property(NO_SCAN):
        return True
    if isinstance(widget, QAbstractSpinBox):
        return True
    if isinstance(widget, QLineEdit):
        return widget.echoMode() != QLineEdit.EchoMode.Normal
    # What takes no text has no use for a scan's letters: a space in it would press a button.
    return not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _press_of(event: QKeyEvent) -> KeyPress | None:
    """The character key of an event; None for all other keys."""
    if event.modifiers() & _COMMAND:
        return None
    character = _ENDINGS.get(Qt.Key(event.key())) or event.text()
    if len(character) != 1 or not (character.isprintable() or character in ENDS):
        return None
    return KeyPress(event.timestamp(), character, event.isAutoRepeat())


def _key_of(event: QKeyEvent, receiver: QWidget | None) -> _Key:
    return _Key(event.type(), event.key(), event.modifiers(), event.text(), event.timestamp(), receiver)
