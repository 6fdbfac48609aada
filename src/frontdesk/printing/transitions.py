"""The steps of a print job in the database; only the print worker takes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, bindparam, case, literal, select, update

from frontdesk.core.clock import Clock, parse_utc, utc_text
from frontdesk.devices.drawer.pulse import is_realtime
from frontdesk.devices.printers.delivery import Delivery
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render
from frontdesk.printing.queries import WAITING
from frontdesk.printing.slip import Slip, SlipUnreadable
from frontdesk.printing.spool import DRAWER, INSTEAD
from frontdesk.printing.tables import PrintJob
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import Store

DRAWER_LIFE_S = 10
"""A drawer that opens later than this opens when nobody stands before it."""


class Overtaken(Exception):
    """Another process took the job, or somebody cancelled or moved it, between reading it and the first byte."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job to be printed now."""

    id: int
    document: str
    copy: int
    kind: str
    slip: str
    payload: bytes
    created_at: str
    error: str

    @property
    def instead(self) -> str:
        """The code that says why it is here and not at the printer it was meant for; empty if it was meant for this."""
        return self.error if self.error.startswith(INSTEAD) else ""

    @property
    def is_realtime_drawer(self) -> bool:
        """Whether a printer obeys it even without paper."""
        return self.kind == DRAWER and is_realtime(self.payload)


_IS_WAITING = PrintJob.state.in_([literal(state) for state in WAITING])
_NEXT = Prepared(
    select(
        PrintJob.id,
        PrintJob.document,
        PrintJob.copy,
        PrintJob.kind,
        PrintJob.slip,
        PrintJob.payload,
        PrintJob.created_at,
        PrintJob.error,
    )
    .where(PrintJob.counter == bindparam("counter"), PrintJob.printer == bindparam("printer"), _IS_WAITING)
    .order_by(case((PrintJob.kind == DRAWER, 0), else_=1), PrintJob.id)
    .limit(1)
)
_MINE = (PrintJob.id == bindparam("job_id"), PrintJob.printer == bindparam("printer"))
"""A job that was moved to another printer is that printer's alone, whatever this one had in mind with it."""
_SEND = Prepared(
    update(PrintJob)
    .where(*_MINE, _IS_WAITING)
    .values(state="sending", sending_at=bindparam("now"), attempts=PrintJob.attempts + 1)
    .returning(PrintJob.id)
)
_REFUSE = Prepared(
    update(PrintJob)
    .where(*_MINE, _IS_WAITING)
    .values(state="refused", error=bindparam("why"), attempts=PrintJob.attempts + 1)
    .returning(PrintJob.id)
)
_END = Prepared(
    update(PrintJob)
    .where(*_MINE, PrintJob.state == "sending")
    .values(
        state=bindparam("outcome"),
        # Why it came out elsewhere is worth knowing afterwards too.
        error=case(
            (and_(bindparam("why") == "", PrintJob.error.startswith(INSTEAD)), PrintJob.error), else_=bindparam("why")
        ),
        finished_at=bindparam("now"),
    )
    .returning(PrintJob.id)
)


def next_job(store: Store, counter: str, printer: str) -> Claimed | None:
    """The job to print next: the drawer first (somebody waits for the change), else the oldest."""
    with store.read() as connection:
        row = _NEXT.first(connection, counter=counter, printer=printer)
    return Claimed(*row) if row else None


def is_idle(store: Store, counter: str, printer: str) -> bool:
    """Whether a printer's queue holds nothing that is being sent or was never tried."""
    statement = select(PrintJob.id).where(
        PrintJob.counter == counter, PrintJob.state.in_(("queued", "sending")), PrintJob.printer == printer
    )
    with store.read() as connection:
        return connection.execute(statement.limit(1)).first() is None


def mark_sending(store: Store, job_id: int, printer: str) -> None:
    """Make it durable that bytes are about to go out. Raises Overtaken if the job no longer waits for this printer."""
    with store.write() as tx:
        if not _SEND.all(tx.connection, job_id=job_id, printer=printer, now=utc_text(store.clock.now())):
            raise Overtaken
        tx.commit()


def unmark_sending(store: Store, job_id: int, printer: str) -> None:
    """Let a job wait again of which no byte went out, if it stands as being sent."""
    with store.write() as tx:
        marked = update(PrintJob).where(PrintJob.id == job_id, PrintJob.printer == printer, PrintJob.state == "sending")
        tx.connection.execute(marked.values(state="queued", sending_at=""))
        tx.commit()


def record_outcome(store: Store, job_id: int, printer: str, delivery: Delivery, *, begun: bool) -> bool:
    """Keep how a job ended; False if it was cancelled, moved or given up meanwhile and nothing was written.

    A job that was not `begun` was refused before it was marked as sending; that counts as an attempt too.
    """
    finished_at = utc_text(store.clock.now()) if delivery.outcome != "refused" else ""
    with store.write() as tx:
        if begun:
            values = {"outcome": delivery.outcome, "why": delivery.error, "now": finished_at}
            written = _END.all(tx.connection, job_id=job_id, printer=printer, **values)
        else:
            written = _REFUSE.all(tx.connection, job_id=job_id, printer=printer, why=delivery.error)
        tx.commit()
    return bool(written)


def abandon_sending(store: Store, counter: str, printer: str) -> None:
    """At start: what an earlier run was sending when it ended may be on paper or not."""
    _abandon(store, PrintJob.counter == counter, PrintJob.printer == printer)


def abandon_printers_gone(store: Store, counter: str, printers: Collection[str]) -> None:
    """Settle what was left at printers that this counter no longer has: nobody else would.

    What was being sent is uncertain; a drawer's pulse is dropped. Slips go on waiting until somebody moves them.
    """
    gone = (PrintJob.counter == counter, PrintJob.printer.not_in(printers), PrintJob.printer != "")
    _abandon(store, *gone)
    with store.read() as connection:
        late = select(PrintJob.id).where(*gone, PrintJob.kind == DRAWER, _IS_WAITING)
        found = connection.execute(late).scalars().all()
    for job_id in found:
        drop_late(store, job_id)


def _abandon(store: Store, *which: ColumnElement[bool]) -> None:
    left = (*which, PrintJob.state == "sending")
    with store.read() as connection:
        if connection.execute(select(PrintJob.id).where(*left).limit(1)).first() is None:
            return
    with store.write() as tx:
        values = {"state": "uncertain", "error": "printer.restarted", "finished_at": utc_text(store.clock.now())}
        tx.connection.execute(update(PrintJob).where(*left).values(values))
        tx.commit()


def fit_waiting(store: Store, counter: str, printer: str, profile: PrinterProfile) -> int:
    """Make the bytes of what waits for a printer anew where they don't fit it; returns how many slips that were.

    The printer may have been given other paper, or have been exchanged for another, since they were queued.
    """
    mine = (PrintJob.counter == counter, PrintJob.printer == printer, PrintJob.slip != "", _IS_WAITING)
    with store.read() as connection:
        waiting = connection.execute(select(PrintJob.id, PrintJob.slip, PrintJob.payload).where(*mine)).all()
    made_anew = 0
    for job_id, slip, payload in waiting:
        try:
            fitting = render(Slip.from_json(slip), profile)
        except SlipUnreadable:
            continue  # its bytes are all there is of it
        if fitting != payload:
            with store.write() as tx:
                unsent = update(PrintJob).where(PrintJob.id == job_id, PrintJob.printer == printer, _IS_WAITING)
                made_anew += tx.connection.execute(unsent.values(payload=fitting)).rowcount
                tx.commit()
    return made_anew


def is_too_late(job: Claimed, clock: Clock) -> bool:
    """Whether a job is a drawer pulse that nobody waits for any more; paper is never too late."""
    return job.kind == DRAWER and clock.now() - parse_utc(job.created_at) > timedelta(seconds=DRAWER_LIFE_S)


def drop_late(store: Store, job_id: int) -> None:
    """Cancel a drawer pulse that waited too long."""
    with store.write() as tx:
        tx.connection.execute(
            update(PrintJob)
            .where(PrintJob.id == job_id, PrintJob.state.in_(WAITING))
            .values(state="cancelled", error="printer.too_late", finished_at=utc_text(store.clock.now()))
        )
        tx.commit()
