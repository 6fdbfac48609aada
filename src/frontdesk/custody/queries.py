"""Where things are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.finding import Finding
from frontdesk.custody.tables import Holding, Move
from frontdesk.store.prepared import Prepared

_HOLDER = Prepared(select(Holding.holder).where(Holding.thing == bindparam("thing")))


@dataclass(frozen=True, slots=True)
class PastMove:
    """One move of a thing; ``at`` is a stored UTC text."""

    id: int
    from_holder: str
    to_holder: str
    reason: str
    visit_id: int | None
    at: str


def holder_of(connection: Connection, thing: str) -> str | None:
    """Who or what holds a thing now, or None when it was never registered."""
    holder: str | None = _HOLDER.scalar(connection, thing=thing)
    return holder


def things_at(connection: Connection, holder: str) -> list[str]:
    """The things a holder has now, by name."""
    found = select(Holding.thing).where(Holding.holder == holder).order_by(Holding.thing)
    return list(connection.execute(found).scalars())


def holders(connection: Connection, thing_prefix: str) -> dict[str, str]:
    """The present holder of every thing whose path begins with a prefix such as ``key/``."""
    after = thing_prefix[:-1] + chr(ord(thing_prefix[-1]) + 1)
    found = select(Holding.thing, Holding.holder).where(Holding.thing >= thing_prefix, Holding.thing < after)
    return {row.thing: row.holder for row in connection.execute(found)}


def history(connection: Connection, thing: str, most: int = 20) -> list[PastMove]:
    """The last moves of a thing, newest first."""
    found = select(Move.id, Move.from_holder, Move.to_holder, Move.reason, Move.visit_id, Move.at)
    found = found.where(Move.thing == thing).order_by(Move.id.desc()).limit(most)
    return [PastMove(*row) for row in connection.execute(found)]


def holdings_hold(connection: Connection) -> Iterator[Finding]:
    """Every thing is where its last move took it; a thing that never moved is not kept."""
    newest = select(func.max(_LAST.id)).where(_LAST.thing == Holding.thing).scalar_subquery()
    differing = (
        select(Holding.thing, Move.journal_id)
        .select_from(Holding)
        .outerjoin(Move, Move.id == newest)
        .where(Move.id.is_distinct_from(Holding.move_id) | Move.to_holder.is_distinct_from(Holding.holder))
    )
    # Outside the join's right side nothing is sure, which the types of its columns don't say.
    rows: Any = connection.execute(differing)
    for thing, journal_id in rows:
        if journal_id is None:
            yield Finding(0, f"holdings/{thing}", "holding_without_move")
        else:
            yield Finding(journal_id, f"holdings/{thing}", "holding_differs")
    missing = (
        select(Move.thing, func.max(Move.journal_id))
        .outerjoin(Holding, Holding.thing == Move.thing)
        .where(Holding.thing.is_(None))
        .group_by(Move.thing)
    )
    for thing, journal_id in connection.execute(missing):
        yield Finding(journal_id, f"holdings/{thing}", "holding_differs")


_LAST = aliased(Move)
