"""Keeping a person out, and letting them in again, each with its reason."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.members import fields
from frontdesk.members.enrol import write_event
from frontdesk.members.errors import AlreadyBlocked, NotBlocked
from frontdesk.members.queries import person
from frontdesk.members.tables import Person
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class BlockRequest:
    """Block a person, or lift the block; the reason is shown at the desk at every tap."""

    key: str
    person_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class BlockResult:
    """The person concerned."""

    person_id: int


def block(store: Store, actor: Actor, request: BlockRequest) -> BlockResult:
    """Keep a person out. Raises ReasonMissing, AlreadyBlocked."""
    with action(store, actor, "members.block", request, BlockResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.BLOCK_MEMBER)
        block_within(act, request.person_id, request.reason)
        return act.finish(BlockResult(request.person_id), f"member/{request.person_id}")


def unblock(store: Store, actor: Actor, request: BlockRequest) -> BlockResult:
    """Let a person in again. Raises ReasonMissing, NotBlocked."""
    with action(store, actor, "members.unblock", request, BlockResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.BLOCK_MEMBER)
        if not person(act.connection, request.person_id).blocked:
            raise NotBlocked()
        write_event(act, request.person_id, "unblocked", fields.reason(request.reason))
        _set(act, request.person_id, 0, None)
        return act.finish(BlockResult(request.person_id), f"member/{request.person_id}")


def block_within(act: Action[Any], person_id: int, reason: str) -> None:
    """Keep a person out as part of a larger action."""
    if person(act.connection, person_id).blocked:
        raise AlreadyBlocked()
    _set(act, person_id, 1, write_event(act, person_id, "blocked", fields.reason(reason)))


def _set(act: Action[Any], person_id: int, blocked: int, note: str | None) -> None:
    act.connection.execute(update(Person).where(Person.id == person_id).values(blocked=blocked, block_note=note))
