"""A day guest gets a key against a deposit or a document."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.custody.moves import place
from frontdesk.keys.board import tray
from frontdesk.keys.hand_over_key import key_goes_out, usable_key
from frontdesk.members.queries import person
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.arrive import NOTE_LIMIT, Arrived, refuse_wrong_zone
from frontdesk.visits.deposits import DEPOSIT_TENDERS, take_deposit
from frontdesk.visits.errors import AlreadyInHouse, GuaranteeMissing, NameMissing, NotAdmitted
from frontdesk.visits.going_on import begin, document_thing, going_of, write_event
from frontdesk.visits.tables import GUEST, Visit

_NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class GuestRequest:
    """A guest's name and surety: a deposit in fen by ``cash``, ``wechat`` or ``alipay``, or a document in the slot.

    ``person_id`` when the guest is on record, such as a member whose card has run out.
    """

    key: str
    name: str
    key_code: str
    guarantee: Literal["deposit", "document"]
    deposit_fen: int = 0
    tender: str = ""
    person_id: int | None = None
    sex: str = ""
    note: str = ""


def admit_guest(store: Store, actor: Actor, request: GuestRequest) -> Arrived:
    """Let a day guest in with a key.

    Raises NoOpenShift, NameMissing, GuaranteeMissing, AlreadyInHouse, NotAdmitted (a blocked person), WrongZone, and
    what ``key_goes_out`` raises.
    """
    with action(store, actor, "visits.guest", request, Arrived) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        name = field(request.name, _NAME_LIMIT)
        if request.person_id is not None:
            who = person(act.connection, request.person_id)
            if who.blocked:
                raise NotAdmitted(status="blocked")
            name = name or who.name
            inside = going_of(act.connection, request.person_id)
            if inside is not None:
                raise AlreadyInHouse(key_code=inside.key_code)
        if not name:
            raise NameMissing()
        with_deposit = request.guarantee == "deposit"
        if with_deposit and (request.deposit_fen <= 0 or request.tender not in DEPOSIT_TENDERS):
            raise GuaranteeMissing()
        refuse_wrong_zone(act.connection, request.key_code, request.sex)
        usable_key(act, request.key_code)
        visit_id = act.insert(
            Visit,
            kind=GUEST,
            person_id=request.person_id,
            contract_id=None,
            guarantee=request.guarantee,
            deposit_fen=request.deposit_fen if with_deposit else 0,
            deposit_tender=request.tender if with_deposit else "",
            name_note=act.note(name),
            at=act.now,
            business_day=act.business_day,
        )
        note = field(request.note, NOTE_LIMIT)
        write_event(act, visit_id, "arrived", request.key_code, "", card="none", how=request.guarantee, note=note)
        key_goes_out(act, request.key_code, visit_id)
        if with_deposit:
            take_deposit(act, visit_id, request.deposit_fen, request.tender)
        else:
            place(act, document_thing(visit_id), tray(request.key_code), "guarantee")
        begin(act, visit_id, request.person_id, request.key_code, "")
        return act.finish(Arrived(visit_id, request.key_code, 0, None), f"visit/{visit_id}")
