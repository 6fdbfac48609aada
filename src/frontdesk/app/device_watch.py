"""The device strip: what the reader's and the printer's threads last said, in words."""

import time
from math import inf

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.app.devices.drawer_words import drawer_printer, drawer_state
from frontdesk.app.devices.printer_lines import GRAVITY, PrinterLine, printer_line, worst
from frontdesk.app.window.model import DeviceState, Level
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.cards import ReaderCondition, ReaderState
from frontdesk.devices.drawer.pulse import DRAWER_PORT
from frontdesk.devices.identify import reader_word, reader_words
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.worker import JobChanged, PrinterChanged, PrintEvent

_SAID_AGAIN_AFTER_S = 300
"""A loose cable must not fill the screen with the same message."""


class DeviceWatch(QObject):
    """Lives in the GUI thread; its inputs are called from any thread and arrive as queued signals."""

    states_changed = Signal(tuple)
    """A tuple of DeviceState."""
    job_changed = Signal(object)
    """JobChanged of the printer's queue."""
    printer_worse = Signal(object)
    """PrinterLine of a printer that was well and isn't any more, seen before a slip needed it."""
    printers_changed = Signal()
    """Some printer's condition is another."""
    drawer_changed = Signal(object)
    """DrawerChanged of the printer that the drawer hangs on."""
    _print_event = Signal(object)

    def __init__(self, settings: MachineSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._reader: ReaderState | None = None
        self._heard: dict[str, PrinterState] = {}
        self._said_at: dict[tuple[str, Level], float] = {}
        self._display: DeviceState | None = None
        self._drawer_open = False
        self._print_event.connect(self._take_print_event)

    def change(self, settings: MachineSettings) -> None:
        """Other settings are in use: what was heard of a printer that is described otherwise now is forgotten."""
        same = {each.name for each in settings.printers if each in self._settings.printers}
        self._heard = {name: state for name, state in self._heard.items() if name in same}
        self._settings = settings
        self.tell()
        self.printers_changed.emit()

    def printer_lines(self) -> tuple[PrinterLine, ...]:
        """Every printer of this counter as it was last heard of, in the order of the settings."""
        return tuple(printer_line(each, self._heard.get(each.name)) for each in self._settings.printers)

    def hear_printer(self, event: PrintEvent) -> None:
        """For ``PrintWorker(on_event=…)``: called in the printer's thread."""
        self._print_event.emit(event)

    @Slot(object)
    def take_reader(self, state: ReaderState) -> None:
        """The reader side changed."""
        self._reader = state
        self.tell()

    @Slot(bool)
    def take_drawer(self, is_open: bool) -> None:
        """The drawer stands open, or was shut."""
        self._drawer_open = is_open
        self.tell()

    @Slot(object)
    def take_display(self, state: DeviceState | None) -> None:
        """The customer's displays changed; None when there is none."""
        if state != self._display:
            self._display = state
            self.tell()

    @Slot(object)
    def _take_print_event(self, event: PrintEvent) -> None:
        if isinstance(event, PrinterChanged):
            self._take_printer(event)
        elif isinstance(event, JobChanged):
            self.job_changed.emit(event)
        elif event.printer == drawer_printer(self._settings):
            self.drawer_changed.emit(event)

    def _take_printer(self, event: PrinterChanged) -> None:
        printer = next((each for each in self._settings.printers if each.name == event.printer), None)
        if printer is None:
            if event.printer == DRAWER_PORT:
                self._heard[event.printer] = event.state
                self.tell()
            return
        before = self._heard.get(event.printer)
        was = printer_line(printer, before).level
        self._heard[event.printer] = event.state
        line = printer_line(printer, event.state)
        self.tell()
        self.printers_changed.emit()
        # A slip that is refused says so itself; paper that runs low is only seen.
        if before is not None and before.prints and (event.idle or line.level == "warn"):
            silent_till = self._said_at.get((line.name, line.level), -inf) + _SAID_AGAIN_AFTER_S
            if GRAVITY[line.level] > GRAVITY[was] and time.monotonic() >= silent_till:
                self._said_at[line.name, line.level] = time.monotonic()
                self.printer_worse.emit(line)

    @Slot()
    def tell(self) -> None:
        """Say everything again, in the language of now."""
        display = (self._display,) if self._display is not None else ()
        self.states_changed.emit((self._reader_state(), *self._printer_states(), *display))

    def _reader_state(self) -> DeviceState:
        if self._settings.reader == "none":
            return DeviceState("reader", "off")
        action = t("app.simulated.open") if self._settings.reader == "simulated" else ""
        if self._reader is None:
            return DeviceState("reader", "warn", t("app.reader.starting"))
        if self._reader.condition is ReaderCondition.READY:
            return DeviceState("reader", "ok", action=action)
        problem, to_do = reader_words(self._reader)
        return DeviceState("reader", "bad", reader_word(self._reader), problem, to_do, action)

    def _printer_states(self) -> tuple[DeviceState, DeviceState]:
        lines = self.printer_lines()
        return self._printer_state(lines), drawer_state(self._settings, lines, self._heard, self._drawer_open)

    def _printer_state(self, lines: tuple[PrinterLine, ...]) -> DeviceState:
        if not lines:
            return DeviceState("printer", "off")
        bad = [line for line in lines if line.level != "ok"]
        if not bad:
            on_screen = any(each.kind == "screen" for each in self._settings.printers)
            return DeviceState("printer", "ok", action=t("app.slips.open") if on_screen else t("app.queue.open"))
        most = worst(lines)
        problem = "\n".join(line.said for line in bad) if len(lines) > 1 else most.word
        return DeviceState("printer", most.level, most.word, problem, most.todo, t("app.queue.open"))
