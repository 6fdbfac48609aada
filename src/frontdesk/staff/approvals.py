"""A second person's consent to exactly one request, given with their own credentials (K08).

A use case that goes beyond the actor's limit raises ApprovalNeeded and leaves nothing behind. The approver proves who
they are for that request's hash; the same request, repeated with the approval's id, then goes through once.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

from frontdesk.books.action import action as begin
from frontdesk.staff.errors import ApprovalRefused
from frontdesk.staff.proof import accept, prove_by_password
from frontdesk.staff.rights import Right, require
from frontdesk.staff.tables import Approval
from frontdesk.store.store import Store

_HASH = re.compile(r"[0-9a-f]{64}")
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class ApproveRequest:
    """Consent to the request of this hash."""

    key: str
    action: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class ApproveResult:
    """The consent given."""

    approval_id: int


def approve(
    store: Store,
    counter: str,
    username: str,
    password: str,
    request_hash: str,
    action: str,
    asked_by: int | None = None,
) -> int:
    """Consent, as the person behind ``username``, to the request of a hash; returns the approval's id.

    ``action`` and ``request_hash`` come from ApprovalNeeded. Raises SignInRefused, AccountLocked, RightMissing when
    the role may not approve, ApprovalRefused(reason="own") when ``asked_by`` (account id) is the same person. Whether
    the approver's own limit suffices is decided when the approval is used.
    """
    if _HASH.fullmatch(request_hash) is None or _ACTION.fullmatch(action) is None:
        raise ApprovalRefused(reason="other_request")
    proof = prove_by_password(store, counter, username, password)
    request = ApproveRequest(uuid4().hex, action, request_hash)
    with begin(store, proof.actor(counter), "staff.approve", request, ApproveResult) as act:
        accept(act, proof)
        require(act, Right.APPROVE)
        if proof.account_id == asked_by:
            raise ApprovalRefused(reason="own")
        approval_id = act.insert(
            Approval,
            approver_id=proof.account_id,
            counter=counter,
            action=action,
            request_hash=request_hash,
            business_day=act.business_day,
            at=act.now,
        )
        return act.finish(ApproveResult(approval_id), f"approval/{approval_id}").approval_id
