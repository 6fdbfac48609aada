"""A card's token in the books: the state and the event that changed it, written together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.action import Action
from frontdesk.books.finding import Finding
from frontdesk.books.policies import read_together
from frontdesk.books.tables import JournalRecord
from frontdesk.cards.queries import CardRecord
from frontdesk.cards.tables import Card, CardToken, TokenEvent
from frontdesk.cards.token_rules import FOLLOW_AHEAD, TOKENS, TokenBooks, TokenTerms
from frontdesk.devices.tokens.token import TokenReading
from frontdesk.members.tables import Person
from frontdesk.store.prepared import Prepared


def token_terms(connection: Connection) -> TokenTerms:
    """How this house takes tokens.

    Its number is made from its first record, so that two houses under one master key tell their cards apart without
    anybody numbering them.
    """
    (policy,) = read_together(connection, TOKENS)
    (follow,) = read_together(connection, FOLLOW_AHEAD)
    first = _FIRST_RECORD.scalar(connection)
    return TokenTerms(policy, int(first[:4], 16) if first else 0, bool(follow))


def token_books(connection: Connection, card_id: int) -> TokenBooks | None:
    """A card's token as the books have it, or None for a card that never got one."""
    row = _TOKEN.first(connection, card_id=card_id)
    return TokenBooks(*row) if row else None


def is_suspect(connection: Connection, card_id: int) -> bool:
    """Whether there may be two of this card, as far as the books know."""
    books = token_books(connection, card_id)
    return books is not None and books.state == "suspect"


@dataclass(frozen=True, slots=True)
class SuspectCard:
    """A card that was refused for its token, which nobody has seen to yet; ``reason`` is a Verdict."""

    number: str
    state: str
    person_id: int | None
    person_name: str
    reason: str
    at: str


def suspect_cards(connection: Connection) -> list[SuspectCard]:
    """Every card in use or blocked that there may be two of, the latest first."""
    return [SuspectCard(*row) for row in _SUSPECTS.all(connection)]


def write_token_event(
    act: Action[Any],
    card: CardRecord,
    kind: str,
    now: TokenBooks,
    reason: str = "",
    seen: TokenReading | None = None,
) -> None:
    """Record an event of a token, after which ``now`` holds."""
    values = {"state": now.state, "sector": now.sector, "issue": now.issue, "counter": now.counter, "mark": now.mark}
    act.insert(
        TokenEvent,
        card_id=card.id,
        kind=kind,
        reason=reason,
        seen_issue=seen.identity.issue if seen is not None and seen.identity is not None else None,
        seen_counter=seen.count.counter if seen is not None and seen.count is not None else None,
        at=act.now,
        **values,
    )
    statement = act.tx.upsert(CardToken).values(card_id=card.id, **values)
    act.connection.execute(statement.on_conflict_do_update(index_elements=[CardToken.card_id], set_=values))


def tokens_hold(connection: Connection) -> Iterator[Finding]:
    """Every token is as its last event left it, and belongs to a card."""
    newest = select(func.max(_LAST.id)).where(_LAST.card_id == CardToken.card_id).scalar_subquery()
    differing = (
        select(TokenEvent.journal_id, CardToken.card_id)
        .select_from(CardToken)
        .outerjoin(TokenEvent, TokenEvent.id == newest)
        .where(
            TokenEvent.state.is_distinct_from(CardToken.state)
            | TokenEvent.sector.is_distinct_from(CardToken.sector)
            | TokenEvent.issue.is_distinct_from(CardToken.issue)
            | TokenEvent.counter.is_distinct_from(CardToken.counter)
            | TokenEvent.mark.is_distinct_from(CardToken.mark)
        )
    )
    missing = (
        select(func.min(TokenEvent.journal_id), TokenEvent.card_id)
        .outerjoin(CardToken, CardToken.card_id == TokenEvent.card_id)
        .outerjoin(Card, Card.id == TokenEvent.card_id)
        .where(CardToken.card_id.is_(None) | Card.id.is_(None))
        .group_by(TokenEvent.card_id)
    )
    for statement in (differing, missing):
        for journal_id, card_id in connection.execute(statement):
            yield Finding(journal_id or 0, f"card_tokens/{card_id}", "token_differs")


_LAST = aliased(TokenEvent)
_TOKEN = Prepared(
    select(CardToken.state, CardToken.sector, CardToken.issue, CardToken.counter, CardToken.mark).where(
        CardToken.card_id == bindparam("card_id")
    )
)
_FIRST_RECORD = Prepared(select(JournalRecord.hash).where(JournalRecord.id == 1))
_SUSPECTS = Prepared(
    select(Card.number, Card.state, Card.person_id, Person.name, TokenEvent.reason, TokenEvent.at)
    .select_from(CardToken)
    .join(Card, Card.id == CardToken.card_id)
    .join(
        TokenEvent,
        TokenEvent.id == select(func.max(_LAST.id)).where(_LAST.card_id == CardToken.card_id).scalar_subquery(),
    )
    .outerjoin(Person, Person.id == Card.person_id)
    .where(CardToken.state == "suspect", Card.state != "lost", Card.state != "returned")
    .order_by(TokenEvent.id.desc())
)
