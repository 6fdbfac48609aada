"""Freezing a contract and thawing it again; the days frozen are given back to its validity."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.books.policies import Policy
from frontdesk.core.actor import Actor
from frontdesk.members import fields
from frontdesk.members.contract_events import happen
from frontdesk.members.contracts import contract
from frontdesk.members.errors import AlreadyFrozen, DayPast, FreezeOutside, FreezeTooLong, NotFrozen, NotOpened
from frontdesk.members.open_contract import first_day
from frontdesk.members.validity import ONE_DAY, Happening, expected_end, on_day
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

FREEZE_MOST_DAYS = Policy("members.freeze_most_days", 180)
"""The longest planned freeze."""


@dataclass(frozen=True, slots=True)
class FreezeRequest:
    """Freeze from a day (None: today) to a day, both included; ``to_day`` None until further notice."""

    key: str
    contract_id: int
    from_day: str | None = None
    to_day: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FreezeResult:
    """The contract and its last valid day; for a freeze without an end the day before anything is given back."""

    contract_id: int
    valid_until: str


def freeze(store: Store, actor: Actor, request: FreezeRequest) -> FreezeResult:
    """Freeze a contract.

    Raises NotOpened, AlreadyFrozen, DayInvalid, DayPast, FreezeOutside when the contract isn't valid on the first
    day, FreezeTooLong.
    """
    with action(store, actor, "members.freeze", request, FreezeResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.FREEZE_CONTRACT)
        held = contract(act.connection, request.contract_id)
        from_day = first_day(act, request.from_day)
        # One at a time, present or planned: a later one would take the place of the first, whose days were counted.
        state = on_day(held.state, first_day(act, None).isoformat())
        if state.valid_from is None or state.valid_until is None:
            raise NotOpened()
        if state.status == "frozen":
            raise AlreadyFrozen(frozen_from=state.frozen_from)
        if not state.valid_from <= from_day.isoformat() <= state.valid_until:
            raise FreezeOutside(valid_until=state.valid_until)
        if request.to_day is not None:
            to_day = fields.day(request.to_day)
            if to_day < from_day:
                raise DayPast(day=request.to_day)
            most = FREEZE_MOST_DAYS.read(act.connection)
            if (to_day - from_day).days + 1 > most:
                raise FreezeTooLong(most_days=most)
        note = act.note(fields.remark(request.reason))
        state = happen(act, held, Happening("frozen", from_day.isoformat(), request.to_day), note=note)
        return act.finish(FreezeResult(held.id, state.valid_until or ""), f"contract/{held.id}")


def unfreeze(store: Store, actor: Actor, request: FreezeRequest) -> FreezeResult:
    """Let a contract run again from a day on (``from_day``, None: today). Raises NotFrozen, DayInvalid, DayPast."""
    with action(store, actor, "members.unfreeze", request, FreezeResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.FREEZE_CONTRACT)
        held = contract(act.connection, request.contract_id)
        today, from_day = first_day(act, None), first_day(act, request.from_day)
        state = on_day(held.state, from_day.isoformat())
        if state.status != "frozen" or state.frozen_from is None:
            raise NotFrozen()
        happening = Happening("unfrozen", from_day.isoformat())
        if from_day > today and from_day.isoformat() > state.frozen_from:
            # It rests until the day before: the freeze gets that end instead of being over at once.
            happening = Happening("frozen", state.frozen_from, (from_day - ONE_DAY).isoformat())
        note = act.note(fields.remark(request.reason))
        state = happen(act, held, happening, note=note)
        until = expected_end(state, today.isoformat())
        return act.finish(FreezeResult(held.id, until or ""), f"contract/{held.id}")
