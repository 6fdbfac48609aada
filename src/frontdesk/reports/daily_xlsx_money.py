"""The daily workbook's sheets about money: takings, shifts, differences, refunds, dues, goods, receipts."""

from collections.abc import Callable, Sequence
from datetime import datetime

from frontdesk.core.i18n import t_in
from frontdesk.handover.wording import category_word
from frontdesk.handover.wording import tender_word as reckoned_word
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_pdf_things import bridge_words
from frontdesk.reports.takings import Money
from frontdesk.reports.wording import due_word, parts_words, reason_words, tender_word
from frontdesk.reports.workbook import Cell, Kind, Sheet, Yuan

LocalTime = Callable[[str], datetime | None]


def takings(language: str, what: str, lines: Sequence[tuple[str, Money]]) -> Sheet:
    """What came in and went back, by tender or by what it was for."""
    rows = [(word, Yuan(each.taken_fen), Yuan(-each.given_back_fen), Yuan(each.net_fen)) for word, each in lines]
    return _with_sums(heading(language, what), heads(language, what, "taken", "given_back", "net"), rows, language)


def shifts(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """Who had the desk, with float, counted cash and what was handed in."""
    rows = [
        (
            each.number,
            each.counter,
            each.operator,
            at(each.opened_at),
            at(each.closed_at) or t_in(language, "reports.still_open"),
            Yuan(each.float_fen),
            maybe(each.expected_fen),
            maybe(each.counted_fen),
            maybe(each.difference_fen),
            maybe(each.handed_in_fen),
        )
        for each in report.shifts
    ]
    titles = heads(language, "shift", "counter", "operator", "opened", "closed", "float", "expected", "counted",
                   "difference", "handed_in")  # fmt: skip
    kinds: dict[int, Kind] = {place: "bad" for place, each in enumerate(report.shifts) if each.difference_fen}
    return Sheet(heading(language, "shifts"), titles, rows, kinds=kinds)


def differences(report: DailyReport, language: str) -> Sheet:
    """What counts found over or short, whose it is, and what came of it."""
    rows = [
        (
            each.shift_number,
            reckoned_word(language, each.tender),
            each.operator,
            Yuan(each.expected_fen),
            Yuan(each.counted_fen),
            Yuan(each.difference_fen),
            " · ".join(filter(None, (t_in(language, f"handover.outcome.{each.outcome}"), each.explanation))),
        )
        for each in report.differences
    ]
    titles = heads(language, "shift", "tender", "operator", "expected", "counted", "difference", "explanation")
    return Sheet(heading(language, "differences"), titles, rows)


def refunds(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """What was given back, by whom and why."""
    rows = [
        (
            at(each.at),
            each.number,
            each.refunds_number,
            each.clerk,
            parts_words(language, each.tenders),
            reason_words(language, each),
            Yuan(-each.amount_fen),
        )
        for each in report.refunds
    ]
    titles = heads(language, "time", "receipt", "refunded", "clerk", "tender", "reason", "amount")
    return _with_sums(heading(language, "refunds"), titles, rows, language)


def corrections(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """Tenders put right; above them discounts, tabs and openings of the drawer without a sale."""
    above: list[Sequence[Cell]] = [
        (t_in(language, "reports.fact.discounts"), Yuan(report.discount_fen)),
        (t_in(language, "reports.fact.tabs"), Yuan(report.tab_fen)),
        (t_in(language, "reports.fact.drawer"), report.drawer_openings),
        (),
    ]
    rows = [
        (
            at(each.at),
            each.number,
            tender_word(language, each.from_tender),
            tender_word(language, each.to_tender),
            Yuan(each.amount_fen),
        )
        for each in report.corrections
    ]
    titles = heads(language, "time", "receipt", "keyed", "in_truth", "amount")
    return Sheet(heading(language, "corrections"), titles, rows, above=above)


def dues(report: DailyReport, language: str) -> Sheet:
    """What was charged, collected and taken off that day, and what is open."""
    rows = [
        (
            due_word(language, each.kind),
            Yuan(each.charged_fen),
            Yuan(each.collected_fen),
            Yuan(each.taken_off_fen),
            each.open_number,
            Yuan(each.open_fen),
        )
        for each in report.takings.dues
    ]
    titles = heads(language, "due", "charged", "collected", "taken_off", "open_number", "open")
    return _with_sums(heading(language, "dues"), titles, rows, language)


def sold(report: DailyReport, language: str) -> Sheet:
    """Goods, pieces and what they came to."""
    rows = [
        (each.name(language), category_word(language, each.category), each.pieces, Yuan(each.amount_fen))
        for each in report.sold
    ]
    titles = heads(language, "goods", "paid_for", "pieces", "amount")
    return _with_sums(heading(language, "sold"), titles, rows, language)


def receipts(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """Every receipt of the day, each tender in a column of its own."""
    tenders = [line.name for line in report.takings.tenders]
    words = {kind: t_in(language, f"reports.receipt.{kind}") for kind in ("sale", "tab", "refund")}
    rows: list[Sequence[Cell]] = []
    for each in report.receipts:
        paid = dict(each.tenders)
        parts = [Yuan(paid[name]) if name in paid else None for name in tenders]
        rows.append((each.number, at(each.at), words[each.kind], each.clerk, Yuan(each.total_fen), *parts))
    titles = heads(language, "receipt", "time", "kind", "clerk", "amount")
    titles += [tender_word(language, name) for name in tenders]
    made = _with_sums(heading(language, "receipts"), titles, rows, language)
    return Sheet(made.name, made.heads, made.rows, made.total, notes=[bridge_words(report, language)])


def heading(language: str, what: str) -> str:
    """A sheet's name: the table's heading in the PDF, short enough for Excel."""
    return t_in(language, f"reports.sheet.{what}")


def heads(language: str, *names: str) -> list[str]:
    """Columns' titles by their names."""
    return [t_in(language, f"reports.column.{name}") for name in names]


def maybe(fen: int | None) -> Yuan | None:
    """An amount, or an empty cell for one that is not known yet."""
    return None if fen is None else Yuan(fen)


def _with_sums(name: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]], language: str) -> Sheet:
    """A table whose last row sums what can be summed."""
    total: list[Cell] = [t_in(language, "reports.total")]
    for place in range(1, len(titles)):
        column = [row[place] for row in rows]
        amounts = [cell.fen for cell in column if isinstance(cell, Yuan)]
        pieces = [cell for cell in column if isinstance(cell, int)]
        total.append(Yuan(sum(amounts)) if amounts else sum(pieces) if pieces else None)
    return Sheet(name, titles, rows, total if rows else None)
