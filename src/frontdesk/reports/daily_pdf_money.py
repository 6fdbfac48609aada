"""The daily report's pages about money: shifts, differences, refunds, corrections, dues, goods."""

from collections.abc import Callable

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.handover.wording import category_word
from frontdesk.handover.wording import tender_word as reckoned_word
from frontdesk.printing.pdf import Kind, PdfDocument, TableColumn
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.shifts_of_day import ShiftLine
from frontdesk.reports.wording import due_word, parts_words, reason_words, signed, tender_word

Clock = Callable[[str], str]


def shifts(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """Who had the desk, with float, counted cash and what was handed in."""
    document.heading(t_in(language, "reports.heading.shifts"))
    columns = [
        column(language, "shift"),
        column(language, "counter"),
        column(language, "operator", share=1.4),
        column(language, "time", share=1.3),
        column(language, "float", "right"),
        column(language, "expected", "right"),
        column(language, "counted", "right"),
        column(language, "difference", "right"),
        column(language, "handed_in", "right"),
    ]
    rows = [_shift_row(shift, language, at) for shift in report.shifts]
    kinds: dict[int, Kind] = {place: "bad" for place, shift in enumerate(report.shifts) if shift.difference_fen}
    document.table(columns, rows, kinds=kinds, empty=t_in(language, "reports.empty.shifts"))


def _shift_row(shift: ShiftLine, language: str, at: Clock) -> tuple[str, ...]:
    closed = at(shift.closed_at) or t_in(language, "reports.still_open")
    return (
        shift.number,
        shift.counter,
        shift.operator,
        f"{at(shift.opened_at)}–{closed}",
        yuan(shift.float_fen),
        maybe(shift.expected_fen),
        maybe(shift.counted_fen),
        "–" if shift.difference_fen is None else signed(shift.difference_fen),
        maybe(shift.handed_in_fen),
    )


def differences(document: PdfDocument, report: DailyReport, language: str) -> None:
    """What counts found over or short, whose it is, and what came of it."""
    document.heading(t_in(language, "reports.heading.differences"))
    if not report.differences:
        document.paragraph(t_in(language, "reports.empty.differences"), muted=True)
        return
    columns = [
        column(language, "shift"),
        column(language, "tender"),
        column(language, "operator", share=1.2),
        column(language, "expected", "right"),
        column(language, "counted", "right"),
        column(language, "difference", "right"),
        column(language, "explanation", share=2.6),
    ]
    rows = [
        (
            each.shift_number,
            reckoned_word(language, each.tender),
            each.operator,
            yuan(each.expected_fen),
            yuan(each.counted_fen),
            signed(each.difference_fen),
            " · ".join(filter(None, (t_in(language, f"handover.outcome.{each.outcome}"), each.explanation))),
        )
        for each in report.differences
    ]
    document.table(columns, rows)


def refunds(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """What was given back, by whom and why."""
    document.heading(t_in(language, "reports.heading.refunds"))
    if not report.refunds:
        document.paragraph(t_in(language, "reports.empty.refunds"), muted=True)
        return
    columns = [
        column(language, "time", share=0.6),
        column(language, "receipt", share=1.5),
        column(language, "refunded", share=1.5),
        column(language, "clerk"),
        column(language, "tender", share=1.2),
        column(language, "reason", share=2),
        column(language, "amount", "right"),
    ]
    rows = [
        (
            at(each.at),
            each.number or "–",
            each.refunds_number or "–",
            each.clerk,
            parts_words(language, each.tenders),
            reason_words(language, each),
            yuan(-each.amount_fen),
        )
        for each in report.refunds
    ]
    total = (
        t_in(language, "reports.total"),
        "",
        "",
        "",
        "",
        "",
        yuan(-report.refunds_fen),
    )
    document.table(columns, rows, total=total)


def corrections(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """Tenders put right, openings of the drawer without a sale, discounts and tabs."""
    facts = [
        (t_in(language, "reports.fact.discounts"), yuan(report.discount_fen)),
        (t_in(language, "reports.fact.tabs"), yuan(report.tab_fen)),
        (t_in(language, "reports.fact.drawer"), str(report.drawer_openings)),
    ]
    document.heading(t_in(language, "reports.heading.corrections"))
    document.facts(facts)
    if not report.corrections:
        return
    columns = [
        column(language, "time", share=0.6),
        column(language, "receipt", share=1.5),
        column(language, "keyed"),
        column(language, "in_truth"),
        column(language, "amount", "right"),
    ]
    rows = [
        (
            at(each.at),
            each.number,
            tender_word(language, each.from_tender),
            tender_word(language, each.to_tender),
            yuan(each.amount_fen),
        )
        for each in report.corrections
    ]
    document.table(columns, rows)


def dues(document: PdfDocument, report: DailyReport, language: str) -> None:
    """What was charged, collected and taken off that day, and what is open."""
    document.heading(t_in(language, "reports.heading.dues"))
    lines = report.takings.dues
    columns = [
        column(language, "due", share=2),
        column(language, "charged", "right"),
        column(language, "collected", "right"),
        column(language, "taken_off", "right"),
        column(language, "open_number", "right"),
        column(language, "open", "right"),
    ]
    rows = [
        (
            due_word(language, line.kind),
            yuan(line.charged_fen),
            yuan(line.collected_fen),
            yuan(line.taken_off_fen),
            str(line.open_number),
            yuan(line.open_fen),
        )
        for line in lines
    ]
    total = (
        t_in(language, "reports.total"),
        yuan(sum(line.charged_fen for line in lines)),
        yuan(sum(line.collected_fen for line in lines)),
        yuan(sum(line.taken_off_fen for line in lines)),
        str(sum(line.open_number for line in lines)),
        yuan(report.open_dues_fen),
    )
    document.table(columns, rows, total=total if lines else None, empty=t_in(language, "reports.empty.dues"))


def sold(document: PdfDocument, report: DailyReport, language: str) -> None:
    """Goods, pieces and what they came to."""
    document.heading(t_in(language, "reports.heading.sold"))
    columns = [
        column(language, "goods", share=3),
        column(language, "paid_for", share=1.4),
        column(language, "pieces", "right"),
        column(language, "amount", "right"),
    ]
    rows = [
        (each.name(language), category_word(language, each.category), str(each.pieces), yuan(each.amount_fen))
        for each in report.sold
    ]
    pieces = str(sum(each.pieces for each in report.sold))
    total = (t_in(language, "reports.total"), "", pieces, yuan(sum(each.amount_fen for each in report.sold)))
    document.table(columns, rows, total=total if rows else None, empty=t_in(language, "reports.empty.sold"))


def column(language: str, name: str, align: str = "left", share: float = 1.0) -> TableColumn:
    """A column by the name of its head."""
    title = t_in(language, f"reports.column.{name}")
    return TableColumn(title, "right" if align == "right" else "left", share)


def maybe(fen: int | None) -> str:
    """An amount, or a dash for one that is not known yet."""
    return "–" if fen is None else yuan(fen)
