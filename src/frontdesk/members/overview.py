"""Everything the Members page shows of one person, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from frontdesk.books.dues import OpenDue, outstanding
from frontdesk.books.ledger import units_of
from frontdesk.core.clock import local_now
from frontdesk.members.contracts import ContractCard, PlanCard, contracts_of, plans_on_sale
from frontdesk.members.queries import EXPIRING_DAYS, PersonCard, newest_persons, person, photo, standing
from frontdesk.members.search import find
from frontdesk.members.standing import Standing, judge_contract
from frontdesk.staff.queries import account_name, accounts
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list; ``note`` is what they were found by or carry: a card, a key, a phone's tail."""

    person_id: int
    name: str
    number: str
    phone_tail: str
    card_number: str = ""
    key_code: str = ""


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract with how it stands today."""

    held: ContractCard
    standing: Standing

    @property
    def can_open(self) -> bool:
        """Whether it waits for its first day."""
        return self.held.state.valid_from is None

    @property
    def can_thaw(self) -> bool:
        """Whether it rests, or will."""
        return self.standing.frozen_from is not None

    @property
    def can_freeze(self) -> bool:
        """Whether it runs and may rest."""
        return not self.can_open and not self.can_thaw and self.standing.status != "expired"


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card of the person; ``state`` is active, lost, blocked or returned, ``issued_on`` a business day."""

    number: str
    state: str
    issued_on: str
    replaced: bool = False
    chip: str = ""
    """Where its token may be written anew, the chip's UID."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit of the person; moments are stored UTC texts, ``left_at`` empty while it goes on."""

    visit_id: int
    business_day: str
    came_at: str
    left_at: str
    key_code: str


@dataclass(frozen=True, slots=True)
class FromAbove:
    """What areas above this one know of a person."""

    cards: tuple[CardLine, ...] = ()
    visits: tuple[VisitLine, ...] = ()


class Neighbours(Protocol):
    """The areas above this one, which it can't import: cards and visits answer through the program's wiring."""

    def of_person(self, connection: Connection, person_id: int) -> FromAbove:
        """Cards and visits of a person."""
        ...

    def person_of_card(self, connection: Connection, uid: str) -> int | None:
        """Whose card has this chip."""
        ...


@dataclass(frozen=True, slots=True)
class Overview:
    """One person with all that the page shows; ``units`` are what they have left by unit."""

    person: PersonCard
    standing: Standing
    contracts: tuple[ContractLine, ...]
    dues: tuple[OpenDue, ...]
    units: tuple[tuple[str, int], ...]
    photo: bytes | None
    consultant: str
    above: FromAbove

    def unit(self, name: str) -> int:
        """How much is left of one unit."""
        return dict(self.units).get(name, 0)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms offer: plans on sale, and who may look after members."""

    plans: tuple[PlanCard, ...]
    staff: tuple[tuple[int, str], ...]


def overview(store: Store, person_id: int, neighbours: Neighbours | None = None) -> Overview:
    """Everything about a person. Raises UnknownPerson."""
    now = local_now(store.clock)
    with store.read() as connection:
        card = person(connection, person_id)
        return Overview(
            card,
            standing(connection, person_id, now),
            _contract_lines(connection, person_id, now),
            tuple(outstanding(connection, person_id=person_id)),
            tuple(units_of(connection, person_id).items()),
            photo(connection, card.photo_id) if card.photo_id is not None else None,
            account_name(connection, card.consultant_id) if card.consultant_id is not None else "",
            neighbours.of_person(connection, person_id) if neighbours is not None else FromAbove(),
        )


def search(store: Store, text: str, most: int = 60) -> Sequence[PersonLine]:
    """The persons meant by a text; the newest ones for an empty text."""
    with store.read() as connection:
        if text.strip():
            return [
                PersonLine(hit.person_id, hit.name, hit.number, hit.phone_tail, hit.card_number, hit.key_code)
                for hit in find(connection, text, most)
            ]
        return [
            PersonLine(found.id, found.name, found.number, found.phone[-4:])
            for found in newest_persons(connection, most)
        ]


def choices(store: Store) -> Choices:
    """What the forms offer."""
    with store.read() as connection:
        staff = tuple((row.id, row.name) for row in accounts(connection) if row.active)
        return Choices(tuple(plans_on_sale(connection)), staff)


def card_holder(store: Store, neighbours: Neighbours, uid: str) -> int | None:
    """Whose card has this chip, or None."""
    with store.read() as connection:
        return neighbours.person_of_card(connection, uid)


def _contract_lines(connection: Connection, person_id: int, now: datetime) -> tuple[ContractLine, ...]:
    expiring_days = EXPIRING_DAYS.read(connection)
    held = contracts_of(connection, person_id)
    return tuple(ContractLine(found, judge_contract(found, now, expiring_days)) for found in reversed(held))
