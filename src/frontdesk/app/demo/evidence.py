"""What the demo leaves behind besides the database: slips, PDFs, figures."""

import json
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path

from sqlalchemy import select

from frontdesk.books.verify import Verdict
from frontdesk.core.i18n import t_in
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.printing.picture import render_png
from frontdesk.printing.slip import Slip
from frontdesk.printing.tables import PrintJob
from frontdesk.reports.daily import daily_report
from frontdesk.reports.daily_json import as_record
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.store.store import Store

COLUMNS = 48


@dataclass(frozen=True, slots=True)
class Slips:
    """How many slips were sent, by outcome."""

    printed: int
    not_printed: int


def keep_slips(store: Store, folder: Path) -> Slips:
    """Write every slip's bytes and picture as ``receipts/<document>.bin`` and ``.png``."""
    receipts = folder / "receipts"
    receipts.mkdir(exist_ok=True)
    with store.read() as connection:
        rows = connection.execute(
            select(PrintJob.document, PrintJob.copy, PrintJob.slip, PrintJob.payload, PrintJob.state).where(
                PrintJob.slip != ""
            )
        ).all()
    for document, copy, slip, payload, _ in rows:
        name = document.replace("/", "-") + (f"-copy{copy}" if copy else "")
        (receipts / f"{name}.bin").write_bytes(payload)
        (receipts / f"{name}.png").write_bytes(render_png(Slip.from_json(slip), COLUMNS))
    printed = sum(1 for row in rows if row.state == "done")
    return Slips(printed, len(rows) - printed)


def keep_wire(printer: SimulatedTcpPrinter, folder: Path) -> int:
    """Write what really arrived at the printer over TCP, connection by connection; returns their number."""
    wire = folder / "receipts" / "printer-received.bin"
    wire.parent.mkdir(exist_ok=True)
    wire.write_bytes(b"".join(printer.jobs))
    return len(printer.jobs)


def keep_report(store: Store, folder: Path, business_day: str, language: str) -> dict[str, object]:
    """Write ``daily-report.pdf`` and return the same figures as ``frontdesk report daily --json`` prints."""
    with store.snapshot() as connection:
        report = daily_report(connection, store.clock, business_day, t_in(language, "app.demo.clerk"))
    made = daily_pdf(report, language=language, zone=store.clock.zone())
    (folder / "daily-report.pdf").write_bytes(made.data)
    return as_record(report)


def keep_figures(folder: Path, verdict: Verdict, **figures: object) -> None:
    """Write ``day.json``."""
    stated = {
        **figures,
        "verify": {
            "clean": not verdict.findings,
            "records": verdict.records,
            "rows": verdict.rows,
            "seals": verdict.seals,
            "head": verdict.head,
            "findings": [asdict(finding) for finding in verdict.findings],
        },
    }
    text = json.dumps(stated, ensure_ascii=False, indent=2, default=_plain)
    (folder / "day.json").write_text(text + "\n", encoding="utf-8")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)
