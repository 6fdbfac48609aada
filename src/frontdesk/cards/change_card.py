"""A card lost, found again, blocked, unblocked, or given back for good."""

from dataclasses import dataclass
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.cards.card_state import card_in_state, set_state
from frontdesk.cards.errors import InTray, WrongState
from frontdesk.cards.queries import CardRecord, events_of
from frontdesk.cards.token_state import is_suspect
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.custody.moves import move
from frontdesk.custody.queries import holder_of
from frontdesk.members.search import remove_term
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

REASON_LENGTH = 200
DESK, LOST = "desk", "lost"


@dataclass(frozen=True, slots=True)
class CardRequest:
    """Something to be done with a card, named by its printed number."""

    key: str
    number: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CardResult:
    """The card and its state now."""

    number: str
    state: str


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    begins: tuple[str, ...]
    state: str
    holder: str | None
    """Where the card goes; ``member`` to its owner, None where it is."""


def report_lost(store: Store, actor: Actor, request: CardRequest) -> CardResult:
    """Stop a card that was lost. Raises UnknownCard, WrongState, InTray when it lies safely in a slot."""
    return _change(store, actor, request, _Change("lost", ("active", "blocked"), "lost", LOST))


def find_again(store: Store, actor: Actor, request: CardRequest) -> CardResult:
    """Let a lost card that has turned up be used again. Raises UnknownCard, WrongState."""
    return _change(store, actor, request, _Change("found", ("lost",), "active", "member"))


def block_card(store: Store, actor: Actor, request: CardRequest) -> CardResult:
    """Stop a card. Raises UnknownCard, WrongState."""
    return _change(store, actor, request, _Change("blocked", ("active",), "blocked", None))


def unblock_card(store: Store, actor: Actor, request: CardRequest, approval: int | None = None) -> CardResult:
    """Let a blocked card be used again. Raises UnknownCard, WrongState.

    One that was blocked because there may be two of it takes a second person (ApprovalNeeded), and stays without a
    good token until that is written anew.
    """
    return _change(store, actor, request, _Change("unblocked", ("blocked",), "active", None), approval)


def return_for_good(store: Store, actor: Actor, request: CardRequest) -> CardResult:
    """Take a card back into stock. Raises UnknownCard, WrongState, InTray."""
    return _change(store, actor, request, _Change("returned", ("active", "blocked", "lost"), "returned", DESK))


def take_out_of_use(act: Action[Any], card: CardRecord, kind: str, state: str, holder: str, reason: str) -> None:
    """Move a card away from its owner, within a larger action. Raises InTray."""
    at = holder_of(act.connection, card.thing)
    if at is not None and at.startswith("tray/"):
        raise InTray(number=card.number, key_code=at.removeprefix("tray/"))
    if at != holder:
        move(act, card.thing, holder, reason=kind)
    set_state(act, card, kind, state, reason, keep_owner=state != "returned")


def _change(
    store: Store, actor: Actor, request: CardRequest, change: _Change, approval: int | None = None
) -> CardResult:
    with action(store, actor, f"cards.{change.kind}", request, CardResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        reason = field(request.reason, REASON_LENGTH)
        card = card_in_state(act, request.number, *change.begins)
        if change.state == "active" and events_of(act.connection, card.id)[-1].kind == "replaced":
            # Its owner has another card by now.
            raise WrongState(number=card.number, state=card.state)
        if change.kind == "unblocked" and is_suspect(act.connection, card.id):
            require_within(act, Limit.SUSPECT_CARDS, 1, approval)
        if change.holder in (LOST, DESK):
            take_out_of_use(act, card, change.kind, change.state, change.holder, reason)
        else:
            if change.holder is not None:
                move(act, card.thing, f"member/{card.person_id}", reason=change.kind)
            set_state(act, card, change.kind, change.state, reason)
        if change.state == "returned" and card.person_id is not None:
            remove_term(act, card.person_id, "card", card.number)
        return act.finish(CardResult(card.number, change.state), card.thing)
