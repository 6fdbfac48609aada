"""What is remembered of each device while the window is open: when it was last well, what last failed, when it was
last tested. Nothing of it is kept: the next start asks anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from frontdesk.app.device_watch import DeviceWatch
from frontdesk.app.devices.printer_lines import PrinterLine
from frontdesk.app.window.model import DeviceState, Level
from frontdesk.core.clock import local, utc_text
from frontdesk.core.i18n import t
from frontdesk.ui.dates import time_words
from frontdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Remembered:
    """Times are stored UTC texts, empty for never; ``error`` is in the words of when it came."""

    seen_at: str = ""
    error: str = ""
    error_at: str = ""
    tested_at: str = ""
    test_failed: bool = False


class DeviceLog(QObject):
    """Hangs on the desk; hears the device watch of a running counter, and the tests made on the Devices page."""

    changed = Signal()

    def __init__(self, desk: Desk, watch: DeviceWatch | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.tested_words = self.tested_words
        self._watch = watch
        self._known: dict[str, Remembered] = {}
        self.states: dict[str, DeviceState] = {}
        """What the device strip shows, by key."""
        if watch is not None:
            watch.states_changed.connect(self.take_states)
            watch.printers_changed.connect(self._take_printers)

    @staticmethod
    def of(desk: Desk) -> "DeviceLog":
        """The desk's own; made now where no counter runs behind it, as in a page's test."""
        return desk.findChild(DeviceLog) or DeviceLog(desk)

    def printer_lines(self) -> tuple[PrinterLine, ...]:
        """Every printer as it was last heard of."""
        return self._watch.printer_lines() if self._watch is not None else ()

    def remembered(self, key: str) -> Remembered:
        """What is known of a device: ``reader``, ``printer:bar``, ``drawer`` …"""
        return self._known.get(key, Remembered())

    @Slot(tuple)
    def take_states(self, states: Iterable[DeviceState]) -> None:
        """The device strip shows something else."""
        for state in states:
            self.states[state.key] = state
            if state.key != "printer":  # each of them is heard of by its name
                self.note(state.key, state.level, state.problem)
        self.changed.emit()

    @Slot()
    def _take_printers(self) -> None:
        for line in self.printer_lines():
            self.note(f"printer:{line.name}", line.level, line.word)
        self.changed.emit()

    def note(self, key: str, level: Level, problem: str) -> None:
        """A device is well, or isn't."""
        before, now = self.remembered(key), utc_text(self._desk.store.clock.now())
        if level == "ok":
            self._known[key] = replace(before, seen_at=now)
        elif level == "bad" and problem:
            began = before.error_at if before.error == problem and before.error_at > before.seen_at else now
            self._known[key] = replace(before, error=problem, error_at=began)

    def tested(self, key: str, problem: str = "") -> None:
        """Somebody tried a device; ``problem`` is why it failed, empty when it worked."""
        now = utc_text(self._desk.store.clock.now())
        self._known[key] = replace(self.remembered(key), tested_at=now, test_failed=bool(problem))
        self.note(key, "bad" if problem else "ok", problem)
        self._desk.notify("devices")
        self.changed.emit()

    def tested_words(self) -> str:
        """Which devices were tried in this run, and when (K03); empty when none was."""
        clock = self._desk.store.clock
        said = []
        for key, known in sorted(self._known.items(), key=lambda item: item[1].tested_at):
            if known.tested_at:
                words = "devices.tested.failed" if known.test_failed else "devices.tested"
                name = device_name(key)
                said.append(t(words, name=name, time=time_words(local(known.tested_at, clock))))
        return t("devices.tested.and").join(said)


def device_name(key: str) -> str:
    """A device's name for people; a printer's by what it prints."""
    from frontdesk.printing.words import printer_words

    kind, _, name = key.partition(":")
    return printer_words(name) if kind == "printer" and name else t(f"doctor.{kind}")
