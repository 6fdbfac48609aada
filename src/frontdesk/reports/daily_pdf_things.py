"""The daily report's pages about keys, cards, people in the house, numbers, seals, and the list of receipts."""

from collections.abc import Callable

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.handover.wording import head_groups
from frontdesk.printing.pdf import Kind, PdfDocument
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_pdf_money import column
from frontdesk.reports.wording import astray_words, parts_words, thing_word, who_words

Clock = Callable[[str], str]
_KIND: dict[str, Kind] = {"left": "warn", "at_desk": "warn"}


def keys_and_cards(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """The zones in figures, then every key and card that is missing or was kept (G13)."""
    document.heading(t_in(language, "reports.heading.things"))
    names = ("zone", "keys", "on_board", "out", "lost", "cards_in_tray")
    columns = [column(language, name, "left" if name == "zone" else "right") for name in names]
    zones = report.things.zones
    rows = [
        (zone.name(language), *map(str, (zone.keys, zone.on_board, zone.out, zone.lost, zone.cards_in_tray)))
        for zone in zones
    ]
    document.table(columns, rows, empty=t_in(language, "reports.empty.things"))
    things = report.things
    # Keys that are out stand with their holders in the list of those in the house.
    astray = (*things.keys_lost, *things.uncounted, *things.cards_not_returned)
    if not astray:
        document.paragraph(t_in(language, "reports.empty.astray"), muted=True)
        return
    columns = [
        column(language, "thing"),
        column(language, "where", share=1.8),
        column(language, "who", share=1.8),
        column(language, "since", share=1.2),
    ]
    listed = [
        (thing_word(language, each.thing), astray_words(language, each), who_words(language, each), at(each.since))
        for each in astray
    ]
    kinds: dict[int, Kind] = {place: _KIND.get(each.state, "bad") for place, each in enumerate(astray)}
    document.table(columns, listed, kinds=kinds)


def in_house(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """Who was still inside."""
    document.heading(t_in(language, "reports.heading.in_house"))
    if not report.coming.inside:
        document.paragraph(t_in(language, "reports.empty.in_house"), muted=True)
        return
    columns = [
        column(language, "name", share=2),
        column(language, "member"),
        column(language, "key"),
        column(language, "card"),
        column(language, "since", share=1.4),
    ]
    rows = [
        (each.name or "–", each.number or "–", each.key_code, each.card_number or "–", at(each.since))
        for each in report.coming.inside
    ]
    document.table(columns, rows)


def numbers(document: PdfDocument, report: DailyReport, language: str) -> None:
    """The first and last receipt of each counter, and whether one is missing (K09)."""
    document.heading(t_in(language, "reports.heading.numbers"))
    columns = [
        column(language, "counter", share=0.6),
        column(language, "first", share=1.4),
        column(language, "last", share=1.4),
        column(language, "missing", share=2),
        column(language, "number", "right"),
    ]
    none = t_in(language, "reports.numbers.none_missing")
    rows = [
        (each.counter, each.first, each.last, ", ".join(each.missing) or none, str(each.number))
        for each in report.ranges
    ]
    kinds: dict[int, Kind] = {place: "bad" for place, each in enumerate(report.ranges) if each.missing}
    document.table(columns, rows, kinds=kinds, empty=t_in(language, "reports.empty.receipts"))


def seal(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """The chain's head in full, and the day's seals, to be held against the file one day."""
    journal = report.journal
    document.heading(t_in(language, "reports.heading.journal"))
    if not journal.records:
        document.paragraph(t_in(language, "reports.empty.journal"), muted=True)
        return
    document.facts(
        [
            (t_in(language, "reports.fact.records"), str(journal.records)),
            (t_in(language, "reports.fact.head", record=journal.last_id), "　".join(head_groups(journal.head))),
        ]
    )
    columns = [
        column(language, "time", share=0.5),
        column(language, "seal", share=0.9),
        column(language, "record", share=0.7),
        column(language, "head", share=3.6),
        column(language, "fingerprint", share=1.5),
    ]
    rows = [
        (
            at(each.at),
            t_in(language, f"reports.seal.{each.kind}"),
            str(each.journal_id),
            "　".join(head_groups(each.head)),
            each.fingerprint,
        )
        for each in journal.seals
    ]
    document.table(columns, rows, empty=t_in(language, "reports.empty.seals"))


def receipts(document: PdfDocument, report: DailyReport, language: str, at: Clock) -> None:
    """Every receipt of the day."""
    document.heading(t_in(language, "reports.heading.receipts"))
    columns = [
        column(language, "receipt", share=1.5),
        column(language, "time", share=0.6),
        column(language, "kind", share=0.7),
        column(language, "clerk"),
        column(language, "tender", share=2),
        column(language, "amount", "right"),
    ]
    words = {kind: t_in(language, f"reports.receipt.{kind}") for kind in ("sale", "tab", "refund")}
    rows = [
        (
            each.number,
            at(each.at),
            words[each.kind],
            each.clerk,
            parts_words(language, each.tenders) if each.tenders else "–",
            yuan(each.total_fen),
        )
        for each in report.receipts
    ]
    total = (t_in(language, "reports.total"), "", "", "", "", yuan(report.receipts_fen))
    document.table(columns, rows, total=total if rows else None, empty=t_in(language, "reports.empty.receipts"))
    document.paragraph(bridge_words(report, language), muted=True)


def bridge_words(report: DailyReport, language: str) -> str:
    """How the receipts' total leads to the takings: without tabs, with what has no receipt."""
    return t_in(
        language,
        "reports.receipts.bridge",
        receipts=yuan(report.receipts_fen),
        tabs=yuan(report.tab_fen),
        rest=yuan(report.without_receipt_fen),
        net=yuan(report.takings.net_fen),
    )
