"""Saying that a clock which was set back is right now; until then its counter books nothing."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.books.clock_check import CLOCK_ACCEPTED, seconds_set_back
from frontdesk.core.actor import Actor
from frontdesk.staff.rights import Limit, require_within
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class AcceptClockRequest:
    """The clock of the actor's counter is right."""

    key: str


@dataclass(frozen=True, slots=True)
class ClockAccepted:
    """By how many seconds it had been set back."""

    back_s: int


def accept_clock(store: Store, actor: Actor, request: AcceptClockRequest, approval: int | None = None) -> ClockAccepted:
    """Go on with the counter's clock as it is; the journal keeps by how much it was set back, and who said so.

    Raises ApprovalNeeded for a role whose limit is less, and ApprovalRefused.
    """
    with action(store, actor, CLOCK_ACCEPTED, request, ClockAccepted) as act:
        if act.first_result is not None:
            return act.first_result
        back_s = seconds_set_back(act.connection, actor.counter, act.moment)
        require_within(act, Limit.CLOCK_SET_BACK_S, back_s, approval)
        return act.finish(ClockAccepted(back_s), f"clock/{back_s}")
