"""Setting up zones and keys."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.custody.moves import place as place_thing
from frontdesk.keys.board import BOARD, key_thing
from frontdesk.keys.errors import KeyCodeInvalid, KeyKnown, TagKnown, TooManyKeys, ZoneUnknown
from frontdesk.keys.tables import NORMAL, KeyEvent, KeyTag, Zone, ZoneVersion
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

MOST_AT_ONCE = 500
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,11}", re.ASCII)
_NAME_LIMIT = 24
_TAG_LIMIT = 64


@dataclass(frozen=True, slots=True)
class SetZoneRequest:
    """A zone to add, or to rename and reorder when its ``code`` exists; ``sex`` is ``m``, ``f`` or empty for all."""

    key: str
    code: str
    name_zh: str
    name_en: str
    sex: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class RegisterKeysRequest:
    """Keys numbered ``first`` to ``last`` for a zone; a key's tag gives ``tag_prefix`` and its number."""

    key: str
    zone_code: str
    first: int
    last: int
    tag_prefix: str = "K"


@dataclass(frozen=True, slots=True)
class RegisterKeyRequest:
    """One key with a name of its own and the text its tag gives when scanned."""

    key: str
    zone_code: str
    code: str
    tag_code: str


@dataclass(frozen=True, slots=True)
class Registered:
    """How many keys (or zones) the request wrote."""

    count: int


def set_zone(store: Store, actor: Actor, request: SetZoneRequest) -> Registered:
    """Add a zone or change its names, sex and place. Raises KeyCodeInvalid."""
    with action(store, actor, "keys.set_zone", request, Registered) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_KEYS)
        add_zone(act, request.code, request.name_zh, request.name_en, request.sex, request.place)
        return act.finish(Registered(1), f"zone/{request.code}")


def register_keys(store: Store, actor: Actor, request: RegisterKeysRequest) -> Registered:
    """Register a run of numbered keys, all or none. Raises TooManyKeys, ZoneUnknown, KeyKnown, TagKnown."""
    with action(store, actor, "keys.register", request, Registered) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_KEYS)
        count = request.last - request.first + 1
        if not 0 < count <= MOST_AT_ONCE or request.first < 0:
            raise TooManyKeys(limit=MOST_AT_ONCE)
        for number in range(request.first, request.last + 1):
            add_key(act, request.zone_code, str(number), f"{request.tag_prefix}{number}")
        return act.finish(Registered(count), f"zone/{request.zone_code}")


def register_key(store: Store, actor: Actor, request: RegisterKeyRequest) -> Registered:
    """Register one key. Raises ZoneUnknown, KeyKnown, TagKnown, KeyCodeInvalid."""
    with action(store, actor, "keys.register_one", request, Registered) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.MANAGE_KEYS)
        add_key(act, request.zone_code, request.code, request.tag_code)
        return act.finish(Registered(1), key_thing(request.code))


def add_zone(act: Action[Any], code: str, name_zh: str, name_en: str, sex: str, place: int) -> None:
    """Write a zone within somebody's action, which has checked the right."""
    values = {
        "name_zh": field(name_zh, _NAME_LIMIT),
        "name_en": field(name_en, _NAME_LIMIT),
        "sex": sex,
        "place": place,
    }
    if not _CODE.fullmatch(code) or sex not in ("m", "f", "") or not values["name_zh"] or not values["name_en"]:
        raise KeyCodeInvalid(code=code[:24])
    act.insert(ZoneVersion, code=code, at=act.now, **values)
    statement = act.tx.upsert(Zone).values(code=code, **values)
    act.connection.execute(statement.on_conflict_do_update(index_elements=[Zone.code], set_=values))


def add_key(act: Action[Any], zone_code: str, code: str, tag_code: str) -> None:
    """Hang a new key on the board within somebody's action, which has checked the right."""
    tag = field(tag_code, _TAG_LIMIT)
    if not _CODE.fullmatch(code) or not tag:
        raise KeyCodeInvalid(code=code[:24])
    if act.connection.execute(select(Zone.code).where(Zone.code == zone_code)).first() is None:
        raise ZoneUnknown(zone=zone_code)
    if act.connection.execute(select(KeyTag.code).where(KeyTag.code == code)).first() is not None:
        raise KeyKnown(code=code)
    refuse_known_tag(act, tag, code)
    highest = select(func.coalesce(func.max(KeyTag.place), 0)).where(KeyTag.zone_code == zone_code)
    place = int(act.connection.execute(highest).scalar_one()) + 1
    values = {"zone_code": zone_code, "tag_code": tag, "state": NORMAL, "place": place}
    act.insert(KeyEvent, key_code=code, event="registered", at=act.now, business_day=act.business_day, **values)
    act.insert(KeyTag, code=code, **values)
    place_thing(act, key_thing(code), BOARD)


def refuse_known_tag(act: Action[Any], tag: str, code: str) -> None:
    """Raise TagKnown when another key's tag already gives this text."""
    other = select(KeyTag.code).where(KeyTag.tag_code == tag, KeyTag.code != code)
    found = act.connection.execute(other).scalar()
    if found is not None:
        raise TagKnown(tag=tag, code=found)
