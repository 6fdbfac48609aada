"""Keys and cards at the end of a business day: where each was by its last move until then (G13)."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from frontdesk.cards.tables import Card
from frontdesk.custody.tables import Move
from frontdesk.handover.tables import MissingThing
from frontdesk.keys.board import BOARD, LOST_PLACE
from frontdesk.keys.tables import KeyTag, Zone
from frontdesk.members.tables import Person
from frontdesk.reports.people_in import Inside, visitor_names
from frontdesk.shifts.tables import Shift
from frontdesk.visits.going_on import FOUND_AT_DESK, MISSING


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """The keys of a zone: all, on the board, out with visitors, lost; and the cards in its tray."""

    code: str
    name_zh: str
    name_en: str
    keys: int
    on_board: int
    out: int
    lost: int
    cards_in_tray: int

    def name(self, language: str) -> str:
        """The zone's name in a language."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Astray:
    """A key or card not in its place, and who has it or had it last.

    ``state``: a key is ``out`` or ``lost``; a card ``left`` (in a slot without its owner), ``at_desk`` or ``gone``;
    either is ``uncounted`` when a closing count didn't find it. ``where`` is the slot of a card that was left.
    """

    thing: str
    state: str
    where: str
    name: str
    number: str
    since: str


@dataclass(frozen=True, slots=True)
class Things:
    """Keys and cards by zone, and every one that was not in its place."""

    zones: tuple[ZoneLine, ...]
    keys_out: tuple[Astray, ...]
    keys_lost: tuple[Astray, ...]
    cards_not_returned: tuple[Astray, ...]
    uncounted: tuple[Astray, ...]

    @property
    def cards_in_tray(self) -> int:
        """Cards in slots, their owners in the house."""
        return sum(zone.cards_in_tray for zone in self.zones)


def things(connection: Connection, business_day: str, journal_id: int, inside: tuple[Inside, ...]) -> Things:
    """Where keys and cards were when a journal record was made; ``inside`` is who was in the house then."""
    last_move = _last_move_until(connection, journal_id)
    in_use = {person.card_number for person in inside if person.card_number}
    keys = _keys(connection, last_move)
    trays, strays = _cards(connection, last_move, in_use)
    names = visitor_names(connection, [visit_id for *_, visit_id, _ in keys if visit_id is not None])
    out, lost = [], []
    for code, _, holder, visit_id, at in keys:
        if holder == LOST_PLACE and visit_id is None:
            visit_id = _last_visit(connection, f"key/{code}", last_move)
            names |= visitor_names(connection, [visit_id]) if visit_id is not None else {}
        name, number = names.get(visit_id or 0, ("", ""))
        found = Astray(f"key/{code}", "lost" if holder == LOST_PLACE else "out", "", name, number, at)
        if holder == LOST_PLACE:
            lost.append(found)
        elif holder.startswith("visit/"):
            out.append(found)
    return Things(
        _zones(connection, keys, trays), tuple(out), tuple(lost), tuple(strays), _uncounted(connection, business_day)
    )


_Key = tuple[str, str, str, int | None, str]
"""Code, zone, holder, visit of the last move, when."""


def _keys(connection: Connection, last_move: int) -> list[_Key]:
    until = aliased(Move)
    newest = (
        select(func.max(until.id))
        .where(until.thing == "key/" + KeyTag.code, until.id <= last_move)
        .correlate(KeyTag)
        .scalar_subquery()
    )
    found = (
        select(KeyTag.code, KeyTag.zone_code, Move.to_holder, Move.visit_id, Move.at)
        .join(Move, Move.id == newest)
        .order_by(KeyTag.place, KeyTag.code)
    )
    return [(row.code, row.zone_code, row.to_holder, row.visit_id, row.at) for row in connection.execute(found)]


def _cards(connection: Connection, last_move: int, in_use: set[str]) -> tuple[dict[str, int], list[Astray]]:
    """How many cards lie in each key's slot while their owners are in, and those that are not where they belong."""
    trays: dict[str, int] = {}
    strays = []
    for thing, holder, at in _card_places(connection, last_move):
        number = thing.removeprefix("card/")
        key_code = holder.removeprefix("tray/")
        if holder.startswith("tray/") and number in in_use:
            trays[key_code] = trays.get(key_code, 0) + 1
            continue
        state = {MISSING: "gone", FOUND_AT_DESK: "at_desk"}.get(holder, "left")
        owner = select(Person.name, Person.number).join(Card, Card.person_id == Person.id).where(Card.number == number)
        row = connection.execute(owner).first()
        where = key_code if state == "left" else ""
        strays.append(Astray(thing, state, where, row.name if row else "", row.number if row else "", at))
    return trays, sorted(strays, key=lambda found: found.thing)


def _card_places(connection: Connection, last_move: int) -> list[tuple[str, str, str]]:
    """Cards in slots, at the desk or missing: (thing, holder, since) by each slot's last card and the few strays."""
    put = aliased(Move)
    is_card = put.thing.like("card/%") & (put.id <= last_move)
    into_slot = (
        select(put.id)
        .where(put.to_holder == "tray/" + KeyTag.code, is_card)
        .order_by(put.id.desc())
        .limit(1)
        .correlate(KeyTag)
        .scalar_subquery()
    )
    slots = select(Move.id).select_from(KeyTag).join(Move, Move.id == into_slot)
    strays = select(put.id).where(put.to_holder.in_((MISSING, FOUND_AT_DESK)), is_card)
    moves = [*connection.execute(slots).scalars(), *connection.execute(strays).scalars()]
    again = aliased(Move)
    newest = select(func.max(again.id)).where(again.thing == Move.thing, again.id <= last_move).scalar_subquery()
    found = select(Move.thing, Move.to_holder, Move.at).where(Move.id.in_(moves), Move.id == newest)
    return [(row.thing, row.to_holder, row.at) for row in connection.execute(found)]


def _zones(connection: Connection, keys: list[_Key], trays: dict[str, int]) -> tuple[ZoneLine, ...]:
    lines = []
    for zone in connection.execute(select(Zone.code, Zone.name_zh, Zone.name_en).order_by(Zone.place, Zone.code)):
        own = [key for key in keys if key[1] == zone.code]
        holders = [holder for _, _, holder, _, _ in own]
        lines.append(
            ZoneLine(
                *zone,
                len(own),
                holders.count(BOARD),
                sum(holder.startswith("visit/") for holder in holders),
                holders.count(LOST_PLACE),
                sum(trays.get(code, 0) for code, *_ in own),
            )
        )
    return tuple(line for line in lines if line.keys)


def _uncounted(connection: Connection, business_day: str) -> tuple[Astray, ...]:
    """What closing counts of the day did not find."""
    found = (
        select(MissingThing.thing, MissingThing.holder, MissingThing.last_visit_id, MissingThing.last_moved_at)
        .join(Shift, Shift.id == MissingThing.shift_id)
        .where(Shift.business_day == business_day)
        .order_by(MissingThing.id)
    )
    rows = connection.execute(found).all()
    names = visitor_names(connection, [row.last_visit_id for row in rows if row.last_visit_id is not None])
    return tuple(
        Astray(
            row.thing,
            "uncounted",
            row.holder.removeprefix("tray/") if row.holder.startswith("tray/") else "",
            *names.get(row.last_visit_id or 0, ("", "")),
            row.last_moved_at,
        )
        for row in rows
    )


def _last_visit(connection: Connection, thing: str, last_move: int) -> int | None:
    found = select(Move.visit_id).where(Move.thing == thing, Move.id <= last_move, Move.visit_id.is_not(None))
    return connection.execute(found.order_by(Move.id.desc()).limit(1)).scalar()


def _last_move_until(connection: Connection, journal_id: int) -> int:
    found = select(Move.id).where(Move.journal_id <= journal_id).order_by(Move.journal_id.desc(), Move.id.desc())
    return int(connection.execute(found.limit(1)).scalar() or 0)
