"""A visitor leaves: the key comes in and the card goes back, in one step (G08)."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.dues import OpenDue, outstanding, settle_due, write_due
from frontdesk.books.tables import Due
from frontdesk.cards.card_state import card_thing
from frontdesk.cards.issue_card import plain_number
from frontdesk.core.actor import Actor
from frontdesk.core.money import yuan_sign
from frontdesk.core.text import field
from frontdesk.custody.moves import move
from frontdesk.custody.queries import holder_of
from frontdesk.keys.hand_over_key import key_comes_home
from frontdesk.keys.lost_key import LOST_KEY_DUE, lose_key
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store
from frontdesk.visits.arrive import NOTE_LIMIT
from frontdesk.visits.deposits import give_back_deposit
from frontdesk.visits.errors import TabOpen
from frontdesk.visits.going_on import FOUND_AT_DESK, MISSING, Going, document_thing, end, going, write_event


@dataclass(frozen=True, slots=True)
class LeaveRequest:
    """A visit to end.

    ``how``: by ``key``, by ``card``, or otherwise at the ``desk``. ``key_lost`` 1 when the key is not returned.
    ``card``: ``given_back``, ``left`` in its slot because the visitor went without it, or ``missing``. ``found_card``
    is the number of a card found in the slot in its place (G13). ``owe`` 1 leaves what is unpaid as a due.
    """

    key: str
    visit_id: int
    how: Literal["key", "card", "desk", "closing"] = "key"
    key_lost: int = 0
    card: Literal["given_back", "left", "missing"] = "given_back"
    found_card: str = ""
    owe: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The visit that ended; ``due_id`` what a lost key was charged with, ``deposit_fen`` what a guest got back."""

    visit_id: int
    key_code: str
    card_number: str
    due_id: int | None
    deposit_fen: int
    owed_fen: int


def leave(store: Store, actor: Actor, request: LeaveRequest, approval: int | None = None) -> Left:
    """End a visit: key to the board, card to its owner, a guest's deposit or document back.

    Raises NotInHouse when the visit is over, TabOpen while something of it is unpaid, ApprovalNeeded to let somebody
    go owing, NumberInvalid for a found card whose number can be none, NoOpenShift.
    """
    with action(store, actor, "visits.leave", request, Left) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        found = going(act.connection, request.visit_id)
        owed_fen = _settle_tab(act, found, request, approval)
        left = end_visit(act, found, request, owed_fen)
        return act.finish(left, f"visit/{found.visit_id}")


def end_visit(act: Action[Any], found: Going, request: LeaveRequest, owed_fen: int) -> Left:
    """The end itself, within an action that has looked at the tab."""
    due_id = None
    if request.key_lost:
        due_id = lose_key(act, found.key_code, found.visit_id, found.person_id)
        write_event(act, found.visit_id, "key_lost", found.key_code, found.card_number)
    else:
        key_comes_home(act, found.key_code, found.visit_id)
    if request.found_card:
        _record_wrong_card(act, found, request)
    card = _card_out_of_slot(act, found, request.card)
    # The deposit answers for the key before anything of it is given back.
    deposit_fen = give_back_deposit(act, found, due_id, guest_is_here=request.how != "closing")
    write_event(
        act,
        found.visit_id,
        "left",
        found.key_code,
        found.card_number,
        how=request.how,
        card=card,
        note=field(request.note, NOTE_LIMIT),
    )
    end(act, found)
    return Left(found.visit_id, found.key_code, found.card_number, due_id, deposit_fen, owed_fen)


def tab_of(open_dues: list[OpenDue]) -> list[OpenDue]:
    """Of a visit's open dues those that belong to its tab; the fee of a lost key is a member's debt, not the tab."""
    return [due for due in open_dues if due.kind != LOST_KEY_DUE]


def _settle_tab(act: Action[Any], found: Going, request: LeaveRequest, approval: int | None) -> int:
    """Refuse to end while the tab is open, or leave it to the person as a due; returns what stays owed, in fen."""
    tab = tab_of(outstanding(act.connection, visit_id=found.visit_id))
    owed_fen = sum(due.open_fen for due in tab)
    if not owed_fen:
        return 0
    if not request.owe:
        raise TabOpen(amount=yuan_sign(owed_fen), amount_fen=owed_fen)
    require_within(act, Limit.WAIVE_DUE_FEN, owed_fen, approval)
    return leave_owing(act, found)


def leave_owing(act: Action[Any], found: Going) -> int:
    """Turn what is unpaid of the visit into the person's own dues; returns how much it is, in fen."""
    tab = tab_of(outstanding(act.connection, visit_id=found.visit_id))
    for due in tab:
        if due.person_id is None and found.person_id is not None:
            _charge_person(act, due, found)
    return sum(due.open_fen for due in tab)


def _charge_person(act: Action[Any], due: OpenDue, found: Going) -> None:
    """Write an unpaid due of the visit anew under the person, so that the next tap shows it."""
    revenue = act.connection.execute(select(Due.revenue).where(Due.id == due.id)).scalar_one()
    legs = [settle_due(act, due.id), Leg(accounts.revenue(revenue), accounts.CNY, due.open_fen)]
    act.post("tab_to_person", legs)
    write_due(
        act,
        due.kind,
        due.open_fen,
        revenue,
        person_id=found.person_id,
        visit_id=found.visit_id,
        key_code=due.key_code,
    )


def _card_out_of_slot(act: Action[Any], found: Going, card: str) -> str:
    """Move what lay in the slot to where it went; returns the code for the visit's story."""
    if found.guarantee == "document":
        # A guest who went without it hasn't got it back: it is kept at the desk, so that the slot is free.
        to, reason = {
            "given_back": (f"guest/{found.visit_id}", "left"),
            "left": (FOUND_AT_DESK, "left_behind"),
            "missing": (MISSING, "slot_empty"),
        }[card]
        move(act, document_thing(found.visit_id), to, reason=reason, visit_id=found.visit_id)
    if not found.card_number:
        return "none"
    thing = card_thing(found.card_number)
    if card == "given_back":
        move(act, thing, f"member/{found.person_id}", reason="left", visit_id=found.visit_id)
    elif card == "missing":
        move(act, thing, MISSING, reason="slot_empty", visit_id=found.visit_id)
    return card


def _record_wrong_card(act: Action[Any], found: Going, request: LeaveRequest) -> None:
    """Write down that another card lay in the slot, and keep that card at the desk unless it has a slot of its own."""
    other = plain_number(request.found_card)
    write_event(act, found.visit_id, "wrong_card", found.key_code, found.card_number, other_card=other)
    holder = holder_of(act.connection, card_thing(other))
    if request.card != "given_back" and holder is not None and not holder.startswith("tray/"):
        move(act, card_thing(other), FOUND_AT_DESK, reason="wrong_slot", visit_id=found.visit_id)
