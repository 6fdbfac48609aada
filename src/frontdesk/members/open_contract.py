"""Opening a card: from now, from a day on, or at the first visit; validity counts from there (G24, G37)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.clock import local_now
from frontdesk.members import fields
from frontdesk.members.contract_events import happen
from frontdesk.members.contracts import ContractCard, contract
from frontdesk.members.errors import AlreadyOpened, DayPast
from frontdesk.members.validity import Happening, State
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class OpenContractRequest:
    """Open a contract from a day on, None for today; ``signature`` is the member's stroke text, kept as a note."""

    key: str
    contract_id: int
    from_day: str | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class OpenContractResult:
    """The contract with its first and last valid day."""

    contract_id: int
    valid_from: str
    valid_until: str


def open_contract(store: Store, actor: Actor, request: OpenContractRequest) -> OpenContractResult:
    """Open a contract. Raises UnknownContract, AlreadyOpened, DayInvalid, DayPast."""
    with action(store, actor, "members.open_contract", request, OpenContractResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SELL_CONTRACT)
        state = open_within(act, contract(act.connection, request.contract_id), request.from_day, request.signature)
        result = OpenContractResult(request.contract_id, state.valid_from or "", state.valid_until or "")
        return act.finish(result, f"contract/{request.contract_id}")


def open_within(act: Action[Any], held: ContractCard, from_day: str | None = None, signature: str = "") -> State:
    """Open a contract as part of a larger action, such as the first visit."""
    if held.state.valid_from is not None:
        raise AlreadyOpened(valid_from=held.state.valid_from)
    first = first_day(act, from_day)
    return happen(act, held, Happening("opened", first.isoformat()), note=act.note(fields.strokes(signature)))


def first_day(act: Action[Any], day: str | None) -> date:
    """The day meant, today for None. Raises DayInvalid, or DayPast for a day gone by."""
    today = local_now(act.store.clock).date()
    found = today if day is None else fields.day(day)
    if found < today:
        raise DayPast(day=found.isoformat())
    return found
