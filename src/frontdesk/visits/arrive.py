"""A member comes in: the key goes out, the card into its slot (G06)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select

from frontdesk.books.action import Action, action
from frontdesk.cards.card_state import card_thing
from frontdesk.cards.count_token import count_on
from frontdesk.cards.queries import by_number
from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now, parse_utc
from frontdesk.core.text import field
from frontdesk.custody.moves import move
from frontdesk.keys.board import tray
from frontdesk.keys.errors import KeyUnknown
from frontdesk.keys.hand_over_key import key_goes_out, usable_key
from frontdesk.keys.tables import KeyTag, Zone
from frontdesk.members.queries import PersonCard, person, standing
from frontdesk.members.standing import Standing
from frontdesk.members.tables import Contract, Plan
from frontdesk.members.visit_pack import saw, spend_visit
from frontdesk.staff.rights import Right, require
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import Store
from frontdesk.visits.errors import AlreadyInHouse, CardNotTheirs, NotAdmitted, ReasonMissing, WrongZone
from frontdesk.visits.going_on import begin, going_of, write_event
from frontdesk.visits.tables import MEMBER, Visit, VisitEvent

NO_CARD_REASONS = ("forgotten", "lost", "broken", "not_issued", "other")
NOTE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ArriveRequest:
    """A person and the key to give; with the card's number, or without a card and the reason (``NO_CARD_REASONS``).

    ``token_counter`` and ``token_mark`` are what was written on the card at this tap; 0 when its token wasn't read.
    """

    key: str
    person_id: int
    key_code: str
    card_number: str = ""
    no_card: str = ""
    note: str = ""
    token_counter: int = 0
    token_mark: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The visit; ``returned`` is 1 when it is an earlier one gone on with, ``visits_left`` None without a pack."""

    visit_id: int
    key_code: str
    returned: int
    visits_left: int | None


def arrive(store: Store, actor: Actor, request: ArriveRequest) -> Arrived:
    """Let a member in, in one step: visit, key, card, and a visit of the pack unless the visit goes on.

    Raises NoOpenShift, NotAdmitted, AlreadyInHouse, CardNotTheirs, ReasonMissing, WrongZone, what ``count_on`` raises
    of the card's token, and what ``key_goes_out`` raises when another counter was quicker.
    """
    with action(store, actor, "visits.arrive", request, Arrived) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        who = person(act.connection, request.person_id)
        inside = going_of(act.connection, who.id)
        if inside is not None:
            raise AlreadyInHouse(key_code=inside.key_code)
        now = local_now(store.clock)
        stands = standing(act.connection, who.id, now)
        earlier = visit_to_go_on(act.connection, stands, now)
        if not stands.may_enter and earlier is None:
            raise NotAdmitted(status=stands.status)
        refuse_wrong_zone(act.connection, request.key_code, who.sex)
        usable_key(act, request.key_code)
        _check_card(act, request)
        visit_id = earlier if earlier is not None else _new_visit(act, who, stands)
        _hand_over(act, request, visit_id, "returned" if earlier is not None else "arrived")
        left = stands.visits_left
        if earlier is None and stands.contract_id is not None:
            left = spend_visit(act, who.id, stands.contract_id, visit_id)
        saw(act, who.id)
        return act.finish(Arrived(visit_id, request.key_code, int(earlier is not None), left), f"visit/{visit_id}")


def visit_to_go_on(connection: Connection, stands: Standing, now: datetime) -> int | None:
    """The person's last visit if it ended so short a time ago that its plan lets it go on, else None.

    The plan is that of the contract the visit was made on: whoever used up one pack by it isn't charged another's.
    """
    if not (stands.may_enter or stands.status == "visits_used_up"):
        return None
    row = _LAST_LEFT.first(connection, person_id=stands.person_id)
    if row is None:
        return None
    visit_id, reentry_minutes, kind, left_at = row
    if kind != "left" or not reentry_minutes:
        return None
    # A clock set back since then makes it negative: order is by sequence, so the visit ended just now.
    gone = now - parse_utc(left_at)
    return int(visit_id) if gone <= timedelta(minutes=reentry_minutes) else None


def refuse_wrong_zone(connection: Connection, key_code: str, sex: str) -> None:
    """Raise WrongZone for a key of the other sex's zone, KeyUnknown for none at all."""
    found = select(Zone.sex).join(KeyTag, KeyTag.zone_code == Zone.code).where(KeyTag.code == key_code)
    zone_sex = connection.execute(found).scalar()
    if zone_sex is None:
        raise KeyUnknown(code=key_code[:24])
    if sex and zone_sex and sex != zone_sex:
        raise WrongZone(code=key_code)


def _check_card(act: Action[Any], request: ArriveRequest) -> None:
    if not request.card_number:
        if request.no_card not in NO_CARD_REASONS:
            raise ReasonMissing()
        return
    card = by_number(act.connection, request.card_number)
    if card is None or card.person_id != request.person_id or card.state != "active":
        raise CardNotTheirs(card=request.card_number)
    count_on(act, card, request.token_counter, request.token_mark)


def _new_visit(act: Action[Any], who: PersonCard, stands: Standing) -> int:
    return act.insert(
        Visit,
        kind=MEMBER,
        person_id=who.id,
        contract_id=stands.contract_id,
        guarantee="",
        deposit_fen=0,
        deposit_tender="",
        name_note=None,
        at=act.now,
        business_day=act.business_day,
    )


def _hand_over(act: Action[Any], request: ArriveRequest, visit_id: int, kind: str) -> None:
    write_event(
        act,
        visit_id,
        kind,
        request.key_code,
        request.card_number,
        card="slot" if request.card_number else "none",
        how="" if request.card_number else request.no_card,
        note=field(request.note, NOTE_LIMIT),
    )
    key_goes_out(act, request.key_code, visit_id)
    if request.card_number:
        # The card was on the reader just now, wherever it was thought to be.
        move(act, card_thing(request.card_number), tray(request.key_code), reason="arrived", visit_id=visit_id)
    begin(act, visit_id, request.person_id, request.key_code, request.card_number)


_LAST_LEFT = Prepared(
    select(Visit.id, Plan.reentry_minutes, VisitEvent.kind, VisitEvent.at)
    .join(VisitEvent, VisitEvent.visit_id == Visit.id)
    .outerjoin(Contract, Contract.id == Visit.contract_id)
    .outerjoin(Plan, Plan.id == Contract.plan_id)
    .where(
        Visit.person_id == bindparam("person_id"),
        VisitEvent.kind.in_([literal(kind) for kind in ("arrived", "returned", "left")]),
    )
    .order_by(Visit.id.desc(), VisitEvent.id.desc())
    .limit(1)
)
