"""Writing a receipt's rows and legs: shared by selling and refunding."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.cashier.asked import PricedLine, TenderAsk
from frontdesk.cashier.receipt_numbers import sequence_of, series_of
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender
from frontdesk.cashier.tenders import received_by


@dataclass(frozen=True, slots=True)
class Head:
    """What a receipt says besides its lines and tenders; see ``Sale``."""

    kind: str
    person_id: int | None = None
    visit_id: int | None = None
    key_code: str | None = None
    refunds_sale_id: int | None = None
    reason: str = ""
    note: str | None = None


def next_receipt_number(act: Action[Any]) -> str:
    """The counter's next number of the business day: ``1-20261123-0042`` (K09)."""
    series = series_of(act.shift.counter, act.shift.business_day)
    return f"{series}-{act.tx.next_number(sequence_of(series)):04d}"


def write_rows(
    act: Action[Any],
    number: str,
    head: Head,
    entry_id: int,
    lines: Sequence[PricedLine],
    tenders: Sequence[TenderAsk],
) -> int:
    """Write the receipt with its lines and tenders; returns the sale's id."""
    sale_id = act.insert(
        Sale,
        number=number,
        kind=head.kind,
        counter=act.shift.counter,
        shift_id=act.shift.id,
        business_day=act.shift.business_day,
        at=act.now,
        account_id=act.actor.account_id,
        person_id=head.person_id,
        visit_id=head.visit_id,
        key_code=head.key_code,
        total_fen=sum(line.amount_fen for line in lines),
        entry_id=entry_id,
        refunds_sale_id=head.refunds_sale_id,
        reason=head.reason,
        note=head.note,
    )
    act.insert_all(SaleLine, [line_values(sale_id, place, line) for place, line in enumerate(lines, 1)])
    act.insert_all(SaleTender, [tender_values(sale_id, tender) for tender in tenders])
    return sale_id


def income_legs(lines: Sequence[PricedLine]) -> list[Leg]:
    """The credits of what was sold: revenue by category, and nothing for dues and top-ups, which aren't income."""
    income: Counter[str] = Counter()
    for line in lines:
        if line.kind == "goods":
            income[line.category] += line.amount_fen
    return [Leg(accounts.revenue(category), accounts.CNY, -amount) for category, amount in income.items()]


def top_up_legs(lines: Sequence[PricedLine], person_id: int | None) -> list[Leg]:
    """The credits of money put on the member's account."""
    return [
        Leg(accounts.member(person_id), accounts.CNY, -line.amount_fen)
        for line in lines
        if line.kind == "top_up" and person_id is not None
    ]


def goods_legs(lines: Sequence[PricedLine], person_id: int | None) -> list[Leg]:
    """Pieces from the shelf to the sold, and prepaid pieces off the member's account; refunds the other way."""
    legs: list[Leg] = []
    for line in lines:
        if line.sku is None:
            continue
        if line.counted:
            written_off = line.restocked == 0
            shelf = accounts.STOCK_ADJUSTED if written_off else accounts.STOCK_SHELF
            legs.append(Leg(shelf, accounts.goods(line.sku), -line.quantity))
            legs.append(Leg(accounts.STOCK_SOLD, accounts.goods(line.sku), line.quantity))
        if line.kind == "draw" and person_id is not None:
            unit = f"drink:{line.sku}"
            legs.append(Leg(accounts.member(person_id), unit, line.quantity))
            legs.append(Leg(accounts.issued(unit), unit, -line.quantity))
    return legs


def line_values(sale_id: int, place: int, line: PricedLine) -> dict[str, Any]:
    """A line's row."""
    return {
        "sale_id": sale_id,
        "place": place,
        "kind": line.kind,
        "sku": line.sku,
        "goods_change_id": line.goods_change_id,
        "due_id": line.due_id,
        "quantity": line.quantity,
        "unit_price_fen": line.unit_price_fen,
        "discount_fen": line.discount_fen,
        "amount_fen": line.amount_fen,
        "category": line.category,
        "refunds_line_id": line.refunds_line_id,
        "restocked": line.restocked,
    }


def tender_values(sale_id: int, tender: TenderAsk, correction_id: int | None = None) -> dict[str, Any]:
    """A tender's row."""
    return {
        "sale_id": sale_id,
        "kind": tender.kind,
        "amount_fen": tender.amount_fen,
        "received_fen": received_by(tender),
        "approval_code": tender.approval_code,
        "notes_checked": tender.notes_checked,
        "correction_id": correction_id,
    }
