"""The handover sheet as a slip for the narrow printer; both sign it (G26)."""

from datetime import tzinfo

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.handover.sheet import HandoverSheet
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
from frontdesk.printing.slip import Cell, Columns, Cut, Element, Feed, Rule, Slip, Text, row


def handover_slip(sheet: HandoverSheet, language: str, zone: tzinfo, house: str = "") -> Slip:
    """Everything of the sheet that fits a narrow paper; fits 32 and 48 columns."""
    found: list[Element] = []
    if house:
        found.append(Text(house, align="center", bold=True, size="tall"))
    found.append(Text(t_in(language, f"handover.title.{sheet.kind}"), align="center", bold=True, size="tall"))
    found += _about(sheet, language, zone)
    found += _money(sheet, language)
    found += _things(sheet, language, zone)
    found += _carried(sheet, language)
    found += _seal(sheet, language)
    found += _signatures(sheet, language)
    return Slip((*found, Cut()))


def _about(sheet: HandoverSheet, language: str, zone: tzinfo) -> list[Element]:
    at = wall_clock(zone)
    found: list[Element] = [
        row(t_in(language, "handover.sheet.shift"), sheet.number),
        row(t_in(language, "handover.sheet.counter"), sheet.counter),
        row(t_in(language, "handover.sheet.business_day"), sheet.business_day),
        row(t_in(language, "handover.sheet.opened"), at(sheet.opened_at)),
        row(t_in(language, "handover.sheet.closed"), at(sheet.closed_at)),
        row(t_in(language, "handover.sheet.operator"), sheet.operator),
    ]
    if sheet.receiver:
        found.append(row(t_in(language, "handover.sheet.receiver"), sheet.receiver))
    return found


def _money(sheet: HandoverSheet, language: str) -> list[Element]:
    cash = sheet.cash
    found: list[Element] = [
        Rule(),
        row(t_in(language, "handover.sheet.float"), yuan(sheet.float_fen)),
        row(t_in(language, "handover.sheet.cash_in"), yuan(sheet.cash_in_fen)),
        row(t_in(language, "handover.sheet.cash_out"), yuan(-sheet.cash_out_fen)),
        row(t_in(language, "handover.sheet.expected"), yuan(cash.expected_fen), bold=True),
        row(t_in(language, "handover.sheet.counted"), yuan(cash.counted_fen), bold=True),
    ]
    for denomination_fen, pieces in sheet.pieces:
        found.append(row(f"  {yuan(denomination_fen)} × {pieces}", yuan(denomination_fen * pieces)))
    for count in sheet.counts[:-1]:
        found.append(row(t_in(language, "handover.sheet.count_number", number=count.number), yuan(count.cash_fen)))
    found.append(Rule("dashes"))
    for line in sheet.tenders:
        found.append(row(tender_word(language, line.tender), yuan(line.counted_fen), bold=True))
        found.append(row("  " + t_in(language, "handover.sheet.expected"), yuan(line.expected_fen)))
        if line.difference_fen:
            found.append(row("  " + line.operator, difference_words(language, line.difference_fen)))
            outcome = t_in(language, f"handover.outcome.{line.outcome}")
            found.append(Text(f"  {outcome}: {line.explanation}"))
    found.append(Rule("dashes"))
    for category, amount_fen in sheet.takings:
        found.append(row(category_word(language, category), yuan(amount_fen)))
    found.append(row(t_in(language, "handover.sheet.takings"), yuan(sheet.takings_fen), bold=True))
    if sheet.receipts.number:
        words = t_in(language, "handover.sheet.receipts", n=sheet.receipts.number)
        found.append(Text(f"{words}: {sheet.receipts.first} – {sheet.receipts.last}"))
    to = sheet.cash_receiver or t_in(language, "handover.sheet.safe")
    return [
        *found,
        Rule(),
        row(t_in(language, "handover.sheet.handed_in", to=to), f"¥{yuan(sheet.handed_in_fen)}", bold=True, size="tall"),
        row(t_in(language, "handover.sheet.float_left"), f"¥{yuan(sheet.float_left_fen)}"),
    ]


def _things(sheet: HandoverSheet, language: str, zone: tzinfo) -> list[Element]:
    if not sheet.things:
        return []
    found: list[Element] = [Rule()]
    for line in sheet.things:
        name = things_word(language, line.what, line.name_zh, line.name_en)
        cells = (Cell(name), Cell(f"{line.counted} / {line.expected}", share=0, align="right"))
        found.append(Columns(cells, bold=line.counted != line.expected))
    for missing in sheet.missing:
        found.append(Text(f"! {thing_word(language, missing.thing)}", bold=True))
        found.append(Text("  " + missing_words(language, missing, wall_clock(zone))))
    return found


def _carried(sheet: HandoverSheet, language: str) -> list[Element]:
    found: list[Element] = [Rule(), Text(t_in(language, "handover.sheet.carried"), bold=True)]
    if not sheet.carried:
        found.append(Text(t_in(language, "handover.sheet.nothing_carried")))
    for item in sheet.carried:
        found.append(Text(f"{'[x]' if item.seen_by else '[ ]'} {carried_words(language, item)}"))
    return found


def _seal(sheet: HandoverSheet, language: str) -> list[Element]:
    return [
        Rule(),
        Text(t_in(language, "handover.sheet.head", record=sheet.journal_id)),
        *(Text(line, align="center") for line in head_groups(sheet.head)),
        row(t_in(language, "handover.sheet.key"), sheet.key_fingerprint),
    ]


def _signatures(sheet: HandoverSheet, language: str) -> list[Element]:
    names = [("giver", sheet.closed_by)]
    if sheet.receiver:
        names.append(("receiver", sheet.receiver))
    if sheet.cash_receiver and sheet.cash_receiver != sheet.receiver:
        names.append(("cash_receiver", sheet.cash_receiver))
    found: list[Element] = [Rule()]
    for role, name in names:
        found += [Feed(2), Rule(), Text(f"{t_in(language, f'handover.sign.{role}')}: {name}")]
    return found
