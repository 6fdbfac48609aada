"""This machine's settings: ``frontdesk.toml`` in the data folder. What belongs to the business is in the database."""

import os
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

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


def load_settings(folder: Path) -> MachineSettings:
    """The settings in a data folder; those not named there have their defaults. Raises SettingsUnreadable."""
    path = folder / FILE_NAME
    if not path.exists():
        return MachineSettings()
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsUnreadable(path=str(path), reason=str(error)) from error
    known = asdict(MachineSettings())
    for name, value in found.items():
        if name not in known or type(value) is not type(known[name]):
            raise SettingsUnreadable(path=str(path), reason=name)
    return replace(MachineSettings(), **found)


def save_settings(folder: Path, settings: MachineSettings) -> None:
    """Write the settings beside the old file and put them in its place in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE_NAME}.new"
    with new.open("wb") as file:
        tomli_w.dump(asdict(settings), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE_NAME)
