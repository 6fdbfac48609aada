"""``frontdesk report daily``: a business day's figures as PDF, as a workbook, as JSON, or in words."""

import argparse
import getpass
import json
import sys
from pathlib import Path

from frontdesk.app.open_database import find_place, opened
from frontdesk.core.i18n import language, t
from frontdesk.reports.daily import DailyReport, checked_day, daily_report, latest_day
from frontdesk.reports.daily_json import as_record
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.reports.daily_xlsx import daily_xlsx
from frontdesk.reports.figures import key_figures
from frontdesk.reports.save_report import save_file
from frontdesk.reports.wording import check_words, day_in_words

FOUND = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``daily`` with its day and where the figures go."""
    parser.add_argument("what", choices=("daily",), help=t("reports.cli.what"))
    parser.add_argument("--date", metavar="D", help=t("reports.cli.date"))
    parser.add_argument("--pdf", metavar="FILE", type=Path, help=t("reports.cli.pdf"))
    parser.add_argument("--xlsx", metavar="FILE", type=Path, help=t("reports.cli.xlsx"))
    parser.add_argument("--json", action="store_true", help=t("reports.cli.json"))


def run(arguments: argparse.Namespace) -> int:
    """Make the report; 1 when its figures don't agree with each other."""
    asked = checked_day(arguments.date) if arguments.date is not None else None
    place = find_place(arguments.data, arguments.db)
    with opened(place) as store:
        zone = store.clock.zone()
        with store.snapshot() as connection:
            day = asked or latest_day(connection, store.clock)
            report = daily_report(connection, store.clock, day, _who())
    if arguments.pdf is not None:
        file = daily_pdf(report, language=language(), zone=zone, font_file=place.settings.font_file)
        save_file(arguments.pdf, file.data)
        for warning in file.warnings:
            print(t(warning), file=sys.stderr)
        if not arguments.json:
            print(t("reports.cli.saved", pages=file.pages, n=file.pages, path=arguments.pdf))
    if arguments.xlsx is not None:
        book = daily_xlsx(report, language=language(), zone=zone)
        save_file(arguments.xlsx, book.data)
        if not arguments.json:
            print(t("reports.cli.saved_sheets", n=book.sheets, path=arguments.xlsx))
    if arguments.json:
        print(json.dumps(as_record(report), ensure_ascii=False, indent=2))
    elif arguments.pdf is None and arguments.xlsx is None:
        _print_figures(report)
    for check in report.failed_checks:
        print(check_words(language(), check), file=sys.stderr)
    return FOUND if report.failed_checks else 0


def _print_figures(report: DailyReport) -> None:
    print(day_in_words(language(), report.business_day))
    for figure in key_figures(report, language()):
        print(": ".join((figure.label, " · ".join(filter(None, (figure.value, figure.note))))))


def _who() -> str:
    """Who asked, as far as the computer knows."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such account on this machine
        name = ""
    return " · ".join(filter(None, (t("reports.cli.by"), name)))
