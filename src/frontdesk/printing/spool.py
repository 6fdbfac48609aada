"""The durable spool: a slip is queued in the transaction of what it documents, so neither exists without the other.

A job goes `queued` → `sending` → `done`, `unconfirmed`, `refused` or `uncertain`. `sending` is on disk before the
first byte goes out. What may be on paper is never sent again by itself.
"""

from __future__ import annotations

from typing import Any

from frontdesk.books.action import Action
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.bell import ring
from frontdesk.printing.escpos import render
from frontdesk.printing.routing import Route, route_now, routes
from frontdesk.printing.slip import Slip
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.training import is_training, marked
from frontdesk.store.store import Transaction

DRAWER = "drawer"
"""The kind of job that opens the cash drawer; never part of a slip and never printed again."""
NO_PRINTER_ERROR = "printer.none"
INSTEAD = "printer.instead_"
"""What a job's `error` begins with when it was queued for the fall-back printer; then why (`cannot_print`)."""

_ANY_PRINTER = PrinterProfile()


def enqueue(
    where: Action[Any] | Transaction,
    *,
    document: str,
    slip: Slip,
    kind: str = "receipt",
    language: str = "zh",
    counter: str | None = None,
    created_at: str | None = None,
) -> int:
    """Queue the original of a document inside the caller's transaction; returns the job's id.

    `document` names it for ever, as in ``receipt/1-20261123-0042``; a second original is refused by the database.
    `counter` and `created_at` (UTC text) come from the action; a bare transaction must be given both. At a counter
    without a printer the job is kept as cancelled, so that it can still be printed again elsewhere. While the printer
    it is meant for can't print, it goes to the fall-back printer, made for that one's paper.
    """
    counter, created_at = _origin(where, counter, created_at)
    if is_training():
        slip = marked(slip, language)
    route, instead = route_now(counter, kind)
    payload = render(slip, route.profile if route else _ANY_PRINTER)
    return add_job(
        where.tx if isinstance(where, Action) else where,
        route,
        document=document,
        copy=0,
        kind=kind,
        counter=counter,
        language=language,
        slip=slip.to_json(),
        payload=payload,
        created_at=created_at,
        instead=instead,
    )


def kick_drawer(
    where: Action[Any] | Transaction,
    *,
    document: str,
    counter: str | None = None,
    created_at: str | None = None,
) -> int | None:
    """Queue the pulse that opens the cash drawer, as a job of its own; returns the job's id, None without a drawer.

    `document` is what it is opened for. The pulse is dropped when it can't be sent within seconds: a drawer must
    not spring open when nobody expects it. It never goes to the fall-back printer: the drawer's cable doesn't.
    """
    counter, created_at = _origin(where, counter, created_at)
    if not routes().has_drawer:
        return None
    route = routes().of(DRAWER)
    return add_job(
        where.tx if isinstance(where, Action) else where,
        route,
        document=f"{DRAWER}/{document}",
        copy=0,
        kind=DRAWER,
        counter=counter,
        language="",
        slip="",
        payload=routes().drawer_pulse,
        created_at=created_at,
    )


def add_job(tx: Transaction, route: Route | None, *, instead: str = "", **values: Any) -> int:
    """Write a job row for a route and note on the connection who is to be woken after the commit.

    `instead` says why the route is the fall-back.
    """
    if route is not None:
        ring(tx.connection, values["counter"], route.printer)
    error = NO_PRINTER_ERROR if route is None else INSTEAD + instead if instead else ""
    return tx.insert(
        PrintJob,
        **values,
        printer=route.printer if route else "",
        state="queued" if route else "cancelled",
        answer="",
        attempts=0,
        error=error,
        sending_at="",
        finished_at="" if route else values["created_at"],
    )


def _origin(where: Action[Any] | Transaction, counter: str | None, created_at: str | None) -> tuple[str, str]:
    if isinstance(where, Action):
        return counter or where.actor.counter, created_at or where.now
    if counter is None or created_at is None:
        raise TypeError("a bare transaction needs counter and created_at")
    return counter, created_at
