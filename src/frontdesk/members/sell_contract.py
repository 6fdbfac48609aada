"""Selling a plan: a contract, what it entitles to, and what is due for it; the cashier collects (G22)."""

from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.books import accounts
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.dues import write_due
from frontdesk.core.actor import Actor
from frontdesk.members import fields
from frontdesk.members.contract_events import happen
from frontdesk.members.contracts import ContractCard, PlanCard, plan_on_sale
from frontdesk.members.errors import InstalmentsDiffer, OpeningUnknown, PriceInvalid
from frontdesk.members.open_contract import open_within
from frontdesk.members.queries import person
from frontdesk.members.tables import Contract, ContractState
from frontdesk.members.validity import Happening, derive
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

PT_SESSION = "pt_session"
REVENUE = "membership"
OPENINGS = ("now", "date", "first_visit")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the price; ``due_on`` a business day, None for at once."""

    amount_fen: int
    due_on: str | None = None


@dataclass(frozen=True, slots=True)
class SellContractRequest:
    """Sell a plan to a person.

    ``opening``: ``now``, ``date`` (from ``opens_on``) or ``first_visit``. ``price_fen`` None for the plan's own; a
    lower one is a discount and subject to the seller's limit. Without instalments all is due at once.
    """

    key: str
    person_id: int
    plan_code: str
    opening: str = "now"
    opens_on: str | None = None
    price_fen: int | None = None
    instalments: tuple[Instalment, ...] = ()
    signature: str = ""


@dataclass(frozen=True, slots=True)
class SellContractResult:
    """The contract, and the first of its dues (None when nothing is due)."""

    contract_id: int
    number: str
    price_fen: int
    due_id: int | None


def sell_contract(
    store: Store, actor: Actor, request: SellContractRequest, approval: int | None = None
) -> SellContractResult:
    """Sell a plan. Raises UnknownPerson, UnknownPlan, OpeningUnknown, PriceInvalid, InstalmentsDiffer, DayInvalid,
    DayPast, ApprovalNeeded."""
    with action(store, actor, "members.sell_contract", request, SellContractResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SELL_CONTRACT)
        plan = plan_on_sale(act.connection, request.plan_code)
        price_fen = plan.price_fen if request.price_fen is None else request.price_fen
        if not 0 <= price_fen <= plan.price_fen:
            raise PriceInvalid(price_fen=price_fen, list_fen=plan.price_fen)
        if price_fen < plan.price_fen:
            require_within(act, Limit.DISCOUNT_FEN, plan.price_fen - price_fen, approval)
        result = sell_within(act, request, plan, price_fen)
        return act.finish(result, f"contract/{result.contract_id}")


def sell_within(act: Action[Any], request: SellContractRequest, plan: PlanCard, price_fen: int) -> SellContractResult:
    """Sell a plan at an allowed price as part of a larger action."""
    person(act.connection, request.person_id)
    if request.opening not in OPENINGS:
        raise OpeningUnknown(opening=request.opening)
    held = write_contract(act, request.person_id, plan, price_fen, act.business_day)
    if request.opening != "first_visit":
        from_day = (request.opens_on or "") if request.opening == "date" else None
        open_within(act, held, from_day, request.signature)
    due_id = _charge(act, request, price_fen)
    return SellContractResult(held.id, held.number, price_fen, due_id)


def write_contract(act: Action[Any], person_id: int, plan: PlanCard, price_fen: int, sold_on: str) -> ContractCard:
    """Write a contract, unopened, with the units it gives; what is due for it and its opening are the caller's."""
    number = f"C{act.tx.next_number('contract'):06d}"
    contract_id = act.insert(
        Contract,
        number=number,
        person_id=person_id,
        plan_id=plan.id,
        price_fen=price_fen,
        sold_on=sold_on,
        sold_by=act.actor.account_id,
    )
    state = derive(plan.terms, ())
    act.tx.insert(ContractState, contract_id=contract_id, person_id=person_id, plan_id=plan.id, **asdict(state))
    held = ContractCard(contract_id, number, person_id, price_fen, sold_on, plan, state)
    happen(act, held, Happening("sold"))
    _credit_units(act, person_id, plan)
    return held


def _credit_units(act: Action[Any], person_id: int, plan: PlanCard) -> None:
    legs = []
    for unit, quantity in ((accounts.VISIT, plan.visits), (PT_SESSION, plan.sessions)):
        if quantity:
            legs += [
                Leg(accounts.issued(unit), unit, quantity),
                Leg(accounts.member(person_id), unit, -quantity),
            ]
    if legs:
        act.post("contract", legs)


def _charge(act: Action[Any], request: SellContractRequest, price_fen: int) -> int | None:
    parts = request.instalments or ((Instalment(price_fen),) if price_fen else ())
    total = sum(part.amount_fen for part in parts)
    if total != price_fen or any(part.amount_fen <= 0 for part in parts):
        raise InstalmentsDiffer(sum_fen=total, price_fen=price_fen)
    due_ids = []
    for part in parts:
        due_on = None if part.due_on is None else fields.day(part.due_on).isoformat()
        due_ids.append(write_due(act, "contract", part.amount_fen, REVENUE, person_id=request.person_id, due_on=due_on))
    return due_ids[0] if due_ids else None
