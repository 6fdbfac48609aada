"""Letting somebody off what they owe: the income of a due is taken back, with a reason (K07, K08)."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.dues import SHORTAGE_DUE, WAIVED, settle_due
from frontdesk.books.tables import Due, JournalRecord
from frontdesk.cashier.errors import OwnShortage, ReasonMissing
from frontdesk.cashier.tables import DueWaiver
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.shifts.tables import Shift
from frontdesk.staff.rights import Limit, Right, require, require_within
from frontdesk.store.store import Store

REASONS = ("goodwill", "our_mistake", "cleared_up", "uncollectable", "other")
_NOTE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class WaiveDueRequest:
    """A due and why it isn't collected: ``reason`` is one of ``REASONS``; ``other`` needs a note."""

    key: str
    due_id: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DueWaived:
    """What is owed no more, in fen."""

    due_id: int
    amount_fen: int


def waive_due(store: Store, actor: Actor, request: WaiveDueRequest, approval: int | None = None) -> DueWaived:
    """Waive what is still open of a due.

    Within the role's limit alone, above it with a second person; who owes a shortage can be neither of the two.
    Raises RightMissing, ReasonMissing, DueSettled, OwnShortage, ApprovalNeeded.
    """
    with action(store, actor, "cashier.waive_due", request, DueWaived) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.WAIVE_DUE)
        if request.reason not in REASONS or (request.reason == "other" and not request.note.strip()):
            raise ReasonMissing()
        owed = settle_due(act, request.due_id)
        due = act.connection.execute(select(Due.kind, Due.revenue).where(Due.id == request.due_id)).one()
        operator = shortage_operator(act.connection, request.due_id)
        if operator == act.actor.account_id:
            raise OwnShortage()
        require_within(act, Limit.WAIVE_DUE_FEN, owed.quantity, approval)
        if operator is not None and operator == act.approver_id:
            raise OwnShortage()
        # A shortage was no income: it is what over-short lost (K07).
        against = accounts.OVER_SHORT if due.kind == SHORTAGE_DUE else accounts.revenue(due.revenue)
        entry_id = act.post(WAIVED, [owed, Leg(against, accounts.CNY, -owed.quantity)])
        act.insert(
            DueWaiver,
            due_id=request.due_id,
            entry_id=entry_id,
            amount_fen=-owed.quantity,
            reason=request.reason,
            note=act.note(field(request.note, _NOTE_LIMIT)),
            at=act.now,
        )
        return act.finish(DueWaived(request.due_id, -owed.quantity), f"due/{request.due_id}")


def shortage_operator(connection: Connection, due_id: int) -> int | None:
    """The account of whoever ran the shift that a shortage was found in; None for every other due."""
    found = (
        select(Shift.account_id)
        .join(JournalRecord, JournalRecord.shift_id == Shift.id)
        .join(Due, Due.journal_id == JournalRecord.id)
        .where(Due.id == due_id, Due.kind == SHORTAGE_DUE)
    )
    return connection.execute(found).scalar()
