"""What day guests went without: the rest of a deposit, a document."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.books import accounts
from frontdesk.books.tables import HELD_DEPOSIT, Balance, Note
from frontdesk.custody.tables import Holding
from frontdesk.members.tables import Person
from frontdesk.visits.going_on import FOUND_AT_DESK, MISSING
from frontdesk.visits.tables import OpenVisit, Visit


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Something to be given back; ``amount_fen`` and ``tender`` of a deposit, 0 and empty for a document.

    ``holder`` is where a document is: ``desk/found`` or ``missing``.
    """

    visit_id: int
    name: str
    business_day: str
    amount_fen: int
    tender: str
    holder: str


def left_behind(connection: Connection) -> list[LeftBehind]:
    """Everything guests of visits that are over can come back for, oldest first."""
    deposits = select(Balance.account, Balance.quantity).where(HELD_DEPOSIT, Balance.unit == accounts.CNY)
    rests = {_visit_id(account): -quantity for account, quantity in connection.execute(deposits)}
    kept = select(Holding.thing, Holding.holder).where(
        Holding.holder.in_((FOUND_AT_DESK, MISSING)), Holding.thing.like("document/%")
    )
    documents = {_visit_id(thing): holder for thing, holder in connection.execute(kept)}
    found = []
    for visit_id, day, tender, person_name, guest_name in connection.execute(
        _OVER.where(Visit.id.in_(sorted({*rests, *documents})))
    ):
        name = person_name or guest_name or ""
        if visit_id in rests:
            found.append(LeftBehind(visit_id, name, day, rests[visit_id], tender, ""))
        if visit_id in documents:
            found.append(LeftBehind(visit_id, name, day, 0, "", documents[visit_id]))
    return found


def _visit_id(path: str) -> int:
    return int(path.rpartition("/")[2])


_OVER = (
    select(Visit.id, Visit.business_day, Visit.deposit_tender, Person.name, Note.text)
    .outerjoin(OpenVisit, OpenVisit.visit_id == Visit.id)
    .outerjoin(Person, Person.id == Visit.person_id)
    .outerjoin(Note, Note.commitment == Visit.name_note)
    .where(OpenVisit.visit_id.is_(None))
    .order_by(Visit.id)
)
