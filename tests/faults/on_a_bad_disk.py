"""Run in a process of its own with ``bad_disk.c`` loaded: works at a counter whose disk fails at call after call.

``python -m tests.faults.on_a_bad_disk FOLDER STRIDE TURNS`` prints a JSON object of what was seen.
"""

import ctypes
import errno
import itertools
import json
import sys
from collections import Counter
from pathlib import Path

from frontdesk.app.schema import derivations, load_all_tables
from frontdesk.books.verify import verify
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from tests.app.clerk import row_counts
from tests.conftest import MONDAY_MORNING
from tests.faults import counter_work
from tests.faults.counter_work import Piece, journal_length

WRITES, SYNCS, OPENS, READS = 1, 2, 4, 8
FAULTS = [
    (WRITES, errno.ENOSPC),
    (WRITES, errno.EIO),
    (SYNCS, errno.EIO),
    (WRITES | OPENS | SYNCS, errno.EROFS),
    (READS, errno.EIO),
]

PATIENCE = 4
"""Requests differ in length: only after so many that ended before the fault is the last call behind us."""


class BadDisk:
    """The functions of ``bad_disk.c`` in this process."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(None)
        self._folder = str(folder).encode()

    def arm(self, kinds: int, after: int, error: int, lasting: bool) -> None:
        """Let so many calls pass, then fail."""
        self._library.bad_disk_arm(self._folder, kinds, ctypes.c_long(after), error, int(lasting))

    def mend(self) -> int:
        """End the fault; how many calls failed."""
        return int(self._library.bad_disk_mend())


class Trial:
    """A counter whose every request meets a fault at a given call."""

    def __init__(self, store: Store, disk: BadDisk) -> None:
        self.store = store
        self.disk = disk
        self.seen: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()

    def meet(self, piece: Piece, kinds: int, after: int, error: int, lasting: bool) -> bool:
        """Ask under a fault, mend, ask again; whether the fault was met."""
        before, rows = journal_length(self.store), row_counts(self.store)
        if kinds & READS:
            self.store.close()  # what is in memory already is read from no disk
        self.disk.arm(kinds, after, error, lasting)
        code = ""
        try:
            piece.do()
        except FrontdeskError as refusal:
            code = refusal.code
        finally:
            hits = self.disk.mend()
        there = journal_length(self.store) - before
        if not hits:
            assert there == 1 and not code
            return False
        self.seen[piece.name] += 1
        if code:
            self.codes[code] += 1
            # Not written, though by a failing sync it may have been: then the same press finds it.
            assert there in (0, 1), (piece, there)
            assert there or rows == row_counts(self.store), piece
        else:
            assert there == 1, (piece, "called done, and it is not there")
        assert piece.do() == piece.do()
        assert journal_length(self.store) == before + 1, (piece, "not exactly once")
        return True


def main(folder: Path, stride: int, turns: int) -> None:
    """Every fault, for a moment and for good, at every ``stride``-th call until none is met; print what was seen."""
    load_all_tables()
    store = Store(f"sqlite:///{folder / 'frontdesk.db'}", ManualClock(MONDAY_MORNING), FileSecrets(folder / "secrets"))
    counter_work.furnish(store)
    raw = store.writing.raw_connection()
    raw.cursor().execute("PRAGMA wal_autocheckpoint = 8")  # so that the calls of a checkpoint are met too
    raw.close()
    trial, pieces = Trial(store, BadDisk(folder)), counter_work.work(store)
    for turn, (kinds, error), lasting in itertools.product(range(turns), FAULTS, (False, True)):
        after, missed = turn % stride, 0
        while missed < PATIENCE:
            missed = 0 if trial.meet(next(pieces), kinds, after, error, lasting) else missed + 1
            after += stride
    with store.read() as connection:
        findings = len(verify(connection, derivations()).findings)
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    store.close()
    print(json.dumps({"met": trial.seen, "codes": trial.codes, "findings": findings, "file": whole}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
