"""Which printer a kind of slip goes to, at this counter, and who stands in for one that can't print just now.

Set by the program at start and when its settings change, like the language: use cases enqueue slips without knowing
of printers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frontdesk.core.settings import MachineSettings
from frontdesk.devices.drawer.pulse import drawer_port, pulse_by_port, pulse_by_printer
from frontdesk.devices.printers.choose import profile_for
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.printers.profile import PrinterProfile

KINDS = ("receipt", "handover", "report", "drawer")
"""What is routed: sale and refund, a shift's sheet, a day's slip, the pulse that opens the cash drawer."""


@dataclass(frozen=True, slots=True)
class Route:
    """A printer by its name at this counter, and what it can do."""

    printer: str = "receipt"
    profile: PrinterProfile = field(default_factory=PrinterProfile)


@dataclass(frozen=True, slots=True)
class Routes:
    """Where each kind of slip goes; `default` takes the kinds not named, `fallback` what a printer can't take."""

    default: Route | None = field(default_factory=Route)
    by_kind: Mapping[str, Route] = field(default_factory=dict)
    fallback: Route | None = None
    others: tuple[Route, ...] = ()
    """Printers that nothing is routed to, but slips may be sent to by hand."""
    has_drawer: bool = True
    drawer_pin: int = 2
    port_pulse: bytes = b""
    """What opens a drawer on a port of its own; empty for one on a printer."""

    @property
    def drawer_pulse(self) -> bytes:
        """What opens the drawer where its pulses go."""
        at = self.of("drawer")
        return self.port_pulse or pulse_by_printer(self.drawer_pin, at is not None and at.profile.realtime_drawer)

    def of(self, kind: str) -> Route | None:
        """The route of a kind, or None at a counter without a printer."""
        return self.by_kind.get(kind, self.default)

    def to(self, printer: str) -> Route | None:
        """The route to a printer by its name, or None if this counter has none of that name."""
        paper = (route for kind, route in self.by_kind.items() if kind != "drawer")  # a port may open nothing but that
        every = (self.default, *paper, self.fallback, *self.others)
        return next((route for route in every if route is not None and route.printer == printer), None)


NO_PRINTER = Routes(default=None)
_current = Routes()
_states: dict[tuple[str, str], PrinterState] = {}


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
    routed = {each.kind: by_name[each.printer] for each in settings.routes if each.printer in by_name}
    first = by_name[settings.first_printer.name] if settings.first_printer is not None else None
    port = drawer_port(settings.drawer)
    if port is not None:
        routed["drawer"] = Route(port.name, profile_for(port))
    return Routes(
        first,
        routed,
        by_name.get(settings.fallback_printer),
        tuple(by_name.values()),
        has_drawer=settings.drawer.kind != "none",
        drawer_pin=settings.drawer.pin,
        port_pulse=pulse_by_port(settings.drawer) if port is not None else b"",
    )


def note_state(counter: str, printer: str, state: PrinterState | None) -> None:
    """Keep what a printer's worker last heard of it; None when nobody asks it any more."""
    if state is None:
        _states.pop((counter, printer), None)
    else:
        _states[counter, printer] = state


def cannot_print(counter: str, route: Route) -> str:
    """Why a slip sent to this printer now would wait: ``paper_out``, ``cover_open``, ``offline`` or ``silent``.

    Empty as long as nothing is known against it.
    """
    state = _states.get((counter, route.printer))
    if state is PrinterState.UNKNOWN and route.profile.answers_status:  # silence is a fault of one that answers
        return "silent"
    return "" if state is None or state.prints else state.value


def route_now(counter: str, kind: str) -> tuple[Route | None, str]:
    """Where a slip of this kind goes just now, and, if that is the fall-back printer, why."""
    current = _current
    meant = current.of(kind)
    other = current.fallback
    if meant is None or other is None or other.printer == meant.printer:
        return meant, ""
    why = cannot_print(counter, meant)
    return (other, why) if why and not cannot_print(counter, other) else (meant, "")
