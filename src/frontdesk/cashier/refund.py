"""Refunding a receipt, whole or in part: mirrored in the books, the money back to where it came from (K08, K09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.ledger import balance
from frontdesk.cashier.asked import CASH, PricedLine, SaleResult, TenderAsk
from frontdesk.cashier.errors import NotRefundable, ReasonMissing, TabCollected
from frontdesk.cashier.print_receipt import print_receipt
from frontdesk.cashier.queries import Receipt, ReceiptLine, SaleDetail, TenderSum, sale_detail
from frontdesk.cashier.tables import TenderCorrection
from frontdesk.cashier.tenders import Change, tender_legs
from frontdesk.cashier.write_sale import Head, goods_legs, income_legs, next_receipt_number, top_up_legs, write_rows
from frontdesk.core.actor import Actor
from frontdesk.core.money import share_fen
from frontdesk.core.text import field
from frontdesk.printing.spool import kick_drawer
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

REASONS = ("wrong_item", "defective", "changed_mind", "wrong_amount", "other")


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Pieces of one line to take back; ``restock`` 1 puts goods on the shelf again, 0 writes them off."""

    line_id: int
    quantity: int
    restock: int = 1


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """What is taken back and why: ``reason`` is one of ``REASONS``; ``other`` needs a note."""

    key: str
    sale_id: int
    lines: tuple[RefundLine, ...]
    reason: str
    note: str = ""


def refund(store: Store, actor: Actor, request: RefundRequest, approval: int | None = None) -> SaleResult:
    """Book a refund as a receipt of its own with negative amounts and queue its slip.

    Within the role's limit alone, above it with a second person. Raises NotRefundable, TabCollected, ReasonMissing,
    SaleUnknown, ApprovalNeeded, RightMissing, NoOpenShift, or InsufficientBalance when a topped-up amount is spent.
    """
    with action(store, actor, "cashier.refund", request, SaleResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.REFUND)
        if request.reason not in REASONS or (request.reason == "other" and not request.note.strip()):
            raise ReasonMissing()
        sold = sale_detail(act.connection, request.sale_id)
        lines = refunded_lines(sold, request.lines)
        total = sum(line.amount_fen for line in lines)
        require_within(act, Limit.REFUND_FEN, total, approval)
        return _write(act, request, sold, lines, money_back(sold.tenders, -total))


def refunded_lines(sold: SaleDetail, asked: Sequence[RefundLine]) -> tuple[PricedLine, ...]:
    """The negative lines of a refund; parts of a discounted line sum up to it exactly. Raises NotRefundable."""
    known = {line.id: line for line in sold.lines}
    if not asked or sold.receipt.kind == "refund" or len({one.line_id for one in asked}) != len(asked):
        raise NotRefundable(left=0)
    found = []
    for one in asked:
        line = known.get(one.line_id)
        if line is None or not 1 <= one.quantity <= line.left:
            raise NotRefundable(left=line.left if line else 0)
        found.append(_mirrored(line, one))
    return tuple(found)


def money_back(tenders: Sequence[TenderSum], amount_fen: int) -> tuple[TenderAsk, ...]:
    """How an amount goes back to the tenders it came by, the last one first; parts of 0 are left out."""
    found = []
    for tender in reversed(tenders):
        part = min(tender.amount_fen - tender.refunded_fen, amount_fen)
        if part > 0:
            found.append(TenderAsk(tender.kind, -part))
            amount_fen -= part
    if amount_fen:
        raise NotRefundable(left=0)
    return tuple(found)


def current_entry(act: Action[Any], receipt: Receipt) -> int:
    """The ledger entry that holds a receipt now: the last correction's, or the first."""
    newest = select(TenderCorrection.entry_id).where(TenderCorrection.sale_id == receipt.id)
    found = act.connection.execute(newest.order_by(TenderCorrection.id.desc()).limit(1)).scalar()
    return found if found is not None else receipt.entry_id


def _mirrored(line: ReceiptLine, one: RefundLine) -> PricedLine:
    back_fen = share_fen(line.amount_fen, line.refunded + one.quantity, line.quantity) - line.refunded_fen
    return PricedLine(
        line.kind,
        -one.quantity,
        line.unit_price_fen,
        back_fen - one.quantity * line.unit_price_fen,
        line.category,
        line.name_zh or line.due_kind,
        line.name_en or line.due_kind,
        sku=line.sku,
        goods_change_id=line.goods_change_id,
        due_id=line.due_id,
        counted=line.counted,
        refunds_line_id=line.id,
        restocked=one.restock if line.counted else None,
    )


def _write(
    act: Action[SaleResult],
    request: RefundRequest,
    sold: SaleDetail,
    lines: tuple[PricedLine, ...],
    tenders: tuple[TenderAsk, ...],
) -> SaleResult:
    receipt = sold.receipt
    legs = tender_legs(tenders, act.shift.id, receipt.person_id)
    legs += top_up_legs(lines, receipt.person_id) + income_legs(lines) + _due_legs(act, receipt, lines)
    legs += goods_legs(lines, receipt.person_id)
    untouched = not sold.refund_numbers
    whole = untouched and {line.refunds_line_id: -line.quantity for line in lines} == {
        line.id: line.quantity for line in sold.lines
    }
    number = next_receipt_number(act)
    entry_id = act.post("refund", legs, reverses=current_entry(act, receipt) if whole else None)
    note = act.note(field(request.note, 200))
    head = Head("refund", receipt.person_id, receipt.visit_id, receipt.key_code, receipt.id, request.reason, note)
    sale_id = write_rows(act, number, head, entry_id, lines, tenders)
    mark = act.record(f"sale/{receipt.id}")
    total = sum(line.amount_fen for line in lines)
    print_receipt(act, number, head, lines, tenders, Change(total, 0), refunded_number=receipt.number)
    if any(tender.kind == CASH for tender in tenders):
        kick_drawer(act, document=f"receipt/{number}")
    return act.finish(SaleResult(sale_id, number, total, total, 0, mark.short))


def _due_legs(act: Action[Any], receipt: Receipt, lines: Sequence[PricedLine]) -> list[Leg]:
    """A due that was collected is owed again; what was put on a tab is owed no more, if it still was."""
    legs: list[Leg] = []
    for line in lines:
        if line.due_id is None:
            continue
        if receipt.kind == "tab":
            open_fen = balance(act.connection, accounts.due(line.due_id)) + sum(
                leg.quantity for leg in legs if leg.account == accounts.due(line.due_id)
            )
            if open_fen < -line.amount_fen:
                raise TabCollected()
            legs.append(Leg(accounts.due(line.due_id), accounts.CNY, line.amount_fen))
        else:
            legs.append(Leg(accounts.due(line.due_id), accounts.CNY, -line.amount_fen))
    return legs
