"""A key that is lost is charged for; one that is found again is forgiven or paid back."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.dues import settle_due, waived_fen, write_due
from frontdesk.books.ledger import balance
from frontdesk.books.policies import Policy
from frontdesk.books.tables import Due
from frontdesk.core.actor import Actor
from frontdesk.custody.moves import move
from frontdesk.keys.board import BOARD, LOST_PLACE, key_thing
from frontdesk.keys.errors import KeyIsOut, KeyNotLost, KeyNotUsable
from frontdesk.keys.key_state import KeyChanged, known_key, write_event
from frontdesk.keys.tables import LOST, NORMAL, KeyEvent
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

LOST_KEY_FEE_FEN = Policy("keys.lost_fee_fen", 3000)
LOST_KEY_DUE = "lost_key"
_REVENUE = "keys"


@dataclass(frozen=True, slots=True)
class MissingKeyRequest:
    """A key that should hang on the board and doesn't; nobody can be charged for it."""

    key: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundKeyRequest:
    """A lost key that is back.

    ``fee``: ``settle`` forgives a fee still open and pays back one already paid (to the member's balance, or in cash
    to a day guest); ``keep`` leaves it as it is.
    """

    key: str
    code: str
    fee: Literal["settle", "keep"] = "settle"
    note: str = ""


def report_missing(store: Store, actor: Actor, request: MissingKeyRequest) -> KeyChanged:
    """Mark a key that is missing from the board as lost. Raises KeyUnknown, KeyIsOut, KeyNotUsable (lost already)."""
    with action(store, actor, "keys.missing", request, KeyChanged) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        miss_key(act, request.code, request.note)
        return act.finish(KeyChanged(request.code, LOST), key_thing(request.code))


def miss_key(act: Action[Any], code: str, note: str = "") -> None:
    """Take a key that should hang on the board off it, as part of a larger action.

    Raises KeyUnknown, KeyIsOut, KeyNotUsable (lost already).
    """
    key = known_key(act, code)
    if key.visit_id is not None:
        raise KeyIsOut(code=key.code)
    if key.state == LOST:
        raise KeyNotUsable(code=key.code, state=LOST)
    write_event(act, key, "lost", LOST, note=note)
    move(act, key_thing(key.code), LOST_PLACE, expected=BOARD, reason="lost")


def lose_key(act: Action[Any], code: str, visit_id: int, person_id: int | None, note: str = "") -> int | None:
    """Mark a visit's key as lost and charge the visit for it; returns the due's id, None when the fee is 0."""
    key = known_key(act, code)
    fee_fen = LOST_KEY_FEE_FEN.read(act.connection)
    due_id = None
    if fee_fen > 0:
        due_id = write_due(
            act, LOST_KEY_DUE, fee_fen, _REVENUE, person_id=person_id, visit_id=visit_id, key_code=key.code
        )
    write_event(act, key, "lost", LOST, due_id=due_id, note=note)
    move(act, key_thing(code), LOST_PLACE, expected=f"visit/{visit_id}", reason="lost", visit_id=visit_id)
    return due_id


def report_found(store: Store, actor: Actor, request: FoundKeyRequest, approval: int | None = None) -> KeyChanged:
    """Hang a lost key on the board again and settle what was charged for it.

    Raises KeyUnknown, KeyNotLost, ApprovalNeeded when the fee to forgive or pay back exceeds the actor's limit,
    NoOpenShift for cash.
    """
    with action(store, actor, "keys.found", request, KeyChanged) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        key = known_key(act, request.code)
        if key.state != LOST:
            raise KeyNotLost(code=key.code)
        charged = select(KeyEvent.due_id).where(KeyEvent.key_code == key.code, KeyEvent.event == "lost")
        due_id = act.connection.execute(charged.order_by(KeyEvent.id.desc()).limit(1)).scalar()
        write_event(act, key, "found", NORMAL, due_id=due_id, note=request.note)
        move(act, key_thing(key.code), BOARD, expected=LOST_PLACE, reason="found")
        returned_fen = _settle_fee(act, due_id, approval) if due_id is not None and request.fee == "settle" else 0
        return act.finish(KeyChanged(key.code, NORMAL, due_id, returned_fen), key_thing(key.code))


def _settle_fee(act: Action[Any], due_id: int, approval: int | None) -> int:
    """Forgive what is open of a fee and pay back the rest; returns the fen paid back."""
    due = act.connection.execute(select(Due.amount_fen, Due.person_id).where(Due.id == due_id)).one()
    open_fen = balance(act.connection, accounts.due(due_id))
    if open_fen > 0:
        require_within(act, Limit.WAIVE_DUE_FEN, open_fen, approval)
        act.post("key_fee_waived", [settle_due(act, due_id), Leg(accounts.revenue(_REVENUE), accounts.CNY, open_fen)])
    paid_fen = int(due.amount_fen) - max(open_fen, 0) - waived_fen(act.connection, due_id)
    if paid_fen > 0:
        require(act, Right.REFUND)
        require_within(act, Limit.REFUND_FEN, paid_fen, approval)
        to = accounts.member(due.person_id) if due.person_id is not None else accounts.drawer(act.shift.id)
        legs = [Leg(accounts.revenue(_REVENUE), accounts.CNY, paid_fen), Leg(to, accounts.CNY, -paid_fen)]
        act.post("key_fee_returned", legs)
    return paid_fen
