"""Asking, inside a use case, whether the actor may do this: read again from the database in the same transaction."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.books.action import Action
from frontdesk.books.policies import Policy
from frontdesk.staff.errors import ApprovalNeeded, ApprovalRefused, RightMissing
from frontdesk.staff.roles import LIMITS, Limit, Right, Role, role_includes
from frontdesk.staff.tables import Account, Approval, ApprovalUse
from frontdesk.store.prepared import Prepared

__all__ = [
    "ApprovalNeeded",
    "ApprovalRefused",
    "Limit",
    "Right",
    "RightMissing",
    "Role",
    "limit_of",
    "limit_policy",
    "may",
    "require",
    "require_within",
    "role_of",
]

_ROLE = Prepared(select(Account.role).where(Account.id == bindparam("account_id"), Account.active == 1))


def may(role: str, right: Right) -> bool:
    """Whether a role has a right: for the window, which hides what would be refused. The use case asks ``require``."""
    return role_includes(role, right)


def role_of(connection: Connection, account_id: int) -> Role | None:
    """The present role of an active account, or None."""
    role = _ROLE.scalar(connection, account_id=account_id)
    return Role(role) if role is not None else None


def require(act: Action[Any], right: Right) -> None:
    """Raise RightMissing unless the actor's account is active and its present role has the right."""
    role = role_of(act.connection, act.actor.account_id)
    if role is None or not may(role, right):
        raise RightMissing(right=right.value, role=role.value if role else "")


def limit_policy(role: Role, limit: Limit) -> Policy[int]:
    """The business setting that holds a role's limit; its default comes from the table of roles."""
    return Policy(f"limits.{role.value}.{limit.value}", LIMITS[limit][role])


def limit_of(connection: Connection, role: Role, limit: Limit) -> int:
    """How far a role may go alone, in the limit's unit."""
    return limit_policy(role, limit).read(connection)


def require_within(act: Action[Any], limit: Limit, amount: int, approval: int | None = None) -> None:
    """Let the actor go on alone up to the role's limit, and above it only with somebody else's approval.

    ``amount`` is in the limit's unit; its sign doesn't matter. Raises ApprovalNeeded without an approval, and
    ApprovalRefused when the given one is unknown, for another request, used, the actor's own, from another business
    day, or given by somebody whose own limit is too small. A valid one is used up by this action.
    """
    role = role_of(act.connection, act.actor.account_id)
    if role is None:
        raise RightMissing(right=limit.value, role="")
    amount = abs(amount)
    allowed = limit_of(act.connection, role, limit)
    if amount <= allowed:
        return
    if approval is None:
        raise ApprovalNeeded(
            request_hash=act.request_hash, action=act.name, limit=limit.value, amount=amount, allowed=allowed
        )
    _use(act, limit, amount, approval)


def _use(act: Action[Any], limit: Limit, amount: int, approval_id: int) -> None:
    found = act.connection.execute(
        select(Approval.approver_id, Approval.request_hash, Approval.action, Approval.business_day).where(
            Approval.id == approval_id
        )
    ).first()
    if found is None:
        raise ApprovalRefused(reason="unknown")
    if found.request_hash != act.request_hash or found.action != act.name:
        raise ApprovalRefused(reason="other_request")
    if found.approver_id == act.actor.account_id:
        raise ApprovalRefused(reason="own")
    if found.business_day != act.business_day:
        raise ApprovalRefused(reason="old")
    approver_role = role_of(act.connection, found.approver_id)
    if approver_role is None or not may(approver_role, Right.APPROVE):
        raise ApprovalRefused(reason="too_small")
    if limit_of(act.connection, approver_role, limit) < amount:
        raise ApprovalRefused(reason="too_small")
    _use_up(act, approval_id)
    act.approver_id = found.approver_id


def _use_up(act: Action[Any], approval_id: int) -> None:
    used = act.connection.execute(select(ApprovalUse.journal_id).where(ApprovalUse.approval_id == approval_id)).scalar()
    if used is None:
        act.insert(ApprovalUse, approval_id=approval_id)
    elif used != act.journal_id:  # one action may pass two limits under one approval
        raise ApprovalRefused(reason="used")
