"""Opening the drawer without a sale."""

from dataclasses import dataclass

from frontdesk.books.action import action
from frontdesk.cashier.errors import ReasonMissing
from frontdesk.cashier.tables import DrawerOpening
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.printing.spool import kick_drawer
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

REASONS = ("give_change", "check_cash", "put_right", "other")


@dataclass(frozen=True, slots=True)
class OpenDrawerRequest:
    """Why: one of ``REASONS``; ``other`` needs a note."""

    key: str
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenDrawerResult:
    """The recorded opening."""

    opening_id: int


def open_drawer(
    store: Store, actor: Actor, request: OpenDrawerRequest, approval: int | None = None
) -> OpenDrawerResult:
    """Record the opening and send the drawer its pulse (K08). Raises ReasonMissing, RightMissing, ApprovalNeeded."""
    with action(store, actor, "cashier.open_drawer", request, OpenDrawerResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.OPEN_DRAWER)
        if request.reason not in REASONS or (request.reason == "other" and not request.note.strip()):
            raise ReasonMissing()
        require_within(act, Limit.DRAWER_OPENINGS, 1, approval)
        opening_id = act.insert(
            DrawerOpening,
            counter=act.shift.counter,
            shift_id=act.shift.id,
            reason=request.reason,
            note=act.note(field(request.note, 200)),
            at=act.now,
        )
        act.record(f"drawer/{opening_id}")
        kick_drawer(act, document=f"opening/{opening_id}")
        return act.finish(OpenDrawerResult(opening_id))
