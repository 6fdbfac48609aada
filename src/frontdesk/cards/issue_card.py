"""Giving a person a card."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action, action
from frontdesk.cards.card_state import card_thing, write_event
from frontdesk.cards.errors import CardInUse, NumberInvalid, UidUnreadable
from frontdesk.cards.queries import by_number, by_uid
from frontdesk.cards.tables import Card
from frontdesk.core.actor import Actor
from frontdesk.core.text import contains_card_number, field
from frontdesk.custody.moves import move, place
from frontdesk.members.queries import person
from frontdesk.members.search import add_term
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

_UID = re.compile(r"(?:[0-9A-F]{2}){4,10}", re.ASCII)
_BANK_CARD_LENGTH = 16
_NUMBER = re.compile(r"[0-9A-Z]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class IssueCardRequest:
    """A card for a person: the chip's UID as read, the number printed on it (empty: the next free one, or the
    one a returned card has), and the plan it is issued for (may be empty)."""

    key: str
    person_id: int
    uid: str
    number: str = ""
    plan_code: str = ""


@dataclass(frozen=True, slots=True)
class IssueCardResult:
    """The card given."""

    card_id: int
    number: str


def issue_card(store: Store, actor: Actor, request: IssueCardRequest) -> IssueCardResult:
    """Give a person a card. Raises UnknownPerson, UidUnreadable, NumberInvalid, CardInUse."""
    with action(store, actor, "cards.issue", request, IssueCardResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.ISSUE_CARD)
        result = issue_within(act, request.person_id, request.uid, request.number, request.plan_code)
        return act.finish(result, card_thing(result.number))


def issue_within(act: Action[Any], person_id: int, uid: str, number: str = "", plan_code: str = "") -> IssueCardResult:
    """Give a person a card as part of a larger action: a new one, or one that was returned for good."""
    person(act.connection, person_id)
    chip = plain_uid(uid)
    known = by_uid(act.connection, chip)
    again = known if known is not None and known.state == "returned" else None
    if number.strip():
        number = plain_number(number)
    else:
        number = again.number if again is not None else _next_free(act)
    for other in (known, by_number(act.connection, number)):
        if other is not None and (other != again or other.number != number):
            raise CardInUse(number=other.number, state=other.state)
    values = {"person_id": person_id, "state": "active", "plan_code": field(plan_code, 32)}
    if again is not None:
        card_id = again.id
        issued = update(Card).where(Card.id == card_id).values(**values, issued_on=act.business_day)
        act.connection.execute(issued)
        move(act, again.thing, f"member/{person_id}", reason="issued")
    else:
        card_id = act.tx.insert(Card, uid=chip, number=number, issued_on=act.business_day, **values)
        place(act, card_thing(number), f"member/{person_id}", "issued")
    write_event(act, card_id, "issued", "active", person_id, chip)
    add_term(act, person_id, "card", number)
    return IssueCardResult(card_id, number)


def plain_uid(uid: str) -> str:
    """A UID as upper-case hex without separators. Raises UidUnreadable."""
    plain = re.sub(r"[\s:-]", "", uid).upper()
    # A chip of eight bytes begins with E0, so sixteen digits are no chip's.
    bank_card = len(plain) == _BANK_CARD_LENGTH and contains_card_number(plain)
    if bank_card or not _UID.fullmatch(plain):
        raise UidUnreadable(uid=plain[:24])
    return plain


def plain_number(number: str) -> str:
    """A card number in capitals. Raises NumberInvalid."""
    plain = number.strip().upper()
    if not _NUMBER.fullmatch(plain):
        raise NumberInvalid(number=number.strip()[:24])
    return plain


def _next_free(act: Action[Any]) -> str:
    while True:
        number = str(FIRST_NUMBER + act.tx.next_number("card"))
        if by_number(act.connection, number) is None:
            return number


FIRST_NUMBER = 1000
"""The next free numbers count from here on."""
