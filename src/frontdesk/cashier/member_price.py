"""Who pays the member's price."""

from typing import Any

from sqlalchemy import Connection

from frontdesk.books.action import Action
from frontdesk.core.clock import Clock, local_now
from frontdesk.members.queries import standing

_NOT_NOW = ("no_contract", "expired", "blocked")


def pays_member_price(act: Action[Any], person_id: int) -> bool:
    """Whether a person has a contract that hasn't ended and isn't blocked. Raises UnknownPerson."""
    return has_member_price(act.connection, person_id, act.store.clock)


def has_member_price(connection: Connection, person_id: int, clock: Clock) -> bool:
    """The same for a screen that shows prices."""
    return standing(connection, person_id, local_now(clock)).status not in _NOT_NOW
