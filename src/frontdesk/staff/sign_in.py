"""Coming to a desk, leaving it and taking it over; each is in the journal (K06, G03)."""

from typing import Any
from uuid import uuid4

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.staff.proof import DeskRequest, DeskResult, Proof, accept, prove_by_password
from frontdesk.staff.queries import at_desk
from frontdesk.staff.tables import DeskEvent
from frontdesk.store.store import Store


def sign_in(store: Store, counter: str, username: str, password: str) -> Actor:
    """Sit down at a counter by user name and password. Raises SignInRefused or AccountLocked."""
    return sit_down(store, counter, prove_by_password(store, counter, username, password), "signed_in")


def lock(store: Store, actor: Actor) -> None:
    """Leave the desk for a moment: nobody can go on before somebody has proved who they are."""
    _leave(store, actor, "locked")


def sign_out(store: Store, actor: Actor) -> None:
    """Leave the desk for good."""
    _leave(store, actor, "signed_out")


def sit_down(store: Store, counter: str, proof: Proof, kind: str) -> Actor:
    """Record that a proven person is at a counter now (``signed_in`` or ``switched``), and after whom."""
    actor = proof.actor(counter)
    with action(store, actor, f"staff.{kind}", DeskRequest(uuid4().hex, proof.account_id), DeskResult) as act:
        accept(act, proof)
        act.finish(DeskResult(_record(act, kind)), f"account/{proof.account_id}")
    return actor


def take_over_desk(act: Action[Any], account_id: int) -> None:
    """Record, inside an action that has checked their password, that somebody else sits at the actor's counter now."""
    act.insert(
        DeskEvent,
        counter=act.actor.counter,
        kind="signed_in",
        account_id=account_id,
        before_account_id=at_desk(act.connection, act.actor.counter),
        at=act.now,
    )


def _leave(store: Store, actor: Actor, kind: str) -> None:
    with action(store, actor, f"staff.{kind}", DeskRequest(uuid4().hex, actor.account_id), DeskResult) as act:
        act.finish(DeskResult(_record(act, kind)), f"account/{actor.account_id}")


def _record(act: Action[Any], kind: str) -> int:
    return act.insert(
        DeskEvent,
        counter=act.actor.counter,
        kind=kind,
        account_id=act.actor.account_id,
        before_account_id=at_desk(act.connection, act.actor.counter),
        at=act.now,
    )
