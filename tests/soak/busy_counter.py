"""Days at a counter with the real window, runner, reader twin and network printer, as quick as the machine allows."""

import sys
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, func, select

from frontdesk.app.counter import Counter
from frontdesk.app.open_database import open_store
from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.books.accounts import drawer
from frontdesk.books.ledger import balance
from frontdesk.cards.tables import Card
from frontdesk.core.actor import Actor
from frontdesk.core.clock import Clock
from frontdesk.core.device_settings import PrinterSettings, VoiceSettings
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.handover.carried import carried_from
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import OUTSIDE_TENDERS, CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.queries import last_ended_shift
from frontdesk.handover.unfinished import unfinished
from frontdesk.printing.worker import JobChanged
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.queries import accounts
from frontdesk.stock.change_stock import Received, ReceiveRequest, receive
from frontdesk.stock.queries import tiles
from frontdesk.ui import theme
from frontdesk.ui.watch import LIMIT_MS, Stretch, WindowWatch
from frontdesk.visits.decide import Asked
from frontdesk.visits.queries import InHouse, in_house
from frontdesk.visits.tables import Visit
from tests.app.all_pages import FULL, QUIET, Walk, _morning, _place, new_key
from tests.devices.scanner import scan
from tests.soak.gauges import Gauge, read

MORNING, EVENING, OWNER = "liuyang", "zhangqian", "owner"
PATIENCE_S = 30.0
STAY_TAPS = 40
"""So long somebody stays at the least: a card tapped again within ten minutes is taken for a second tap."""
_MOST_READING, _MOST_WRITING = 8, 5
"""What the store's engines hand out at once at the most."""
SCENES = dict((*QUIET, *FULL))
T = TypeVar("T")


@dataclass(slots=True)
class Busy:
    """Stretches during which the window stood still in one place and while the clerk was doing one thing."""

    longest: Stretch
    times: int = 0


class BusyCounter(Walk):
    """A clerk that never rests; what it did is counted in ``done``, independently of the books."""

    def __init__(
        self,
        folder: Path,
        *printers: PrinterSettings,
        reader: Callable[[Clock], Any] = SimulatedReader,
        **more: Any,
    ) -> None:
        """``more``: settings of the machine."""
        self.clock = _morning()
        self.store = open_store(_place(folder), self.clock)
        self.reader = reader(self.clock)
        set_language("zh")
        theme.apply("light")
        settings = MachineSettings(
            voice=VoiceSettings(on=False),
            reader="simulated",
            printers=printers,
            auto_lock_s=36_000,
            **more,
        )
        self.counter = Counter(self.store, folder, settings, reader=self.reader)
        self.window, self.desk = self.counter.window, self.counter.desk
        self.known: list[Any] = []
        self.trouble = ExitStack()
        self.chance = Random(20261123)
        self.done: Tally[str] = Tally()
        self.busy: dict[tuple[str, str], Busy] = {}
        """By what was done, and where."""
        self.gauges: list[Gauge] = []
        self.left_out: Tally[str] = Tally()
        """Scenes whose person, key or button no counter in this state has: nobody owes, no key is at home."""
        self.doing = "start"
        self.printed: set[str] = set()
        self._since: dict[str, int] = {}
        self._tap_ms: list[float] = []
        self._cpu_s = 0.0
        self.day = 0
        self._passwords = {person.username: person.password for person in staff_of_the_sample()}
        self._hand: SimpleQueue[str | None] = SimpleQueue()
        self._taps = threading.Thread(target=self._tap_cards, name="hand", daemon=True)
        self._taps.start()
        self.watch = WindowWatch(self.counter, told=self._note)
        self.counter.watch.job_changed.connect(self._job_changed)
        self.counter.start()
        self.window.resize(1366, 768)
        self.window.activateWindow()
        self.settle()
        QTest.qWait(300)
        self._open_all_connections()
        self._look_up()
        self.reads_in_window: set[str] = set()
        self._read_store = self.store.read
        self.store.read = self._read_noting  # type: ignore[method-assign, assignment]
        self.watch.start()

    def close(self) -> None:
        self.watch.stop()
        self._hand.put(None)
        self._taps.join()
        super().close()

    def _open_all_connections(self) -> None:
        """As many as two busy moments that meet ever need, so that every handle later on is one too many.

        The pool keeps four that read; SQLite keeps the files of the others open for the next, as long as any is open.
        """
        with ExitStack() as together:
            for _ in range(_MOST_READING):
                together.enter_context(self.store.reading.connect())
            for _ in range(_MOST_WRITING):
                together.enter_context(self.store.writing.connect())

    def _look_up(self) -> None:
        with self.store.read() as connection:
            people = {row.username: row for row in accounts(connection)}
            cards = connection.execute(select(Card.uid).where(Card.state == "active").order_by(Card.id)).scalars()
            self.uids = list(cards)
            self.codes = [found.goods.barcode for found in tiles(connection) if found.goods.barcode]
            skus = [found.goods.sku for found in tiles(connection) if found.on_hand is not None]
            self.visits_before = connection.execute(select(func.count()).select_from(Visit)).scalar_one()
        self.people = {
            name: Actor(people[name].id, people[name].name, people[name].role, "1")
            for name in (MORNING, EVENING, OWNER)
        }
        self.actor = self.people[OWNER]
        receive(self.store, self.actor, ReceiveRequest(new_key(), tuple(Received(sku, 50_000) for sku in skus)))

    # -- watching ---------------------------------------------------------------------------------------------------

    def _note(self, stretch: Stretch) -> None:
        if stretch.own_ms > LIMIT_MS:
            busy = self.busy.setdefault((self.doing, stretch.where), Busy(stretch))
            busy.longest = max(busy.longest, stretch, key=lambda each: each.own_ms)
            busy.times += 1

    def _read_noting(self) -> AbstractContextManager[Connection]:
        """The store's read, which nothing of the program may call in the window's thread."""
        caller = sys._getframe(1).f_code
        if threading.current_thread() is threading.main_thread() and "tests" not in Path(caller.co_filename).parts:
            self.reads_in_window.add(f"{caller.co_filename}: {caller.co_name}")
        return self._read_store()

    @Slot(object)
    def _job_changed(self, job: JobChanged) -> None:
        if job.state == "done" and job.document.startswith("receipt/"):
            self.printed.add(job.document.removeprefix("receipt/"))

    def gauge(self) -> None:
        """A reading; the clerk stands at the idle Reception."""
        self.page("reception")
        self.settle()
        taps, cpu_s = len(self._tap_ms), self._cpu_s
        self.gauges.append(
            read(self.done["taps"], self.done["sales"], self._tap_ms, cpu_s * 1000 / taps if taps else 0.0)
        )
        self._tap_ms, self._cpu_s = [], 0.0
        self.watch.restart()

    def aside(self, call: Callable[..., T], *args: Any) -> T:
        """Do something that is not the window's work in another thread, and serve the window meanwhile."""
        with ThreadPoolExecutor(1, "aside") as pool:
            answer = pool.submit(call, *args)
            while not answer.done():
                QTest.qWait(2)
            return answer.result()

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Serve the window until something holds."""
        give_up = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < give_up, f"waited in vain for {what} while {self.doing}: {self.done}"
            QApplication.processEvents()
            time.sleep(0.0005)

    def strike(self, key: Qt.Key) -> None:
        """One key through the window's own input path."""
        self.in_front()
        QTest.keyClick(self.window.windowHandle(), key)

    def in_front(self) -> None:
        """A bare screen has no window manager that gives the keyboard back when a dialog closes."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.until(self.window.isActiveWindow, "the window in front")

    def _decided(self) -> list[Any]:
        return self.aside(super()._decided)

    # -- cards ------------------------------------------------------------------------------------------------------

    def _tap_cards(self) -> None:
        """The reader's thread."""
        while (uid := self._hand.get()) is not None:
            self.reader.tap(uid)

    def tap(self, uid: str) -> None:
        """A card, and what the clerk does about it."""
        asking = self.page_now("reception").asking
        self.doing = "tap"
        began, cpu_s = time.monotonic(), time.thread_time()
        self._hand.put(uid)
        self.until(lambda: asking.found is not None and asking.found.asked.uid == uid, "the decision")
        QApplication.processEvents()
        self._tap_ms.append((time.monotonic() - began) * 1000)
        found = asking.found
        if found.kind in ("hand_out", "re_entry", "take_back"):
            self.strike(Qt.Key.Key_Return)
            self.until(lambda: asking._answered or asking._refusal is not None, "the answer")
            self.done[f"tap {found.kind}" if asking._answered else "tap not done"] += 1
        else:
            self.done[f"tap {found.kind}"] += 1
        self.strike(Qt.Key.Key_Escape)
        self.until(lambda: not asking.queue.is_open, "the end of it")
        self.done["taps"] += 1
        self._since.pop(uid, None)
        if found.kind in ("hand_out", "re_entry"):
            self._since[uid] = self.done["taps"]
        self._cpu_s += time.thread_time() - cpu_s
        self.clock.advance(seconds=20)

    def any_card(self) -> str:
        """The next card: of somebody who came a while ago, of anybody, now and then one that nobody knows."""
        drawn = self.chance.random()
        first = next(iter(self._since.items()), None)
        if drawn < 0.5 and first is not None and self.done["taps"] - first[1] > STAY_TAPS:
            return first[0]
        return f"04{self.chance.getrandbits(48):012X}" if drawn > 0.95 else self.chance.choice(self.uids)

    def page_now(self, key: str) -> Any:
        """A page in front, without waiting."""
        current = self.window.shell.current()
        if current is None or current.key != key:
            self.page(key)
        return self.window.shell.page(key)

    def guest(self) -> None:
        """Somebody with a deposit is let in by the form, and out again by the key."""
        self.doing = "guest"
        page = self.page_now("reception")
        # Nobody is as quick as this clerk: the board shows the last key as free for another 30 ms.
        page._read_house()
        self.settle()
        page.steps.admit_guest()
        self.settle()
        dialog = page.steps._dialog
        dialog.name_edit.setText(f"何女士{self.done['guests']}")
        code = dialog.code_edit.text()
        dialog.confirm_button.click()
        self.until(lambda: dialog.over or dialog.banner.isVisible(), "the guest's key")
        assert dialog.over, f"no key {code!r} for the guest: {dialog.banner.title()} {dialog.banner.reason()}"
        self.settle()
        page.asking.ask(Asked(key_code=code))
        self.until(lambda: page.asking.found is not None and page.asking.found.asked.key_code == code, "the guest")
        self.clock.advance(seconds=30)
        self.strike(Qt.Key.Key_Return)
        self.until(lambda: page.asking._answered or page.asking._refusal is not None, "the guest's leaving")
        self.strike(Qt.Key.Key_Escape)
        self.settle()
        self.done["guests"] += 1

    # -- the till ---------------------------------------------------------------------------------------------------

    def sale(self) -> None:
        """Scan, pay, and wait for the paper."""
        self.doing = "sale"
        page = self.page_now("cashier")
        till = page.till
        till.clear()
        self.in_front()
        for place in range(self.chance.choice((1, 1, 2, 3))):
            code = self.chance.choice(self.codes)
            scan(self.window, code)
            self.until(lambda wanted=place: _pieces(till) > wanted, f"article {code}")  # type: ignore[misc]
        kind = self.chance.choice(("cash", "wechat", "wechat", "alipay"))
        page.pay.tenders[kind].click()
        self.until(lambda: till.left_fen == 0, "the tender")
        before = till.booked
        page.pay.finish.click()
        self.until(lambda: till.booked is not None and till.booked is not before and not till.busy, "the receipt")
        number = till.booked.result.number
        self.await_paper(number)
        self.done["sales"] += 1
        self.clock.advance(seconds=10)

    def await_paper(self, number: str) -> None:
        """The customer waits for the receipt."""
        self.until(lambda: number in self.printed, f"paper of {number}")

    # -- shifts -----------------------------------------------------------------------------------------------------

    def begin_day(self) -> None:
        """The shift of the morning, with what the night left."""
        self.doing = "shift"
        self.clock.set_local(2026, 11, 23, 9, 5)
        self.clock.advance(days=self.day)
        self.day += 1
        self.aside(self._open)
        self._seated(MORNING)

    def _open(self) -> None:
        with self.store.read() as connection:
            last = last_ended_shift(connection, "1")
            read_items = tuple(item.reference for item in carried_from(connection, last.id)) if last else ()
            left_fen = balance(connection, drawer(last.id)) if last else 50_000
        request = OpenShiftRequest(new_key(), fewest_pieces(left_fen), "", read_items)
        self.shift_id = open_shift(self.store, self.people[MORNING], request).shift_id

    def _seated(self, name: str) -> None:
        self.actor = self.people[name]
        self.desk.set_actor(self.actor)
        if self.window.is_locked():
            self.window.lock_view.unlocked.emit(self.actor)
        self.desk.shift_changed.emit()
        self.settle()
        self.done["shifts"] += 1

    def change_shift(self) -> None:
        """The evening takes over."""
        self.doing = "handover"
        self.aside(self._hand_over)
        self._seated(EVENING)

    def _count(self, actor: Actor) -> tuple[int, tuple[str, ...]]:
        with self.store.read() as connection:
            things = tuple((line.what, len(line.expected)) for line in things_to_count(connection))
            shift = open_shift_at(connection, "1")
            assert shift is not None
            cash = fewest_pieces(expected_cash_fen(connection, shift.id))
            tenders = tuple((name, expected_tender_fen(connection, shift.id, name)) for name in OUTSIDE_TENDERS)
            left = tuple(item.reference for item in unfinished(connection, "1", shift.business_day))
        return count_shift(self.store, actor, CountRequest(new_key(), cash, tenders, things)).count_id, left

    def _hand_over(self) -> None:
        count_id, left = self._count(self.people[MORNING])
        request = HandOverRequest(new_key(), count_id, EVENING, acknowledged=left)
        hand_over(self.store, self.people[MORNING], request, self._passwords[MORNING], self._passwords[EVENING])

    def end_day(self) -> None:
        """Everybody goes home by their own card; the shift and the day are closed."""
        self.clock.advance(minutes=15)
        for visit in self.aside(self._inside):
            self.tap(self._uid(visit))
        self.doing = "closing"
        self.settle()
        self.aside(self._close_day)
        self.desk.notify("shift")
        self.settle()
        self.done["days"] += 1

    def _inside(self) -> list[InHouse]:
        with self.store.read() as connection:
            return list(in_house(connection))

    def _uid(self, visit: InHouse) -> str:
        with self.store.read() as connection:
            return str(connection.execute(select(Card.uid).where(Card.number == visit.card_number)).scalar_one())

    def _close_day(self) -> None:
        print_room = self.counter.print_room
        assert print_room.wait_idle(PATIENCE_S)
        evening = self.people[EVENING]
        count_id, _ = self._count(evening)
        close_for_night(self.store, evening, NightRequest(new_key(), count_id), self._passwords[EVENING])
        with self.store.read() as connection:
            last = last_ended_shift(connection, "1")
        assert last is not None
        close_day(self.store, self.people[OWNER], CloseDayRequest(new_key(), last.business_day))
        assert print_room.wait_idle(PATIENCE_S)

    # -- looking around ---------------------------------------------------------------------------------------------

    def look_around(self, names: tuple[str, ...]) -> None:
        """Open and close pages and dialogs as the owner, who may see them all; as far as the day has what they show."""
        self.desk.set_actor(self.people[OWNER])
        self.settle()
        for name in names:
            self.doing = name
            try:
                SCENES[name](self)
            except (LookupError, StopIteration):
                self.left_out[name] += 1
            QApplication.processEvents()
            self.tidy()
            if self.window.is_locked():
                self.window.lock_view.unlocked.emit(self.people[OWNER])
            self.done["scenes"] += 1
        self.doing = "looked around"
        self.counter.watch.tell()
        self.page("cashier").till.clear()
        self.desk.set_actor(self.actor)
        self.page("reception")

    def other_look(self, what: str) -> None:
        """Theme or language, there and back again."""
        for _ in range(2):
            self.doing = what
            self.window.switch_theme() if what == "theme" else self.window.switch_language()
            self.settle()


def _pieces(till: Any) -> int:
    return sum(line.quantity for line in till.cart.lines)
