"""Moving things from holder to holder."""

from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action
from frontdesk.custody.errors import KnownThing, NotHere, UnknownThing
from frontdesk.custody.queries import holder_of
from frontdesk.custody.tables import Holding, Move


def place(act: Action[Any], thing: str, holder: str, reason: str = "registered") -> int:
    """Register a thing with its first holder; returns the move's id. Raises KnownThing."""
    if holder_of(act.connection, thing) is not None:
        raise KnownThing(thing=thing)
    move_id = _insert_move(act, thing, "", holder, reason, None)
    act.insert(Holding, thing=thing, holder=holder, move_id=move_id)
    return move_id


def move(
    act: Action[Any],
    thing: str,
    to: str,
    *,
    expected: str | None = None,
    reason: str = "",
    visit_id: int | None = None,
) -> int:
    """Move a thing to another holder and return the move's id.

    ``expected`` is the holder the clerk saw; ``reason`` a stable code. Raises UnknownThing, or NotHere when somebody
    else has taken the thing in the meantime.
    """
    holder = holder_of(act.connection, thing)
    if holder is None:
        raise UnknownThing(thing=thing)
    if expected is not None and holder != expected:
        raise NotHere(thing=thing, expected=expected, holder=holder)
    move_id = _insert_move(act, thing, holder, to, reason, visit_id)
    act.connection.execute(update(Holding).where(Holding.thing == thing).values(holder=to, move_id=move_id))
    return move_id


def _insert_move(act: Action[Any], thing: str, from_holder: str, to: str, reason: str, visit_id: int | None) -> int:
    return act.insert(
        Move,
        thing=thing,
        from_holder=from_holder,
        to_holder=to,
        reason=reason,
        visit_id=visit_id,
        at=act.now,
        business_day=act.business_day,
    )
