"""Putting a tender right that was keyed wrongly, such as cash keyed as WeChat: a reversal and a new entry."""

from dataclasses import dataclass

from frontdesk.books.action import EntryAsk, Leg, action
from frontdesk.books.ledger import exchange, legs_of
from frontdesk.cashier.asked import BANKCARD, CASH, OUTSIDE_TENDERS, TenderAsk
from frontdesk.cashier.errors import CorrectionRefused, TenderRefused
from frontdesk.cashier.queries import sale_detail
from frontdesk.cashier.refund import current_entry
from frontdesk.cashier.tables import SaleTender, TenderCorrection
from frontdesk.cashier.tenders import account_of, is_approval_code
from frontdesk.cashier.write_sale import tender_values
from frontdesk.core.actor import Actor
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

CORRECTABLE = (CASH, *OUTSIDE_TENDERS)


@dataclass(frozen=True, slots=True)
class CorrectTenderRequest:
    """What was keyed and what it was in truth; ``approval_code`` is a bank terminal's."""

    key: str
    sale_id: int
    from_kind: str
    to_kind: str
    approval_code: str = ""


@dataclass(frozen=True, slots=True)
class CorrectTenderResult:
    """The correction, and the amount that changed its tender."""

    correction_id: int
    amount_fen: int


def correct_tender(
    store: Store, actor: Actor, request: CorrectTenderRequest, approval: int | None = None
) -> CorrectTenderResult:
    """Book the whole amount of one tender under another, while the sale's shift is open (K07).

    Afterwards the shift has been counted, so a wrong tender is refunded and sold again. Raises CorrectionRefused with
    ``kind``, ``amount`` (nothing was paid so), ``closed`` or ``refunded``; ApprovalNeeded above the role's limit.
    """
    with action(store, actor, "cashier.correct_tender", request, CorrectTenderResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.CORRECT_TENDER)
        if {request.from_kind, request.to_kind} - set(CORRECTABLE) or request.from_kind == request.to_kind:
            raise CorrectionRefused(reason="kind")
        if not is_approval_code(request.approval_code, request.to_kind):
            raise TenderRefused(kind=BANKCARD, reason="code")
        sold = sale_detail(act.connection, request.sale_id)
        amount = sum(tender.amount_fen for tender in sold.tenders if tender.kind == request.from_kind)
        if not amount:
            raise CorrectionRefused(reason="amount")
        if sold.receipt.kind == "refund" or sold.refund_numbers:
            raise CorrectionRefused(reason="refunded")
        if sold.receipt.shift_id != act.shift.id:
            raise CorrectionRefused(reason="closed")
        require_within(act, Limit.TENDER_CORRECTION_FEN, amount, approval)
        before = current_entry(act, sold.receipt)
        wrong = account_of(request.from_kind, act.shift.id, None)
        right = account_of(request.to_kind, act.shift.id, None)
        legs = [
            Leg(right if leg.account == wrong else leg.account, leg.unit, leg.quantity)
            for leg in legs_of(act.connection, before)
        ]
        reversal, entry = exchange(act, before, "correct_tender", EntryAsk("sale", legs))
        correction_id = act.insert(
            TenderCorrection,
            sale_id=request.sale_id,
            shift_id=act.shift.id,
            from_kind=request.from_kind,
            to_kind=request.to_kind,
            amount_fen=amount,
            reversal_entry_id=reversal,
            entry_id=entry,
            at=act.now,
        )
        changed = (
            TenderAsk(request.from_kind, -amount),
            TenderAsk(request.to_kind, amount, approval_code=request.approval_code),
        )
        act.insert_all(SaleTender, [tender_values(request.sale_id, tender, correction_id) for tender in changed])
        return act.finish(CorrectTenderResult(correction_id, amount), f"sale/{request.sale_id}")
