"""Writing a finished document to a file: whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from frontdesk.reports.errors import ReportNotSaved


def save_file(path: Path, data: bytes) -> None:
    """Write beside the old file and put the new one in its place in one step. Raises ReportNotSaved."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ReportNotSaved(path=str(path), reason=error.strerror or type(error).__name__) from error
