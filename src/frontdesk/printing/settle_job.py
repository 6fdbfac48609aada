"""What a person decides about a job: the paper came out, or it shall not be printed at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.printing.errors import JobNotUncertain, JobNotWaiting, NothingToPrint
from frontdesk.printing.queries import WAITING, job
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class JobRequest:
    """Which job is decided on."""

    key: str
    job_id: int


@dataclass(frozen=True, slots=True)
class JobSettled:
    """The job's state afterwards."""

    job_id: int
    state: str


def paper_came_out(store: Store, actor: Actor, request: JobRequest) -> JobSettled:
    """The clerk saw the whole slip: an uncertain job counts as printed. Raises JobNotUncertain."""
    with action(store, actor, "printing.paper_came_out", request, JobSettled) as act:
        if act.first_result is not None:
            return act.first_result
        found = job(act.connection, request.job_id)
        if found is None:
            raise NothingToPrint(document=str(request.job_id))
        if found.state != "uncertain" or found.answer:
            raise JobNotUncertain(document=found.document, state=found.state)
        act.connection.execute(update(PrintJob).where(PrintJob.id == found.id).values(answer="came_out"))
        return act.finish(JobSettled(found.id, found.state), subject=f"print/{found.document}")


def cancel_job(store: Store, actor: Actor, request: JobRequest) -> JobSettled:
    """Take a job that waits out of the queue; nothing of it was sent. Raises JobNotWaiting."""
    with action(store, actor, "printing.cancel", request, JobSettled) as act:
        if act.first_result is not None:
            return act.first_result
        found = job(act.connection, request.job_id)
        if found is None:
            raise NothingToPrint(document=str(request.job_id))
        if found.state not in WAITING:
            raise JobNotWaiting(document=found.document, state=found.state)
        # The worker takes no part in the journal's queue, so it may have begun since the look.
        waiting = update(PrintJob).where(PrintJob.id == found.id, PrintJob.state.in_(WAITING))
        if act.connection.execute(waiting.values(state="cancelled", finished_at=act.now)).rowcount != 1:
            raise JobNotWaiting(document=found.document, state="sending")
        return act.finish(JobSettled(found.id, "cancelled"), subject=f"print/{found.document}")
