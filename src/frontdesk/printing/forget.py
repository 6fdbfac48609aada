"""Old slips are personal data: after some time only a job's number and what became of it are kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from frontdesk.books.policies import Policy
from frontdesk.core.clock import utc_text
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store

KEEP_DAYS = Policy("printing.keep_days", 90)
"""How long a slip can be looked at and printed again; what is open is kept until it is settled."""

_AT_A_TIME = 200
"""Rows of one transaction: a sale must not wait for the sweeping."""
_SETTLED = or_(
    PrintJob.state.in_(("done", "unconfirmed", "cancelled")),
    and_(PrintJob.state == "uncertain", or_(PrintJob.answer != "", PrintJob.kind == "drawer")),
)


def forget_old_slips(store: Store) -> int:
    """Empty the slips and bytes of jobs that are settled and older than `KEEP_DAYS`; returns how many those were.

    Their rows stay, so that the next copy of a document gets the right number.
    """
    with store.read() as connection:
        before = utc_text(store.clock.now() - timedelta(days=KEEP_DAYS.read(connection)))
        old = select(PrintJob.id).where(PrintJob.created_at < before, PrintJob.payload != b"", _SETTLED)
        found = connection.execute(old.order_by(PrintJob.id)).scalars().all()
    for start in range(0, len(found), _AT_A_TIME):
        with store.write() as tx:
            these = update(PrintJob).where(PrintJob.id.in_(found[start : start + _AT_A_TIME]), _SETTLED)
            tx.connection.execute(these.values(slip="", payload=b""))
            tx.commit()
    return len(found)
