"""Giving business settings new values: one journalled action for all that were changed together."""

from dataclasses import dataclass

from frontdesk.app.policy_fields import policy_field
from frontdesk.books.action import action
from frontdesk.books.policies import set_policy
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.text import clean
from frontdesk.staff.rights import Right, RightMissing, require, role_of
from frontdesk.staff.roles import Role
from frontdesk.store.store import Store


class PolicyRefused(FrontdeskError):
    """A value that this business setting can't have; ``name``."""

    code = "settings.policy_refused"


@dataclass(frozen=True, slots=True)
class NewValue:
    """A setting's new value: ``number`` for amounts (fen), counts and switches (0 or 1), ``text`` for the others."""

    name: str
    number: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePoliciesRequest:
    """What is to be changed, all or nothing."""

    key: str
    changes: tuple[NewValue, ...]


@dataclass(frozen=True, slots=True)
class PoliciesChanged:
    """How many settings have another value now."""

    changed: int


def change_policies(store: Store, actor: Actor, request: ChangePoliciesRequest) -> PoliciesChanged:
    """Change business settings. Raises RightMissing (limits: everybody but an owner) and PolicyRefused."""
    with action(store, actor, "settings.change_policies", request, PoliciesChanged) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SETTINGS)
        changed = 0
        for change in request.changes:
            field = policy_field(change.name)
            value = clean(change.text) if change.text is not None else change.number
            if field is None or not field.accepts(value):
                raise PolicyRefused(name=change.name)
            if field.owner_only and role_of(act.connection, actor.account_id) is not Role.OWNER:
                raise RightMissing(right=Right.SETTINGS.value, role=actor.role)
            if value != field.policy.read(act.connection):
                set_policy(act, field.policy, value)
                changed += 1
        return act.finish(PoliciesChanged(changed), subject="policies")
