"""What the desk may do for a card, a person or a key just now: read once, painted at once (G07)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from frontdesk.books.dues import OpenDue, outstanding
from frontdesk.books.ledger import units_of
from frontdesk.books.policies import Policy
from frontdesk.books.tables import Note
from frontdesk.cards.queries import by_number, by_uid
from frontdesk.core.clock import local_now, parse_utc
from frontdesk.core.sound import refuse_unsound
from frontdesk.keys.queries import key_by_code
from frontdesk.keys.suggest import ZoneChoice, next_free, zones_for
from frontdesk.members.contracts import contracts_of
from frontdesk.members.queries import EXPIRING_DAYS, PersonCard, note_text, person, photo
from frontdesk.members.standing import Standing, judge
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.queries import account_name
from frontdesk.store.store import Store
from frontdesk.visits.arrive import visit_to_go_on
from frontdesk.visits.going_on import Going, going_of, going_with_key
from frontdesk.visits.leave import tab_of
from frontdesk.visits.queries import visits_in_month

SECOND_TAP_MINUTES = Policy("visits.second_tap_minutes", 10)
"""How long after the key went out another tap of the card is taken for a second tap and not for leaving."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came to the desk: a card's UID, a card's printed number, a person, or a key; exactly one of them."""

    uid: str = ""
    card_number: str = ""
    person_id: int | None = None
    key_code: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to show, and what Enter does.

    ``kind``: ``hand_out``, ``re_entry`` (the earlier visit goes on), ``take_back``, ``second_tap`` (the key already
    given), ``refuse`` (``status`` says why), ``ask_zone`` (one of ``zones``), ``no_key`` (all are out), ``no_shift``,
    ``unknown_card``, ``card_not_in_use`` (lost, blocked, returned: ``status``), ``unknown_key``, ``key_at_home``,
    ``key_not_usable`` (``status``). ``next_steps`` are codes, the most obvious first.
    """

    asked: Asked
    kind: str
    status: str = ""
    next_steps: tuple[str, ...] = ()
    key_code: str = ""
    zone: ZoneChoice | None = None
    zones: tuple[ZoneChoice, ...] = ()
    person: PersonCard | None = None
    standing: Standing | None = None
    card_number: str = ""
    going: Going | None = None
    guest_name: str = ""
    dues: tuple[OpenDue, ...] = ()
    tab_fen: int = 0
    units: tuple[tuple[str, int], ...] = ()
    month_visits: int = 0
    consultant: str = ""
    photo: bytes | None = None

    @property
    def name(self) -> str:
        """Whom it is about, empty when nobody is known."""
        return self.person.name if self.person else self.guest_name

    @property
    def owed_fen(self) -> int:
        """Everything open of the person and the visit, in fen."""
        return sum(due.open_fen for due in self.dues)


def decide_now(store: Store, asked: Asked, counter: str) -> Decision:
    """The decision at this moment on one reading connection, with the person's photo."""
    with store.read() as connection:
        found = decide(connection, asked, counter, local_now(store.clock))
        if found.person is not None and found.person.photo_id is not None:
            found = replace(found, photo=photo(connection, found.person.photo_id))
        return found


def decide(connection: Connection, asked: Asked, counter: str, now: datetime) -> Decision:
    """What the desk may do at a local moment. Pure reading: nothing is promised until the clerk confirms.

    Raises TextUnreadable for a reading with half a character in it, which no database can be asked for.
    """
    refuse_unsound((asked.uid, asked.card_number, asked.key_code))
    if asked.key_code:
        found = _by_key(connection, asked)
    elif asked.person_id is not None:
        found = _of_person(connection, asked, asked.person_id, "", now)
    else:
        found = _by_card(connection, asked, now)
    if found.kind in _NEEDS_SHIFT and open_shift_at(connection, counter) is None:
        return replace(found, kind="no_shift", key_code="", next_steps=("open_shift",))
    return found


def _by_card(connection: Connection, asked: Asked, now: datetime) -> Decision:
    card = by_uid(connection, asked.uid) if asked.uid else by_number(connection, asked.card_number)
    if card is None:
        return Decision(asked, "unknown_card", next_steps=("issue_card", "find_member"))
    if card.person_id is None:
        return Decision(asked, "card_not_in_use", card.state, ("issue_card",), card_number=card.number)
    if card.state in ("active", "lost"):
        return _of_person(connection, asked, card.person_id, card.number, now, card_lost=card.state == "lost")
    who = person(connection, card.person_id)
    return Decision(asked, "card_not_in_use", card.state, ("issue_card",), person=who, card_number=card.number)


def _of_person(
    connection: Connection, asked: Asked, person_id: int, card_number: str, now: datetime, card_lost: bool = False
) -> Decision:
    # The same rules as ``standing``, on rows that are needed here anyway: a tap must cost little.
    who = person(connection, person_id)
    inside = going_of(connection, person_id)
    dues = outstanding(connection, person_id=person_id, visit_id=inside.visit_id if inside else None)
    stands = judge(
        person_id,
        contracts_of(connection, person_id),
        [due for due in dues if due.person_id == person_id],
        now,
        expiring_days=EXPIRING_DAYS.read(connection),
        card_lost=card_lost,
        blocked=note_text(connection, who.block_note) if who.blocked else None,
    )
    found = Decision(
        asked,
        "refuse",
        stands.status,
        stands.next_steps,
        person=who,
        standing=stands,
        card_number=card_number,
        going=inside,
        dues=tuple(dues),
        units=tuple(sorted(units_of(connection, person_id).items())),
        month_visits=visits_in_month(connection, person_id, now.date().isoformat()[:7]),
        consultant=account_name(connection, who.consultant_id) if who.consultant_id is not None else "",
    )
    if inside is not None:
        return _inside(connection, found, inside, now)
    goes_on = visit_to_go_on(connection, stands, now) is not None
    if not stands.may_enter and not goes_on:
        return found
    return _with_key(connection, replace(found, kind="re_entry" if goes_on else "hand_out"))


def _inside(connection: Connection, found: Decision, inside: Going, now: datetime) -> Decision:
    """Somebody who has a key: soon after it went out a further tap only shows it, later it means leaving."""
    soon = timedelta(minutes=SECOND_TAP_MINUTES.read(connection))
    # The distance, not the difference: a clock set back mustn't keep people from leaving for hours.
    second = bool(found.card_number) and abs(now - parse_utc(inside.since)) < soon
    return replace(
        found,
        kind="second_tap" if second else "take_back",
        key_code=inside.key_code,
        next_steps=("collect_tab",) if tab_fen(found.dues, inside) else (),
        tab_fen=tab_fen(found.dues, inside),
    )


def _with_key(connection: Connection, found: Decision) -> Decision:
    assert found.person is not None and found.standing is not None
    zones = zones_for(connection, found.person.sex, found.standing.zones)
    if not found.person.sex and len(zones) > 1:
        return replace(found, kind="ask_zone", zones=zones)
    for zone in zones:
        code = next_free(connection, zone.code)
        if code is not None:
            return replace(found, key_code=code, zone=zone, zones=zones)
    return replace(found, kind="no_key", zones=zones, next_steps=("wait", "other_key"))


def _by_key(connection: Connection, asked: Asked) -> Decision:
    key = key_by_code(connection, asked.key_code)
    if key is None:
        return Decision(asked, "unknown_key")
    inside = going_with_key(connection, key.code)
    if inside is None:
        usable = key.state == "normal"
        return Decision(asked, "key_at_home" if usable else "key_not_usable", key.state, key_code=key.code)
    dues = outstanding(connection, person_id=inside.person_id, visit_id=inside.visit_id)
    found = Decision(
        asked,
        "take_back",
        key_code=key.code,
        going=inside,
        card_number=inside.card_number,
        dues=tuple(dues),
        tab_fen=tab_fen(dues, inside),
        next_steps=("collect_tab",) if tab_fen(dues, inside) else (),
    )
    if inside.person_id is not None:
        return replace(found, person=person(connection, inside.person_id))
    name = select(Note.text).where(Note.commitment == inside.name_note)
    return replace(found, guest_name=connection.execute(name).scalar() or "")


def tab_fen(dues: "list[OpenDue] | tuple[OpenDue, ...]", inside: Going) -> int:
    """What is unpaid of this very visit, in fen."""
    return sum(due.open_fen for due in tab_of([due for due in dues if due.visit_id == inside.visit_id]))


_NEEDS_SHIFT = ("hand_out", "re_entry", "take_back", "second_tap", "ask_zone", "no_key")
