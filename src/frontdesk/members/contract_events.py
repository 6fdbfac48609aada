"""Writing what happens to a contract: the event into the books and the state beside it."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action
from frontdesk.members.contracts import ContractCard
from frontdesk.members.tables import ContractEvent, ContractState
from frontdesk.members.validity import Happening, State, after


def happen(
    act: Action[Any],
    held: ContractCard,
    happening: Happening,
    *,
    visit_id: int | None = None,
    note: str | None = None,
) -> State:
    """Record an event whose conditions the caller has checked; returns the state after it."""
    act.insert(ContractEvent, contract_id=held.id, at=act.now, visit_id=visit_id, note=note, **asdict(happening))
    state = after(held.state, happening, held.plan.terms)
    kept = update(ContractState).where(ContractState.contract_id == held.id)
    act.connection.execute(kept.values(**asdict(state)))
    return state
