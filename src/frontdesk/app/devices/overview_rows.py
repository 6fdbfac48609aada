"""The lines of the overview: what the running devices last said, and for the rest what the doctor's probes found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.app.device_log import DeviceLog, Remembered, device_name
from frontdesk.app.doctor.finding import Finding
from frontdesk.app.window.model import DeviceState, Level
from frontdesk.core.clock import Clock, local
from frontdesk.core.i18n import t
from frontdesk.core.settings import MachineSettings
from frontdesk.ui.dates import time_words

PROBED = ("drawer", "display", "pole", "voice", "sound", "camera", "database", "disk")
"""What is asked when the tab opens; a reader and a printer are heard of all the time."""
TESTED = ("reader", "printer", "drawer", "display", "pole", "voice")


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One device; ``test`` says whether it can be tried from here."""

    key: str
    title: str
    level: Level
    found: str
    todo: str
    remembered: Remembered
    test: bool

    @property
    def kind(self) -> str:
        """``printer`` for ``printer:bar``."""
        return self.key.partition(":")[0]

    def history(self, clock: Clock) -> str:
        """Last well, last tested, last error, each with its time; empty when nothing is known."""
        known, said = self.remembered, []
        if known.seen_at:
            said.append(t("devices.overview.seen", time=time_words(local(known.seen_at, clock))))
        if known.tested_at:
            words = "devices.overview.tested_in_vain" if known.test_failed else "devices.overview.tested"
            said.append(t(words, time=time_words(local(known.tested_at, clock))))
        if known.error and known.error != self.found:
            said.append(t("devices.overview.error", time=time_words(local(known.error_at, clock)), error=known.error))
        return " · ".join(said)

    def text(self, clock: Clock) -> str:
        """All of it on one line, to be copied."""
        parts = (self.title, t(f"devices.level.{self.level}"), self.found, self.todo, self.history(clock))
        return " | ".join(part for part in parts if part)


def overview_rows(settings: MachineSettings, log: DeviceLog, findings: Sequence[Finding]) -> list[OverviewRow]:
    """Every device of the counter, in the order people think of them."""
    found = {finding.key: finding for finding in findings}
    return [
        _reader(settings, log),
        *_printers(settings, log),
        *(_row(key, found, log, settings) for key in PROBED if key in found),
    ]


def _reader(settings: MachineSettings, log: DeviceLog) -> OverviewRow:
    state = log.states.get("reader")
    off = settings.reader == "none"
    level: Level = "off" if off else state.level if state is not None else "warn"
    if off or (settings.reader == "simulated" and level != "bad"):
        words = t(f"doctor.reader.{settings.reader}")
    elif state is None:
        words = t("devices.overview.not_heard")
    else:
        words = state.problem or state.word or t("devices.overview.reads")
    todo = state.todo if state is not None and level in ("warn", "bad") else ""
    return OverviewRow("reader", device_name("reader"), level, words, todo, log.remembered("reader"), not off)


def _printers(settings: MachineSettings, log: DeviceLog) -> list[OverviewRow]:
    lines = {line.name: line for line in log.printer_lines()}
    if not settings.printers:
        words = t("doctor.printer.none")
        return [OverviewRow("printer", t("doctor.printer"), "off", words, "", Remembered(), False)]
    rows = []
    for printer in settings.printers:
        key = f"printer:{printer.name}"
        line = lines.get(printer.name)
        level: Level = line.level if line is not None else "ok" if printer.kind == "screen" else "warn"
        if line is not None and line.word:
            words = line.word
        elif printer.kind == "screen":
            words = t("doctor.printer.screen")
        else:
            words = t("printer.state.ok") if line is not None else t("devices.overview.not_heard")
        title = t("doctor.printer.named", name=device_name(key))
        rows.append(OverviewRow(key, title, level, words, line.todo if line else "", log.remembered(key), True))
    return rows


def _row(key: str, found: Mapping[str, Finding], log: DeviceLog, settings: MachineSettings) -> OverviewRow:
    finding = found[key]
    level, words, todo = finding.level, finding.found, finding.todo
    live = _live(key, log)
    if live is not None and level != "off" and live.level in ("warn", "bad") and live.problem:
        level, words, todo = live.level, live.problem, live.todo
    test = key in TESTED and level != "off"
    return OverviewRow(key, finding.title, level, words, "" if level == "ok" else todo, log.remembered(key), test)


def _live(key: str, log: DeviceLog) -> DeviceState | None:
    """What the running counter knows better than a probe; window and pole are one device there."""
    return log.states.get(key if key != "pole" else "display")
