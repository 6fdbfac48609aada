"""Finding cards, and the card register."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.finding import Finding
from frontdesk.books.tables import Note
from frontdesk.cards.tables import Card, CardEvent
from frontdesk.core.i18n import language
from frontdesk.members.tables import ContractState, Plan
from frontdesk.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card; ``state`` is active, lost, blocked or returned; ``person_id`` None once it was returned."""

    id: int
    uid: str
    number: str
    person_id: int | None
    state: str
    plan_code: str
    issued_on: str

    @property
    def thing(self) -> str:
        """The card's name in custody."""
        return f"card/{self.number}"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says of a card: its kind, not its owner's contract or accounts (G19)."""

    number: str
    state: str
    plan_name_zh: str
    plan_name_en: str
    issued_on: str
    opened: bool

    @property
    def plan_name(self) -> str:
        """The kind of card in the language of the window."""
        return self.plan_name_zh if language() == "zh" else self.plan_name_en


@dataclass(frozen=True, slots=True)
class PastCardEvent:
    """One event of a card; ``at`` a stored UTC text."""

    kind: str
    state: str
    at: str
    reason: str


def by_uid(connection: Connection, uid: str) -> CardRecord | None:
    """The card with this chip, as upper-case hex; None for a chip nobody issued."""
    row = _BY_UID.first(connection, uid=uid)
    return CardRecord(*row) if row else None


def by_number(connection: Connection, number: str) -> CardRecord | None:
    """The card with this printed number, or None."""
    row = _BY_NUMBER.first(connection, number=number)
    return CardRecord(*row) if row else None


def cards_of(connection: Connection, person_id: int) -> list[CardRecord]:
    """Every card a person holds or held, the newest first."""
    found = _CARDS.where(Card.person_id == person_id).order_by(Card.id.desc())
    return [CardRecord(*row) for row in connection.execute(found)]


def register_entry(connection: Connection, number: str) -> RegisterEntry | None:
    """What kind of card this is and whether it was opened (G19); None for a number never issued."""
    card = by_number(connection, number)
    if card is None:
        return None
    names = connection.execute(
        select(Plan.name_zh, Plan.name_en).where(Plan.code == card.plan_code).order_by(Plan.id.desc()).limit(1)
    ).first()
    opened = connection.execute(
        select(ContractState.contract_id)
        .where(ContractState.person_id == card.person_id, ContractState.valid_from.is_not(None))
        .limit(1)
    ).first()
    zh, en = names if names is not None else ("", "")
    return RegisterEntry(card.number, card.state, zh, en, card.issued_on, opened is not None)


def events_of(connection: Connection, card_id: int) -> list[PastCardEvent]:
    """What happened to a card, oldest first."""
    found = (
        select(CardEvent.kind, CardEvent.state, CardEvent.at, Note.text)
        .outerjoin(Note, (Note.commitment == CardEvent.note) & (CardEvent.kind != "issued"))
        .where(CardEvent.card_id == card_id)
        .order_by(CardEvent.id)
    )
    return [PastCardEvent(kind, state, at, text or "") for kind, state, at, text in connection.execute(found)]


def cards_hold(connection: Connection) -> Iterator[Finding]:
    """Every card is in the state its last event left it in, and has the chip it was issued with."""
    newest = select(func.max(_LAST.id)).where(_LAST.card_id == Card.id).scalar_subquery()
    differing = (
        select(CardEvent.journal_id, Card.id)
        .select_from(Card)
        .outerjoin(CardEvent, CardEvent.id == newest)
        .where(CardEvent.state.is_distinct_from(Card.state) | CardEvent.person_id.is_distinct_from(Card.person_id))
    )
    missing = (
        select(func.min(CardEvent.journal_id), CardEvent.card_id)
        .outerjoin(Card, Card.id == CardEvent.card_id)
        .where(Card.id.is_(None))
        .group_by(CardEvent.card_id)
    )
    for statement in (differing, missing):
        for journal_id, card_id in connection.execute(statement):
            yield Finding(journal_id or 0, f"cards/{card_id}", "card_differs")
    changed = (
        select(CardEvent.journal_id, Card.id)
        .join(CardEvent, (CardEvent.card_id == Card.id) & (CardEvent.kind == "issued"))
        .join(Note, Note.commitment == CardEvent.note)
        .where(Note.text != Card.uid)
    )
    for journal_id, card_id in connection.execute(changed):
        yield Finding(journal_id, f"cards/{card_id}", "card_chip_differs")


_LAST = aliased(CardEvent)
_CARDS: Select[*tuple[Any, ...]] = select(
    Card.id, Card.uid, Card.number, Card.person_id, Card.state, Card.plan_code, Card.issued_on
)
_KEPT = (Card.state, Card.person_id)
_BY_UID = Prepared(_CARDS.where(Card.uid == bindparam("uid")))
_BY_NUMBER = Prepared(_CARDS.where(Card.number == bindparam("number")))
