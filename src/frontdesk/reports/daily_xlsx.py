"""The daily report as a workbook: the PDF's tables, one a sheet, for whoever keeps the accounts."""

from datetime import date, tzinfo

from frontdesk.core.i18n import t_in
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_xlsx_money import (
    corrections,
    differences,
    dues,
    receipts,
    refunds,
    shifts,
    sold,
    takings,
)
from frontdesk.reports.daily_xlsx_things import arrivals, astray, in_house, numbers, seals, zones
from frontdesk.reports.figures import key_figures
from frontdesk.reports.wording import check_words, moment_words, paid_for_word, state_words, tender_word
from frontdesk.reports.workbook import Cell, Kind, Sheet, XlsxFile, Yuan, local_time, workbook


def daily_xlsx(report: DailyReport, *, language: str, zone: tzinfo) -> XlsxFile:
    """The whole report; times are local, amounts yuan."""
    at = local_time(zone)
    made_at = at(report.prepared_at)
    assert made_at is not None  # a report always says when it was made
    money = report.takings
    sheets = [
        _overview(report, language, zone),
        takings(language, "tender", [(tender_word(language, line.name), line) for line in money.tenders]),
        takings(language, "paid_for", [(paid_for_word(language, line.name), line) for line in money.paid_for]),
        arrivals(report, language),
        shifts(report, language, at),
        differences(report, language),
        refunds(report, language, at),
        corrections(report, language, at),
        dues(report, language),
        zones(report, language),
        astray(report, language, at),
        in_house(report, language, at),
        sold(report, language),
        numbers(report, language),
        seals(report, language, at),
        receipts(report, language, at),
    ]
    title = f"{t_in(language, 'reports.daily.title')} {report.business_day}"
    return workbook(sheets, title=title, author=report.prepared_by, made_at=made_at)


def _overview(report: DailyReport, language: str, zone: tzinfo) -> Sheet:
    """Which day it is, who asked and when, the key figures, and whatever doesn't agree."""
    above: list[list[Cell]] = [
        [t_in(language, "reports.daily.title"), date.fromisoformat(report.business_day), report.house],
        [t_in(language, "reports.column.state"), state_words(language, report, moment_words(zone))],
        [t_in(language, "reports.column.prepared"), report.prepared_by, local_time(zone)(report.prepared_at)],
        [],
    ]
    heads = [t_in(language, f"reports.column.{name}") for name in ("figure", "value", "note")]
    rows: list[list[Cell]] = []
    kinds: dict[int, Kind] = {}
    for figure in key_figures(report, language):
        if figure.tone == "bad":
            kinds[len(rows)] = "bad"
        rows.append([figure.label, Yuan(figure.number) if figure.is_money else figure.number, figure.note])
    failed = report.failed_checks
    notes = [t_in(language, "reports.check.failed", n=len(failed))] if failed else []
    notes += [check_words(language, check) for check in failed]
    return Sheet(t_in(language, "reports.daily.title"), heads, rows, above=above, kinds=kinds, notes=notes)
