"""Reading balances and undoing entries."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.books import accounts
from frontdesk.books.action import Action, EntryAsk, Leg
from frontdesk.books.errors import AlreadyReversed
from frontdesk.books.tables import Balance, Entry, Posting
from frontdesk.store.prepared import Prepared

_BALANCE = Prepared(
    select(Balance.quantity).where(Balance.account == bindparam("account"), Balance.unit == bindparam("unit"))
)
_UNITS = Prepared(select(Balance.unit, Balance.quantity).where(Balance.account == bindparam("account")))


def balance(connection: Connection, account: str, unit: str = accounts.CNY) -> int:
    """An account's balance in one unit: debits less credits, in fen or whole units."""
    return _BALANCE.scalar(connection, account=account, unit=unit) or 0


def available(connection: Connection, person_id: int, unit: str = accounts.CNY) -> int:
    """What a member has left to spend in one unit, in fen or whole units."""
    return -balance(connection, accounts.member(person_id), unit)


def units_of(connection: Connection, person_id: int) -> dict[str, int]:
    """Everything a member has left to spend, by unit; units used up are left out."""
    found = _UNITS.all(connection, account=accounts.member(person_id))
    return {unit: -quantity for unit, quantity in found if quantity}


def legs_of(connection: Connection, entry_id: int) -> list[Leg]:
    """The postings of an entry, in the order they were written."""
    found = select(Posting.account, Posting.unit, Posting.quantity).where(Posting.entry_id == entry_id)
    return [Leg(*row) for row in connection.execute(found.order_by(Posting.id))]


def reverse(act: Action[Any], entry_id: int, kind: str) -> int:
    """Undo an entry by its mirror image, which points at it; returns the new entry's id.

    Raises AlreadyReversed, and InsufficientBalance when a member has since spent what would be taken back.
    """
    return act.post_together((_reversal(act, entry_id, kind),))[0]


def exchange(act: Action[Any], entry_id: int, kind: str, new: EntryAsk) -> tuple[int, int]:
    """Undo an entry and write another in its place; returns the reversal's id and the new entry's.

    Both count as one: money that a member got by the first and has spent needn't be there when the new one gives it
    again. Raises AlreadyReversed and InsufficientBalance.
    """
    reversal_id, new_id = act.post_together((_reversal(act, entry_id, kind), new))
    return reversal_id, new_id


def _reversal(act: Action[Any], entry_id: int, kind: str) -> EntryAsk:
    taken = select(Entry.id).where(Entry.reverses_entry_id == entry_id)
    if act.connection.execute(taken).first() is not None:
        raise AlreadyReversed(entry_id=entry_id)
    mirrored = [Leg(leg.account, leg.unit, -leg.quantity) for leg in legs_of(act.connection, entry_id)]
    return EntryAsk(kind, mirrored, entry_id)
