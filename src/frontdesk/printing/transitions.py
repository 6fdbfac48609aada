"""The steps of a print job in the database; only the print worker takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, case, literal, select, update

from frontdesk.core.clock import Clock, parse_utc, utc_text
from frontdesk.devices.printers.delivery import Delivery
from frontdesk.printing.escpos import DRAWER_KICK_NOW
from frontdesk.printing.queries import WAITING
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.tables import PrintJob
from frontdesk.store.prepared import Prepared
from frontdesk.store.store import Store

DRAWER_LIFE_S = 10
"""A drawer that opens later than this opens when nobody stands before it."""


class Overtaken(Exception):
    """Another process took the job, or somebody cancelled it, between reading it and the first byte."""


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

    @property
    def is_realtime_drawer(self) -> bool:
        """Whether a printer obeys it even without paper."""
        return self.kind == DRAWER and self.payload == DRAWER_KICK_NOW


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
    )
    .where(PrintJob.counter == bindparam("counter"), PrintJob.printer == bindparam("printer"), _IS_WAITING)
    .order_by(case((PrintJob.kind == DRAWER, 0), else_=1), PrintJob.id)
    .limit(1)
)
_SEND = Prepared(
    update(PrintJob)
    .where(PrintJob.id == bindparam("job_id"), _IS_WAITING)
    .values(state="sending", sending_at=bindparam("now"), attempts=PrintJob.attempts + 1)
    .returning(PrintJob.id)
)
_END = Prepared(
    update(PrintJob)
    .where(PrintJob.id == bindparam("job_id"), PrintJob.state.in_([literal(state) for state in ("sending", *WAITING)]))
    .values(
        state=bindparam("outcome"),
        error=bindparam("why"),
        attempts=case((PrintJob.state == "sending", PrintJob.attempts), else_=PrintJob.attempts + 1),
        finished_at=bindparam("now"),
    )
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


def mark_sending(store: Store, job_id: int) -> None:
    """Make it durable that bytes are about to go out. Raises Overtaken if the job is no longer waiting."""
    with store.write() as tx:
        if not _SEND.all(tx.connection, job_id=job_id, now=utc_text(store.clock.now())):
            raise Overtaken
        tx.commit()


def record_outcome(store: Store, job_id: int, delivery: Delivery) -> None:
    """Keep how a job ended. A refusal counts as an attempt; one that never reached `sending` stays in its place."""
    now = utc_text(store.clock.now()) if delivery.outcome != "refused" else ""
    with store.write() as tx:
        _END.all(tx.connection, job_id=job_id, outcome=delivery.outcome, why=delivery.error, now=now)
        tx.commit()


def abandon_sending(store: Store, counter: str, printer: str) -> None:
    """At start: what an earlier run was sending when it ended may be on paper or not."""
    with store.write() as tx:
        tx.connection.execute(
            update(PrintJob)
            .where(PrintJob.counter == counter, PrintJob.state == "sending", PrintJob.printer == printer)
            .values(state="uncertain", error="printer.restarted", finished_at=utc_text(store.clock.now()))
        )
        tx.commit()


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
