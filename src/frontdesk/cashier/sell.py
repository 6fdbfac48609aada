"""Selling: goods, dues and top-ups on one receipt, paid with one tender or several."""

from dataclasses import replace
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.books.dues import settle_due, write_due
from frontdesk.cashier.asked import CASH, TAB, PricedLine, SaleResult, SellRequest
from frontdesk.cashier.errors import TenderRefused
from frontdesk.cashier.pricing import priced
from frontdesk.cashier.print_receipt import print_receipt
from frontdesk.cashier.tenders import check, tender_legs
from frontdesk.cashier.write_sale import Head, goods_legs, income_legs, next_receipt_number, top_up_legs, write_rows
from frontdesk.core.actor import Actor
from frontdesk.core.sound import refuse_unknown
from frontdesk.core.text import field
from frontdesk.custody.queries import things_at
from frontdesk.members.queries import person
from frontdesk.printing.spool import kick_drawer
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

BAR_TAB = "bar_tab"
"""The kind of due a tab writes."""
_RIGHTS = {"goods": Right.SELL, "draw": Right.SELL, "due": Right.COLLECT_DUE, "top_up": Right.TOP_UP}


def sell(store: Store, actor: Actor, request: SellRequest, approval: int | None = None) -> SaleResult:
    """Book a receipt and queue its slip (K04, G22); a repeated key returns the first receipt.

    Prices, dues and limits are read inside the transaction. Raises what ``pricing.priced`` and ``tenders.check``
    raise, UnknownPerson, NoOpenShift, InsufficientBalance, RightMissing, and ApprovalNeeded for a discount above the
    role's limit.
    """
    with action(store, actor, "cashier.sell", request, SaleResult) as act:
        if act.first_result is not None:
            return act.first_result
        for line in request.lines:
            refuse_unknown(line.kind, tuple(_RIGHTS))
        for right in sorted({_RIGHTS[line.kind] for line in request.lines}):
            require(act, right)
        if request.person_id is not None:
            person(act.connection, request.person_id)
        given = sum(line.discount_fen for line in request.lines)
        if given:
            require_within(act, Limit.DISCOUNT_FEN, given, approval)
        # The key is only named on the slip and the tab; which one it is was decided at the door.
        key_code = field(request.key_code, 24) if request.key_code is not None else None
        return _sell(act, replace(request, key_code=key_code))


def _sell(act: Action[SaleResult], request: SellRequest) -> SaleResult:
    shift = act.shift
    lines = priced(act, request)
    total = sum(line.amount_fen for line in lines)
    # A day guest's tab hangs on the visit; only a balance needs a member.
    on_tab = any(tender.kind == TAB for tender in request.tenders)
    has_member = request.person_id is not None or (on_tab and request.visit_id is not None)
    change = check(request.tenders, total, has_member=has_member, kinds={line.kind for line in lines})
    legs = tender_legs(request.tenders, shift.id, request.person_id)
    legs += top_up_legs(lines, request.person_id)
    legs += [settle_due(act, line.due_id) for line in lines if line.due_id is not None]
    if on_tab:
        lines = _put_on_tab(act, request, lines)
    else:
        legs += income_legs(lines)
    number = next_receipt_number(act)
    entry_id = act.post("tab" if on_tab else "sale", legs + goods_legs(lines, request.person_id))
    head = Head("tab" if on_tab else "sale", request.person_id, request.visit_id, request.key_code)
    sale_id = write_rows(act, number, head, entry_id, lines, request.tenders)
    mark = act.record(f"sale/{sale_id}")
    print_receipt(act, number, head, lines, request.tenders, change)
    if any(tender.kind == CASH for tender in request.tenders):
        kick_drawer(act, document=f"receipt/{number}")
    return act.finish(SaleResult(sale_id, number, total, change.received_fen, change.change_fen, mark.short))


def _put_on_tab(act: Action[Any], request: SellRequest, lines: tuple[PricedLine, ...]) -> tuple[PricedLine, ...]:
    """Write a due for each category, so that what is collected later is known by category; lines name theirs."""
    # Whoever is in the house has a key; a visit that is over, or never was, has nothing.
    if request.visit_id is not None and not things_at(act.connection, f"visit/{request.visit_id}"):
        raise TenderRefused(kind=TAB, reason="tab_over")
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.category] = sums.get(line.category, 0) + line.amount_fen
    dues = {
        category: write_due(
            act,
            BAR_TAB,
            amount,
            category,
            person_id=request.person_id,
            visit_id=request.visit_id,
            key_code=request.key_code,
        )
        for category, amount in sums.items()
        if amount
    }
    return tuple(replace(line, due_id=dues.get(line.category)) for line in lines)
