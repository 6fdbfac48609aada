"""Another locker for somebody in the house: the visit goes on."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.custody.moves import move
from frontdesk.keys.board import tray
from frontdesk.keys.hand_over_key import key_comes_home, key_goes_out, usable_key
from frontdesk.keys.lost_key import lose_key
from frontdesk.members.queries import person
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.arrive import NOTE_LIMIT, refuse_wrong_zone
from frontdesk.visits.going_on import change_key, going, write_event


@dataclass(frozen=True, slots=True)
class SwapRequest:
    """A visit and its new key; ``old_lost`` 1 when the old one is not coming back and is charged for."""

    key: str
    visit_id: int
    to_key: str
    old_lost: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Swapped:
    """The visit with its keys before and after; ``due_id`` when the old one was charged for."""

    visit_id: int
    from_key: str
    to_key: str
    due_id: int | None


def swap_key(store: Store, actor: Actor, request: SwapRequest) -> Swapped:
    """Give a visit another key and put its card into that key's slot.

    Raises NoOpenShift, NotInHouse, WrongZone, and what ``key_goes_out`` raises.
    """
    with action(store, actor, "visits.swap_key", request, Swapped) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        found = going(act.connection, request.visit_id)
        sex = person(act.connection, found.person_id).sex if found.person_id is not None else ""
        refuse_wrong_zone(act.connection, request.to_key, sex)
        usable_key(act, request.to_key)
        due_id = None
        if request.old_lost:
            due_id = lose_key(act, found.key_code, found.visit_id, found.person_id)
            write_event(act, found.visit_id, "key_lost", found.key_code, found.card_number)
        else:
            key_comes_home(act, found.key_code, found.visit_id, "swapped")
        key_goes_out(act, request.to_key, found.visit_id, "swapped")
        if found.in_slot:
            move(act, found.in_slot, tray(request.to_key), reason="swapped", visit_id=found.visit_id)
        write_event(
            act,
            found.visit_id,
            "swapped",
            request.to_key,
            found.card_number,
            how=found.key_code,
            card="slot" if found.card_number else "none",
            note=field(request.note, NOTE_LIMIT),
        )
        change_key(act, found, request.to_key)
        return act.finish(Swapped(found.visit_id, found.key_code, request.to_key, due_id), f"visit/{found.visit_id}")
