"""Four weeks of training in the sample gym: who came when, with which key, and where card and key went meanwhile."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select, update

from frontdesk.app.sample.house import ZONES
from frontdesk.app.sample.persons import SEED
from frontdesk.books.action import Action
from frontdesk.cards.card_state import card_thing
from frontdesk.core.clock import utc_text
from frontdesk.custody.tables import Holding, Move
from frontdesk.keys.board import BOARD, key_thing, tray
from frontdesk.members.tables import Person
from frontdesk.members.times import allows
from frontdesk.store.store import table_of
from frontdesk.visits.tables import MEMBER, Visit, VisitEvent

_SHARE_PER_DAY = 0.075
# Arrivals by hour from 9 to 20: a small morning, a long evening.
_HOURS = {9: 5, 10: 7, 11: 5, 12: 6, 13: 4, 14: 4, 15: 5, 16: 7, 17: 12, 18: 18, 19: 17, 20: 5}
_LAST_LEAVE = time(21, 25)
_NO_CARD_EVERY = 17


@dataclass(frozen=True, slots=True)
class Regular:
    """Somebody who comes to train; ``card_number`` empty without a card."""

    person_id: int
    contract_id: int
    sex: str
    card_number: str
    times: str


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit: when, who, and the key."""

    began: datetime
    ended: datetime
    regular: Regular
    key_code: str
    with_card: bool


@dataclass(slots=True)
class VisitBook:
    """Who may come, and the visits written of them."""

    regulars: list[Regular] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(SEED + 1))

    def train(self, act: Action[Any], day: date) -> int:
        """Write a day's visits, over by the evening; returns how many."""
        stays = self.stays(act.store.clock.zone(), day)
        events: list[dict[str, Any]] = []
        moves: list[dict[str, Any]] = []
        for stay in stays:
            visit_id = act.insert(Visit, **visit_of(stay, act.business_day))
            events += story_of(stay, visit_id, act.business_day)
            moves += moves_of(stay, visit_id, act.business_day)
        act.insert_all(VisitEvent, sorted(events, key=_moment))
        act.insert_all(Move, sorted(moves, key=_moment))
        _settle_holdings(act, sorted({move["thing"] for move in moves}))
        _remember(act, stays)
        return len(stays)

    def stays(self, zone: tzinfo, day: date) -> list[Stay]:
        """Who comes on a day, in the order of arrival; another call draws others."""
        weekend = 1.25 if day.isoweekday() > 5 else 1.0
        wanted = round(len(self.regulars) * _SHARE_PER_DAY * weekend * self.random.uniform(0.85, 1.15))
        came = self.random.sample(self.regulars, min(wanted, len(self.regulars)))
        keys = _Keys()
        stays = []
        for regular in came:
            hour = self.random.choices(list(_HOURS), list(_HOURS.values()))[0]
            began = datetime.combine(day, time(hour, self.random.randrange(60), self.random.randrange(60)), zone)
            latest = datetime.combine(day, _LAST_LEAVE, zone)
            ended = min(began + timedelta(minutes=self.random.randrange(45, 125)), latest)
            if not allows(regular.times, began):
                continue
            key_code = keys.take(regular.sex, began, ended, self.random)
            with_card = bool(regular.card_number) and self.random.randrange(_NO_CARD_EVERY) > 0
            if key_code:
                stays.append(Stay(began.astimezone(UTC), ended.astimezone(UTC), regular, key_code, with_card))
        return sorted(stays, key=lambda stay: stay.began)


class _Keys:
    """The keys of one day: each is out once at a time."""

    def __init__(self) -> None:
        self._taken: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)

    def take(self, sex: str, began: datetime, ended: datetime, random: Random) -> str:
        """A key of the right zone that is free from ``began`` to ``ended``; empty when there is none."""
        numbers = next(zone[4] for zone in ZONES if zone[3] == sex)
        for number in random.sample(list(numbers), len(numbers)):
            spans = self._taken[str(number)]
            if all(ended < begins or ends < began for begins, ends in spans):
                spans.append((began, ended))
                return str(number)
        return ""


def visit_of(stay: Stay, business_day: str) -> dict[str, Any]:
    """The visit's row."""
    return {
        "kind": MEMBER,
        "person_id": stay.regular.person_id,
        "contract_id": stay.regular.contract_id,
        "guarantee": "",
        "deposit_fen": 0,
        "deposit_tender": "",
        "name_note": None,
        "at": utc_text(stay.began),
        "business_day": business_day,
    }


def story_of(stay: Stay, visit_id: int, business_day: str) -> list[dict[str, Any]]:
    """The rows of coming and leaving."""
    about = {
        "visit_id": visit_id,
        "key_code": stay.key_code,
        "card_number": stay.regular.card_number if stay.with_card else "",
        "other_card": "",
        "note": None,
        "business_day": business_day,
    }
    slot, why, back = ("slot", "", "given_back") if stay.with_card else ("none", "forgotten", "none")
    came = {"kind": "arrived", "card": slot, "how": why}
    went = {"kind": "left", "card": back, "how": "key"}
    return [{**about, **came, "at": utc_text(stay.began)}, {**about, **went, "at": utc_text(stay.ended)}]


def moves_of(stay: Stay, visit_id: int, business_day: str) -> list[dict[str, Any]]:
    """The rows of where key and card went."""
    key, holder = key_thing(stay.key_code), f"visit/{visit_id}"
    ways = [(key, BOARD, holder, "handed_out", stay.began), (key, holder, BOARD, "taken_back", stay.ended)]
    if stay.with_card:
        card, owner = card_thing(stay.regular.card_number), f"member/{stay.regular.person_id}"
        slot = tray(stay.key_code)
        ways += [(card, owner, slot, "arrived", stay.began), (card, slot, owner, "left", stay.ended)]
    return [
        {
            "thing": thing,
            "from_holder": from_holder,
            "to_holder": to_holder,
            "reason": reason,
            "visit_id": visit_id,
            "at": utc_text(moment),
            "business_day": business_day,
        }
        for thing, from_holder, to_holder, reason, moment in ways
    ]


def _settle_holdings(act: Action[Any], things: list[str]) -> None:
    """Everything is back where it was; what holds it points at the last move."""
    last = select(func.max(Move.id)).where(Move.thing == Holding.thing).scalar_subquery()
    for start in range(0, len(things), 200):
        act.connection.execute(
            update(Holding).where(Holding.thing.in_(things[start : start + 200])).values(move_id=last)
        )


def _remember(act: Action[Any], stays: list[Stay]) -> None:
    seen = [{"who": stay.regular.person_id, "seen": utc_text(stay.began)} for stay in stays]
    if seen:
        persons = table_of(Person)
        act.connection.execute(
            update(persons).where(persons.c.id == bindparam("who")).values(last_seen_at=bindparam("seen")), seen
        )


def _moment(row: Mapping[str, Any]) -> str:
    return str(row["at"])
