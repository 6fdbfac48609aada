"""Business settings: prices, limits and switches that hold for all counters."""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, bindparam, select

from frontdesk.books.action import Action
from frontdesk.books.tables import PolicyChange, PolicyValue
from frontdesk.store.prepared import Prepared

V = TypeVar("V", int, str)
_VALUES = Prepared(select(PolicyValue.name, PolicyValue.value))
_VALUE = Prepared(select(PolicyValue.value).where(PolicyValue.name == bindparam("name")))


@dataclass(frozen=True, slots=True)
class Policy(Generic[V]):
    """A named business setting with its default; areas declare theirs as constants."""

    name: str
    default: V

    def read(self, connection: Connection) -> V:
        """The present value."""
        stored = _VALUE.scalar(connection, name=self.name)
        if stored is None:
            return self.default
        value: V = json.loads(stored)
        return value


def read_together(connection: Connection, *policies: Policy[V]) -> list[V]:
    """The present values of several settings of one type, by one query over the small table."""
    stored = dict(_VALUES.all(connection))
    return [json.loads(stored[policy.name]) if policy.name in stored else policy.default for policy in policies]


def set_policy(act: Action[Any], policy: Policy[V], value: V) -> None:
    """Give a business setting a new value within an action whose right was checked by the caller."""
    if type(value) is not type(policy.default):
        raise TypeError(policy.name)
    stored = json.dumps(value, ensure_ascii=False)
    act.insert(PolicyChange, name=policy.name, value=stored)
    statement = act.tx.upsert(PolicyValue).values(name=policy.name, value=stored)
    act.connection.execute(statement.on_conflict_do_update(index_elements=[PolicyValue.name], set_={"value": stored}))
