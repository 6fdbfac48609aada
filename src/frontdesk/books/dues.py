"""Dues: what areas below the cashier charge, and the cashier collects (G22)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.books.errors import DueSettled
from frontdesk.books.ledger import balance
from frontdesk.books.tables import OPEN_DUE, Balance, Due, Entry, Posting
from frontdesk.store.prepared import Prepared

SHORTAGE_DUE = "shortage"
"""A due of this kind is owed by the operator of the shift that closed with less than was expected (K07)."""
WAIVED = "due_waived"
"""The kind of the entries by which dues are waived."""


@dataclass(frozen=True, slots=True)
class OpenDue:
    """A due with what is still owed of it, in fen."""

    id: int
    kind: str
    open_fen: int
    person_id: int | None
    visit_id: int | None
    key_code: str | None
    business_day: str
    due_on: str | None


def write_due(
    act: Action[Any],
    kind: str,
    amount_fen: int,
    revenue: str,
    *,
    person_id: int | None = None,
    visit_id: int | None = None,
    key_code: str | None = None,
    due_on: str | None = None,
) -> int:
    """Charge somebody: the claim goes to ``due/<id>``, the income to ``revenue/<revenue>``; returns the due's id.

    ``kind`` is a stable word such as ``lost_key`` or ``bar_tab``; ``due_on`` a business day, None for at once.
    """
    due_id = act.insert(
        Due,
        kind=kind,
        amount_fen=amount_fen,
        person_id=person_id,
        visit_id=visit_id,
        key_code=key_code,
        revenue=revenue,
        business_day=act.business_day,
        due_on=due_on,
    )
    legs = [
        Leg(accounts.due(due_id), accounts.CNY, amount_fen),
        Leg(accounts.revenue(revenue), accounts.CNY, -amount_fen),
    ]
    act.post("due", legs)
    return due_id


def settle_due(act: Action[Any], due_id: int) -> Leg:
    """The credit that clears a due; the caller adds what was paid with. Raises DueSettled."""
    owed = balance(act.connection, accounts.due(due_id))
    if owed <= 0:
        raise DueSettled(due_id=due_id)
    return Leg(accounts.due(due_id), accounts.CNY, -owed)


def waived_fen(connection: Connection, due_id: int) -> int:
    """How much of a due was waived, so that nobody takes it for paid."""
    found = (
        select(func.sum(-Posting.quantity))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account == accounts.due(due_id), Posting.unit == accounts.CNY, Entry.kind == WAIVED)
    )
    return int(connection.execute(found).scalar() or 0)


def outstanding(connection: Connection, *, person_id: int | None = None, visit_id: int | None = None) -> list[OpenDue]:
    """The dues still open of a person, of a visit, or of both, oldest first."""
    found: dict[int, OpenDue] = {}
    for statement, owner_id in ((_OPEN_OF_PERSON, person_id), (_OPEN_OF_VISIT, visit_id)):
        if owner_id is not None:
            dues = [OpenDue(*row) for row in statement.all(connection, owner_id=owner_id)]
            found.update((due.id, due) for due in dues)
    return [found[due_id] for due_id in sorted(found)]


def all_outstanding(connection: Connection) -> list[OpenDue]:
    """Every due still open, oldest first."""
    return [OpenDue(*row) for row in connection.execute(_OPEN)]


_FACTS = select(
    Due.id,
    Due.kind,
    Balance.quantity,
    Due.person_id,
    Due.visit_id,
    Due.key_code,
    Due.business_day,
    Due.due_on,
)
_OWED = _FACTS.join(Balance, (Balance.account == "due/" + Due.id.cast(Due.kind.type)) & (Balance.unit == accounts.CNY))
_OWED = _OWED.where(Balance.quantity > 0)
_OPEN_OF_PERSON = Prepared(_OWED.where(Due.person_id == bindparam("owner_id")))
_OPEN_OF_VISIT = Prepared(_OWED.where(Due.visit_id == bindparam("owner_id")))
_OPEN = (
    # From the balances, whose index holds the open ones alone; the other way round every due ever charged is read.
    _FACTS.select_from(Balance)
    .join(Due, Due.id == func.substr(Balance.account, len("due/") + 1).cast(Due.id.type))
    .where(OPEN_DUE, Balance.unit == accounts.CNY)
    .order_by(Due.id)
)
