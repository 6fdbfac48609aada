"""Killed in the middle of an arrival, a leaving or a handover, of an upgrade, of the first start: nothing half done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from frontdesk.app.migrate import run_migrations, upgrade
from frontdesk.app.open_database import exists, opened
from frontdesk.app.place import find_place
from frontdesk.app.sample.load import load_sample
from frontdesk.app.schema import HEAD_REVISION, derivations
from frontdesk.app.start.set_up import DeskPlan, set_up_desk
from frontdesk.books.tables import RequestDone
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
from frontdesk.core.settings import MachineSettings
from frontdesk.staff.queries import accounts
from frontdesk.store.schema import revision
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.faults import counter_work
from tests.faults.lengths import often

KILLS_AT_WORK = often(25, 400)
KILLS_OF_UPGRADE = often(3, 100)
KILLS_OF_START = often(2, 100)
pytestmark = pytest.mark.timeout(often(120, 3600))

# One program imports once and forks a child for each kill; a child says a word for each thing done.
CHILDREN = """
import os
import sys
from pathlib import Path

from frontdesk.app.migrate import upgrade
from frontdesk.app.place import find_place
from frontdesk.app.schema import load_all_tables
from frontdesk.app.start.set_up import DeskPlan, set_up_desk
from frontdesk.core.clock import ManualClock
from frontdesk.core.settings import MachineSettings
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.conftest import MONDAY_MORNING
from tests.faults import counter_work

load_all_tables()
what, folder = sys.argv[1], Path(sys.argv[2])

def say(word):
    os.write(1, f"{word}\\n".encode())

def opened():
    clock = ManualClock(MONDAY_MORNING)
    return Store(f"sqlite:///{folder / 'frontdesk.db'}", clock, FileSecrets(folder / "secrets"))

def work():
    for piece in counter_work.work(opened(), begin=os.getpid()):
        piece.do()
        say(piece.key)

def grow():
    upgrade(opened())

def begin():
    plan = DeskPlan("周店长", "owner", True, MachineSettings(counter="2"))
    set_up_desk(find_place(str(folder)), plan, "blue door at nine")

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        say("begun")
        {"work": work, "upgrade": grow, "start": begin}[what]()
        say("done")
        os._exit(0)
    os.write(1, f"child {child}\\n".encode())
    os.waitpid(child, 0)
    say("gone")
"""

Kill = Callable[[float, int], list[str]]


@contextmanager
def children(what: str, folder: Path) -> Iterator[Kill]:
    """``kill(after_s, words)`` lets a child say so many words and some time pass, kills it, and returns its words."""
    command = [sys.executable, "-c", CHILDREN, what, str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        asked, said = parent.stdin, parent.stdout

        def kill(after_s: float, words: int) -> list[str]:
            asked.write("another\n")
            asked.flush()
            found: list[str] = []
            child, killed = 0, False
            for line in said:
                word = line.strip()
                if word.startswith("child "):
                    child = int(word.removeprefix("child "))
                elif word == "gone":
                    break
                else:
                    found.append(word)
                if child and len(found) >= words and not killed:
                    time.sleep(after_s)
                    with suppress(ProcessLookupError):  # it was quicker
                        os.kill(child, signal.SIGKILL)
                    killed = True
            return found

        yield kill
        asked.close()


def test_at_work(store: Store) -> None:  # fault table 1
    counter_work.furnish(store)
    path = store.path
    assert path is not None
    random = Random(1)
    acknowledged: list[str] = []
    store.close()
    with children("work", path.parent) as kill:
        for _ in range(KILLS_AT_WORK):
            acknowledged += kill(random.uniform(0, 0.03), random.randint(1, 8))[1:]
            with store.read() as connection:
                assert verify(connection, derivations()).findings == ()
    with store.read() as connection:
        kept = set(connection.execute(select(RequestDone.key)).scalars())
        done = connection.exec_driver_sql("SELECT action, count(*) FROM journal GROUP BY action")
        counts = {action: count for action, count in done if action.startswith(("visits", "cashier", "handover"))}
    assert set(acknowledged) <= kept
    assert counts["handover.close"] > 1
    print(f"{KILLS_AT_WORK} kills, {len(acknowledged)} acknowledged, 0 lost, 0 partial: {counts}")


def test_during_an_upgrade(tmp_path: Path, clock: ManualClock) -> None:
    folder = tmp_path / "older"
    folder.mkdir()
    path = folder / "frontdesk.db"
    store = Store(f"sqlite:///{path}", clock, FileSecrets(folder / "secrets"))
    with store.write() as tx:
        run_migrations(tx.connection, "0001")
        tx.commit()
    load_sample(store, members=60)
    store.reading.dispose()
    store.close()
    whole, random = path.read_bytes(), Random(2)
    found: dict[str | None, int] = {}
    with children("upgrade", folder) as kill:
        longest_s = _duration_s(kill, folder, whole)
        for _ in range(KILLS_OF_UPGRADE):
            _put_back(folder, whole)
            kill(random.uniform(0, longest_s), 1)
            with store.read() as connection:
                at = revision(connection)
                assert connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
            found[at] = found.get(at, 0) + 1
            for copy in folder.glob("*-before-upgrade-*.db"):
                assert copy.stat().st_size > len(whole) / 2, "half a copy under a copy's name"
            upgrade(store)
            with store.read() as connection:
                assert revision(connection) == HEAD_REVISION
                assert verify(connection, derivations()).findings == ()
            store.close()
    print(f"{KILLS_OF_UPGRADE} kills: at {found} afterwards, all upgraded whole by the next call")


def test_during_the_first_start(tmp_path: Path) -> None:
    random, made = Random(3), 0
    plan = DeskPlan("周店长", "owner", True, MachineSettings(counter="2"))
    with children("start", tmp_path) as kill:
        longest_s = _duration_s(kill, tmp_path, None)
        for _ in range(KILLS_OF_START):
            _put_back(tmp_path, None)
            kill(random.uniform(0, longest_s), 1)
            place = find_place(str(tmp_path))
            if exists(place):
                made += 1
            else:
                assert not (tmp_path / "frontdesk.db").exists()
                set_up_desk(place, plan, "blue door at nine")
            with opened(replace(place, settings=plan.settings)) as store, store.read() as connection:
                assert [person.name for person in accounts(connection)] == ["周店长"]
                assert verify(connection, derivations()).findings == ()
    print(f"{KILLS_OF_START} kills: {made} whole afterwards, the others begun anew")


def _duration_s(kill: Kill, folder: Path, whole: bytes | None) -> float:
    """How long the work takes that is to be broken off."""
    _put_back(folder, whole)
    started = time.monotonic()
    assert kill(0, 2)[-1] == "done"
    return time.monotonic() - started


def _put_back(folder: Path, whole: bytes | None) -> None:
    for leftover in folder.glob("frontdesk*"):
        leftover.unlink()
    if whole is not None:
        (folder / "frontdesk.db").write_bytes(whole)
