"""A new card in place of a lost or broken one; the fee becomes a due."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.books.dues import write_due
from frontdesk.books.policies import Policy
from frontdesk.cards.card_state import card_in_state, card_thing, set_state
from frontdesk.cards.change_card import LOST, take_out_of_use
from frontdesk.cards.errors import WrongState
from frontdesk.cards.issue_card import issue_within
from frontdesk.core.actor import Actor
from frontdesk.members.search import remove_term
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

REPLACEMENT_FEE_FEN = Policy("cards.replacement_fee_fen", 2_000)
REVENUE = "cards"


@dataclass(frozen=True, slots=True)
class ReplaceCardRequest:
    """The old card's number, and the new card's chip and number (empty: the next free one)."""

    key: str
    old_number: str
    uid: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReplaceCardResult:
    """The new card, and the due for it (None when it costs nothing)."""

    card_id: int
    number: str
    due_id: int | None


def replace_card(store: Store, actor: Actor, request: ReplaceCardRequest) -> ReplaceCardResult:
    """Replace a card. Raises UnknownCard, WrongState, InTray and what ``issue_card`` raises."""
    with action(store, actor, "cards.replace", request, ReplaceCardResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        old = card_in_state(act, request.old_number, "active", "lost", "blocked")
        if old.person_id is None:
            raise WrongState(number=old.number, state=old.state)
        if old.state != "lost":
            take_out_of_use(act, old, "lost", "lost", LOST, "")
        set_state(act, old, "replaced", "lost", "")
        remove_term(act, old.person_id, "card", old.number)
        new = issue_within(act, old.person_id, request.uid, request.number, old.plan_code)
        fee_fen = REPLACEMENT_FEE_FEN.read(act.connection)
        due_id = write_due(act, "card_replaced", fee_fen, REVENUE, person_id=old.person_id) if fee_fen else None
        return act.finish(ReplaceCardResult(new.card_id, new.number, due_id), card_thing(new.number))
