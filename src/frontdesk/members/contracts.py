"""Reading plans and contracts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from frontdesk.books.finding import Finding
from frontdesk.core.i18n import language
from frontdesk.members.errors import UnknownContract, UnknownPlan
from frontdesk.members.tables import Contract, ContractEvent, ContractState, Plan
from frontdesk.members.validity import Happening, State, Terms, derive
from frontdesk.store.prepared import Prepared
from frontdesk.store.stream import stream


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan's version; the price in fen, ``visits`` 0 for unlimited."""

    id: int
    code: str
    name_zh: str
    name_en: str
    price_fen: int
    months: int
    days: int
    visits: int
    sessions: int
    zones: str
    times: str
    reentry_minutes: int
    on_sale: int

    @property
    def name(self) -> str:
        """The name in the language of the window."""
        return self.name_zh if language() == "zh" else self.name_en

    @property
    def terms(self) -> Terms:
        """What the validity is computed from."""
        return Terms(self.months, self.days, self.visits)


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract with its plan's version and its state."""

    id: int
    number: str
    person_id: int
    price_fen: int
    sold_on: str
    plan: PlanCard
    state: State


def plans_on_sale(connection: Connection) -> list[PlanCard]:
    """The present version of every plan that is sold, in the order they were first made."""
    first = select(func.min(Plan.id).label("first"), func.max(Plan.id).label("newest")).group_by(Plan.code).subquery()
    found = _PLANS.join(first, first.c.newest == Plan.id).where(Plan.on_sale == 1).order_by(first.c.first)
    return [PlanCard(*row) for row in connection.execute(found)]


def plan_on_sale(connection: Connection, code: str) -> PlanCard:
    """The present version of a plan. Raises UnknownPlan when there is none or it is no longer sold."""
    row = connection.execute(_PLANS.where(Plan.code == code).order_by(Plan.id.desc()).limit(1)).first()
    if row is None or not row.on_sale:
        raise UnknownPlan(plan_code=code)
    return PlanCard(*row)


def contract(connection: Connection, contract_id: int) -> ContractCard:
    """A contract by id. Raises UnknownContract."""
    row = connection.execute(_CONTRACTS.where(Contract.id == contract_id)).first()
    if row is None:
        raise UnknownContract(contract_id=contract_id)
    return _contract_card(row)


def contracts_of(connection: Connection, person_id: int) -> list[ContractCard]:
    """Everything ever sold to a person, oldest first."""
    return [_contract_card(row) for row in _CONTRACTS_OF.all(connection, person_id=person_id)]


def lapsing(connection: Connection, from_day: date, to_day: date, most: int = 200) -> list[ContractCard]:
    """Contracts whose last day lies between two days, both included, soonest first."""
    found = _CONTRACTS.where(
        ContractState.valid_until >= from_day.isoformat(), ContractState.valid_until <= to_day.isoformat()
    )
    ordered = found.order_by(ContractState.valid_until, Contract.id).limit(most)
    return [_contract_card(row) for row in connection.execute(ordered)]


def contract_states_hold(connection: Connection) -> Iterator[Finding]:
    """Every contract's state is what its events add up to; there is none without a contract."""
    following = _Groups(stream(connection, _EVENTS_TO_CHECK))
    for contract_id, journal_id, months, days, visits, person_id, kept_person_id, *state in stream(
        connection, _STATES_TO_CHECK
    ):
        try:
            derived = derive(Terms(months, days, visits), following.of(contract_id))
        except (ValueError, TypeError, OverflowError):
            derived = None  # Somebody wrote a day that is none.
        if person_id != kept_person_id or derived != State(*state):
            yield Finding(journal_id, f"contract_states/{contract_id}", "contract_state_differs")
    for (contract_id,) in stream(connection, _STATES_OF_NOTHING):
        yield Finding(0, f"contract_states/{contract_id}", "contract_state_differs")


class _Groups:
    """Events of contract after contract, from one stream in the contracts' order."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, contract_id: int) -> list[Happening]:
        found = []
        while self._next is not None and self._next[0] <= contract_id:
            if self._next[0] == contract_id:
                found.append(Happening(*self._next[1:]))
            self._next = next(self._rows, None)
        return found


def _contract_card(row: Any) -> ContractCard:
    return ContractCard(row[0], row[1], row[2], row[3], row[4], PlanCard(*row[5:18]), State(*row[18:]))


_PLAN_COLUMNS = (
    Plan.id,
    Plan.code,
    Plan.name_zh,
    Plan.name_en,
    Plan.price_fen,
    Plan.months,
    Plan.days,
    Plan.visits,
    Plan.sessions,
    Plan.zones,
    Plan.times,
    Plan.reentry_minutes,
    Plan.on_sale,
)
_STATE_COLUMNS = (
    ContractState.status,
    ContractState.valid_from,
    ContractState.valid_until,
    ContractState.frozen_from,
    ContractState.frozen_until,
    ContractState.visits_left,
)
_PLANS: Select[*tuple[Any, ...]] = select(*_PLAN_COLUMNS)
_CONTRACTS: Select[*tuple[Any, ...]] = (
    select(
        Contract.id,
        Contract.number,
        Contract.person_id,
        Contract.price_fen,
        Contract.sold_on,
        *_PLAN_COLUMNS,
        *_STATE_COLUMNS,
    )
    .join(ContractState, ContractState.contract_id == Contract.id)
    .join(Plan, Plan.id == Contract.plan_id)
)
_CONTRACTS_OF = Prepared(_CONTRACTS.where(ContractState.person_id == bindparam("person_id")).order_by(Contract.id))
_STATES_TO_CHECK: Select[*tuple[Any, ...]] = (
    select(
        Contract.id,
        Contract.journal_id,
        Plan.months,
        Plan.days,
        Plan.visits,
        Contract.person_id,
        ContractState.person_id,
        *_STATE_COLUMNS,
    )
    .join(Plan, Plan.id == Contract.plan_id)
    .outerjoin(ContractState, ContractState.contract_id == Contract.id)
    .order_by(Contract.id)
)
_EVENTS_TO_CHECK: Select[*tuple[Any, ...]] = select(
    ContractEvent.contract_id, ContractEvent.kind, ContractEvent.from_day, ContractEvent.to_day
).order_by(ContractEvent.contract_id, ContractEvent.id)
_STATES_OF_NOTHING: Select[*tuple[Any, ...]] = (
    select(ContractState.contract_id)
    .outerjoin(Contract, Contract.id == ContractState.contract_id)
    .where(Contract.id.is_(None))
)
