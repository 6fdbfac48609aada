"""The recovery sheet of the cards' master key, as a slip and as a page. Made for paper at once: it never goes through
the spool, which is a part of the database."""

import os
from dataclasses import dataclass
from pathlib import Path

from frontdesk.cards.errors import SheetUnsaved
from frontdesk.core.actor import Actor
from frontdesk.core.clock import Clock, local_now
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t_in
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.delivery import deliver
from frontdesk.printing.pdf import PdfDocument
from frontdesk.printing.pdf_qr import draw_qr
from frontdesk.printing.pdf_table import TableColumn
from frontdesk.printing.slip import Big, Cell, Columns, Cut, Element, Feed, Qr, Rule, Slip, Text

_IN_A_ROW = 3
_ON_A_LINE = 6


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is on it: the groups of digits, which key it is, whose, when (wall time) and by whom."""

    groups: tuple[str, ...]
    fingerprint: str
    house: str
    printed_at: str
    printed_by: str

    @property
    def digits(self) -> str:
        """All digits in one, for the code that a scanner types."""
        return "".join(self.groups)


def recovery_slip(sheet: RecoverySheet, language: str) -> Slip:
    """The sheet on receipt paper."""
    lines: list[Element] = [
        Text(t_in(language, "cards.master.sheet"), align="center", bold=True),
        Big(sheet.fingerprint),
        Text(" · ".join(filter(None, (sheet.house, sheet.printed_at))), align="center"),
        Rule(),
        Text(t_in(language, "cards.master.sheet.what")),
        Rule(),
    ]
    numbered = [f"{place:2d} {group}" for place, group in enumerate(sheet.groups, 1)]
    for start in range(0, len(numbered), _IN_A_ROW):
        part = numbered[start : start + _IN_A_ROW]
        lines.append(Columns(tuple(Cell(words) for words in (*part, *[""] * (_IN_A_ROW - len(part))))))
    lines += [Feed(), Qr(sheet.digits, 4), Text(t_in(language, "cards.master.sheet.keep"), bold=True), Cut()]
    return Slip(tuple(lines))


def recovery_pdf(sheet: RecoverySheet, language: str, font_file: str = "") -> bytes:
    """The sheet on A4."""
    document = PdfDocument(
        title=t_in(language, "cards.master.sheet"),
        subtitle=sheet.fingerprint,
        house=sheet.house,
        printed_by=sheet.printed_by,
        printed_at=sheet.printed_at,
        language=language,
        font_file=font_file,
    )
    document.banner("warn", t_in(language, "cards.master.sheet.keep"), t_in(language, "cards.master.sheet.what"))
    document.heading(t_in(language, "cards.master.sheet.digits"))
    columns = [TableColumn("", align="center") for _ in range(_ON_A_LINE)]
    cells = [f"{place}.  {group[:3]} {group[3:]}" for place, group in enumerate(sheet.groups, 1)]
    cells += [""] * (-len(cells) % _ON_A_LINE)
    document.table(columns, [cells[start : start + _ON_A_LINE] for start in range(0, len(cells), _ON_A_LINE)])
    document.heading(t_in(language, "cards.master.sheet.code"))
    document.paragraph(t_in(language, "cards.master.sheet.scan"), muted=True)
    draw_qr(document, sheet.digits, 150)
    return document.finish().data


def write_sheet(path: Path, data: bytes) -> None:
    """Write the page to a file that only the user can read. Raises SheetUnsaved."""
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise SheetUnsaved(path=str(path), reason=str(error)) from error


def print_sheet(sheet: RecoverySheet, printer: PrinterSettings, language: str) -> str:
    """Print the slip past the spool; the outcome as of ``Delivery``. Raises PrinterUnreachable."""
    from frontdesk.printing.escpos import render

    port = printer_for(printer)
    return deliver(port, render(recovery_slip(sheet, language), port.profile), _nothing_to_store).outcome


def sheet_of(groups: tuple[str, ...], fingerprint: str, house: str, actor: Actor, clock: Clock) -> RecoverySheet:
    """The sheet of this moment."""
    when = local_now(clock).strftime("%Y-%m-%d %H:%M")
    return RecoverySheet(groups, fingerprint, house, when, actor.name)


def _nothing_to_store() -> None:
    """A secret is no document: it is not kept in the spool."""
