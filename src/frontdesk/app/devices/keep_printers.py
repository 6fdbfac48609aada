"""Adding, changing, removing this counter's printers; their order, for the first takes whatever isn't routed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from frontdesk.app.devices.drawer_words import drawer_printer
from frontdesk.app.settings.machine import change_machine
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import PrinterSettings, RouteSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings, load_settings
from frontdesk.devices.drawer.pulse import DRAWER_PORT
from frontdesk.printing.errors import JobNotWaiting, NothingToPrint
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.queries import WAITING, open_jobs
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.words import printer_words
from frontdesk.store.store import Store


class PrinterNameTaken(FrontdeskError):
    """Another printer has this name, or had it while slips were printed (data: name)."""

    code = "printers.name_taken"


@dataclass(frozen=True, slots=True)
class KeptPrinter:
    """A printer as the assistant leaves it. `drawer_pin`: the pin that opened the drawer, 0 for none on this printer,
    None if nobody said."""

    printer: PrinterSettings
    is_new: bool
    drawer_pin: int | None = None


def keep_printer(store: Store, actor: Actor, folder: Path, kept: KeptPrinter) -> MachineSettings:
    """Add a printer at the end, or put the changed one in its place. Raises PrinterNameTaken, RightMissing."""
    before = load_settings(folder)
    printer = kept.printer
    if kept.is_new:
        _refuse_taken(store, before, printer.name)
        printers = (*before.printers, printer)
    else:
        printers = tuple(printer if each.name == printer.name else each for each in before.printers)
    after = replace(before, printers=printers)
    if kept.drawer_pin:
        after = _with_drawer_at(after, printer.name, kept.drawer_pin)
    elif kept.drawer_pin == 0 and drawer_printer(after) == printer.name:
        after = replace(after, drawer=replace(after.drawer, kind="none"))
    return change_machine(
        store, actor, folder, {name: getattr(after, name) for name in ("printers", "routes", "drawer")}
    )


def remove_printer(store: Store, actor: Actor, folder: Path, name: str, move_to: str = "") -> MachineSettings:
    """Take a printer away, with its routes; what waits for it goes to another one first, if that is named.

    What is being sent stays with it and becomes unclear; without `move_to` slips wait in the queue until somebody
    moves them. Raises RightMissing.
    """
    before = load_settings(folder)
    after = {
        "printers": tuple(each for each in before.printers if each.name != name),
        "routes": tuple(each for each in before.routes if each.printer != name),
        "fallback_printer": "" if before.fallback_printer == name else before.fallback_printer,
    }
    if move_to:
        _move_waiting(store, actor, name, move_to)
    return change_machine(store, actor, folder, after)


def put_first(store: Store, actor: Actor, folder: Path, name: str) -> MachineSettings:
    """Move a printer to the head of the list. Raises RightMissing."""
    printers = load_settings(folder).printers
    return change_machine(
        store, actor, folder, {"printers": tuple(sorted(printers, key=lambda each: each.name != name))}
    )


def waiting_at(store: Store, counter: str, printer: str) -> tuple[int, ...]:
    """The slips that wait for a printer; the drawer's pulses wait for nobody."""
    with store.read() as connection:
        jobs = open_jobs(connection, counter)
    return tuple(each.id for each in jobs if each.printer == printer and each.kind != DRAWER and each.state in WAITING)


def free_name(store: Store, counter: str, settings: MachineSettings, wanted: str) -> str:
    """`wanted`, or the first of `wanted 2`, `wanted 3` … that no printer has or had."""
    number, name = 1, wanted
    while _is_taken(store, counter, settings, name):
        number += 1
        name = f"{wanted} {number}"
    return name


def _move_waiting(store: Store, actor: Actor, name: str, move_to: str) -> None:
    ids = waiting_at(store, actor.counter, name)
    try:
        if ids:
            move_jobs(store, actor, MoveRequest(uuid4().hex, ids, move_to))
    except (JobNotWaiting, NothingToPrint):
        pass  # they were printed in the meantime


def _refuse_taken(store: Store, settings: MachineSettings, name: str) -> None:
    if _is_taken(store, settings.counter, settings, name):
        raise PrinterNameTaken(name=name)


def _is_taken(store: Store, counter: str, settings: MachineSettings, name: str) -> bool:
    names = {each.name for each in settings.printers} | {DRAWER_PORT, "receipt"}
    if name.casefold() in {words.casefold() for each in names for words in (each, printer_words(each))}:
        return True
    used = select(PrintJob.id).where(PrintJob.counter == counter, PrintJob.printer == name).limit(1)
    with store.read() as connection:
        return connection.execute(used).first() is not None


def _with_drawer_at(settings: MachineSettings, name: str, pin: int) -> MachineSettings:
    routes = tuple(each for each in settings.routes if each.kind != DRAWER)
    if settings.first_printer is None or settings.first_printer.name != name:
        routes += (RouteSettings(DRAWER, name),)
    return replace(settings, routes=routes, drawer=replace(settings.drawer, kind="printer", pin=pin))
