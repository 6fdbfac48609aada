"""The daily report for other programs: the same figures, in fen, as plain JSON."""

from dataclasses import asdict
from typing import Any

from frontdesk.reports.daily import Check, DailyReport
from frontdesk.reports.takings import Money


def as_record(report: DailyReport) -> dict[str, Any]:
    """The report as JSON values; ``*_fen`` are fen, times UTC, names as in the books (``wechat``, ``bar``)."""
    money = report.takings
    return {
        "business_day": report.business_day,
        "house": report.house,
        "final": report.is_final,
        "prepared_at": report.prepared_at,
        "prepared_by": report.prepared_by,
        "takings": {
            "taken_fen": money.taken_fen,
            "given_back_fen": money.given_back_fen,
            "net_fen": money.net_fen,
            "by_tender": [_money(line) for line in money.tenders],
            "by_category": [_money(line) for line in money.categories],
            "top_ups": _money(money.top_ups),
            "deposits": _money(money.deposits),
            "other": _money(money.other),
            "entries": money.entries,
            "tab_fen": report.tab_fen,
            "discount_fen": report.discount_fen,
        },
        "dues": [asdict(line) for line in money.dues],
        "refunds": [asdict(line) for line in report.refunds],
        "corrections": [asdict(line) for line in report.corrections],
        "drawer_openings": report.drawer_openings,
        "receipt_ranges": [asdict(line) for line in report.ranges],
        "receipts_fen": report.receipts_fen,
        "without_receipt_fen": report.without_receipt_fen,
        "refunds_fen": report.refunds_fen,
        "receipts": [asdict(line) for line in report.receipts],
        "sold": [asdict(line) for line in report.sold],
        "arrivals": report.coming.arrivals,
        "arrivals_by_hour": list(report.coming.by_hour),
        "came_back": report.coming.came_back,
        "departures": report.coming.departures,
        "in_house": [asdict(line) for line in report.coming.inside],
        "things": asdict(report.things) | {"cards_in_tray": report.things.cards_in_tray},
        "shifts": [asdict(line) for line in report.shifts],
        "differences": [asdict(line) | {"difference_fen": line.difference_fen} for line in report.differences],
        "difference_fen": report.difference_fen,
        "journal": asdict(report.journal),
        "checks": [_check(check) for check in report.checks],
        "agrees": not report.failed_checks,
    }


def _money(line: Money) -> dict[str, Any]:
    return asdict(line) | {"net_fen": line.net_fen}


def _check(check: Check) -> dict[str, Any]:
    return asdict(check) | {"holds": check.holds}
