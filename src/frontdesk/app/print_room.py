"""All printers of this counter: a worker for each, started and stopped together, exchanged when the settings change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.drawer.pulse import drawer_port
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.on_screen import OnScreenPrinter, Paper
from frontdesk.devices.printers.printer import PrinterState, ReceiptPrinter
from frontdesk.printing.transitions import abandon_printers_gone
from frontdesk.printing.worker import PrintEvent, PrintWorker
from frontdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class _Post:
    """A worker, and the settings it was given."""

    settings: PrinterSettings
    worker: PrintWorker


class PrintRoom:
    """``first`` stands in for the first printer of the settings, for the demo and for tests."""

    def __init__(
        self,
        store: Store,
        settings: MachineSettings,
        on_event: Callable[[PrintEvent], None] = lambda _event: None,
        *,
        first: ReceiptPrinter | None = None,
    ) -> None:
        self._store = store
        self._counter = settings.counter
        self._on_event = on_event
        self._first = first
        self._changing = threading.Lock()
        self._running = self._stopped = False
        self._posts: dict[str, _Post] = {}
        self._posts = self._posts_for(settings)

    @property
    def workers(self) -> tuple[PrintWorker, ...]:
        """A worker for each printer, in the order of the settings."""
        return tuple(post.worker for post in self._posts.values())

    def worker(self, printer: str) -> PrintWorker | None:
        """The worker of a printer by its name, if this counter has one of that name."""
        post = self._posts.get(printer)
        return post.worker if post is not None else None

    def heard(self, printer: str) -> PrinterState | None:
        """A printer's condition when last heard of; None while nobody asked it yet."""
        worker = self.worker(printer)
        return worker.heard if worker is not None else None

    def papers(self) -> list[Paper]:
        """What came out of the printers that are on the screen."""
        return [paper for worker in self.workers for paper in list(getattr(worker.printer, "papers", ()))]

    @property
    def has_screen_printer(self) -> bool:
        """Whether some slips only appear on the screen."""
        return any(isinstance(worker.printer, OnScreenPrinter) for worker in self.workers)

    def start(self) -> None:
        """Begin to print."""
        with self._changing:
            if not (self._running or self._stopped):
                self._running = True
                for worker in self.workers:
                    worker.start()

    def change(self, settings: MachineSettings) -> None:
        """Go on with other printers: those described otherwise than before stop, the others print on.

        Takes as long as a slip in hand, so never in the GUI thread. A counter's number is only used at the next start.
        """
        with self._changing:
            before = self._posts
            after = self._posts_for(settings)
            kept = {post.worker for post in after.values()}
            _stop([post.worker for post in before.values() if post.worker not in kept])
            self._posts = after
            if self._running:
                for name, post in after.items():
                    if name not in before or before[name].worker is not post.worker:
                        post.worker.start()
        self.settle_printers_gone()

    def settle_printers_gone(self) -> None:
        """Close what was left at printers this counter no longer has; reads and writes the database."""
        abandon_printers_gone(self._store, self._counter, tuple(self._posts))

    def stop(self) -> None:
        """Finish the slips in hand within seconds, else break them off as uncertain; for good."""
        with self._changing:
            self._stopped = True
            if self._running:
                _stop(self.workers)
            self._running = False

    def retry_now(self, printer: str = "") -> None:
        """Somebody has seen to a printer, or to all of them: try again at once."""
        for worker in self.workers:
            if printer in ("", worker.name):
                worker.retry_now()

    def wait_idle(self, timeout_s: float = 10.0) -> bool:
        """Whether every queue came to rest in time; see ``PrintWorker.wait_idle``."""
        deadline = time.monotonic() + timeout_s
        return all(worker.wait_idle(max(0.01, deadline - time.monotonic())) for worker in self.workers)

    def _posts_for(self, settings: MachineSettings) -> dict[str, _Post]:
        port = drawer_port(settings.drawer)
        printers = settings.printers or ((PrinterSettings(),) if self._first is not None else ())
        found: dict[str, _Post] = {}
        for at, printer in enumerate((*printers, *((port,) if port is not None else ()))):
            before = self._posts.get(printer.name)
            if before is not None and before.settings == printer:
                found[printer.name] = before
                continue
            device = self._first if at == 0 and self._first is not None else printer_for(printer)
            # A drawer's port is opened for pulses alone: a line that rises at an opening must not open the drawer.
            worker = PrintWorker(
                self._store,
                device,
                counter=self._counter,
                name=printer.name,
                on_event=self._on_event,
                look_s=inf if printer is port else 30.0,
            )
            found[printer.name] = _Post(printer, worker)
        return found


def _stop(workers: list[PrintWorker] | tuple[PrintWorker, ...]) -> None:
    for worker in workers:
        worker.take_no_more()
    for worker in workers:
        worker.stop()
