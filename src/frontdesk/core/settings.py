"""This machine's settings: ``frontdesk.toml`` in the data folder. What belongs to the business is in the database."""

import os
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

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
    printer: str = "screen"
    """``screen``, ``network`` or ``none``."""
    printer_host: str = "127.0.0.1"
    printer_port: int = 9100
    printer_columns: int = 48
    printer_acknowledges: str = "process-id"
    """``process-id``, ``transmit-status`` or ``none``."""
    font_file: str = ""
    demo: bool = False
    """Whether this folder holds the demo gym; the window says so all the time."""


CHOICES: dict[str, tuple[str | int, ...]] = {
    "language": ("zh", "en"),
    "theme": ("light", "dark"),
    "reader": ("pcsc", "simulated", "none"),
    "uid_form": ("hex", "hex-reversed", "decimal", "decimal-reversed"),
    "printer": ("screen", "network", "none"),
    "printer_columns": (48, 32),
    "printer_acknowledges": ("process-id", "transmit-status", "none"),
}
"""What a setting may be, where only a few things are possible."""
RANGES: dict[str, tuple[int, int]] = {"auto_lock_s": (60, 120), "printer_port": (1, 65535)}
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
    known = asdict(MachineSettings())
    for name, value in found.items():
        if name not in known or type(value) is not type(known[name]):
            raise SettingsUnreadable(path=str(path), reason=name)
        if not _fits(name, value):
            raise SettingsUnreadable(path=str(path), reason=f"{name} = {value!r}")
    return replace(MachineSettings(), **found)


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


def _fits(name: str, value: Any) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name in RANGES:
        least, most = RANGES[name]
        return bool(least <= value <= most)
    return name != "counter" or counter_fits(value)
