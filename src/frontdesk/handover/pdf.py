"""The handover sheet as a page to file."""

from datetime import tzinfo

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.handover.sheet import HandoverSheet, SheetTender
from frontdesk.handover.wording import (
    carried_words,
    category_word,
    difference_words,
    head_groups,
    missing_words,
    tender_word,
    thing_word,
    things_word,
    wall_clock,
)
from frontdesk.printing.pdf import Kind, PdfDocument, PdfFile, Tile
from frontdesk.printing.pdf_table import TableColumn


def handover_pdf(
    sheet: HandoverSheet,
    *,
    language: str,
    zone: tzinfo,
    printed_by: str,
    printed_at: str,
    house: str = "",
    font_file: str = "",
) -> PdfFile:
    """The whole sheet on A4; ``printed_at`` is wall time as text."""
    document = PdfDocument(
        title=t_in(language, f"handover.title.{sheet.kind}"),
        subtitle=f"{sheet.number}　{sheet.business_day}　{t_in(language, 'handover.sheet.counter')} {sheet.counter}",
        house=house,
        printed_by=printed_by,
        printed_at=printed_at,
        language=language,
        font_file=font_file,
    )
    _figures(document, sheet, language)
    _about(document, sheet, language, zone)
    _tenders(document, sheet, language)
    _drawer(document, sheet, language)
    _things(document, sheet, language, zone)
    _carried(document, sheet, language)
    _seal(document, sheet, language)
    return document.finish()


def _figures(document: PdfDocument, sheet: HandoverSheet, language: str) -> None:
    difference = sheet.difference_fen
    missing = len(sheet.missing)
    document.tiles(
        [
            Tile(t_in(language, "handover.sheet.counted"), f"¥{yuan(sheet.cash.counted_fen)}"),
            Tile(
                t_in(language, "handover.sheet.differences"),
                difference_words(language, difference),
                kind="ok" if not any(line.difference_fen for line in sheet.tenders) else "bad",
            ),
            Tile(t_in(language, "handover.sheet.handed_in_short"), f"¥{yuan(sheet.handed_in_fen)}"),
            Tile(t_in(language, "handover.sheet.missing"), str(missing), kind="bad" if missing else "ok"),
        ]
    )


def _about(document: PdfDocument, sheet: HandoverSheet, language: str, zone: tzinfo) -> None:
    at = wall_clock(zone)
    to = sheet.cash_receiver or t_in(language, "handover.sheet.safe")
    facts = [
        (t_in(language, "handover.sheet.opened"), at(sheet.opened_at)),
        (t_in(language, "handover.sheet.closed"), at(sheet.closed_at)),
        (t_in(language, "handover.sheet.operator"), sheet.operator),
        (t_in(language, "handover.sign.giver"), sheet.closed_by),
    ]
    if sheet.receiver:
        facts.append((t_in(language, "handover.sheet.receiver"), f"{sheet.receiver} ({sheet.next_number})"))
    facts.append((t_in(language, "handover.sheet.handed_in", to=to), f"¥{yuan(sheet.handed_in_fen)}"))
    facts.append((t_in(language, "handover.sheet.float_left"), f"¥{yuan(sheet.float_left_fen)}"))
    if sheet.receipts.number:
        words = t_in(language, "handover.sheet.receipts", n=sheet.receipts.number)
        facts.append((words, f"{sheet.receipts.first} – {sheet.receipts.last}"))
    document.space()
    document.facts(facts)


def _tenders(document: PdfDocument, sheet: HandoverSheet, language: str) -> None:
    document.heading(t_in(language, "handover.sheet.reckoning"))
    lines = list(sheet.tenders)
    if sheet.float_check is not None:
        lines.insert(0, sheet.float_check)
    columns = [
        TableColumn(t_in(language, "handover.sheet.tender")),
        TableColumn(t_in(language, "handover.sheet.expected"), "right"),
        TableColumn(t_in(language, "handover.sheet.counted"), "right"),
        TableColumn(t_in(language, "handover.sheet.difference"), "right"),
        TableColumn(t_in(language, "handover.sheet.explanation"), share=2.2),
    ]
    kinds: dict[int, Kind] = {place: "bad" for place, line in enumerate(lines) if line.difference_fen}
    document.table(columns, [_tender_row(line, language) for line in lines], kinds=kinds)


def _tender_row(line: SheetTender, language: str) -> tuple[str, str, str, str, str]:
    words = ""
    if line.difference_fen:
        words = f"{line.operator}: {t_in(language, f'handover.outcome.{line.outcome}')}. {line.explanation}"
    return (
        tender_word(language, line.tender),
        yuan(line.expected_fen),
        yuan(line.counted_fen),
        yuan(line.difference_fen),
        words,
    )


def _drawer(document: PdfDocument, sheet: HandoverSheet, language: str) -> None:
    document.heading(t_in(language, "handover.sheet.drawer"))
    document.facts(
        [
            (t_in(language, "handover.sheet.float"), yuan(sheet.float_fen)),
            (t_in(language, "handover.sheet.cash_in"), yuan(sheet.cash_in_fen)),
            (t_in(language, "handover.sheet.cash_out"), yuan(-sheet.cash_out_fen)),
        ]
    )
    for count in sheet.counts[:-1]:
        words = t_in(language, "handover.sheet.count_number", number=count.number)
        document.paragraph(f"{words}: {yuan(count.cash_fen)}", muted=True)
    columns = [
        TableColumn(t_in(language, "handover.sheet.denomination"), "right"),
        TableColumn(t_in(language, "handover.sheet.pieces"), "right"),
        TableColumn(t_in(language, "handover.sheet.amount"), "right"),
    ]
    rows = [(yuan(each), str(pieces), yuan(each * pieces)) for each, pieces in sheet.pieces]
    total = (t_in(language, "handover.sheet.counted"), "", yuan(sheet.cash.counted_fen))
    document.table(columns, rows, total=total)
    document.heading(t_in(language, "handover.sheet.takings"))
    columns = [
        TableColumn(t_in(language, "handover.sheet.category")),
        TableColumn(t_in(language, "handover.sheet.amount"), "right"),
    ]
    takings = [(category_word(language, category), yuan(amount)) for category, amount in sheet.takings]
    document.table(
        columns,
        takings,
        total=(t_in(language, "handover.sheet.takings"), yuan(sheet.takings_fen)),
        empty=t_in(language, "handover.sheet.no_takings"),
    )


def _things(document: PdfDocument, sheet: HandoverSheet, language: str, zone: tzinfo) -> None:
    document.heading(t_in(language, "handover.sheet.things"))
    columns = [
        TableColumn(t_in(language, "handover.sheet.what"), share=2),
        TableColumn(t_in(language, "handover.sheet.expected"), "right"),
        TableColumn(t_in(language, "handover.sheet.counted"), "right"),
    ]
    rows = [
        (things_word(language, line.what, line.name_zh, line.name_en), str(line.expected), str(line.counted))
        for line in sheet.things
    ]
    kinds: dict[int, Kind] = {place: "bad" for place, line in enumerate(sheet.things) if line.expected != line.counted}
    document.table(columns, rows, kinds=kinds, empty=t_in(language, "handover.sheet.no_things"))
    for missing in sheet.missing:
        words = missing_words(language, missing, wall_clock(zone))
        document.banner("bad", thing_word(language, missing.thing), words)


def _carried(document: PdfDocument, sheet: HandoverSheet, language: str) -> None:
    document.heading(t_in(language, "handover.sheet.carried"))
    columns = [
        TableColumn(t_in(language, "handover.sheet.what"), share=3),
        TableColumn(t_in(language, "handover.sheet.seen_by")),
    ]
    rows = [(carried_words(language, item), item.seen_by or "–") for item in sheet.carried]
    document.table(columns, rows, empty=t_in(language, "handover.sheet.nothing_carried"))


def _seal(document: PdfDocument, sheet: HandoverSheet, language: str) -> None:
    document.heading(t_in(language, "handover.sheet.seal"))
    document.facts(
        [
            (t_in(language, "handover.sheet.head", record=sheet.journal_id), "　".join(head_groups(sheet.head))),
            (t_in(language, "handover.sheet.key"), sheet.key_fingerprint),
        ]
    )
    labels = [f"{t_in(language, 'handover.sign.giver')}: {sheet.closed_by}"]
    if sheet.receiver:
        labels.append(f"{t_in(language, 'handover.sign.receiver')}: {sheet.receiver}")
    if sheet.cash_receiver and sheet.cash_receiver != sheet.receiver:
        labels.append(f"{t_in(language, 'handover.sign.cash_receiver')}: {sheet.cash_receiver}")
    document.signatures(labels)
