"""The counter's window is killed in the middle of a sale's Enter: after the next start the sale is there once or not
at all, and its slip comes out or is asked about.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.printing.queries import jobs_of, unanswered_jobs
from tests.app.clerk import Gym, open_counter
from tests.people import OWNER

ROOT = Path(__file__).parents[2]
POINTS = {"before the commit": 0, "after the commit": 1, "while it prints": 1}
"""Where the window dies, and how many receipts there must be then."""

# Kills itself, so that the moment is the same in every run; nothing is flushed, closed or told to anybody.
COUNTER = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from frontdesk.books.action import Action
from frontdesk.cashier.qt.till import Till
from frontdesk.core.clock import ManualClock
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.app.clerk import WATER_CODE, Gym, open_counter
from tests.conftest import MONDAY_MORNING

folder, point = Path(sys.argv[1]), sys.argv[2]

def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

app = QApplication([])
store = Store(f"sqlite:///{folder / 'frontdesk.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder / "secrets"))
with open_counter(Gym(store, None, None), folder) as clerk:
    clerk.unlock()
    clerk.go("cashier")
    clerk.scan(WATER_CODE)
    clerk.type("10")
    clerk.press("Enter")
    if point == "before the commit":
        Action.finish = die
    elif point == "after the commit":
        finish = Action.finish
        Action.finish = lambda *args: (finish(*args), die())
    else:
        # The drawer's pulse is short; the slip comes after it.
        OnScreenPrinter.send = lambda _printer, data, _stall_s: len(data) > 100 and die()
    clerk.press("Enter")
    clerk.wait(lambda: False, "the end")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_of_enter(qtbot: QtBot, tmp_path: Path, gym: Gym, point: str) -> None:  # fault table 1
    store = gym.store
    store.close()
    died = subprocess.run(
        [sys.executable, "-c", COUNTER, str(tmp_path), point],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    with open_counter(gym, tmp_path) as clerk:
        clerk.unlock(OWNER)
        found = clerk.receipts()
        assert [receipt.total_fen for receipt in found] == [300] * POINTS[point]
        assert clerk.counter.print_room.wait_idle(10)
        clerk.rest()
        with store.read() as connection:
            assert verify(connection, derivations()).findings == ()
            jobs = [job for receipt in found for job in jobs_of(connection, f"receipt/{receipt.number}")]
            unanswered = unanswered_jobs(connection, "1")
        assert [(job.copy, job.state) for job in jobs] == {
            "before the commit": [],
            "after the commit": [(0, "done")],
            "while it prints": [(0, "uncertain")],
        }[point]
        if point == "while it prints":
            assert [job.document for job in unanswered] == [job.document for job in jobs]
            clerk.wait(lambda: "1 slip" in clerk.words(), "the question about the slip")
