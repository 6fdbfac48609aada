"""The daily workbook's sheets about people, keys, cards, receipt numbers and seals."""

from collections.abc import Sequence

from frontdesk.core.i18n import t_in
from frontdesk.handover.wording import head_groups
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_xlsx_money import LocalTime, heading, heads
from frontdesk.reports.wording import astray_words, thing_word, who_words
from frontdesk.reports.workbook import Cell, Kind, Sheet


def arrivals(report: DailyReport, language: str) -> Sheet:
    """How many came in each hour of the clock."""
    rows = [(f"{hour:02d}:00", number) for hour, number in enumerate(report.coming.by_hour)]
    total = (t_in(language, "reports.total"), report.coming.arrivals)
    return Sheet(heading(language, "arrivals"), heads(language, "hour", "arrivals"), rows, total)


def zones(report: DailyReport, language: str) -> Sheet:
    """The keys of each zone in figures."""
    rows = [
        (each.name(language), each.keys, each.on_board, each.out, each.lost, each.cards_in_tray)
        for each in report.things.zones
    ]
    titles = heads(language, "zone", "keys", "on_board", "out", "lost", "cards_in_tray")
    return Sheet(heading(language, "things"), titles, rows)


def astray(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """Every key and card that is missing or was kept (G13)."""
    things = report.things
    rows = [
        (thing_word(language, each.thing), astray_words(language, each), who_words(language, each), at(each.since))
        for each in (*things.keys_lost, *things.uncounted, *things.cards_not_returned)
    ]
    return Sheet(heading(language, "astray"), heads(language, "thing", "where", "who", "since"), rows)


def in_house(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """Who was still inside."""
    rows = [(each.name, each.number, each.key_code, each.card_number, at(each.since)) for each in report.coming.inside]
    return Sheet(heading(language, "in_house"), heads(language, "name", "member", "key", "card", "since"), rows)


def numbers(report: DailyReport, language: str) -> Sheet:
    """The first and last receipt of each counter, and whether one is missing (K09)."""
    none = t_in(language, "reports.numbers.none_missing")
    rows = [
        (each.counter, each.first, each.last, ", ".join(each.missing) or none, each.number) for each in report.ranges
    ]
    kinds: dict[int, Kind] = {place: "bad" for place, each in enumerate(report.ranges) if each.missing}
    titles = heads(language, "counter", "first", "last", "missing", "number")
    return Sheet(heading(language, "numbers"), titles, rows, kinds=kinds)


def seals(report: DailyReport, language: str, at: LocalTime) -> Sheet:
    """The chain's head in full, and the day's seals, to be held against the file one day."""
    journal = report.journal
    above: list[Sequence[Cell]] = [
        (t_in(language, "reports.fact.records"), journal.records),
        (t_in(language, "reports.fact.head", record=journal.last_id), " ".join(head_groups(journal.head))),
        (),
    ]
    rows = [
        (
            at(each.at),
            t_in(language, f"reports.seal.{each.kind}"),
            str(each.journal_id),
            " ".join(head_groups(each.head)),
            each.fingerprint,
        )
        for each in journal.seals
    ]
    titles = heads(language, "time", "seal", "record", "head", "fingerprint")
    return Sheet(heading(language, "journal"), titles, rows, above=above)
