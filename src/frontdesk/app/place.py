"""Where this counter's data folder and database are; asked before anything that takes long is loaded."""

import os
from dataclasses import dataclass
from pathlib import Path

from frontdesk.core.paths import data_folder
from frontdesk.core.settings import MachineSettings, load_settings

FILE_NAME = "frontdesk.db"


@dataclass(frozen=True, slots=True)
class Place:
    """Where this counter's data and database are."""

    folder: Path
    url: str
    settings: MachineSettings


def find_place(data: str | None = None, url: str | None = None) -> Place:
    """The data folder and the database to use.

    The folder: ``data``, else FRONTDESK_DATA, else the system's. The database: ``url``, else FRONTDESK_DB, else the one
    in frontdesk.toml, else a file in the folder.
    """
    folder = data_folder(data)
    settings = load_settings(folder)
    named = url or os.environ.get("FRONTDESK_DB") or settings.database_url
    return Place(folder, named or sqlite_url(folder / FILE_NAME), settings)


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"
