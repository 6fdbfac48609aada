"""Writing reports to files: whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.handover.pdf import handover_pdf
from frontdesk.handover.sheet import handover_sheet
from frontdesk.printing.house import HOUSE_NAME
from frontdesk.printing.pdf import PdfFile
from frontdesk.reports.daily import demand_right, read_daily
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.reports.daily_xlsx import daily_xlsx
from frontdesk.reports.errors import ReportNotSaved
from frontdesk.store.store import Store

Progress = Callable[[int, int], None]
STEPS = 3


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A report kept as a file, of so many pages or, as a workbook, sheets; ``warnings`` are translation keys."""

    path: Path
    pages: int
    warnings: tuple[str, ...] = ()
    sheets: int = 0


def save_daily(
    store: Store, actor: Actor, business_day: str, path: Path, language: str, font_file: str, progress: Progress
) -> SavedFile:
    """Read a day, draw it and write it; ``progress`` may raise to stop before anything is written.

    Raises RightMissing, DayNotYet, ReportNotSaved.
    """
    progress(0, STEPS)
    report = read_daily(store, actor, business_day)
    progress(1, STEPS)
    file = daily_pdf(report, language=language, zone=store.clock.zone(), font_file=font_file)
    return _keep(path, file, progress)


def save_daily_xlsx(
    store: Store, actor: Actor, business_day: str, path: Path, language: str, _font_file: str, progress: Progress
) -> SavedFile:
    """The same day as a workbook. Raises as ``save_daily`` does."""
    progress(0, STEPS)
    report = read_daily(store, actor, business_day)
    progress(1, STEPS)
    book = daily_xlsx(report, language=language, zone=store.clock.zone())
    progress(2, STEPS)
    save_file(path, book.data)
    progress(STEPS, STEPS)
    return SavedFile(path, 0, sheets=book.sheets)


def save_sheet(
    store: Store, actor: Actor, shift_id: int, path: Path, language: str, font_file: str, progress: Progress
) -> SavedFile:
    """Write a closed shift's handover sheet. Raises RightMissing, ReportNotSaved, LookupError for an open shift."""
    progress(0, STEPS)
    with store.read() as connection:
        demand_right(connection, actor)
        sheet = handover_sheet(connection, shift_id)
        house = HOUSE_NAME.read(connection)
    progress(1, STEPS)
    file = handover_pdf(
        sheet,
        language=language,
        zone=store.clock.zone(),
        printed_by=actor.name,
        printed_at=local_now(store.clock).strftime("%Y-%m-%d %H:%M"),
        house=house,
        font_file=font_file,
    )
    return _keep(path, file, progress)


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


def _keep(path: Path, file: PdfFile, progress: Progress) -> SavedFile:
    progress(2, STEPS)
    save_file(path, file.data)
    progress(STEPS, STEPS)
    return SavedFile(path, file.pages, file.warnings)
