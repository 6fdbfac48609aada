"""One thread per printer that empties its queue, whatever the printer does."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.printers.delivery import Delivery, deliver
from frontdesk.devices.printers.on_screen import PictureSink
from frontdesk.devices.printers.printer import PrinterState, PrinterUnreachable, ReceiptPrinter
from frontdesk.printing import transitions
from frontdesk.printing.bell import bell_of
from frontdesk.printing.drawer_look import DrawerChanged, DrawerLook
from frontdesk.printing.routing import note_state
from frontdesk.printing.slip import Slip
from frontdesk.printing.spool import DRAWER
from frontdesk.printing.transitions import Claimed, Overtaken
from frontdesk.store.store import Store

log = logging.getLogger(__name__)

_FIRST_BACK_OFF_S = 1.0
_LONGEST_BACK_OFF_S = 30.0
_STORE_RETRY_S = 0.5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JobChanged:
    """A job reached a new state; `error` is a code under ``printer.`` or empty."""

    job_id: int
    document: str
    copy: int
    kind: str
    state: str
    error: str
    printer: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    """A printer's condition is another than before; `idle` if that was seen while there was nothing to print."""

    printer: str
    state: PrinterState
    idle: bool = field(default=False, compare=False)


PrintEvent = JobChanged | PrinterChanged | DrawerChanged


class PrintWorker:
    """Prints one printer's queue in order, each job over a connection of its own.

    A refused job is tried again after 1, 2, 4 … 30 s, or at once when a new one comes or `retry_now` is called; the
    others wait behind it. `on_event` is called in this thread and must return soon.
    """

    def __init__(
        self,
        store: Store,
        printer: ReceiptPrinter,
        *,
        counter: str,
        name: str = "receipt",
        on_event: Callable[[PrintEvent], None] = lambda _event: None,
        poll_s: float = 0.5,
        look_s: float = 30.0,
        back_off_s: float = _FIRST_BACK_OFF_S,
    ) -> None:
        self.store = store
        self.printer = printer
        self.counter = counter
        self.name = name
        self._on_event = on_event
        self._poll_s = poll_s
        self._look_s = look_s
        self._first_back_off_s = back_off_s
        self._back_off_s = 0.0
        self._retry_at = 0.0
        self._look_at = 0.0 if look_s < math.inf else math.inf
        self._drawer = DrawerLook(name, printer, on_event, look_s)
        self._state: PrinterState | None = None
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._fitted = False
        self._printing = False
        self._told: JobChanged | None = None
        self._doorbell = bell_of(store)  # made before anybody works on the store

    @property
    def state(self) -> PrinterState:
        """The printer's condition when last heard of."""
        return self._state or PrinterState.UNKNOWN

    @property
    def heard(self) -> PrinterState | None:
        """The same; None while nobody asked it yet."""
        return self._state

    def start(self) -> None:
        """Begin: what an earlier run left in the middle becomes uncertain, then the queue is worked on."""
        self._stopping.clear()
        self._fitted = False
        self._doorbell.listen(self.counter, self.name, self._wake)
        self._thread = threading.Thread(target=self._run, name=f"print-{self.name}", daemon=True)
        self._thread.start()

    def take_no_more(self) -> None:
        """Begin nothing new; the first half of `stop`, for several workers that are to end together."""
        self._doorbell.ignore(self.counter, self.name, self._wake)
        self._stopping.set()
        self._bell.set()

    def stop(self, grace_s: float = 3.0) -> None:
        """Finish the job in hand within `grace_s`, else break it off as uncertain, and end the thread."""
        if self._thread is None:
            return
        self.take_no_more()
        self._thread.join(grace_s)
        if self._thread.is_alive():
            self.printer.interrupt()
        self.join()
        note_state(self.counter, self.name, None)

    def wait_idle(self, timeout_s: float = 10.0) -> bool:
        """Whether the queue came to rest in time: nothing is being sent, shown, or was never tried."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if transitions.is_idle(self.store, self.counter, self.name) and not self._printing:
                return True
            time.sleep(0.005)
        return False

    def join(self, timeout_s: float = 10.0) -> None:
        """Wait for the thread's end."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def retry_now(self) -> None:
        """Somebody has seen to the printer: try again at once."""
        self._retry_at = 0.0
        self._look_at = 0.0
        self._bell.set()

    def _wake(self) -> None:
        self._retry_at = 0.0
        self._bell.set()

    def _run(self) -> None:
        self._until_stored(lambda: transitions.abandon_sending(self.store, self.counter, self.name))
        while not self._stopping.is_set():
            try:
                self._turn()
            except FrontdeskError:
                self._fitted = False  # it may be what was interrupted
                log.warning("printing waits for the database", exc_info=True)
                self._stopping.wait(_STORE_RETRY_S)
            except Exception:  # the one thread that prints must outlive whatever a printer can think of
                log.exception("printing failed")
                self._stopping.wait(self._first_back_off_s)

    def _turn(self) -> None:
        self._bell.clear()
        if not self._fitted:
            self._fitted = True
            transitions.fit_waiting(self.store, self.counter, self.name, self.printer.profile)
        claimed = None
        if time.monotonic() >= self._retry_at:
            claimed = transitions.next_job(self.store, self.counter, self.name)
        if claimed is not None and transitions.is_too_late(claimed, self.store.clock):
            transitions.drop_late(self.store, claimed.id)
            self._tell(claimed, "cancelled", "printer.too_late")
            return
        if claimed is not None:
            self._printing = True
            try:
                self._print(claimed)
            finally:
                self._printing = False
            return
        if time.monotonic() >= self._look_at:
            self._look()
        self._drawer.look_if_due()
        self._bell.wait(self._poll_s)

    def _print(self, job: Claimed) -> None:
        begun = over = False

        def before_first_byte() -> None:
            nonlocal begun
            transitions.mark_sending(self.store, job.id, self.name)
            begun = True
            self._tell(job, "sending", job.instead)

        delivery = Delivery("uncertain", "printer.failed", PrinterState.UNKNOWN)
        try:
            delivery = deliver(self.printer, job.payload, before_first_byte, despite_paper=job.is_realtime_drawer)
            over = True
        except Overtaken:
            return
        except FrontdeskError:
            if not begun:  # the mark may be kept all the same, its answer lost; nobody else would ever send the job
                self._until_stored(lambda: transitions.unmark_sending(self.store, job.id, self.name))
            raise
        finally:
            if begun or over:
                self._settle(job, delivery, begun)

    def _settle(self, job: Claimed, delivery: Delivery, begun: bool) -> None:
        written = self._until_stored(
            lambda: transitions.record_outcome(self.store, job.id, self.name, delivery, begun=begun)
        )
        self._heard(delivery)
        self._look_at = time.monotonic() + self._look_s
        if job.kind == DRAWER:
            self._drawer.soon()
        if not written:
            return
        if job.slip and delivery.outcome in ("done", "unconfirmed") and isinstance(self.printer, PictureSink):
            from frontdesk.printing.picture import render_png

            slip = Slip.from_json(job.slip)
            self.printer.show(job.document, job.copy, render_png(slip, self.printer.profile.columns))
        self._tell(job, delivery.outcome, delivery.error)

    def _heard(self, delivery: Delivery) -> None:
        self._changed(delivery.state)
        if delivery.outcome in ("done", "unconfirmed"):
            self._back_off_s = 0.0
            return
        self._back_off_s = min(max(self._back_off_s * 2, self._first_back_off_s), _LONGEST_BACK_OFF_S)
        self._retry_at = time.monotonic() + self._back_off_s

    def _look(self) -> None:
        """Ask the printer how it is while there is nothing to print, so that the desk knows before it piles up."""
        timeouts = self.printer.profile.timeouts
        try:
            self.printer.open(timeouts.connect_s)
            state = self.printer.status(timeouts.status_s)
        except PrinterUnreachable:
            state = PrinterState.OFFLINE
        finally:
            self.printer.close()
        self._changed(state, idle=True)
        self._look_at = time.monotonic() + self._look_s

    def _changed(self, state: PrinterState, idle: bool = False) -> None:
        note_state(self.counter, self.name, state)
        if state is not self._state:
            self._state = state
            self._on_event(PrinterChanged(self.name, state, idle))

    def _tell(self, job: Claimed, state: str, error: str) -> None:
        change = JobChanged(job.id, job.document, job.copy, job.kind, state, error, self.name)
        if change != self._told:  # a job refused for hours is news once
            self._told = change
            self._on_event(change)

    def _until_stored(self, write: Callable[[], T]) -> T | None:
        """Write what is known, however long the disk or the server takes; None if the program ends first.

        The job is then found as `sending` at the next start and becomes uncertain.
        """
        while True:
            try:
                return write()
            except FrontdeskError:
                log.warning("a print result waits for the database", exc_info=True)
                if self._stopping.wait(_STORE_RETRY_S):
                    return None
