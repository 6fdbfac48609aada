"""Which printer a kind of slip goes to, at this counter.

Set once by the program at start, like the language: use cases enqueue slips without knowing of printers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.choose import profile_for
from frontdesk.devices.printers.profile import PrinterProfile


@dataclass(frozen=True, slots=True)
class Route:
    """A printer by its name at this counter, and what it can do."""

    printer: str = "receipt"
    profile: PrinterProfile = field(default_factory=PrinterProfile)


@dataclass(frozen=True, slots=True)
class Routes:
    """Where each kind of slip goes; `default` takes the kinds not named."""

    default: Route | None = field(default_factory=Route)
    by_kind: Mapping[str, Route] = field(default_factory=dict)

    def of(self, kind: str) -> Route | None:
        """The route of a kind, or None at a counter without a printer."""
        return self.by_kind.get(kind, self.default)


NO_PRINTER = Routes(default=None)
_current = Routes()


def use_routes(routes: Routes) -> None:
    """Choose this process's routes; the first thing a counter does after reading its settings."""
    global _current
    _current = routes


def routes() -> Routes:
    """The routes in use."""
    return _current


def routes_for(settings: MachineSettings) -> Routes:
    """The routes of a machine: the first printer takes whatever isn't routed to another."""
    by_name = {printer.name: Route(printer.name, profile_for(printer)) for printer in settings.printers}
    if settings.first_printer is None:
        return NO_PRINTER
    routed = {each.kind: by_name[each.printer] for each in settings.routes if each.printer in by_name}
    return Routes(by_name[settings.first_printer.name], routed)
