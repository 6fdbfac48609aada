"""A card's state and the event that changed it, written together."""

from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action
from frontdesk.cards.errors import UnknownCard, WrongState
from frontdesk.cards.queries import CardRecord, by_number
from frontdesk.cards.tables import Card, CardEvent


def card_thing(number: str) -> str:
    """A card's name in custody."""
    return f"card/{number}"


def card_in_state(act: Action[Any], number: str, *states: str) -> CardRecord:
    """The card with this number. Raises UnknownCard, or WrongState when it is in none of the states."""
    card = by_number(act.connection, number.strip().upper())
    if card is None:
        raise UnknownCard(card=number.strip()[:24])
    if card.state not in states:
        raise WrongState(number=card.number, state=card.state)
    return card


def set_state(act: Action[Any], card: CardRecord, kind: str, state: str, reason: str, keep_owner: bool = True) -> None:
    """Record an event of a card and put it into the state that follows."""
    person_id = card.person_id if keep_owner else None
    act.connection.execute(update(Card).where(Card.id == card.id).values(state=state, person_id=person_id))
    write_event(act, card.id, kind, state, person_id, reason)


def write_event(act: Action[Any], card_id: int, kind: str, state: str, person_id: int | None, text: str) -> None:
    """Record an event; its text goes to the erasable notes."""
    act.insert(CardEvent, card_id=card_id, kind=kind, state=state, person_id=person_id, at=act.now, note=act.note(text))
