"""``frontdesk demo``: a whole business day without a screen; what it leaves behind is proof that it happened."""

import argparse
import os
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from frontdesk.app.log_file import log_to
from frontdesk.app.open_database import FILE_NAME, Place, create_store, sqlite_url
from frontdesk.app.schema import derivations
from frontdesk.app.verdict_words import finding_words
from frontdesk.books.verify import Verdict, verify
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import set_language, t
from frontdesk.core.settings import MachineSettings
from frontdesk.store.store import Store

MEMBERS = 2_000
_ZONE = "Asia/Shanghai"
_LEFT_BEHIND = ("receipts", "screenshots", "secrets")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to leave the results, and how large a gym to play."""
    parser.add_argument("--out", metavar="DIR", default="out/demo", help=t("app.demo.out"))
    parser.add_argument("--members", type=int, default=MEMBERS, help=t("app.demo.members"))


def run(arguments: argparse.Namespace) -> int:
    """Play the day; 0 only if the books verify afterwards."""
    folder = Path(arguments.out).resolve()
    _clear(folder)
    began = time.monotonic()
    clock = ManualClock(datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo(_ZONE)), _ZONE)
    place = Place(folder, sqlite_url(folder / FILE_NAME), MachineSettings())
    store = create_store(place, clock)
    try:
        print(t("app.demo.sample", n=arguments.members), flush=True)
        verdict = _play(store, clock, folder, arguments.members, arguments.language or "zh")
    finally:
        store.close()
    seconds = f"{time.monotonic() - began:.0f}"
    print(t("app.demo.done", seconds=seconds, folder=folder, records=verdict.records, rows=verdict.rows))
    for finding in verdict.findings:
        print(finding_words(finding), file=sys.stderr)
    return 1 if verdict.findings else 0


def _play(store: Store, clock: ManualClock, folder: Path, members: int, language: str) -> Verdict:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from frontdesk.app.demo.day import Day
    from frontdesk.app.demo.evidence import keep_figures, keep_report, keep_slips, keep_wire
    from frontdesk.app.demo.stage import Stage
    from frontdesk.app.qt_log import log_qt_messages
    from frontdesk.app.sample.load import load_sample
    from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
    from frontdesk.ui import theme

    sample = load_sample(store, members)
    set_language(language)
    log_to(folder)
    log_qt_messages()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme.apply("light")
    print(t("app.demo.playing"), flush=True)
    with SimulatedTcpPrinter() as printer:
        stage = Stage(store, folder, printer, language)
        stage.open()
        try:
            day = Day(stage, clock, folder)
            day.play()
        finally:
            stage.close()
        connections = keep_wire(printer, folder)
    slips = keep_slips(store, folder)
    report = keep_report(store, folder, day.business_day, language)
    with store.read() as connection:
        verdict = verify(connection, derivations())
    keep_figures(
        folder,
        verdict,
        business_day=day.business_day,
        members=sample.persons,
        bustle=day.bustle.tally,
        shifts=day.closed,
        slips=slips,
        printer_connections=connections,
        screenshots=stage.taken,
        report=report,
    )
    application.processEvents()
    return verdict


def _clear(folder: Path) -> None:
    """Take away an earlier demo's results, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _LEFT_BEHIND:
        shutil.rmtree(folder / name, ignore_errors=True)
    for pattern in (f"{FILE_NAME}*", "*.pdf", "day.json"):
        for path in folder.glob(pattern):
            path.unlink()
