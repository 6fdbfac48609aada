"""A contract that was sold and paid for before this program kept the books: from another system, or from paper."""

from dataclasses import dataclass, replace
from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg
from frontdesk.books.dues import write_due
from frontdesk.members.contract_events import happen, happen_often
from frontdesk.members.contracts import ContractCard, PlanCard
from frontdesk.members.errors import NoVisitsLeft
from frontdesk.members.sell_contract import REVENUE, write_contract
from frontdesk.members.validity import Happening


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of the contract so far.

    ``opened_on`` None while unopened; ``visits_used`` of a pack; ``owed_fen`` what is still to be paid, due on
    ``owed_on`` (None: at once).
    """

    sold_on: str
    price_fen: int
    opened_on: str | None = None
    visits_used: int = 0
    owed_fen: int = 0
    owed_on: str | None = None


def bring_over(act: Action[Any], person_id: int, plan: PlanCard, earlier: Earlier) -> ContractCard:
    """Write an earlier contract as it stands, within a larger action; what was paid for it stays in the old books.

    Raises NoVisitsLeft when more visits were used than the pack has.
    """
    if earlier.visits_used > plan.visits:
        raise NoVisitsLeft()
    held = write_contract(act, person_id, plan, earlier.price_fen, earlier.sold_on)
    if earlier.opened_on is not None:
        held = replace(held, state=happen(act, held, Happening("opened", earlier.opened_on)))
    if earlier.visits_used:
        held = replace(held, state=happen_often(act, held, Happening("visit_spent"), earlier.visits_used))
        legs = [
            Leg(accounts.member(person_id), accounts.VISIT, earlier.visits_used),
            Leg(accounts.issued(accounts.VISIT), accounts.VISIT, -earlier.visits_used),
        ]
        act.post("visits_before", legs)
    if earlier.owed_fen:
        write_due(act, "contract", earlier.owed_fen, REVENUE, person_id=person_id, due_on=earlier.owed_on)
    return held
