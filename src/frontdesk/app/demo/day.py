"""The script of the demo day: what happens at the counter from half past eight to closing time."""

import uuid
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.app.demo.bustle import Bustle
from frontdesk.app.demo.stage import LARGE, SMALL, Stage
from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, local_now
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.close_day import CloseDayRequest, close_day
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import OUTSIDE_TENDERS, CountRequest, count_shift, things_to_count
from frontdesk.handover.hand_over import CloseResult, HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.pdf import handover_pdf
from frontdesk.handover.sheet import handover_sheet
from frontdesk.handover.unfinished import unfinished
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.queries import accounts
from frontdesk.store.store import Store
from frontdesk.visits.queries import in_house

FLOAT_FEN = 50_000
YEAR, MONTH, DAY = 2026, 11, 23
BUSINESS_DAY = f"{YEAR}-{MONTH:02d}-{DAY:02d}"
_MORNING, _EVENING, _OWNER = "liuyang", "zhangqian", "owner"


class Day:
    """One business day; each method is a part of it, in order."""

    def __init__(self, stage: Stage, clock: ManualClock, folder: Path) -> None:
        self.business_day = BUSINESS_DAY
        self.stage = stage
        self.store: Store = stage.store
        self.clock = clock
        self.folder = folder
        self.bustle = Bustle(self.store, clock, "1")
        self._passwords = {person.username: person.password for person in staff_of_the_sample()}
        with self.store.read() as connection:
            people = {row.username: row for row in accounts(connection)}
        self.morning, self.evening, self.owner = (
            Actor(people[name].id, people[name].name, people[name].role, "1") for name in (_MORNING, _EVENING, _OWNER)
        )
        self.closed: list[CloseResult] = []

    def play(self) -> None:
        """The whole day."""
        self._open_the_desk()
        self._first_member()
        self._morning()
        self._a_drink_for_cash()
        self._turned_away()
        self._first_member_leaves()
        self._midday_in_both_languages()
        self._hand_over()
        self._evening()
        self._close()

    def _at(self, hour: int, minute: int) -> None:
        # A bustle that took longer moves the hour that comes after it; time never runs backwards.
        wall = local_now(self.clock)
        if (wall.year, wall.month, wall.day, wall.hour, wall.minute) < (YEAR, MONTH, DAY, hour, minute):
            self.clock.set_local(YEAR, MONTH, DAY, hour, minute)

    def _sign_in(self, username: str) -> None:
        self.stage.fill("lock.username", username)
        self.stage.fill("lock.password", self._passwords[username])
        self.stage.press(Qt.Key.Key_Return)
        self.stage.wait(lambda: not self.stage.window.is_locked(), "signing in")

    def _open_the_desk(self) -> None:
        self._at(8, 40)
        self.stage.shot("01-sign-in")
        self._sign_in(_MORNING)
        self.stage.shot("02-before-opening")
        self.stage.window.open_page("handover")
        for fen, number in fewest_pieces(FLOAT_FEN):
            self.stage.fill(f"handover.float.{fen}", str(number))
        self.stage.shot("03-open-shift")
        self.stage.click("handover.opening.open")
        self.stage.window.open_page("reception")
        self.stage.shot("04-reception-empty")

    def _first_member(self) -> None:
        self._at(9, 2)
        self._uid = self.bustle.next_card("hand_out", "active")
        self.stage.tap(self._uid)
        self.stage.shot("05-tap-welcome")
        self.stage.press(Qt.Key.Key_Return)
        with self.store.read() as connection:
            self.bustle.staying = {guest.visit_id for guest in in_house(connection)}
        self.stage.shot("06-key-handed-out")

    def _morning(self) -> None:
        for hour, come, go, buy in ((9, 5, 0, 2), (10, 8, 2, 4), (11, 6, 5, 5)):
            self._at(hour, 4)
            self.bustle.arrivals(self.morning, come)
            self.bustle.sales(self.morning, buy)
            self._at(hour, 40)
            self.bustle.departures(self.morning, go)
        self.stage.counter.desk.notify("visits", "sales", "keys")
        self.stage.settle()

    def _a_drink_for_cash(self) -> None:
        self._at(12, 4)
        self.stage.window.open_page("cashier")
        self.stage.shot("07-cashier")
        self.stage.scan(self._barcode("water"))
        self.stage.scan(self._barcode("towel"))
        self.stage.shot("08-cashier-basket")
        self.stage.type("100")
        self.stage.shot("09-cashier-cash")
        self.stage.press(Qt.Key.Key_Return)
        self.stage.press(Qt.Key.Key_Return)
        self.stage.shot("10-cashier-paid")
        self.bustle.tally.sales += 1

    def _turned_away(self) -> None:
        self._at(12, 10)
        self.stage.window.open_page("reception")
        for name, kind, status in (
            ("11-expired", "refuse", "expired"),
            ("12-frozen", "refuse", "frozen"),
            ("13-owes", "refuse", "owes"),
        ):
            try:
                uid = self.bustle.next_card(kind, status)
            except LookupError:
                continue
            self.stage.tap(uid)
            self.stage.shot(name)
            self.stage.press(Qt.Key.Key_Escape)

    def _first_member_leaves(self) -> None:
        self._at(12, 30)
        self.stage.tap(self._uid)
        self.stage.shot("14-leaving")
        self.stage.press(Qt.Key.Key_Return)
        self.stage.shot("15-left")
        self.bustle.staying.clear()

    def _midday_in_both_languages(self) -> None:
        self._at(13, 5)
        self.bustle.arrivals(self.morning, 6)
        self.stage.counter.desk.notify("visits", "keys")
        self.stage.settle()
        pages = ("reception", "members", "cashier", "keys", "reports", "handover", "settings")
        own = self.stage.counter.settings.language
        other = "en" if own == "zh" else "zh"
        for first, theme_name, language, size in ((20, "light", own, SMALL), (30, "dark", other, LARGE)):
            self.stage.dress("dark" if theme_name == "dark" else "light", language, size)
            for place, page in enumerate(pages, first):
                self.stage.window.open_page(page)
                self.stage.shot(f"{place}-{page}-{language}-{theme_name}")
        self.stage.dress("light", own, SMALL)
        self.stage.window.open_page("reception")

    def _hand_over(self) -> None:
        self._at(15, 30)
        self.bustle.departures(self.morning, 8)
        count_id = self._count(self.morning)
        with self.store.read() as connection:
            carried = tuple(item.reference for item in unfinished(connection, "1", self.business_day))
        request = HandOverRequest(_key(), count_id, _EVENING, acknowledged=carried)
        passwords = (self._passwords[_MORNING], self._passwords[_EVENING])
        closed = hand_over(self.store, self.morning, request, *passwords)
        self.closed.append(closed)
        self.stage.counter.desk.notify("shift")
        self.stage.counter.desk.set_actor(self.evening)
        self.stage.window.open_page("handover")
        self.stage.shot("40-after-handover")
        self._keep_sheet(closed.shift_id, "handover.pdf", self.evening)

    def _evening(self) -> None:
        for hour, come, go, buy in ((17, 8, 3, 4), (18, 14, 4, 9), (19, 12, 9, 8), (20, 6, 14, 6)):
            self._at(hour, 2)
            self.bustle.arrivals(self.evening, come)
            self.bustle.sales(self.evening, buy)
            self._at(hour, 38)
            self.bustle.departures(self.evening, go)
        self.stage.window.open_page("reception")
        self.stage.counter.desk.notify("visits", "sales", "keys")
        self.stage.shot("41-evening")
        self._at(21, 50)
        self.bustle.departures(self.evening, 1_000)

    def _close(self) -> None:
        self._at(22, 5)
        self.stage.wait_for_paper()
        count_id = self._count(self.evening)
        closed = close_for_night(self.store, self.evening, NightRequest(_key(), count_id), self._passwords[_EVENING])
        self.closed.append(closed)
        close_day(self.store, self.owner, CloseDayRequest(_key(), self.business_day))
        self.stage.counter.desk.notify("shift")
        self.stage.wait_for_paper()
        self._keep_sheet(closed.shift_id, "night-closing.pdf", self.evening)

    def _count(self, actor: Actor) -> int:
        """Count what is there; cash, tenders and things agree with the books, as on a good day."""
        with self.store.read() as connection:
            things = tuple((line.what, len(line.expected)) for line in things_to_count(connection))
            shift = open_shift_at(connection, "1")
            assert shift is not None
            cash = fewest_pieces(expected_cash_fen(connection, shift.id))
            outside = tuple((name, expected_tender_fen(connection, shift.id, name)) for name in OUTSIDE_TENDERS)
        return count_shift(self.store, actor, CountRequest(_key(), cash, outside, things)).count_id

    def _keep_sheet(self, shift_id: int, name: str, actor: Actor) -> None:
        with self.store.read() as connection:
            sheet = handover_sheet(connection, shift_id)
        zone = self.clock.zone()
        at = local_now(self.clock).strftime("%Y-%m-%d %H:%M")
        made = handover_pdf(sheet, language="zh", zone=zone, printed_by=actor.name, printed_at=at)
        (self.folder / name).write_bytes(made.data)
        QApplication.processEvents()

    def _barcode(self, sku: str) -> str:
        from frontdesk.stock.queries import article

        with self.store.read() as connection:
            return str(article(connection, sku).barcode)


def _key() -> str:
    return uuid.uuid4().hex
