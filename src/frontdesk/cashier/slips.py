"""What the till prints: receipts, tab notes and refunds, described once for every paper and language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from frontdesk.cashier.asked import PricedLine, TenderAsk
from frontdesk.cashier.tenders import Change, received_by
from frontdesk.core.i18n import catalogue, t_in
from frontdesk.core.money import yuan
from frontdesk.printing.look import PLAIN, SlipLook, foot_of, head_of
from frontdesk.printing.slip import Big, Cell, Columns, Cut, Element, Feed, Rule, Slip, Text, row


@dataclass(frozen=True, slots=True)
class Facts:
    """What a slip says besides lines and tenders; ``at`` is local wall time, ``member`` a number, never a name."""

    kind: str
    number: str
    at: str
    counter: str
    clerk: str
    journal: str
    look: SlipLook = PLAIN
    member: str = ""
    key_code: str = ""
    balance_fen: int | None = None
    refunded_number: str = ""


def due_name(kind: str, language: str) -> str:
    """What a due is called on paper and screen."""
    key = f"due.{kind}"
    return t_in(language, key if key in catalogue() else "due.other")


def line_name(line: PricedLine, language: str) -> str:
    """What a line is called on paper."""
    if line.kind == "due":
        return due_name(line.name_zh, language)
    if line.kind == "top_up":
        return t_in(language, "cashier.line.top_up")
    name = line.name_zh if language == "zh" else line.name_en
    return t_in(language, "cashier.line.draw", name=name) if line.kind == "draw" else name


def receipt(
    facts: Facts, lines: Sequence[PricedLine], tenders: Sequence[TenderAsk], change: Change, language: str
) -> Slip:
    """The slip of a sale, a tab note or a refund; fits 32 and 48 columns."""
    found = head_of(facts.look)
    found.append(Text(t_in(language, f"cashier.slip.{facts.kind}"), align="center", bold=True))
    found += _about(facts, language)
    found.append(Rule())
    for line in lines:
        found += _line(line, language)
    found.append(Rule())
    total = sum(line.amount_fen for line in lines)
    found.append(row(t_in(language, "cashier.slip.total"), f"¥{yuan(total)}", bold=True, size="tall"))
    found += _tenders(tenders, change, language)
    if facts.balance_fen is not None and facts.look.shows("balance"):
        found.append(row(t_in(language, "cashier.slip.balance_left"), f"¥{yuan(facts.balance_fen)}"))
    if facts.kind == "tab":
        found += [Feed(), Text(t_in(language, "cashier.slip.sign"))]
        found.append(Big(facts.key_code) if facts.key_code else Text(" "))
    found.append(Rule("dashes"))
    found += foot_of(facts.look, facts.number)
    found.append(Text(t_in(language, "cashier.slip.journal", mark=facts.journal), align="center"))
    return Slip((*found, Cut()))


@lru_cache(maxsize=512)
def _label(left: str, right: str, bold: bool = False) -> Columns:
    return row(left, right, bold=bold)


def _about(facts: Facts, language: str) -> list[Element]:
    found: list[Element] = [
        row(t_in(language, "cashier.slip.number"), facts.number),
        row(facts.at, t_in(language, "cashier.slip.counter", counter=facts.counter)),
    ]
    if facts.look.shows("clerk"):
        found.append(_label(t_in(language, "cashier.slip.clerk"), facts.clerk))
    if facts.refunded_number:
        found.append(row(t_in(language, "cashier.slip.refunds"), facts.refunded_number))
    if facts.member and facts.look.shows("member"):
        found.append(row(t_in(language, "cashier.slip.member"), facts.member))
    if facts.key_code and facts.look.shows("key"):
        found.append(row(t_in(language, "cashier.slip.key"), facts.key_code))
    return found


@lru_cache(maxsize=512)
def _line(line: PricedLine, language: str) -> tuple[Element, ...]:
    # Kept for the lines that come on every other receipt: this runs inside the sale's transaction.
    name = Text(line_name(line, language))
    gross = line.quantity * line.unit_price_fen
    if line.kind not in ("goods", "draw"):
        return (row(name.text, yuan(line.amount_fen)),)
    counted = Columns(
        (
            Cell(f"  {yuan(line.unit_price_fen)} × {line.quantity}"),
            Cell(yuan(gross), share=0, align="right"),
        )
    )
    if line.discount_fen:
        return (name, counted, row("  " + t_in(language, "cashier.slip.discount"), yuan(-line.discount_fen)))
    return (name, counted)


def _tenders(tenders: Sequence[TenderAsk], change: Change, language: str) -> list[Element]:
    found: list[Element] = []
    for tender in tenders:
        name = t_in(language, f"cashier.tender.{tender.kind}")
        found.append(_label(f"{name} {tender.approval_code}".rstrip(), yuan(received_by(tender))))
    if change.change_fen:
        found.append(_label(t_in(language, "cashier.slip.change"), yuan(change.change_fen), bold=True))
    return found
