"""Writing what happens to a contract: the event into the books and the state beside it."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, update

from frontdesk.books.action import Action
from frontdesk.members.contracts import ContractCard
from frontdesk.members.tables import ContractEvent, ContractState
from frontdesk.members.validity import Happening, State, after
from frontdesk.store.prepared import Prepared


def happen(
    act: Action[Any],
    held: ContractCard,
    happening: Happening,
    *,
    visit_id: int | None = None,
    note: str | None = None,
) -> State:
    """Record an event whose conditions the caller has checked; returns the state after it."""
    return _write(act, held, [happening], {"visit_id": visit_id, "note": note})


def happen_often(act: Action[Any], held: ContractCard, happening: Happening, times: int) -> State:
    """Record the same event several times; returns the state after them."""
    return _write(act, held, [happening] * times, {"visit_id": None, "note": None})


def _write(act: Action[Any], held: ContractCard, happenings: Sequence[Happening], about: dict[str, Any]) -> State:
    state = held.state
    rows = []
    for happening in happenings:
        rows.append({"contract_id": held.id, "at": act.now, **about, **asdict(happening)})
        state = after(state, happening, held.plan.terms)
    act.insert_all(ContractEvent, rows)
    if state != held.state:
        _KEEP.all(act.connection, kept_id=held.id, **{f"to_{name}": value for name, value in asdict(state).items()})
    return state


_KEEP = Prepared(
    update(ContractState)
    .where(ContractState.contract_id == bindparam("kept_id"))
    .values({column.name: bindparam(f"to_{column.name}") for column in fields(State)})
)
