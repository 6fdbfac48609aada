"""Small requests that the members' tests make."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from frontdesk.books.accounts import CNY, tender
from frontdesk.books.action import Action, Leg, action
from frontdesk.books.dues import settle_due
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Done:
    """A result that says nothing."""

    nothing: int


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that asks for nothing but an action."""

    key: str

    @contextmanager
    def action(self, store: Store, actor: Actor) -> Iterator[Action[Done]]:
        """An action to call inner verbs in."""
        with action(store, actor, "test.members", self, Done) as act:
            yield act


def settle(store: Store, actor: Actor, key: str, due_id: int) -> None:
    """Pay a due as the cashier would."""
    with Ask(key).action(store, actor) as act:
        leg = settle_due(act, due_id)
        act.post("collect", [leg, Leg(tender("wechat"), CNY, -leg.quantity)])
        act.finish(Done(0))
