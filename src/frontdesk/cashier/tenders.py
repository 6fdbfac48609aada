"""What a receipt is paid with: checks, change and the accounts it goes to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.books import accounts
from frontdesk.books.action import Leg
from frontdesk.cashier.asked import BALANCE, BANKCARD, CASH, OUTSIDE_TENDERS, TAB, TENDERS, TenderAsk
from frontdesk.cashier.errors import CashTooLittle, MemberNeeded, TenderRefused, TendersDontFit
from frontdesk.core.money import yuan

MOST_TENDERS = 6
MOST_RECEIVED_FEN = 10_000_000
_APPROVAL_CODE = re.compile(r"[0-9A-Za-z]{0,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """What was handed over in all, and what goes back, in fen; change is only ever cash."""

    received_fen: int
    change_fen: int


def received_by(tender: TenderAsk) -> int:
    """What was handed over for one tender."""
    return tender.received_fen or tender.amount_fen


def change_of(tenders: Sequence[TenderAsk]) -> Change:
    """What was received and what goes back."""
    received = sum(received_by(tender) for tender in tenders)
    return Change(received, received - sum(tender.amount_fen for tender in tenders))


def check(tenders: Sequence[TenderAsk], total_fen: int, *, has_member: bool, kinds: set[str]) -> Change:
    """Refuse tenders that don't fit together; ``kinds`` are those of the receipt's lines.

    Raises TendersDontFit, CashTooLittle, MemberNeeded, and TenderRefused with the reason ``unknown``, ``amount``,
    ``twice``, ``code``, ``top_up`` (only with new money), ``tab_split`` or ``tab_due`` (only goods, nothing else).
    """
    for tender in tenders:
        _check_one(tender)
    used = [tender.kind for tender in tenders]
    tendered = sum(tender.amount_fen for tender in tenders)
    if tendered != total_fen or len(tenders) > MOST_TENDERS:
        raise TendersDontFit(total=yuan(total_fen), tendered=yuan(tendered))
    for kind in (CASH, BALANCE, TAB):
        if used.count(kind) > 1:
            raise TenderRefused(kind=kind, reason="twice")
    if "top_up" in kinds and {BALANCE, TAB} & set(used):
        raise TenderRefused(kind=BALANCE if BALANCE in used else TAB, reason="top_up")
    if TAB in used and len(used) > 1:
        raise TenderRefused(kind=TAB, reason="tab_split")
    if TAB in used and kinds != {"goods"}:
        raise TenderRefused(kind=TAB, reason="tab_due")
    if {BALANCE, TAB} & set(used) and not has_member:
        raise MemberNeeded()
    return change_of(tenders)


def _check_one(tender: TenderAsk) -> None:
    if tender.kind not in TENDERS:
        raise TenderRefused(kind=tender.kind, reason="unknown")
    if not 0 < tender.amount_fen <= MOST_RECEIVED_FEN or not 0 <= tender.received_fen <= MOST_RECEIVED_FEN:
        raise TenderRefused(kind=tender.kind, reason="amount")
    if tender.kind == CASH:
        if received_by(tender) < tender.amount_fen:
            raise CashTooLittle(received=yuan(tender.received_fen), due=yuan(tender.amount_fen))
    elif received_by(tender) != tender.amount_fen:
        raise TenderRefused(kind=tender.kind, reason="amount")
    if not is_approval_code(tender.approval_code, tender.kind):
        raise TenderRefused(kind=tender.kind, reason="code")


def is_approval_code(text: str, kind: str) -> bool:
    """Whether a text can be a bank terminal's approval code; it may be empty, and is for all other tenders."""
    return _APPROVAL_CODE.fullmatch(text) is not None and (not text or kind == BANKCARD)


def account_of(kind: str, shift_id: int, person_id: int | None) -> str:
    """The account a tender's money goes into, or a refund's comes from."""
    if kind == CASH:
        return accounts.drawer(shift_id)
    if kind in OUTSIDE_TENDERS:
        return accounts.tender(kind)
    if kind == BALANCE and person_id is not None:
        return accounts.member(person_id)
    raise TenderRefused(kind=kind, reason="unknown")


def tender_legs(tenders: Sequence[TenderAsk], shift_id: int, person_id: int | None) -> list[Leg]:
    """The debits of a receipt's tenders; what was put on a tab is none."""
    return [
        Leg(account_of(tender.kind, shift_id, person_id), accounts.CNY, tender.amount_fen)
        for tender in tenders
        if tender.kind != TAB
    ]
