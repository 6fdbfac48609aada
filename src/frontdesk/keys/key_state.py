"""Taking a key out of use and back, and giving it another tag."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select, update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.keys.board import key_thing
from frontdesk.keys.errors import KeyCodeInvalid, KeyIsOut, KeyNotUsable, KeyUnknown
from frontdesk.keys.queries import Key, key_by_code
from frontdesk.keys.register_keys import refuse_known_tag
from frontdesk.keys.tables import LOST, NORMAL, OUT_OF_USE, KeyEvent, KeyTag
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

_NOTE_LIMIT = 200
_TAG_LIMIT = 64


@dataclass(frozen=True, slots=True)
class SetKeyStateRequest:
    """A key to take out of use (``out_of_use``, a broken lock say) or back (``normal``), with the clerk's words."""

    key: str
    code: str
    state: Literal["normal", "out_of_use"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class RetagRequest:
    """A key that got a new chip: the text it gives from now on when scanned."""

    key: str
    code: str
    tag_code: str


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """The key's state afterwards; ``due_id`` when a fee was charged, ``returned_fen`` what was given back."""

    code: str
    state: str
    due_id: int | None = None
    returned_fen: int = 0


def set_key_state(store: Store, actor: Actor, request: SetKeyStateRequest) -> KeyChanged:
    """Take a key at home out of use, or put it back in use. Raises KeyUnknown, KeyIsOut, KeyNotUsable (it is lost)."""
    with action(store, actor, "keys.set_state", request, KeyChanged) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        key = known_key(act, request.code)
        if key.visit_id is not None:
            raise KeyIsOut(code=key.code)
        if key.state == LOST:
            raise KeyNotUsable(code=key.code, state=key.state)
        event = "in_use" if request.state == NORMAL else OUT_OF_USE
        write_event(act, key, event, request.state, note=request.note)
        return act.finish(KeyChanged(key.code, request.state), key_thing(key.code))


def retag(store: Store, actor: Actor, request: RetagRequest) -> KeyChanged:
    """Give a key another scanned text. Raises KeyUnknown, KeyCodeInvalid, TagKnown."""
    with action(store, actor, "keys.retag", request, KeyChanged) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_KEYS)
        key = known_key(act, request.code)
        tag = field(request.tag_code, _TAG_LIMIT)
        if not tag:
            raise KeyCodeInvalid(code=request.code)
        refuse_known_tag(act, tag, key.code)
        write_event(act, key, "retagged", key.state, tag_code=tag)
        return act.finish(KeyChanged(key.code, key.state), key_thing(key.code))


def known_key(act: Action[Any], code: str) -> Key:
    """The key as it stands inside the action. Raises KeyUnknown."""
    key = key_by_code(act.connection, code)
    if key is None:
        raise KeyUnknown(code=code[:24])
    return key


def write_event(
    act: Action[Any],
    key: Key,
    event: str,
    state: str,
    *,
    tag_code: str | None = None,
    due_id: int | None = None,
    note: str = "",
) -> None:
    """Record a change of a key and bring its row up to date."""
    place = act.connection.execute(select(KeyTag.place).where(KeyTag.code == key.code)).scalar_one()
    tag = tag_code or key.tag_code
    act.insert(
        KeyEvent,
        key_code=key.code,
        event=event,
        zone_code=key.zone_code,
        tag_code=tag,
        state=state,
        place=place,
        due_id=due_id,
        note=act.note(field(note, _NOTE_LIMIT)),
        at=act.now,
        business_day=act.business_day,
    )
    act.connection.execute(update(KeyTag).where(KeyTag.code == key.code).values(state=state, tag_code=tag))
