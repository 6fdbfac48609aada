"""The day on the narrow printer: a short slip, interim while the day runs and final afterwards."""

from datetime import tzinfo

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.handover.wording import head_groups
from frontdesk.printing.slip import Cut, Element, Feed, Rule, Slip, Text, row
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.takings import Money
from frontdesk.reports.wording import (
    astray_words,
    check_words,
    day_in_words,
    moment_words,
    paid_for_word,
    signed,
    state_words,
    tender_word,
    thing_word,
)


def daily_slip(report: DailyReport, language: str, zone: tzinfo) -> Slip:
    """Money, receipts, differences, keys and the journal's head; fits 32 and 48 columns."""
    found: list[Element] = []
    if report.house:
        found.append(Text(report.house, align="center", bold=True, size="tall"))
    title = "reports.slip.final" if report.is_final else "reports.slip.interim"
    found += [
        Text(t_in(language, title), align="center", bold=True, size="tall"),
        Text(day_in_words(language, report.business_day), align="center"),
        Text(state_words(language, report, moment_words(zone)), align="center"),
        row(t_in(language, "reports.slip.by"), report.prepared_by),
    ]
    found += _money(report, language)
    found += _receipts(report, language)
    found += _shifts(report, language)
    found += _house(report, language)
    found += _journal(report, language)
    return Slip((*found, Cut()))


def _money(report: DailyReport, language: str) -> list[Element]:
    money = report.takings
    found: list[Element] = [Rule()]
    for line in money.tenders:
        if line.taken_fen or line.given_back_fen:
            found += _line(tender_word(language, line.name), line, language)
    found.append(
        row(t_in(language, "reports.figure.takings"), yuan_sign(money.net_fen), bold=True, size="tall"),
    )
    found.append(Rule("dashes"))
    for line in money.paid_for:
        found += _line(paid_for_word(language, line.name), line, language)
    failed = report.failed_checks
    if failed:
        found += [Rule(), Text(t_in(language, "reports.check.failed", n=len(failed)), bold=True)]
        found += [Text(f"! {check_words(language, check)}") for check in failed]
    return found


def _line(word: str, money: Money, language: str) -> list[Element]:
    found: list[Element] = [row(word, yuan(money.net_fen))]
    if money.given_back_fen:
        words = t_in(language, "reports.note.cash_back", amount=yuan(money.given_back_fen))
        found.append(Text(f"  {words}"))
    return found


def _receipts(report: DailyReport, language: str) -> list[Element]:
    found: list[Element] = [Rule()]
    for each in report.ranges:
        found.append(row(t_in(language, "reports.note.receipts", n=each.number), ""))
        found.append(Text(f"  {each.first} – {each.last}"))
        found += [Text(f"! {t_in(language, 'reports.column.missing')} {number}", bold=True) for number in each.missing]
    refunds = t_in(language, "reports.note.refunds", n=len(report.refunds))
    found += [
        row(refunds, yuan(-report.refunds_fen)),
        row(t_in(language, "reports.fact.discounts"), yuan(report.discount_fen)),
        row(t_in(language, "reports.fact.tabs"), yuan(report.tab_fen)),
        row(t_in(language, "reports.fact.drawer"), str(report.drawer_openings)),
        row(t_in(language, "reports.slip.dues_open"), yuan(report.open_dues_fen)),
    ]
    return found


def _shifts(report: DailyReport, language: str) -> list[Element]:
    found: list[Element] = [Rule(), row("", t_in(language, "reports.column.handed_in"))]
    for shift in report.shifts:
        if shift.handed_in_fen is None or shift.difference_fen is None:
            found.append(row(f"{shift.number} {shift.operator}", t_in(language, "reports.still_open")))
            continue
        found.append(row(f"{shift.number} {shift.operator}", yuan(shift.handed_in_fen)))
        if shift.difference_fen:
            words = t_in(language, "reports.column.difference")
            found.append(row(f"  {words}", signed(shift.difference_fen), bold=True))
    return found if report.shifts else []


def _house(report: DailyReport, language: str) -> list[Element]:
    things = report.things
    found: list[Element] = [
        Rule(),
        row(t_in(language, "reports.figure.arrivals"), str(report.coming.arrivals)),
        row(t_in(language, "reports.figure.in_house"), str(len(report.coming.inside))),
    ]
    for each in (*things.keys_lost, *things.uncounted, *things.cards_not_returned):
        found.append(Text(f"! {thing_word(language, each.thing)}: {astray_words(language, each)}", bold=True))
    return found


def _journal(report: DailyReport, language: str) -> list[Element]:
    journal = report.journal
    if not journal.records:
        return []
    return [
        Rule(),
        Text(t_in(language, "reports.fact.head", record=journal.last_id)),
        *(Text(line, align="center") for line in head_groups(journal.head)),
        Feed(2),
        Rule(),
        Text(t_in(language, "reports.slip.sign")),
    ]
