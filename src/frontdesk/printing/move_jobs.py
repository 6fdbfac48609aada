"""Send slips that wait for one printer to another one, made anew for its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.printing.bell import ring
from frontdesk.printing.errors import JobNotWaiting, NothingToPrint, PrinterNotHere
from frontdesk.printing.escpos import render
from frontdesk.printing.queries import WAITING, Job, jobs
from frontdesk.printing.routing import Route, routes
from frontdesk.printing.settle_job import JobsSettled, subject_of
from frontdesk.printing.slip import Slip
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store

MOVED = "printer.moved"
"""A moved job's `error`, until its new printer has something to say of it."""


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """Which jobs go to which printer of the actor's counter."""

    key: str
    job_ids: tuple[int, ...]
    printer: str


def move_jobs(store: Store, actor: Actor, request: MoveRequest) -> JobsSettled:
    """Move all of these that still wait; what is being sent, or may be on paper, stays where it is.

    The drawer's pulse is never moved, nor a job of another counter, nor one that waits for this printer already.
    Raises PrinterNotHere, and NothingToPrint or JobNotWaiting if none of them could be moved.
    """
    with action(store, actor, "printing.move", request, JobsSettled) as act:
        if act.first_result is not None:
            return act.first_result
        route = routes().to(request.printer)
        if route is None:
            raise PrinterNotHere(printer=request.printer)
        asked = [each for each in jobs(act.connection, request.job_ids) if each.counter == actor.counter]
        asked = [each for each in asked if each.kind != DRAWER and each.printer != route.printer]
        if not asked:
            raise NothingToPrint(document="")
        moved = [each for each in asked if _move(act, each, route)]
        if not moved:
            raise JobNotWaiting(document=asked[0].document, state="sending")
        ring(act.connection, actor.counter, route.printer)
        return act.finish(JobsSettled(len(moved), len(request.job_ids) - len(moved)), subject=subject_of(moved))


def _move(act: Action[Any], found: Job, route: Route) -> bool:
    slip = act.connection.execute(select(PrintJob.slip).where(PrintJob.id == found.id)).scalar_one()
    payload = render(Slip.from_json(slip), route.profile)
    # The worker takes no part in the journal's queue: only one that waits for the same printer still may be moved.
    waiting = update(PrintJob).where(
        PrintJob.id == found.id, PrintJob.state.in_(WAITING), PrintJob.printer == found.printer
    )
    values = {"printer": route.printer, "payload": payload, "state": "queued", "error": MOVED}
    return act.connection.execute(waiting.values(values)).rowcount == 1
