"""A counter with every device, and a day on which each of them fails over and over."""

from __future__ import annotations

import os
import time
import uuid
from collections import Counter as Tally
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from frontdesk.cashier.asked import LineAsk, SellRequest, TenderAsk
from frontdesk.cashier.sell import sell
from frontdesk.core.device_settings import DisplaySettings, PrinterSettings, ReaderSettings, RouteSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.devices.displays.pole import PoleCondition
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.devices.printers.simulated_pty import SimulatedPtyPrinter
from frontdesk.handover.hand_over import HandOverRequest, hand_over
from frontdesk.printing.move_jobs import MoveRequest, move_jobs
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.queries import open_jobs, unanswered_jobs
from frontdesk.printing.settle_job import JobRequest, paper_came_out
from frontdesk.printing.tables import PrintJob
from frontdesk.stock.queries import tiles
from tests.devices.displays.pole_screens import DmdScreen, PoleOnPty
from tests.devices.pcsc_service import PcscService
from tests.devices.virtual_card import FIRST_PORT, VirtualSlot
from tests.soak.busy_counter import EVENING, MORNING, BusyCounter
from tests.soak.card_hands import Hand, Overheard, Weather
from tests.soak.paper_tray import Tray, digest_of, paper_against_spool, pulses_against_spool

DESK, DOOR = "Virtual PCD 00 00", "Virtual PCD 00 01"
NAMES = ("前台", "吧台", "后台")
ROUTES = (
    {"receipt": 0, "handover": 1, "fallback": 2},
    {"receipt": 1, "handover": 2, "fallback": 0},
    {"receipt": 2, "handover": 0, "fallback": 1},
)
QUIET_S = 60.0


@dataclass(frozen=True, slots=True)
class Until:
    """How much has to happen until a moment of the day."""

    taps: int
    slips: int
    readers: int
    """Kills, ends, freezes and unpluggings of the card service."""
    troubles: int
    """Of printers."""


class DeviceDay(BusyCounter):
    """The window, both readers, three printers and the pole; its clerk sells, answers and moves slips."""

    def __init__(self, folder: Path, service: PcscService) -> None:
        self.stack = ExitStack()
        link, self.pole_link = folder / "serial-printer", folder / "pole"
        wires = (SimulatedTcpPrinter(), SimulatedTcpPrinter(), SimulatedPtyPrinter(link=link))
        for wire in wires:
            self.stack.enter_context(wire)
        self.trays = {name: Tray(name, wire, 7 + at) for at, (name, wire) in enumerate(zip(NAMES, wires, strict=True))}
        self.pole_screen: PoleOnPty | None = None
        self.plug_pole()
        printers = (
            PrinterSettings(NAMES[0], "network", f"127.0.0.1:{wires[0].port}"),
            PrinterSettings(
                NAMES[1], "network", f"127.0.0.1:{wires[1].port}", columns=32, acknowledges="transmit-status"
            ),
            PrinterSettings(NAMES[2], "serial", str(link), baud_rate=115_200, columns=42),
        )
        super().__init__(
            folder,
            *printers,
            reader=Overheard,
            readers=(ReaderSettings(DOOR, "door"),),
            display=DisplaySettings(pole="escpos-gbk", pole_port=str(self.pole_link)),
        )
        self.weather = Weather(service, self.reader)
        seats = ((DESK, FIRST_PORT), (DOOR, FIRST_PORT + 1))
        self.hands = [
            Hand(VirtualSlot(port), name, self.uids, self.reader, self.weather, seed)
            for seed, (name, port) in enumerate(seats)
        ]
        self.hands[0].makes_weather = True
        self.slips = 0
        self.routed = 0
        self.faults: list[str] = []
        self.seen_at: dict[int, tuple[float, Any]] = {}
        self.goods: list[tuple[str, int]] = []
        self.uncertain: Tally[str] = Tally()

    def close(self) -> None:
        """End the threads of the day, then the counter."""
        for each in (*self.hands, *self.trays.values()):
            each.stop()
        super().close()
        if self.pole_screen is not None:
            self.pole_screen.close()
        self.stack.close()

    def open(self) -> None:
        """The first shift; the goods have no member's price, so that a sale behind the window needs no reading."""
        with self.store.read() as connection:
            found = [tile.goods for tile in tiles(connection)]
        self.goods = [(goods.sku, goods.price_fen) for goods in found if goods.price_fen > 0 and goods.barcode]
        self.begin_day()
        self.route(0)
        for each in (*self.hands, *self.trays.values()):
            each.start()

    # -- the clerk --------------------------------------------------------------------------------------------------

    def live(self, until: Until) -> None:
        """Serve whoever comes until enough has happened."""
        began = next_sale = next_look = time.monotonic()
        next_pole = began + 3
        while not self.enough(until):
            now = time.monotonic()
            self.look_at_tap()
            if now >= next_sale and self.slips < until.slips:
                self.sell_behind_the_window()
                next_sale = time.monotonic() + self.chance.choice((0.0, 0.2, 0.8))
            if now >= next_look:
                self.aside(self.see_to_slips)
                next_look = time.monotonic() + 0.7
            if now >= next_pole:
                self.pull_pole()
                next_pole = time.monotonic() + self.chance.uniform(3, 8)
            QTest.qWait(5)

    def enough(self, until: Until) -> bool:
        """Whether everything has happened as often as it was to."""
        return (
            self.taps >= until.taps
            and self.slips >= until.slips
            and self.weather.done.total() >= until.readers
            and self.troubles.total() >= until.troubles
        )

    @property
    def taps(self) -> int:
        """Cards that lay long enough, in calm, and were told of."""
        return sum(hand.done["taps"] for hand in self.hands)

    @property
    def troubles(self) -> Tally[str]:
        """Of all printers."""
        return sum((tray.done for tray in self.trays.values()), Tally())

    def look_at_tap(self) -> None:
        """Whatever lies on the desk is answered: a key is given, or it is put away."""
        self.doing = "tap"
        asking = self.page_now("reception").asking
        if not asking.queue.is_open or asking.found is None:
            return
        self.done["decisions"] += 1
        began = time.thread_time()
        if asking.found.kind in ("hand_out", "re_entry", "take_back") and self.chance.random() < 0.7:
            self.strike(Qt.Key.Key_Return)
            until = time.monotonic() + 0.5
            while not (asking._answered or asking._refusal is not None) and time.monotonic() < until:
                QTest.qWait(2)
        self.strike(Qt.Key.Key_Escape)
        QApplication.processEvents()
        self._tap_ms.append((time.thread_time() - began) * 1000)
        self._cpu_s += time.thread_time() - began
        self.clock.advance(seconds=5)

    def sell_behind_the_window(self) -> None:
        """A sale by its use case, in another thread, as another counter's would come."""
        self.doing = "sale"
        sku, price_fen = self.chance.choice(self.goods)
        kind = self.chance.choice(("cash", "wechat"))
        request = SellRequest(uuid.uuid4().hex, (LineAsk("goods", price_fen, sku=sku),), (TenderAsk(kind, price_fen),))
        self.aside(sell, self.store, self.actor, request)
        self.slips += 1
        self.clock.advance(seconds=self.chance.choice((1, 5, 20)))

    def await_paper(self, number: str) -> None:
        """Its paper may take long; it is counted at the end."""

    def see_to_slips(self) -> None:
        """Answer for slips of which nobody knows, by what lies in the tray; move some that wait."""
        with self.store.read() as connection:
            unknown, waiting = unanswered_jobs(connection, "1"), open_jobs(connection, "1")
        now = time.monotonic()
        for job in unknown:
            tray = self.trays[job.printer]
            since, connection_then = self.seen_at.setdefault(job.id, (now, tray.last()))
            if now - since > 1.0 and (connection_then is None or connection_then.ended):
                self.answer(job.id, job.document, job.copy, tray)
        refused = [job for job in waiting if job.state == "refused" and job.kind != "drawer"]
        if refused and self.chance.random() < 0.15:
            worker = self.chance.choice([name for name in NAMES if name != refused[0].printer])
            self.attempt("moved", move_jobs, MoveRequest(uuid.uuid4().hex, tuple(job.id for job in refused), worker))
        if self.chance.random() < 0.3:
            self.counter.print_room.retry_now()

    def answer(self, job_id: int, document: str, copy: int, tray: Tray) -> None:
        """ "Paper came out", if a whole slip did; else another one, here or at another printer."""
        tray.collect()
        if self.lies_in_tray(job_id, tray):
            self.attempt("came out", paper_came_out, JobRequest(uuid.uuid4().hex, job_id))
        else:
            where = self.chance.choice(("", *NAMES))
            if self.attempt("printed again", print_again, PrintAgainRequest(uuid.uuid4().hex, document, where)):
                self.slips += 1

    def lies_in_tray(self, job_id: int, tray: Tray) -> bool:
        """What the clerk sees."""
        with self.store.read() as connection:
            payload = connection.execute(select(PrintJob.payload).where(PrintJob.id == job_id)).scalar_one()
        return tray.papers[digest_of(payload)] > 0

    def attempt(self, what: str, verb: Any, request: Any) -> bool:
        """Ask for something that may be refused because the slip just went out."""
        try:
            verb(self.store, self.actor, request)
        except FrontdeskError as refusal:
            self.uncertain[f"{what}: {refusal.code}"] += 1
            return False
        self.uncertain[what] += 1
        return True

    def hand_over_shift(self) -> None:
        """The other of two colleagues takes over; the sheet is printed."""
        self.doing = "handover"
        name = EVENING if self.actor is self.people[MORNING] else MORNING
        before = MORNING if name == EVENING else EVENING

        def over() -> None:
            count_id, left = self._count(self.actor)
            request = HandOverRequest(uuid.uuid4().hex, count_id, name, acknowledged=left)
            hand_over(self.store, self.actor, request, self._passwords[before], self._passwords[name])

        self.aside(over)
        self._seated(name)
        self.slips += 1

    def route(self, turn: int) -> None:
        """Slips take other ways from now on, as somebody sets it."""
        ways = ROUTES[turn % len(ROUTES)]
        self.desk.settings = replace(
            self.desk.settings,
            routes=tuple(RouteSettings(kind, NAMES[at]) for kind, at in ways.items() if kind != "fallback"),
            fallback_printer=NAMES[ways["fallback"]],
        )
        self.desk.notify("settings")
        self.settle()

    # -- the pole ---------------------------------------------------------------------------------------------------

    def plug_pole(self) -> None:
        """A display behind the same name."""
        self.pole_screen = PoleOnPty(DmdScreen(chinese=True))
        new = self.pole_link.with_suffix(".new")
        os.symlink(self.pole_screen.port, new)
        new.rename(self.pole_link)

    def pull_pole(self) -> None:
        """Pulled out at one moment, plugged in again at another."""
        if self.pole_screen is None:
            self.plug_pole()
        else:
            screen, self.pole_screen = self.pole_screen, None
            # First the name, as udev does: the terminal's number is soon that of somebody else's.
            self.pole_link.unlink()
            screen.pull_out()
            self.done["pole pulled"] += 1

    # -- moments at which everything is looked at ---------------------------------------------------------------------

    def rest(self) -> None:
        """Nobody taps, nothing is wrong: what waits comes out, everything is answered, and paper is compared."""
        gates = [each.gate for each in (*self.hands, *self.trays.values())]
        for gate in gates:
            while not gate.acquire(blocking=False):
                self.look_at_tap()
                QTest.qWait(5)
        try:
            if self.pole_screen is None:
                self.plug_pole()
            give_up = time.monotonic() + QUIET_S
            while self.aside(self.is_unsettled):
                assert time.monotonic() < give_up, f"slips never came to rest: {self.aside(self.is_unsettled)}"
                self.look_at_tap()
                QTest.qWait(100)
            self.put_away()
            for _ in range(2):
                self.sale()
                self.slips += 1
            while self.aside(self.is_unsettled):
                assert time.monotonic() < give_up, f"slips never came to rest: {self.aside(self.is_unsettled)}"
                QTest.qWait(50)
            self.compare()
            pole = self.counter.displays.pole
            assert pole is not None
            self.until(lambda: pole.state.condition is PoleCondition.OK, "the pole")
            self.until(lambda: bool(self.pole_screen and self.pole_screen.screen.rows()[0].strip()), "the pole's words")
            self.until(lambda: self.counter.readers.state.condition.value == "ready", "the readers")
            # What the test itself remembers must not count as the program's.
            self.reader.said.clear()
            self.seen_at.clear()
            self.done["taps"] = self.taps
            self.gauge()
        finally:
            for gate in gates:
                gate.release()

    def put_away(self) -> None:
        """No card waits at the desk."""
        asking = self.page_now("reception").asking
        self.settle()
        while asking.queue.is_open:
            self.look_at_tap()
            self.settle()

    def is_unsettled(self) -> list[str]:
        """Slips that wait or that nobody has answered for; each is seen to on the way."""
        self.counter.print_room.retry_now()
        self.see_to_slips()
        with self.store.read() as connection:
            left = [*unanswered_jobs(connection, "1"), *open_jobs(connection, "1")]
        return [f"{job.document} {job.copy} {job.printer} {job.state} {job.error}" for job in left]

    def compare(self) -> None:
        """Paper against the spool, and whether everybody still lives."""
        until = time.monotonic() + 5
        while any(tray.is_open() for tray in self.trays.values()) and time.monotonic() < until:
            QTest.qWait(20)
        for tray in self.trays.values():
            tray.collect()
        with self.store.read() as connection:
            self.faults += paper_against_spool(connection, self.trays)
            self.faults += filter(None, [pulses_against_spool(connection, self.trays)])
        alive = {"reader": self.reader.is_alive(), "pole": self.counter.displays.pole.is_alive()}
        alive |= {worker.name: worker._thread.is_alive() for worker in self.counter.print_room.workers}
        self.faults += [f"the thread of {name} is dead" for name, lives in alive.items() if not lives]
