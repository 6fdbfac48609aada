"""How each printer of this counter is, in words: for the device strip, its popover and the print queue."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.app.window.model import Level
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.printing.words import printer_words, trouble_words

_LEVELS: dict[PrinterState, Level] = {
    PrinterState.OK: "ok",
    PrinterState.NEAR_END: "warn",
    PrinterState.PAPER_OUT: "bad",
    PrinterState.COVER_OPEN: "bad",
    PrinterState.OFFLINE: "bad",
    PrinterState.UNKNOWN: "warn",
}
GRAVITY: dict[Level, int] = {"off": 0, "ok": 1, "warn": 2, "bad": 3}


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """One printer: ``word`` is empty while all is well."""

    name: str
    title: str
    level: Level
    word: str = ""
    todo: str = ""

    @property
    def said(self) -> str:
        """The printer with its state, as a sentence's beginning."""
        return t("printer.said", printer=self.title, state=self.word or t("printer.state.ok"))


def printer_line(printer: PrinterSettings, state: PrinterState | None) -> PrinterLine:
    """A printer by what was last heard of it; None while nothing was."""
    title = printer_words(printer.name)
    if state is None and printer.kind == "screen":
        state = PrinterState.OK
    if state is PrinterState.UNKNOWN and printer.answers_status:  # one that answers else, so that is a fault
        _, to_do = trouble_words("printer.silent")
        return PrinterLine(printer.name, title, "bad", t("printer.state.silent"), to_do)
    level = _LEVELS[state or PrinterState.UNKNOWN]
    if level == "ok":
        return PrinterLine(printer.name, title, "ok")
    said = f"printer.state.{(state or PrinterState.UNKNOWN).value}"
    return PrinterLine(printer.name, title, level, t(said), t(f"{said}.do"))


def gone_line(name: str) -> PrinterLine:
    """A printer that slips still wait for and that this counter no longer has."""
    return PrinterLine(name, printer_words(name), "bad", t("printer.state.gone"), t("printer.state.gone.do"))


def worst(lines: tuple[PrinterLine, ...]) -> PrinterLine:
    """The one that needs somebody most; the first of several."""
    return max(lines, key=lambda line: GRAVITY[line.level])
