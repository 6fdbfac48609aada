"""A receipt on its way: from the sale's commit to the last byte at a TCP printer, beside the same bytes by a socket."""

import socket
import threading
import time
from types import TracebackType
from typing import Self

from sqlalchemy import select

from frontdesk.app.bench.crowd.fill import place_of
from frontdesk.app.bench.row import Row, hundredth, judged
from frontdesk.app.bench.sale import ask_sale, goods_on_sale, new_till
from frontdesk.app.bench.site import Site, owner_of
from frontdesk.app.open_database import opened
from frontdesk.cashier.sell import sell
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.printing.routing import routes_for, use_routes
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.store import Store

_TARGET_MS = 10
_WARM_UP = 10
_PATIENCE_S = 10.0
_AFTERWORK_S = 0.005
_KNIFE = b"\x1dVB\x00"
"""GS V 66: the last command of a slip."""


class NothingPrinted(FrontdeskError):
    """The last byte of a receipt did not come to the printer in time."""

    code = "app.bench_nothing_printed"


def measure(site: Site) -> list[Row]:
    """Receipts one by one, each followed by its own bytes over a bare connection to the same printer."""
    with opened(place_of(new_till(site, "receipt"))) as store, NotingPrinter() as printer:
        ours_ms, bare_ms = _in_turns(store, printer, site.effort.receipts)
    over_ms = [ours - bare for ours, bare in zip(ours_ms, bare_ms, strict=True)]
    return [
        judged(
            "receipt.over_socket",
            hundredth(over_ms, 50),
            "ms",
            floor=hundredth(bare_ms, 50),
            target=_TARGET_MS,
            size=(site.effort.receipts, "receipts"),
            details={"p99": hundredth(over_ms, 99), "whole_p50": hundredth(ours_ms, 50)},
        )
    ]


class NotingPrinter:
    """Takes one connection after another, says that all is well, and notes when awaited bytes have come."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._awaited = b""
        self._came_at_s = 0.0
        self._came = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="bench-printer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def expect(self, payload: bytes) -> None:
        """Wait for these bytes from now on."""
        self._came.clear()
        self._awaited = payload

    def came_at(self) -> float:
        """The moment of ``time.perf_counter`` at which they came. Raises NothingPrinted."""
        if not self._came.wait(_PATIENCE_S):
            raise NothingPrinted()
        return self._came_at_s

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            with peer:
                self._take(peer)

    def _take(self, peer: socket.socket) -> None:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        seen = b""
        while data := peer.recv(65_536):
            now_s = time.perf_counter()
            seen += data
            if self._awaited in seen and not self._came.is_set():
                self._came_at_s = now_s
                self._came.set()
            while (at := data.find(b"\x10\x04")) >= 0:  # DLE EOT n: how are you
                peer.sendall(b"\x12")
                data = data[at + 3 :]
            if (at := data.find(b"\x1d(H\x06\x0000")) >= 0:  # GS ( H fn 48: printed so far
                peer.sendall(b"\x37\x22" + data[at + 7 : at + 11] + b"\x00")


def _in_turns(store: Store, printer: NotingPrinter, receipts: int) -> tuple[list[float], list[float]]:
    actor, goods = owner_of(store), goods_on_sale(store)
    use_routes(routes_for(MachineSettings(printers=(PrinterSettings(kind="network"),))))
    worker = PrintWorker(store, NetworkPrinter("127.0.0.1", printer.port), counter=actor.counter)
    worker.start()
    ours_ms, bare_ms = [], []
    for at in range(-_WARM_UP, receipts):
        printer.expect(_KNIFE)
        sell(store, actor, ask_sale(goods))
        committed_s = time.perf_counter()
        ours = (printer.came_at() - committed_s) * 1000
        worker.wait_idle(_PATIENCE_S)
        # What the worker still writes down isn't the floor's.
        time.sleep(_AFTERWORK_S)
        bare = _bare_ms(printer, _newest_slip(store))
        if at >= 0:
            ours_ms.append(ours)
            bare_ms.append(bare)
    worker.stop()
    use_routes(routes_for(MachineSettings()))
    return ours_ms, bare_ms


def _bare_ms(printer: NotingPrinter, payload: bytes) -> float:
    printer.expect(payload)
    begun_s = time.perf_counter()
    with socket.create_connection(("127.0.0.1", printer.port)) as raw:
        raw.sendall(payload)
        return (printer.came_at() - begun_s) * 1000


def _newest_slip(store: Store) -> bytes:
    with store.read() as connection:
        found: bytes = connection.execute(select(PrintJob.payload).order_by(PrintJob.id.desc()).limit(1)).scalar_one()
    return found
