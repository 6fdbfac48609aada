"""The folder that holds this counter's data."""

import os
from pathlib import Path

from platformdirs import user_data_dir


def data_folder(chosen: str | None = None) -> Path:
    """The data folder: the one chosen, else ``FRONTDESK_DATA``, else the system's place for a user's data."""
    named = chosen or os.environ.get("FRONTDESK_DATA")
    return Path(named) if named else Path(user_data_dir("frontdesk", appauthor=False))
