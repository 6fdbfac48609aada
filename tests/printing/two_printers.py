"""Two printers behind real TCP ports, with different paper, and what came out of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from frontdesk.core.clock import utc_text
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.profile import PrinterProfile, Timeouts
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.printing.queries import Job, jobs_of
from frontdesk.printing.routing import Route, Routes, use_routes
from frontdesk.printing.slip import Slip
from frontdesk.printing.spool import enqueue, kick_drawer
from frontdesk.printing.worker import PrintEvent, PrintWorker
from frontdesk.store.store import Store
from tests.printing.samples import receipt

FRONT = PrinterProfile(timeouts=Timeouts(connect_s=0.5, status_s=0.4, stall_s=0.6, fence_s=1.5))
BAR = replace(FRONT, columns=32, charset="cp437")
PROFILES = {"receipt": FRONT, "bar": BAR}
NOW = "2026-11-23T01:00:00.000000Z"


@contextmanager
def routed(fallback: str = "", **kinds: str) -> Iterator[None]:
    """The routes of a counter with both printers: everything to ``receipt`` but the kinds named."""
    route = {name: Route(name, profile) for name, profile in PROFILES.items()}
    use_routes(
        Routes(
            route["receipt"],
            {kind: route[name] for kind, name in kinds.items()},
            route.get(fallback),
            tuple(route.values()),
        )
    )
    try:
        yield
    finally:
        use_routes(Routes())


@dataclass
class Pair:
    """Both printers, and a worker for each while `working`."""

    store: Store
    front: SimulatedTcpPrinter
    bar: SimulatedTcpPrinter

    def __getitem__(self, name: str) -> SimulatedTcpPrinter:
        return self.front if name == "receipt" else self.bar

    def device(self, name: str) -> NetworkPrinter:
        return NetworkPrinter(self[name].host, self[name].port, PROFILES[name])

    def worker(self, name: str, on_event: Callable[[PrintEvent], None] = lambda _event: None) -> PrintWorker:
        return PrintWorker(
            self.store, self.device(name), counter="1", name=name, on_event=on_event, back_off_s=0.05, poll_s=0.05
        )

    @contextmanager
    def working(self, *names: str, events: list[PrintEvent] | None = None) -> Iterator[dict[str, PrintWorker]]:
        """Workers for these printers, or for both."""
        seen = [] if events is None else events
        workers = {name: self.worker(name, seen.append) for name in names or PROFILES}
        for worker in workers.values():
            worker.start()
        try:
            yield workers
        finally:
            for worker in workers.values():
                worker.stop()


@contextmanager
def two_printers(store: Store) -> Iterator[Pair]:
    with ExitStack() as stack:
        front, bar = (stack.enter_context(SimulatedTcpPrinter()) for _ in PROFILES)
        yield Pair(store, front, bar)


def queue(store: Store, number: int, kind: str = "receipt", drawer: bool = False) -> int:
    """Queue a slip that carries its number; returns the job's id."""
    document = f"{kind}/{number:04d}"
    with store.write() as tx:
        at = utc_text(store.clock.now())
        if drawer:
            kick_drawer(tx, document=document, counter="1", created_at=at)
        job_id = enqueue(tx, document=document, slip=slip_of(number), kind=kind, counter="1", created_at=at)
        tx.commit()
    return job_id


def slip_of(number: int) -> Slip:
    return receipt(f"no-{number:04d}")


def only(store: Store, number: int, kind: str = "receipt") -> Job:
    with store.read() as connection:
        (found,) = jobs_of(connection, f"{kind}/{number:04d}")
    return found


def until(condition: Callable[[], bool], timeout_s: float = 10.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
