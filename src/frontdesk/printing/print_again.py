"""Print a document again, as a copy that says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update

from frontdesk.books.action import Action, action
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t_in
from frontdesk.printing.errors import NoPrinterHere, NothingToPrint, PrinterNotHere, SlipForgotten
from frontdesk.printing.escpos import render
from frontdesk.printing.queries import StoredSlip, is_forgotten, last_copy, slip_of
from frontdesk.printing.routing import route_now, routes
from frontdesk.printing.slip import Rule, Slip, Text
from frontdesk.printing.spool import add_job
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.training import before_cut, is_training, marked
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class PrintAgainRequest:
    """Which document to print again, as in ``receipt/1-20261123-0042``, and where: empty for where its kind goes."""

    key: str
    document: str
    printer: str = ""


@dataclass(frozen=True, slots=True)
class PrintAgainResult:
    """The new job and the number on its copy."""

    job_id: int
    copy: int


def print_again(store: Store, actor: Actor, request: PrintAgainRequest) -> PrintAgainResult:
    """Queue a copy of a document at the actor's counter, marked COPY n; never opens the drawer.

    Jobs of that document whose outcome nobody knew count as answered by it. Raises NothingToPrint, SlipForgotten,
    NoPrinterHere and PrinterNotHere.
    """
    with action(store, actor, "printing.print_again", request, PrintAgainResult) as act:
        if act.first_result is not None:
            return act.first_result
        return act.finish(print_copy(act, request.document, request.printer), subject=f"print/{request.document}")


def print_copy(act: Action[Any], document: str, printer: str = "", anew: StoredSlip | None = None) -> PrintAgainResult:
    """Queue the next copy of a document within another action; raises as `print_again` does.

    `anew`: the slip made again from the books, for one that is no longer kept.
    """
    found = slip_of(act.connection, document) or anew
    if found is None and is_forgotten(act.connection, document):
        raise SlipForgotten(document=document)
    if found is None:
        raise NothingToPrint(document=document)
    if printer:
        route, instead = routes().to(printer), ""
        if route is None:
            raise PrinterNotHere(printer=printer)
    else:
        route, instead = route_now(act.actor.counter, found.kind)
    if route is None:
        raise NoPrinterHere()
    copy = last_copy(act.connection, document) + 1
    slip = Slip.from_json(found.slip_json)
    if is_training():  # it may be the copy of one that was printed before the practice began
        slip = marked(slip, found.language)
    slip = copy_of(slip, copy, found.language)
    act.connection.execute(
        update(PrintJob)
        .where(PrintJob.document == document, PrintJob.state == "uncertain", PrintJob.answer == "")
        .values(answer="printed_again")
    )
    job_id = add_job(
        act.tx,
        route,
        document=document,
        copy=copy,
        kind=found.kind,
        counter=act.actor.counter,
        language=found.language,
        slip=slip.to_json(),
        payload=render(slip, route.profile),
        created_at=act.now,
        instead=instead,
    )
    return PrintAgainResult(job_id, copy)


def copy_of(slip: Slip, copy: int, language: str) -> Slip:
    """The slip with its copy number at the top and at the bottom, so that neither half passes as an original."""
    mark = Text(t_in(language or "zh", "printing.copy_mark", number=copy), align="center", bold=True)
    at = before_cut(slip)
    return replace(slip, lines=(replace(mark, size="double"), Rule("dashes"), *slip.lines[:at], mark, *slip.lines[at:]))
