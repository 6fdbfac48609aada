"""The device strip: what the reader's and the printer's threads last said, in words."""

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.app.window.model import DeviceState, Level
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.cards import ReaderCondition, ReaderState
from frontdesk.devices.identify import reader_word, reader_words
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.worker import JobChanged, PrinterChanged, PrintEvent

_PRINTER_LEVELS: dict[PrinterState, Level] = {
    PrinterState.OK: "ok",
    PrinterState.NEAR_END: "warn",
    PrinterState.PAPER_OUT: "bad",
    PrinterState.COVER_OPEN: "bad",
    PrinterState.OFFLINE: "bad",
    PrinterState.UNKNOWN: "warn",
}


class DeviceWatch(QObject):
    """Lives in the GUI thread; its inputs are called from any thread and arrive as queued signals."""

    states_changed = Signal(tuple)
    """A tuple of DeviceState."""
    job_changed = Signal(object)
    """JobChanged of the printer's queue."""
    _print_event = Signal(object)

    def __init__(self, settings: MachineSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._printer_kind = settings.first_printer.kind if settings.first_printer else ""
        self._reader: ReaderState | None = None
        self._printer = PrinterState.OK if self._printer_kind == "screen" else PrinterState.UNKNOWN
        self._print_event.connect(self._take_print_event)

    def hear_printer(self, event: PrintEvent) -> None:
        """For ``PrintWorker(on_event=…)``: called in the printer's thread."""
        self._print_event.emit(event)

    @Slot(object)
    def take_reader(self, state: ReaderState) -> None:
        """The reader side changed."""
        self._reader = state
        self.tell()

    @Slot(object)
    def _take_print_event(self, event: PrintEvent) -> None:
        if isinstance(event, PrinterChanged):
            self._printer = event.state
            self.tell()
        elif isinstance(event, JobChanged):
            self.job_changed.emit(event)

    @Slot()
    def tell(self) -> None:
        """Say everything again, in the language of now."""
        self.states_changed.emit((self._reader_state(), *self._printer_states()))

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
        if not self._printer_kind:
            return DeviceState("printer", "off"), DeviceState("drawer", "off")
        action = t("app.slips.open") if self._printer_kind == "screen" else ""
        level = _PRINTER_LEVELS[self._printer]
        if level == "ok":
            return DeviceState("printer", "ok", action=action), DeviceState("drawer", "ok")
        word = t(f"printer.state.{self._printer.value}")
        printer = DeviceState("printer", level, word, word, t(f"printer.state.{self._printer.value}.do"), action)
        if not self._printer.prints:
            # The drawer's cable ends in the printer: a printer that doesn't answer doesn't open it either.
            drawer = DeviceState("drawer", "bad", "", t("app.drawer.problem"), t("app.drawer.do"))
        else:
            drawer = DeviceState("drawer", "ok" if self._printer is PrinterState.NEAR_END else "warn")
        return printer, drawer
