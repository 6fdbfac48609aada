"""The program is killed in the middle of a slip: what is on paper is unknown, and it is never sent a second time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from frontdesk.core.clock import utc_text
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.devices.printers.simulated import GOOD, Behaviour, SimulatedTcpPrinter
from frontdesk.printing.escpos import render
from frontdesk.printing.queries import jobs_of
from frontdesk.printing.spool import enqueue
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.store import Store
from tests.printing.samples import receipt

PROGRAM = """
import sys, time
from pathlib import Path
from frontdesk.core.clock import SystemClock
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store

folder, port = Path(sys.argv[1]), int(sys.argv[2])
store = Store(f"sqlite:///{folder / 'frontdesk.db'}", SystemClock(), FileSecrets(folder / "secrets"))
PrintWorker(store, NetworkPrinter("127.0.0.1", port), counter="1").start()
time.sleep(60)
"""


def test_killed_while_sending(store: Store) -> None:  # fault table 12
    assert store.path is not None
    with store.write() as tx:
        for number in (1, 2):
            now = utc_text(store.clock.now())
            enqueue(tx, document=f"receipt/{number}", slip=receipt(), counter="1", created_at=now)
        tx.commit()
    with SimulatedTcpPrinter(Behaviour(bytes_per_s=300)) as printer:
        program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(store.path.parent), str(printer.port)])
        try:
            _until(lambda: any(len(each.printed) > 100 for each in printer.connections))
        finally:
            program.kill()
            program.wait()
        assert _states(store) == ["sending", "queued"]
        printer.behaviour = GOOD
        worker = PrintWorker(store, NetworkPrinter(printer.host, printer.port), counter="1")
        worker.start()
        _until(lambda: _states(store) == ["uncertain", "done"])
        time.sleep(0.3)
        worker.stop()
    # Whether the first came out whole lies in the printer's buffer; a second time it was not sent.
    assert len(printer.jobs) == 2
    assert printer.jobs[1] == render(receipt(), PrinterProfile())


def _states(store: Store) -> list[str]:
    with store.read() as connection:
        return [jobs_of(connection, f"receipt/{number}")[0].state for number in (1, 2)]


def _until(condition: Callable[[], bool], timeout_s: float = 15.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
