"""Writing down a count, exactly as it was counted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from frontdesk.books.action import Action
from frontdesk.handover.cash import Pieces, total_fen
from frontdesk.handover.tables import Count, CountedPieces, CountedTender, CountedThings


def write_count(
    act: Action[Any],
    shift_id: int,
    purpose: str,
    pieces: Pieces,
    tenders: Sequence[tuple[str, int]] = (),
    things: Sequence[tuple[str, int, int]] = (),
) -> int:
    """Write a count with its lines; returns its id.

    ``tenders`` are (tender, fen), ``things`` (what, expected, counted). Lines of zero pieces are left out.
    """
    before = select(func.count()).where(Count.shift_id == shift_id, Count.purpose == purpose)
    count_id = act.insert(
        Count,
        shift_id=shift_id,
        purpose=purpose,
        number=act.connection.execute(before).scalar_one() + 1,
        account_id=act.actor.account_id,
        cash_fen=total_fen(pieces),
        at=act.now,
    )
    for denomination_fen, number in pieces:
        if number:
            act.insert(CountedPieces, count_id=count_id, denomination_fen=denomination_fen, pieces=number)
    for tender, amount_fen in tenders:
        act.insert(CountedTender, count_id=count_id, tender=tender, amount_fen=amount_fen)
    for what, expected, counted in things:
        act.insert(CountedThings, count_id=count_id, what=what, expected=expected, counted=counted)
    return count_id
