"""A card that was left in its slot, kept at the desk or missing goes back to its owner (G13)."""

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.books.action import action
from frontdesk.cards.card_state import card_thing
from frontdesk.cards.queries import by_number
from frontdesk.core.actor import Actor
from frontdesk.custody.moves import move
from frontdesk.custody.queries import holder_of
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.errors import NoCardThere
from frontdesk.visits.going_on import write_event
from frontdesk.visits.tables import OpenVisit, Visit


@dataclass(frozen=True, slots=True)
class ReturnCardRequest:
    """The card to give back to its owner."""

    key: str
    card_number: str


@dataclass(frozen=True, slots=True)
class CardReturned:
    """The card and its owner."""

    card_number: str
    person_id: int


def return_card(store: Store, actor: Actor, request: ReturnCardRequest) -> CardReturned:
    """Give a card back outside a visit. Raises NoCardThere when it is with its owner or serves a visit going on."""
    with action(store, actor, "visits.return_card", request, CardReturned) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        card = by_number(act.connection, request.card_number)
        thing = card_thing(request.card_number)
        holder = holder_of(act.connection, thing)
        serving = select(OpenVisit.visit_id).where(OpenVisit.card_number == request.card_number)
        if (
            card is None
            or card.person_id is None
            or holder is None
            or holder == f"member/{card.person_id}"
            or act.connection.execute(serving).first() is not None
        ):
            raise NoCardThere(card=request.card_number[:24])
        move(act, thing, f"member/{card.person_id}", expected=holder, reason="collected")
        last = select(Visit.id).where(Visit.person_id == card.person_id).order_by(Visit.id.desc()).limit(1)
        visit_id = act.connection.execute(last).scalar()
        if visit_id is not None:
            key_code = holder.removeprefix("tray/") if holder.startswith("tray/") else ""
            write_event(act, visit_id, "card_collected", key_code, request.card_number, card="given_back")
        return act.finish(CardReturned(request.card_number, card.person_id), thing)
