"""What is left of a deposit is paid out to a guest who went without it and comes back for it (G13)."""

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.books import accounts
from frontdesk.books.action import action
from frontdesk.books.ledger import balance
from frontdesk.core.actor import Actor
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store
from frontdesk.visits.deposits import pay_back
from frontdesk.visits.errors import NoDepositThere
from frontdesk.visits.tables import OpenVisit, Visit


@dataclass(frozen=True, slots=True)
class PayOutDepositRequest:
    """The visit that is over and whose deposit is wanted."""

    key: str
    visit_id: int


@dataclass(frozen=True, slots=True)
class DepositPaidOut:
    """What went back, in fen, and how: ``cash``, ``wechat`` or ``alipay``."""

    visit_id: int
    amount_fen: int
    tender: str


def pay_out_deposit(store: Store, actor: Actor, request: PayOutDepositRequest) -> DepositPaidOut:
    """Pay out the rest of a deposit the way it came, once. Raises NoDepositThere, NoOpenShift, RightMissing."""
    with action(store, actor, "visits.pay_out_deposit", request, DepositPaidOut) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.HAND_OUT_KEY)
        _ = act.shift
        over = select(Visit.deposit_tender).outerjoin(OpenVisit, OpenVisit.visit_id == Visit.id)
        over = over.where(Visit.id == request.visit_id, OpenVisit.visit_id.is_(None))
        tender = act.connection.execute(over).scalar()
        held = accounts.key_deposit(request.visit_id)
        left_fen = -balance(act.connection, held)
        if not tender or left_fen <= 0:
            raise NoDepositThere()
        pay_back(act, held, left_fen, tender)
        return act.finish(DepositPaidOut(request.visit_id, left_fen, tender), f"visit/{request.visit_id}")
