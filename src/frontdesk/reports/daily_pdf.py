"""The daily report on A4: everything that matters on the first page, the details behind it."""

from datetime import tzinfo

from frontdesk.core.clock import parse_utc
from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.printing.pdf import PdfDocument, PdfFile, TableColumn, Tile
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_pdf_money import corrections, differences, dues, refunds, shifts, sold
from frontdesk.reports.daily_pdf_things import in_house, keys_and_cards, numbers, receipts, seal
from frontdesk.reports.figures import key_figures
from frontdesk.reports.takings import Money
from frontdesk.reports.wording import (
    check_words,
    clock_words,
    day_in_words,
    moment_words,
    paid_for_word,
    state_words,
    tender_word,
)

_HEAD_HEIGHT, _ROW_HEIGHT = 60, 17


def daily_pdf(report: DailyReport, *, language: str, zone: tzinfo, font_file: str = "") -> PdfFile:
    """The whole report; every page says who printed it and when."""
    prepared = parse_utc(report.prepared_at).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    day = day_in_words(language, report.business_day)
    document = PdfDocument(
        title=t_in(language, "reports.daily.title"),
        subtitle=f"{day}　·　{state_words(language, report, moment_words(zone))}",
        house=report.house,
        printed_by=report.prepared_by,
        printed_at=prepared,
        language=language,
        font_file=font_file,
    )
    _warnings(document, report, language)
    document.tiles([Tile(each.label, each.value, each.note, each.tone) for each in key_figures(report, language)])
    _takings(document, report, language)
    _arrivals(document, report, language)
    at = clock_words(zone)
    shifts(document, report, language, at)
    differences(document, report, language)
    refunds(document, report, language, at)
    corrections(document, report, language, at)
    dues(document, report, language)
    keys_and_cards(document, report, language, moment_words(zone))
    in_house(document, report, language, moment_words(zone))
    sold(document, report, language)
    numbers(document, report, language)
    seal(document, report, language, at)
    receipts(document, report, language, at)
    return document.finish()


def _warnings(document: PdfDocument, report: DailyReport, language: str) -> None:
    failed = report.failed_checks
    if failed:
        words = "　".join(check_words(language, check) for check in failed)
        document.banner("bad", t_in(language, "reports.check.failed", n=len(failed)), words)


def _takings(document: PdfDocument, report: DailyReport, language: str) -> None:
    money = report.takings
    tenders = [(tender_word(language, line.name), line) for line in money.tenders]
    paid_for = [(paid_for_word(language, line.name), line) for line in money.paid_for]
    longest = max(len(tenders), len(paid_for), 1)
    document.beside(
        lambda: _money_table(document, language, "tender", tenders),
        lambda: _money_table(document, language, "paid_for", paid_for),
        height=_HEAD_HEIGHT + _ROW_HEIGHT * (longest + 1),
    )


def _money_table(document: PdfDocument, language: str, what: str, lines: list[tuple[str, Money]]) -> None:
    document.heading(t_in(language, f"reports.heading.{what}"))
    columns = [
        TableColumn(t_in(language, f"reports.column.{what}")),
        TableColumn(t_in(language, "reports.column.taken"), "right"),
        TableColumn(t_in(language, "reports.column.given_back"), "right"),
        TableColumn(t_in(language, "reports.column.net"), "right"),
    ]
    rows = [(word, yuan(each.taken_fen), yuan(-each.given_back_fen), yuan(each.net_fen)) for word, each in lines]
    sums = [sum(each) for each in zip(*((m.taken_fen, m.given_back_fen, m.net_fen) for _, m in lines), strict=True)]
    taken, back, net = sums or (0, 0, 0)
    total = (t_in(language, "reports.total"), yuan(taken), yuan(-back), yuan(net))
    document.table(columns, rows, total=total, empty=t_in(language, "reports.empty.takings"))


def _arrivals(document: PdfDocument, report: DailyReport, language: str) -> None:
    document.heading(t_in(language, "reports.heading.arrivals"))
    document.bars([(f"{hour:02d}", number) for hour, number in enumerate(report.coming.by_hour)])
