"""Who is in the house, and what happened today."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.tables import Note
from frontdesk.cards.tables import Card
from frontdesk.core.clock import parse_utc
from frontdesk.core.i18n import language
from frontdesk.custody.tables import Holding
from frontdesk.keys.tables import KeyTag
from frontdesk.members.tables import Contract, ContractState, Person, Plan
from frontdesk.store.prepared import Prepared
from frontdesk.visits.going_on import FOUND_AT_DESK, MISSING
from frontdesk.visits.tables import OpenVisit, Visit, VisitEvent


@dataclass(frozen=True, slots=True)
class InHouse:
    """Somebody in the house: ``since`` a stored UTC text of this stay, ``name`` empty when it was erased."""

    visit_id: int
    kind: str
    person_id: int | None
    name: str
    number: str
    key_code: str
    card_number: str
    guarantee: str
    plan_name_zh: str
    plan_name_en: str
    visits_left: int | None
    since: str
    arrived_at: str
    business_day: str

    @property
    def plan_name(self) -> str:
        """The plan's name in the language of the window."""
        return self.plan_name_zh if language() == "zh" else self.plan_name_en


@dataclass(frozen=True, slots=True)
class HouseCounts:
    """The three figures at the top: in the house now, arrived today, cards not with their owners and not in use."""

    in_house: int
    arrived: int
    cards_not_returned: int


@dataclass(frozen=True, slots=True)
class StreamLine:
    """One thing that happened: ``kind`` as in the visit's story, ``at`` a stored UTC text."""

    event_id: int
    visit_id: int
    at: str
    kind: str
    name: str
    person_id: int | None
    visit_kind: str
    key_code: str
    how: str
    card: str
    card_number: str
    other_card: str


@dataclass(frozen=True, slots=True)
class StrayCard:
    """A card that is neither with its owner nor in use: left in a slot, kept at the desk, or missing."""

    card_number: str
    holder: str
    key_code: str
    person_id: int | None
    name: str


def in_house(connection: Connection) -> list[InHouse]:
    """Everybody in the house, who came last first. Also what is to be settled at closing."""
    return [_in_house(row) for row in connection.execute(_IN_HOUSE)]


def counts(connection: Connection, business_day: str) -> HouseCounts:
    """The house in figures."""
    inside = connection.execute(select(func.count()).select_from(OpenVisit)).scalar_one()
    came = select(func.count()).select_from(Visit).where(Visit.business_day == business_day)
    return HouseCounts(inside, connection.execute(came).scalar_one(), len(stray_cards(connection)))


def stray_cards(connection: Connection) -> list[StrayCard]:
    """Cards to be given back or looked for, with whose they are (G13)."""
    found = []
    for thing, holder, person_id, name in connection.execute(_STRAY):
        key_code = holder.removeprefix("tray/") if holder.startswith("tray/") else ""
        found.append(StrayCard(thing.removeprefix("card/"), holder, key_code, person_id, name or ""))
    return found


def stream(connection: Connection, business_day: str, most: int = 60) -> list[StreamLine]:
    """What happened in visits on a business day, newest first."""
    rows = connection.execute(_STREAM.where(VisitEvent.business_day == business_day).limit(most))
    return [_line(row) for row in rows]


def arrivals_by_hour(connection: Connection, business_day: str, zone: tzinfo) -> list[int]:
    """How many visits began in each hour 0 to 23 of the wall clock; re-entries are not counted again."""
    hours = [0] * 24
    for at in connection.execute(select(Visit.at).where(Visit.business_day == business_day)).scalars():
        hours[parse_utc(at).astimezone(zone).hour] += 1
    return hours


def visits_in_month(connection: Connection, person_id: int, month: str) -> int:
    """How many visits a person made in a calendar month such as ``2026-11``."""
    return int(_IN_MONTH.scalar(connection, person_id=person_id, first=f"{month}-01", last=f"{month}-31"))


def _line(row: Any) -> StreamLine:
    event_id, visit_id, at, kind, person_name, guest_name, *rest = row
    return StreamLine(event_id, visit_id, at, kind, person_name or guest_name or "", *rest)


def _in_house(row: Any) -> InHouse:
    visit_id, kind, person_id, name, number, key_code, card_number, guarantee, zh, en, left, *times, guest_name = row
    return InHouse(
        visit_id,
        kind,
        person_id,
        name or guest_name or "",
        number or "",
        key_code,
        card_number,
        guarantee,
        zh or "",
        en or "",
        left,
        *times,
    )


_guest = aliased(Note)
_STRAY = (
    select(Holding.thing, Holding.holder, Card.person_id, Person.name)
    .outerjoin(Card, Card.number == func.substr(Holding.thing, 6))
    .outerjoin(Person, Person.id == Card.person_id)
    .where(
        Holding.thing.like("card/%"),
        # Equality only: prefix ranges follow a language's collation on PostgreSQL.
        Holding.holder.in_(select("tray/" + KeyTag.code)) | Holding.holder.in_((MISSING, FOUND_AT_DESK)),
        ~select(OpenVisit.visit_id).where(OpenVisit.card_number == func.substr(Holding.thing, 6)).exists(),
    )
    .order_by(Holding.thing)
)
_IN_HOUSE = (
    select(
        OpenVisit.visit_id,
        Visit.kind,
        OpenVisit.person_id,
        Person.name,
        Person.number,
        OpenVisit.key_code,
        OpenVisit.card_number,
        Visit.guarantee,
        Plan.name_zh,
        Plan.name_en,
        ContractState.visits_left,
        OpenVisit.since,
        Visit.at,
        Visit.business_day,
        _guest.text,
    )
    .join(Visit, Visit.id == OpenVisit.visit_id)
    .outerjoin(Person, Person.id == OpenVisit.person_id)
    .outerjoin(Contract, Contract.id == Visit.contract_id)
    .outerjoin(Plan, Plan.id == Contract.plan_id)
    .outerjoin(ContractState, ContractState.contract_id == Visit.contract_id)
    .outerjoin(_guest, _guest.commitment == Visit.name_note)
    .order_by(OpenVisit.since.desc(), OpenVisit.visit_id.desc())
)
_STREAM = (
    select(
        VisitEvent.id,
        VisitEvent.visit_id,
        VisitEvent.at,
        VisitEvent.kind,
        Person.name,
        _guest.text,
        Visit.person_id,
        Visit.kind,
        VisitEvent.key_code,
        VisitEvent.how,
        VisitEvent.card,
        VisitEvent.card_number,
        VisitEvent.other_card,
    )
    .join(Visit, Visit.id == VisitEvent.visit_id)
    .outerjoin(Person, Person.id == Visit.person_id)
    .outerjoin(_guest, _guest.commitment == Visit.name_note)
    .order_by(VisitEvent.id.desc())
)
# Business days only go forward, so the visits from the month's first one on are all that can be in it: somebody who
# has been coming for years costs no more than a new member.
_FROM_FIRST = (
    select(Visit.id)
    .where(Visit.business_day >= bindparam("first"))
    .order_by(Visit.business_day, Visit.id)
    .limit(1)
    .scalar_subquery()
)
_IN_MONTH = Prepared(
    select(func.count())
    .select_from(Visit)
    .where(
        Visit.person_id == bindparam("person_id"),
        Visit.id >= _FROM_FIRST,
        Visit.business_day.between(bindparam("first"), bindparam("last")),
    )
)
