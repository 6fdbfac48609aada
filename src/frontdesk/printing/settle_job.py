"""What a person decides about jobs: the paper came out, or they shall not be printed at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.printing.errors import JobNotUncertain, JobNotWaiting, NothingToPrint
from frontdesk.printing.queries import WAITING, Job, job, jobs
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


@dataclass(frozen=True, slots=True)
class JobsRequest:
    """Which jobs are decided on together."""

    key: str
    job_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobsSettled:
    """How many it was done to, and how many were left alone because they no longer wait."""

    settled: int
    left: int


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
        _cancel(act, found)
        return act.finish(JobSettled(found.id, "cancelled"), subject=f"print/{found.document}")


def cancel_jobs(store: Store, actor: Actor, request: JobsRequest) -> JobsSettled:
    """Take all of these that still wait out of the queue. Raises JobNotWaiting if none does."""
    with action(store, actor, "printing.cancel_several", request, JobsSettled) as act:
        if act.first_result is not None:
            return act.first_result
        found, settled = jobs(act.connection, request.job_ids), 0
        refusal: FrontdeskError = NothingToPrint(document="")
        for each in found:
            try:
                _cancel(act, each)
                settled += 1
            except JobNotWaiting as error:
                refusal = error
        if not settled:
            raise refusal
        return act.finish(JobsSettled(settled, len(request.job_ids) - settled), subject=subject_of(found))


def subject_of(found: Sequence[Job]) -> str:
    """The journal's words for several jobs: the first one's document, and how many more."""
    more = f" +{len(found) - 1}" if len(found) > 1 else ""
    return f"print/{found[0].document}{more}"


def _cancel(act: Action[Any], found: Job) -> None:
    if found.state not in WAITING:
        raise JobNotWaiting(document=found.document, state=found.state)
    # The worker takes no part in the journal's queue, so it may have begun since the look.
    waiting = update(PrintJob).where(PrintJob.id == found.id, PrintJob.state.in_(WAITING))
    if act.connection.execute(waiting.values(state="cancelled", finished_at=act.now)).rowcount != 1:
        raise JobNotWaiting(document=found.document, state="sending")
