"""Make the pictures of the guides and the README anew:

    .venv/bin/python docs/pictures/make.py

It plays a shortened demo day twice, in Chinese and in English, with the demo's own stage (``frontdesk.app.demo``) and
without a screen, and writes ``docs/pictures/<language>-<name>.png``: 1366 × 768, palette, below 120 kB each. Nothing
else is touched, and a second call gives the same pictures. It takes about a minute. A scene that cannot be played is
named, its earlier picture stays, and the exit code is 1.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded: the same pictures with a screen and without

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from frontdesk.app.demo.bustle import Bustle
from frontdesk.app.demo.stage import Stage, StageFault
from frontdesk.app.open_database import FILE_NAME, Place, create_store, sqlite_url
from frontdesk.app.sample.load import load_sample
from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.cards.queries import by_uid
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import set_language
from frontdesk.core.money import yuan
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.simulated import SimulatedTcpPrinter
from frontdesk.handover.cash import fewest_pieces
from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
from frontdesk.handover.count_shift import OUTSIDE_TENDERS, things_to_count
from frontdesk.shifts.queries import open_shift_at
from frontdesk.staff.queries import accounts
from frontdesk.stock.queries import article
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.visits.queries import in_house

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("zh", "en")
NAMES = ("open", "arrive", "pay", "refused", "leave", "member", "count", "report")
MOST_BYTES = 120_000
MEMBERS = 800
FLOAT_FEN = 50_000
ZONE = "Asia/Shanghai"
CLERK, MANAGER = "liuyang", "manager"


class PictureDay:
    """The scenes in the order of a day; each leaves one picture."""

    def __init__(self, stage: Stage, clock: ManualClock) -> None:
        self.stage = stage
        self.clock = clock
        self.store: Store = stage.store
        self.bustle = Bustle(self.store, clock, "1")
        with self.store.read() as connection:
            people = {row.username: row for row in accounts(connection)}
        self.clerk, self.manager = (
            Actor(people[name].id, people[name].name, people[name].role, "1") for name in (CLERK, MANAGER)
        )
        self.uid = ""

    def play(self) -> list[str]:
        """Play every scene; returns what went wrong."""
        faults = []
        scenes: tuple[Callable[[], None], ...] = (
            self.open,
            self.arrive,
            self.pay,
            self.refused,
            self.leave,
            self.member,
            self.count,
            self.report,
        )
        for scene in scenes:
            try:
                scene()
            except (StageFault, LookupError) as fault:
                faults.append(f"{scene.__name__}: {fault!r}")
        return faults

    def open(self) -> None:
        """The float is counted before the first customer."""
        self._at(8, 40)
        passwords = {person.username: person.password for person in staff_of_the_sample()}
        self.stage.fill("lock.username", CLERK)
        self.stage.fill("lock.password", passwords[CLERK])
        self.stage.press(Qt.Key.Key_Return)
        self.stage.wait(lambda: not self.stage.window.is_locked(), "signing in")
        self._page("handover")
        for fen, number in fewest_pieces(FLOAT_FEN):
            self.stage.fill(f"handover.float.{fen}", str(number))
        self.stage.shot("open")
        self.stage.click("handover.opening.open")

    def arrive(self) -> None:
        """A morning has passed; now somebody taps a card."""
        for hour, come, buy, go in ((9, 9, 4, 0), (10, 12, 6, 3)):
            self._at(hour, 4)
            self.bustle.arrivals(self.clerk, come)
            self.bustle.sales(self.clerk, buy)
            self._at(hour, 40)
            self.bustle.departures(self.clerk, go)
        self._at(11, 2)
        self.uid = self.bustle.next_card("hand_out", "active")
        self._page("reception")
        self.stage.counter.desk.notify("visits", "sales", "keys")
        self.stage.settle(6_000)  # what the opening said has gone by then
        self.stage.tap(self.uid)
        self.stage.shot("arrive")
        self.stage.press(Qt.Key.Key_Return)

    def pay(self) -> None:
        """Water and a towel, for cash."""
        self._at(11, 10)
        self._page("cashier")
        with self.store.read() as connection:
            barcodes = [str(article(connection, sku).barcode) for sku in ("water", "towel")]
        for barcode in barcodes:
            self.stage.scan(barcode)
        self.stage.type("100")
        self.stage.press(Qt.Key.Key_Return)
        self.stage.shot("pay")
        self.stage.press(Qt.Key.Key_Return)

    def refused(self) -> None:
        """A contract that has ended."""
        self._page("reception")
        self.stage.press(Qt.Key.Key_Escape)
        self.stage.tap(self.bustle.next_card("refuse", "expired"))
        self.stage.shot("refused")
        self.stage.press(Qt.Key.Key_Escape)

    def leave(self) -> None:
        """The first member's key comes back."""
        self._at(12, 30)
        with self.store.read() as connection:
            card = by_uid(connection, self.uid)
            key = next(guest.key_code for guest in in_house(connection) if card and guest.person_id == card.person_id)
        self._page("reception")
        self.stage.scan(f"K{key}")
        self.stage.shot("leave")
        self.stage.press(Qt.Key.Key_Return)
        self.stage.press(Qt.Key.Key_Escape)

    def member(self) -> None:
        """Everything about the same member."""
        with self.store.read() as connection:
            card = by_uid(connection, self.uid)
        if card is None:
            raise LookupError(self.uid)
        self._page("members", person_id=card.person_id)
        self.stage.shot("member")

    def count(self) -> None:
        """The blind count of a handover."""
        self._at(15, 30)
        self.bustle.departures(self.clerk, 8)
        self.stage.counter.desk.notify("visits", "keys")
        self._page("handover", start=True)
        self.stage.click("handover.before.start")
        with self.store.read() as connection:
            shift = open_shift_at(connection, "1")
            if shift is None:
                raise LookupError("no shift")
            cash_fen = expected_cash_fen(connection, shift.id)
            outside = [(name, expected_tender_fen(connection, shift.id, name)) for name in OUTSIDE_TENDERS]
            lines = things_to_count(connection)
        for fen, number in fewest_pieces(cash_fen):
            self.stage.fill(f"handover.cash.{fen}", str(number))
        for name, fen in outside:
            self.stage.fill(f"handover.count.{name}", yuan(fen))
        for line in lines:
            self.stage.fill(f"handover.count.{line.what}", str(len(line.expected)))
        self.stage.shot("count")

    def report(self) -> None:
        """The day so far, as a manager sees it."""
        self.stage.counter.desk.set_actor(self.manager)
        self._page("reports")
        self.stage.shot("report")

    def _at(self, hour: int, minute: int) -> None:
        self.stage.wait_for_paper()
        self.clock.set_local(2026, 11, 23, hour, minute)

    def _page(self, name: str, **what: object) -> None:
        self.stage.window.open_page(name, **what)
        self.stage.settle()


def play(language: str, folder: Path) -> list[str]:
    """Play the scenes in one language, with the pictures in ``folder/screenshots``; returns what went wrong."""
    clock = ManualClock(datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo(ZONE)), ZONE)
    store = create_store(Place(folder, sqlite_url(folder / FILE_NAME), MachineSettings()), clock)
    try:
        load_sample(store, MEMBERS)
        set_language(language)
        theme.apply("light")
        with SimulatedTcpPrinter() as printer:
            stage = Stage(store, folder, printer, language)
            stage.open()
            # Away from the rail: the area under the pointer looks chosen.
            QCursor.setPos(stage.window.mapToGlobal(stage.window.rect().bottomRight()))
            try:
                return PictureDay(stage, clock).play()
            finally:
                stage.close()
    finally:
        store.close()


def small(source: Path) -> bytes:
    """A picture as a palette PNG, with as many colours as fit below the limit."""
    picture = Image.open(source).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        reduced = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        reduced.save(out, "PNG", optimize=True)
        if out.tell() < MOST_BYTES:
            return out.getvalue()
    raise ValueError(f"{source.name} stays above {MOST_BYTES} bytes")


def main() -> int:
    """Make all pictures; 1 when one could not be made."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    faults = []
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            faults += [f"{language}: {fault}" for fault in play(language, folder)]
            application.processEvents()
            for scene in NAMES:
                taken = folder / "screenshots" / f"{scene}.png"
                if taken.exists():
                    target = FOLDER / f"{language}-{scene}.png"
                    target.write_bytes(small(taken))
                    print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB", flush=True)
                else:
                    faults.append(f"{language}: no picture {scene}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
