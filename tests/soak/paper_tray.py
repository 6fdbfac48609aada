"""What came out of the printers of a day, piece by piece, and what breaks on them meanwhile."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections import Counter as Tally
from random import Random
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.core.i18n import t_in
from frontdesk.devices.printers import simulated
from frontdesk.devices.printers.simulated import Behaviour, SimulatedPrinter
from frontdesk.printing.tables import PrintJob
from tests.printing.escpos_decoder import decode

NUMBER = re.compile(r"S\d{6}|\d+-\d{8}-\d{4}")
BEGIN, CUT, TO_THE_LEFT = b"\x1b@", b"\x1dVB", b"\x1ba\x00"
"""A slip ends with its cut, and what leaves the printer in its first state."""
MARK = t_in("zh", "printing.copy_mark", number=1).partition("1")[0].strip()
TROUBLES: dict[str, Behaviour] = {
    "paper out": simulated.PAPER_OUT,
    "paper out in mid-slip": simulated.RUNS_OUT,
    "near end": simulated.NEAR_END,
    "cover open": simulated.COVER_OPEN,
    "offline": simulated.OFFLINE,
    "stalls in mid-slip": simulated.STALLS,
    "hangs up in mid-slip": simulated.CUTS_OFF,
    "hangs up": simulated.HANGS_UP,
    "refuses or is unplugged": simulated.REFUSES,
    "silent": simulated.SILENT,
    "slow": simulated.SLOW,
}


class Tray:
    """One printer: its troubles, and a count of every piece of paper by its bytes."""

    def __init__(self, name: str, printer: SimulatedPrinter, seed: int) -> None:
        self.name, self.printer = name, printer
        self.chance = Random(seed)
        self.papers: Tally[str] = Tally()
        """By digest."""
        self.originals: Tally[str] = Tally()
        """By the number that an independent decoder reads on those without a copy's mark."""
        self.torn = 0
        self.pulses = 0
        self.done: Tally[str] = Tally()
        self.gate = threading.Lock()
        """Held while something is wrong; who takes it finds the printer well."""
        self._collecting = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"mischief-{name}", daemon=True)

    def start(self) -> None:
        """Begin to make trouble."""
        self._thread.start()

    def stop(self) -> None:
        """End it, and leave the printer well."""
        self._stopping.set()
        self._thread.join(60)

    def _run(self) -> None:
        names = list(TROUBLES)
        self.chance.shuffle(names)
        while not self._stopping.wait(self.chance.uniform(0.2, 1.5)):
            with self.gate:
                name = names.pop(0)
                names.append(name)
                self.printer.behaviour = TROUBLES[name]
                self._stopping.wait(self.chance.uniform(0.5, 3.0))
                self.mend()
                self.done[name] += 1

    def mend(self) -> None:
        """Somebody puts it right, once it has let go of what it was printing: what it still had of it is lost."""
        until = time.monotonic() + 10
        while self.is_open() and time.monotonic() < until:
            time.sleep(0.01)
        self.printer.behaviour = simulated.GOOD

    def is_open(self) -> bool:
        """Whether a connection is held just now."""
        held = self.printer.connections[-1:]
        return bool(held) and not held[0].ended

    def last(self) -> Any:
        """The newest connection."""
        return next(iter(self.printer.connections[-1:]), None)

    def collect(self) -> None:
        """Take out what lies there; connections that are over are forgotten."""
        with self._collecting:
            over = 0
            for connection in self.printer.connections[:-1]:
                self._take(connection)
                over += 1
            del self.printer.connections[:over]
            last = self.last()
            if last is not None and last.ended:
                self._take(last)

    def _take(self, connection: Any) -> None:
        printed, pulses = bytes(connection.printed), connection.drawer_pulses
        connection.printed.clear()
        connection.drawer_pulses = 0
        self.pulses += pulses
        while CUT in printed:
            end = printed.index(CUT) + len(CUT) + 1
            paper, printed = printed[:end], printed[end:].removeprefix(TO_THE_LEFT)
            self._paper(paper)
        self.torn += bool(printed)

    def _paper(self, paper: bytes) -> None:
        if not paper.startswith(BEGIN):  # the rest of a slip whose beginning was lost
            self.torn += 1
            return
        self.papers[digest_of(paper)] += 1
        texts = [line.text for line in decode(paper).lines]
        if not any(MARK in text for text in texts):
            self.originals[number_on(texts)] += 1


def number_on(texts: list[str]) -> str:
    """A handover's number, else a receipt's, else nothing."""
    found = sorted(NUMBER.findall("\n".join(texts)), key=lambda number: number[0] != "S")
    return next(iter(found), "")


def digest_of(paper: bytes) -> str:
    """A short name for a slip, up to its cut."""
    return hashlib.sha256(paper[: paper.index(CUT) + len(CUT) + 1]).hexdigest()[:24]


def paper_against_spool(connection: Connection, trays: dict[str, Tray]) -> list[str]:
    """Where paper and spool differ: every slip that is done came out once, at its printer, and none that waits did."""
    faults = []
    columns = (PrintJob.id, PrintJob.document, PrintJob.copy, PrintJob.printer, PrintJob.state, PrintJob.answer)
    for job in connection.execute(select(*columns, PrintJob.payload).where(PrintJob.kind != "drawer")):
        digest = digest_of(job.payload)
        found = {name: tray.papers[digest] for name, tray in trays.items() if tray.papers[digest]}
        originals = sum(tray.originals[job.document.rpartition("/")[2]] for tray in trays.values())
        least, most = (1, 1) if job.state == "done" or job.answer == "came_out" else (0, int(job.state == "uncertain"))
        right = least <= sum(found.values()) <= most and set(found) <= {job.printer}
        if not right or (job.copy == 0 and originals != sum(found.values())):
            name = f"{job.document} copy {job.copy} at {job.printer}"
            faults.append(f"{name}, {job.state} {job.answer}: {found}, {originals} without a mark")
    return faults


def pulses_against_spool(connection: Connection, trays: dict[str, Tray]) -> str:
    """Empty, or how often the drawer sprang open too often or too seldom."""
    states = Tally(connection.execute(select(PrintJob.state).where(PrintJob.kind == "drawer")).scalars())
    pulses = sum(tray.pulses for tray in trays.values())
    if states["done"] <= pulses <= states["done"] + states["uncertain"]:
        return ""
    return f"{pulses} pulses for {dict(states)}"
