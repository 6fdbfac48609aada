"""The program is killed while two printers print and slips are moved between them: none is lost, none comes twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from sqlalchemy import select

from frontdesk.printing.escpos import render
from frontdesk.printing.tables import PrintJob
from frontdesk.store.store import Store
from tests.faults.lengths import often
from tests.printing.two_printers import PROFILES, Pair, queue, routed, slip_of, two_printers, until

ROUNDS, SLIPS = often(3, 60), 10
PROGRAM = """
import itertools, sys, time, uuid
from pathlib import Path
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.printers.network import NetworkPrinter
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.worker import PrintWorker
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.conftest import MONDAY_MORNING
from tests.printing.two_printers import PROFILES, routed

folder, ports = Path(sys.argv[1]), dict(zip(PROFILES, map(int, sys.argv[2:4])))
ids = tuple(map(int, sys.argv[4].split(",")))
store = Store(f"sqlite:///{folder / 'frontdesk.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder / "secrets"))
with routed():
    for name, port in ports.items():
        printer = NetworkPrinter("127.0.0.1", port, PROFILES[name])
        PrintWorker(store, printer, counter="1", name=name, poll_s=0.05).start()
    print("ready", flush=True)
    owner = Actor(1, "owner", "owner", "1")
    for name in itertools.cycle(("bar", "receipt")):
        time.sleep(0.01)
        try:
            move_jobs(store, owner, MoveRequest(uuid.uuid4().hex, ids, name))
        except FrontdeskError:
            pass
"""


@pytest.mark.timeout(often(120, 900))
def test_killed_while_slips_are_moved(store: Store) -> None:
    assert store.path is not None
    chance = random.Random(7)
    killed_in_mid_job = 0
    with two_printers(store) as pair, routed():
        for turn in range(ROUNDS):
            ids = {queue(store, turn * SLIPS + number): turn * SLIPS + number for number in range(SLIPS)}
            for name in PROFILES:
                pair[name].change(bytes_per_s=chance.choice((3_000, 8_000, 20_000)))
            command = [sys.executable, "-c", PROGRAM, str(store.path.parent), str(pair.front.port), str(pair.bar.port)]
            program = subprocess.Popen([*command, ",".join(map(str, ids))], stdout=subprocess.PIPE)
            assert program.stdout is not None
            program.stdout.readline()
            time.sleep(chance.uniform(0.05, 0.8))
            program.kill()
            program.wait()
            program.stdout.close()
            killed_in_mid_job += "sending" in states(store, ids)
            for name in PROFILES:
                pair[name].change(bytes_per_s=0)
            with pair.working():
                until(lambda these=ids: set(states(store, these)) <= {"done", "uncertain"}, 30)
            check(store, pair, ids)
    print(f"{ROUNDS} kills, {killed_in_mid_job} of them in mid-slip, {ROUNDS * SLIPS} slips")


def states(store: Store, ids: dict[int, int]) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(PrintJob.state).where(PrintJob.id.in_(ids))).scalars())


def check(store: Store, pair: Pair, ids: dict[int, int]) -> None:
    """What is done came out once, where it says; what is uncertain at most once; nothing else came out whole."""
    with store.read() as connection:
        rows = connection.execute(
            select(PrintJob.id, PrintJob.printer, PrintJob.state).where(PrintJob.id.in_(ids))
        ).all()
    for job_id, printer, state in rows:
        came_out = {
            name: pair[name].jobs.count(render(slip_of(ids[job_id]), profile)) for name, profile in PROFILES.items()
        }
        other = "bar" if printer == "receipt" else "receipt"
        assert came_out[other] == 0, (job_id, came_out)
        assert came_out[printer] == 1 if state == "done" else came_out[printer] <= 1, (job_id, state, came_out)
