"""What the assistant does to a printer, in the background: ask it, print on it, pulse its drawer.

Nothing here raises for a device: what went wrong is a code under ``printer.``, said at the step.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, replace

from frontdesk.app.devices.printer_assistant.test_slip import setup_slip
from frontdesk.books.action import action
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.devices.drawer.pulse import pulse_by_printer
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.delivery import Outcome, deliver
from frontdesk.devices.printers.drawer_sensor import drawer_pin, sensor_learnt
from frontdesk.devices.printers.learn import learn
from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable
from frontdesk.devices.printers.profile import DrawerSensor, Timeouts
from frontdesk.devices.printers.stream import StreamPrinter
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

PATIENCE = Timeouts(stall_s=6.0, fence_s=12.0)
"""Somebody stands before the printer and waits; serial ones at 9600 baud need some seconds for the slip."""

SPRINGS_S = 0.7
"""From the pulse to a drawer that stands open."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a trial: `outcome` as of ``Delivery``; `error` a code under ``printer.`` or empty; the settings with
    what was learnt. `of` is the trial, so that an answer nobody waits for any more can be told."""

    of: Trial
    outcome: Outcome
    error: str
    settings: PrinterSettings
    learnt: bool = True
    opened: bool = False
    """Whether the switch in the drawer showed that the pulse opened it; most can't tell."""


@dataclass(frozen=True, slots=True)
class PulseRequest:
    """Which printer's drawer is tried on which pin; goes into the journal."""

    key: str
    printer: str
    pin: int
    realtime: bool


@dataclass(frozen=True, slots=True)
class PulseAllowed:
    """Recorded; the pulse may go out."""

    pin: int


class Trial:
    """One printer being tried; `stop` may come from the window at any time. Raises DeviceInPractice."""

    def __init__(self, settings: PrinterSettings, *, learnt: bool) -> None:
        self.settings = settings
        self.learnt = learnt
        self.printer = printer_for(settings)
        self.printer.profile = replace(self.printer.profile, timeouts=PATIENCE)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Nobody waits for it any more: it lets go of the printer within moments, and begins nothing new."""
        self._stopped.set()
        self.printer.interrupt()

    def wait(self, seconds: float) -> None:
        """Let so much time pass, unless it is stopped."""
        self._stopped.wait(seconds)

    def go_on(self) -> None:
        """To be called before each thing done to the printer. Raises PrinterUnreachable after `stop`."""
        if self._stopped.is_set():  # an interruption is forgotten when the printer is opened anew
            raise PrinterUnreachable(reason="stopped")


def ask_printer(trial: Trial) -> Found:
    """Find out what the printer can answer; takes some seconds for one that never does."""
    try:
        state = _state(trial)
        if not state.prints:
            return Found(trial, "refused", f"printer.{state}", trial.settings, learnt=False)
        trial.go_on()
        profile = learn(trial.printer)
        if profile.answers_status and profile.acknowledges == "none" and isinstance(trial.printer, StreamPrinter):
            state = _state(trial)  # paper that ran out in between would look like a printer that can't acknowledge
            if not state.prints:
                return Found(trial, "refused", f"printer.{state}", trial.settings, learnt=False)
    except PrinterUnreachable as error:
        return Found(trial, "refused", error.code, trial.settings, learnt=False)
    trial.settings = replace(trial.settings, acknowledges=profile.acknowledges, answers_status=profile.answers_status)
    trial.learnt = True
    return Found(trial, "done", "", trial.settings)


def print_setup_slip(trial: Trial) -> Found:
    """Ask the printer if nobody has yet, then print the test slip."""
    if not trial.learnt:
        found = ask_printer(trial)
        if found.error:
            return found
    delivery = deliver(trial.printer, setup_slip(), trial.go_on)
    return Found(trial, delivery.outcome, delivery.error, trial.settings)


def pulse_drawer(store: Store, actor: Actor, trial: Trial, pin: int, realtime: bool) -> Found:
    """Open the drawer to see which pin does it; written into the journal first (K08). Raises RightMissing.

    A drawer with a switch in it tells by its two readings that it opened, and how the switch is wired.
    """
    request = PulseRequest(uuid.uuid4().hex, trial.settings.name, pin, realtime)
    with action(store, actor, "devices.drawer_tried", request, PulseAllowed) as act:
        require(act, Right.SETTINGS)
        act.finish(PulseAllowed(pin), subject=f"drawer/pin-{pin}")
    answers = trial.settings.answers_status
    shut = drawer_pin(trial.printer) if answers else None
    delivery = deliver(trial.printer, pulse_by_printer(pin, realtime), trial.go_on, despite_paper=realtime)
    sensor: DrawerSensor = "none"
    if shut is not None and delivery.outcome in ("done", "unconfirmed"):
        trial.wait(SPRINGS_S)
        sensor = sensor_learnt(shut, drawer_pin(trial.printer))
    if sensor != "none":
        trial.settings = replace(trial.settings, drawer_sensor=sensor)
    return Found(trial, delivery.outcome, delivery.error, trial.settings, opened=sensor != "none")


def _state(trial: Trial) -> PrinterState:
    trial.go_on()
    printer = trial.printer
    if isinstance(printer, StreamPrinter):
        printer.profile = replace(printer.profile, answers_status=True)
    try:
        printer.open(PATIENCE.connect_s)
        return printer.status(PATIENCE.status_s)
    finally:
        printer.close()
