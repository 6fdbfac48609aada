"""Unfinished things carried from one shift to the next, and read by the next one (P06)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.books.action import Action
from frontdesk.books.tables import Note
from frontdesk.handover.errors import ItemsNotAcknowledged
from frontdesk.handover.tables import CarriedItem, CarriedSeen
from frontdesk.shifts.queries import OpenShift
from frontdesk.shifts.tables import Shift

DEPOSITS = "deposits"


@dataclass(frozen=True, slots=True)
class Carried:
    """Something unfinished: ``kind`` is a code, ``ref`` what it is about, ``text`` the clerk's own words.

    Kinds: ``visits`` (quantity: how many are in the house), ``deposits`` (fen of theirs that stay in the drawer),
    ``dues`` (fen still open of today's), ``slip`` (a document nobody knows came out), ``approval`` (one nothing came
    of), ``stray_card`` (a card number), ``missing`` (a key or card) and ``note`` (the giver's words).
    """

    kind: str
    ref: str
    quantity: int | None = None
    text: str = ""

    @property
    def reference(self) -> str:
        """What acknowledging it names: ``slip/receipt/1-20261123-0042``."""
        return f"{self.kind}/{self.ref}"


def carried_from(connection: Connection, shift_id: int) -> list[Carried]:
    """What a shift left to the next one, in the order it was written."""
    found = (
        select(CarriedItem.kind, CarriedItem.ref, CarriedItem.quantity, Note.text)
        .outerjoin(Note, Note.commitment == CarriedItem.note)
        .where(CarriedItem.shift_id == shift_id)
        .order_by(CarriedItem.id)
    )
    return [Carried(kind, ref, quantity, text or "") for kind, ref, quantity, text in connection.execute(found)]


def own_float_fen(connection: Connection, shift: OpenShift) -> int:
    """A shift's float without the deposits of guests that came over with it from the shift before."""
    found = (
        select(CarriedItem.quantity)
        .join(Shift, Shift.previous_shift_id == CarriedItem.shift_id)
        .where(Shift.id == shift.id, CarriedItem.kind == DEPOSITS)
    )
    return max(0, shift.float_fen - (connection.execute(found).scalar() or 0))


def write_carried(act: Action[Any], shift_id: int, items: list[Carried]) -> None:
    """Write down what a closing shift leaves to the next one."""
    for item in items:
        act.insert(
            CarriedItem,
            shift_id=shift_id,
            kind=item.kind,
            ref=item.ref,
            quantity=item.quantity,
            note=act.note(item.text),
        )


def acknowledge(act: Action[Any], shift_id: int, references: tuple[str, ...], account_id: int | None = None) -> None:
    """Record that the next one has read each carried item of a shift. Raises ItemsNotAcknowledged."""
    found = select(CarriedItem.id, CarriedItem.kind, CarriedItem.ref).where(CarriedItem.shift_id == shift_id)
    items = act.connection.execute(found.order_by(CarriedItem.id)).all()
    unread = [row for row in items if f"{row.kind}/{row.ref}" not in references]
    if unread:
        raise ItemsNotAcknowledged(items=len(unread))
    reader = account_id if account_id is not None else act.actor.account_id
    for row in items:
        act.insert(CarriedSeen, item_id=row.id, account_id=reader, at=act.now)
