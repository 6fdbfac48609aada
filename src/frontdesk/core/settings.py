"""This machine's settings: ``frontdesk.toml`` in the data folder. What belongs to the business is in the database."""

import os
import re
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from frontdesk.core import device_settings
from frontdesk.core.device_settings import (
    DisplaySettings,
    DrawerSettings,
    PrinterSettings,
    ReaderSettings,
    RouteSettings,
    VoiceSettings,
    WedgeReaderSettings,
)
from frontdesk.core.errors import FrontdeskError

FILE_NAME = "frontdesk.toml"


class SettingsUnreadable(FrontdeskError):
    """``frontdesk.toml`` can't be read; ``path`` names it and ``reason`` what the parser found."""

    code = "settings.unreadable"


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """What differs from counter to counter."""

    counter: str = "1"
    language: str = "zh"
    theme: str = "light"
    database_url: str = ""
    auto_lock_s: int = 90
    reader: str = "pcsc"
    """``pcsc``, ``simulated`` or ``none``."""
    uid_form: str = "hex"
    key_tag_prefix: str = "K"
    readers: tuple[ReaderSettings, ...] = ()
    wedge_readers: tuple[WedgeReaderSettings, ...] = ()
    """Besides ``uid_form``, which stands for every reader not named here."""
    apdu_log: bool = False
    """Whether what is said to cards is written to a log, keys blanked."""
    printers: tuple[PrinterSettings, ...] = (PrinterSettings(),)
    """The first takes what no route names; none at all is a counter without paper."""
    routes: tuple[RouteSettings, ...] = ()
    fallback_printer: str = ""
    """Takes new slips while the printer they are meant for can't print; empty for none."""
    drawer: DrawerSettings = field(default_factory=DrawerSettings)
    display: DisplaySettings = field(default_factory=DisplaySettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    camera: str = ""
    """The camera's name as the system has it; empty for the first."""
    font_file: str = ""
    demo: bool = False
    """Whether this folder holds the demo gym; the window says so all the time."""
    training: bool = False
    """Whether this folder is a copy to practise on; the window, slips and PDFs say so (K01)."""

    @property
    def first_printer(self) -> PrinterSettings | None:
        """The printer that takes whatever isn't routed; None at a counter without one."""
        return self.printers[0] if self.printers else None

    @property
    def paper_columns(self) -> int:
        """Columns of the first printer's paper, for looking at slips; 48 at a counter without one."""
        return self.printers[0].columns if self.printers else 48


CHOICES: dict[str, tuple[str | int, ...]] = {
    "language": ("zh", "en"),
    "theme": ("light", "dark"),
    "reader": ("pcsc", "simulated", "none"),
    "uid_form": ("hex", "hex-reversed", "decimal", "decimal-reversed"),
}
"""What a setting may be, where only a few things are possible."""
RANGES: dict[str, tuple[int, int]] = {"auto_lock_s": (60, 120)}
_COUNTER = re.compile(r"[0-9A-Za-z]{1,4}", re.ASCII)


def counter_fits(counter: str) -> bool:
    """Whether a text can be a counter's number: it stands in receipt numbers, so 1 to 4 plain letters or digits."""
    return _COUNTER.fullmatch(counter) is not None


def load_settings(folder: Path) -> MachineSettings:
    """The settings in a data folder; those not named there have their defaults. Raises SettingsUnreadable."""
    path = folder / FILE_NAME
    if not path.exists():
        return MachineSettings()
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # brackets in brackets, a number of 5,000 digits
        raise SettingsUnreadable(path=str(path), reason=str(error)) from error
    try:
        settings: MachineSettings = _made(MachineSettings(), _brought_over(found))
    except _Wrong as wrong:
        raise SettingsUnreadable(path=str(path), reason=str(wrong)) from wrong
    if len({printer.name for printer in settings.printers}) < len(settings.printers):
        raise SettingsUnreadable(path=str(path), reason="printers: one name twice")
    return settings


def save_settings(folder: Path, settings: MachineSettings) -> None:
    """Write the settings beside the old file and put them in its place in one step."""
    import tomli_w

    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE_NAME}.new"
    with new.open("wb") as file:
        tomli_w.dump(asdict(settings), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE_NAME)


class _Wrong(Exception):
    """A name or a value that can't be; its text says where."""


_LISTS: dict[str, type[Any]] = {
    "printers": PrinterSettings,
    "routes": RouteSettings,
    "readers": ReaderSettings,
    "wedge_readers": WedgeReaderSettings,
}


def _made(default: Any, found: dict[str, Any]) -> Any:
    """``default`` with what was found put in its place."""
    known = {each.name: getattr(default, each.name) for each in fields(default)}
    values: dict[str, Any] = {}
    for name, value in found.items():
        if name not in known:
            raise _Wrong(name)
        if name in _LISTS and isinstance(default, MachineSettings):
            if not (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
                raise _Wrong(name)
            values[name] = tuple(_made(_LISTS[name](), each) for each in value)
        elif hasattr(known[name], "__dataclass_fields__"):
            if not isinstance(value, dict):
                raise _Wrong(name)
            values[name] = _made(known[name], value)
        else:
            if type(value) is not type(known[name]):
                raise _Wrong(name)
            if not _fits(type(default), name, value):
                raise _Wrong(f"{name} = {value!r}")
            values[name] = value
    return replace(default, **values)


def _fits(kind: type, name: str, value: Any) -> bool:
    choices = CHOICES if kind is MachineSettings else device_settings.CHOICES.get(kind, {})
    ranges = RANGES if kind is MachineSettings else device_settings.RANGES.get(kind, {})
    if name in choices:
        return value in choices[name]
    if name in ranges:
        least, most = ranges[name]
        return bool(least <= value <= most)
    return (kind, name) != (MachineSettings, "counter") or counter_fits(value)


def _brought_over(found: dict[str, Any]) -> dict[str, Any]:
    """A file of the first version, which knew one printer, in the words of now."""
    if not isinstance(found.get("printer"), str):
        return found
    kind = found["printer"]
    values = {key: value for key, value in found.items() if key != "printer" and not key.startswith("printer_")}
    printer = {"kind": kind}
    if kind == "network":
        printer["address"] = f"{found.get('printer_host', '127.0.0.1')}:{found.get('printer_port', 9100)}"
        acknowledges = found.get("printer_acknowledges", "process-id")
        printer |= {"acknowledges": acknowledges, "answers_status": acknowledges != "none"}
    if "printer_columns" in found:
        printer["columns"] = found["printer_columns"]
    return {**values, "printers": [] if kind == "none" else [printer]}
