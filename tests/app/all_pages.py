"""Every page, tab, dialog and main state of one counter: for the eye and for ``test_every_page``.

``python -m tests.app.all_pages DIR`` walks through all of it and keeps a picture of each, in both languages and themes,
on both screens, at 100 and at 150 %: ``SCENE-LANGUAGE-THEME-WIDTH-SCALE.png``. ``--only TEXT`` keeps to the scenes
whose name contains the text, ``--looks 0,7`` to some of the sixteen looks (``--list`` names them), ``--sheets`` lays
the pictures of each look out on contact sheets, twelve to a sheet.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMenu, QScrollArea, QWidget
from sqlalchemy import select, update

from frontdesk.app.counter import Counter
from frontdesk.app.demo.bustle import Bustle
from frontdesk.app.demo.stage import picture
from frontdesk.app.device_log import DeviceLog
from frontdesk.app.open_database import FILE_NAME, Place, create_store, find_place, open_store, sqlite_url
from frontdesk.app.sample.load import load_sample
from frontdesk.app.simulated_devices import TrainingStrip
from frontdesk.app.start.window import StartWindow
from frontdesk.app.window.model import DeviceState
from frontdesk.cards.dialogs.write_token import WriteTokenDialog
from frontdesk.cards.errors import TokenRefused
from frontdesk.cards.tables import Card
from frontdesk.cashier.cart import set_quantity
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, utc_text
from frontdesk.core.device_settings import PrinterSettings, WedgeReaderSettings
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import set_language, t
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.printers.printer import PrinterState
from frontdesk.devices.qt.speaker import SpeakerCondition, SpeakerState
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.keys.board import board
from frontdesk.keys.key_state import SetKeyStateRequest, set_key_state
from frontdesk.keys.lost_key import MissingKeyRequest, report_missing
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.fields import PersonFields
from frontdesk.members.queries import person
from frontdesk.members.tables import Person
from frontdesk.printing.slip import Slip, Text
from frontdesk.printing.spool import enqueue
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.words import trouble_words
from frontdesk.reports.page import ReportsPage
from frontdesk.staff.rights import ApprovalNeeded
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.runner import BackgroundRunner
from frontdesk.ui.tokens import ThemeName
from frontdesk.ui.widgets import Banner, PrivacyText
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.decide import Asked, Decision, decide_now
from frontdesk.visits.queries import in_house
from tests.app import printer_scenes
from tests.app.extremes import (
    BUSY_KEY,
    LARGEST,
    LARGEST_FEN,
    LATIN_NAME,
    LONG_NAME,
    RARE_NAME,
    crowd,
    no_database,
    without_contract,
)

ZONE = "Asia/Shanghai"
MEMBERS = 150
SMALL, LARGE = QSize(1366, 768), QSize(1920, 1080)
SCALED = QSize(1280, 690)
"""What is left of the large screen at 150 %, with a task bar."""
SMALL_SCALED = QSize(911, 512)
"""The small screen at 150 %: the window is then as small as it can be, and a part of it lies off the screen."""
OWNER_NAME, OWNER_PASSWORD, OWNER_PIN = "owner", "blue door at nine", "7302"
PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class Look:
    """A language, a theme and a size of the window; at 150 % Qt has to be started with that scale."""

    language: str
    theme: ThemeName
    size: QSize
    percent: int = 100

    def __str__(self) -> str:
        width = LARGE if self.size in (LARGE, SCALED) else SMALL
        return f"{self.language}-{self.theme}-{width.width()}-{self.percent}"


LOOKS = tuple(
    Look(language, shade, size, percent)
    for percent, sizes in ((100, (SMALL, LARGE)), (150, (SMALL_SCALED, SCALED)))
    for language in ("zh", "en")
    for shade in ("light", "dark")
    for size in sizes
)
Scene = tuple[str, Callable[["Walk"], None]]
Seen = Callable[["Walk", str, Look], None]


def make_gym(folder: Path, members: int = MEMBERS) -> Path:
    """A database file of the sample gym on a Monday morning."""
    store = create_store(_place(folder), _morning())
    load_sample(store, members)
    _name_two(store)
    store.close()
    return folder / FILE_NAME


def _place(folder: Path) -> Place:
    return Place(folder, sqlite_url(folder / FILE_NAME), MachineSettings())


def _morning() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo(ZONE)), ZONE)


def _name_two(store: Store) -> None:
    """Two of those who may enter get a very long and a rare name."""
    actor = Actor(1, "周店长", "owner", "1")
    found = [each for each in decisions(store) if each.status == "active" and each.person is not None]
    for decision, name in zip(found, (LONG_NAME, RARE_NAME), strict=False):
        assert decision.person is not None
        with store.read() as connection:
            known = person(connection, decision.person.id)
        edit_person(
            store,
            actor,
            EditPersonRequest(new_key(), known.id, PersonFields(name, known.sex, known.phone), True),
        )


def decisions(store: Store) -> list[Decision]:
    """What the desk would decide for every card there is."""
    with store.read() as connection:
        numbers = list(connection.execute(select(Card.number).order_by(Card.id)).scalars())
    return [decide_now(store, Asked(card_number=number), "1") for number in numbers]


def new_key() -> str:
    return uuid.uuid4().hex


class Walk:
    """One running counter and a clerk that opens one scene after the other."""

    def __init__(self, folder: Path) -> None:
        self.clock = _morning()
        self.store = open_store(_place(folder), self.clock)
        self.reader = SimulatedReader(self.clock)
        settings = MachineSettings(reader="simulated", auto_lock_s=3_600)
        set_language("zh")
        theme.apply("light")
        self.counter = Counter(self.store, folder, settings, reader=self.reader)
        self.window = self.counter.window
        self.desk = self.counter.desk
        self.actor = Actor(1, "周店长", "owner", "1")
        self.known: list[Decision] = []
        self.closed: Any = None
        self.shift_id = 0
        self.trouble = ExitStack()
        """What ``tidy`` puts right again."""
        self.counter.start()
        self.window.resize(SMALL)
        self.window.activateWindow()
        self.settle()

    def close(self) -> None:
        self.counter.stop()
        QApplication.processEvents()
        self.store.close()

    # -- looking and waiting ----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until nothing is left to be read or written; what an answer asks for in turn included."""
        until = time.monotonic() + PATIENCE_S
        quiet = 0
        while quiet < 3 and time.monotonic() < until:
            QTest.qWait(4)
            busy = self.counter.runner.pending() > 0 or self.window._status_soon.isActive()
            quiet = 0 if busy else quiet + 1

    def dress(self, look: Look) -> None:
        theme.apply(look.theme)
        self.window.resize(look.size)
        if self.window.desk is not None:
            self.window.choose_language("en" if look.language == "en" else "zh")
        self.settle()

    def resize(self, size: QSize) -> None:
        """Another size of the window, laid out at once."""
        if self.window.size() != size:
            self.window.resize(size)
            for _ in range(3):
                QApplication.sendPostedEvents()
                QApplication.processEvents()

    def roots(self) -> list[QWidget]:
        """The window and what stands before it."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top.width() > 1]
        return [self.window, *(top for top in tops if top is not self.window)]

    def tidy(self) -> None:
        """Put away dialogs, menus, popovers and what was typed."""
        self.trouble.close()
        for _ in range(6):
            tops = QApplication.topLevelWidgets()
            open_ones = [top for top in tops if isinstance(top, QDialog | QMenu) and top.isVisible()]
            if not open_ones:
                break
            for top in reversed(open_ones):
                top.close() if isinstance(top, QMenu) else top.reject()
            QApplication.processEvents()
        shell = self.window.shell
        shell.top.devices.popover().hide()
        shell.top.search.clear()
        self.window.search.put_away()
        self.window.news._toasts.clear()

    # -- what a clerk does ------------------------------------------------------------------------------------------

    def page(self, key: str, **args: Any) -> Any:
        self.window.open_page(key, **args)
        self.settle()
        return self.window.shell.page(key)

    def use_printers(self, printers: tuple[PrinterSettings, ...], stand_in: str = "") -> None:
        """Other printers on the screen, as when the settings are changed."""
        self.desk.settings = replace(self.desk.settings, printers=printers, fallback_printer=stand_in)
        self.desk.notify("settings")
        self.settle()

    def call_off_slips(self) -> None:
        """Nothing waits any more."""
        with self.store.write() as tx:
            waiting = update(PrintJob).where(PrintJob.state.in_(("queued", "refused")))
            tx.connection.execute(waiting.values(state="cancelled"))
            tx.commit()

    def press(self, name: str) -> None:
        """Press the visible control of an object name."""
        self.find(name).click()  # type: ignore[attr-defined]
        self.settle()

    def find(self, name: str) -> QWidget:
        for top in reversed(self.roots()):
            for found in top.findChildren(QWidget, name):
                if found.isVisible():
                    return found
        raise LookupError(name)

    def sign_in(self) -> None:
        view = self.window.lock_view
        view.ask_password()
        view.username.setText(OWNER_NAME)
        view.password.setText(OWNER_PASSWORD)
        view.confirm_button.click()
        until = time.monotonic() + PATIENCE_S
        while self.window.is_locked() and time.monotonic() < until:
            QTest.qWait(20)
        self.settle()

    def open_shift(self) -> None:
        request = OpenShiftRequest(new_key(), ((10_000, 3), (1_000, 20)))
        self.shift_id = open_shift(self.store, self.actor, request).shift_id
        self.desk.shift_changed.emit()
        self.settle()

    def show_person(self, kind: str, status: str = "") -> None:
        """Tap the card of the first member for whom the desk decides so."""
        reception = self.page("reception")
        reception.asking.put_away()
        for found in self._decided():
            if found.kind == kind and status in ("", found.status) and found.person is not None:
                self._ask(Asked(card_number=found.card_number))
                return
        raise LookupError(f"{kind} {status}")

    def show_name(self, name: str) -> None:
        reception = self.page("reception")
        reception.asking.put_away()
        self._ask(Asked(person_id=self.person_id(name)))

    def _ask(self, asked: Asked) -> None:
        reception = self.page("reception")
        while reception.asking.queue.is_open:
            reception.asking.put_away()
        reception.asking.ask(asked)
        self.settle()

    def person_id(self, name: str) -> int:
        for found in self._decided():
            if found.name == name and found.person is not None:
                return found.person.id
        raise LookupError(name)

    def person_with(self, status: str) -> int:
        return next(each.person.id for each in self._decided() if each.status == status and each.person is not None)

    def _decided(self) -> list[Decision]:
        # Asked once for each part of the day: to decide for every card takes a while.
        if not self.known:
            self.known = decisions(self.store)
        return self.known


# -- before the shift is open ---------------------------------------------------------------------------------------


def lock_password(walk: Walk) -> None:
    walk.window.lock_view.ask_password()


def lock_wrong(walk: Walk) -> None:
    view = walk.window.lock_view
    view.ask_password()
    view.username.setText("owner")
    view.password.setText("not it at all")
    view.confirm_button.click()
    walk.settle()


def reception_before_opening(walk: Walk) -> None:
    walk.page("reception")


def tap_before_opening(walk: Walk) -> None:
    walk.show_person("no_shift", "active")


def cashier_before_opening(walk: Walk) -> None:
    walk.page("reception").asking.put_away()
    walk.page("cashier")


def opening(walk: Walk) -> None:
    walk.page("handover")


BEFORE_SIGNING_IN: tuple[Scene, ...] = (("01-lock-password", lock_password), ("02-lock-wrong", lock_wrong))
BEFORE_OPENING: tuple[Scene, ...] = (
    ("03-reception-before-opening", reception_before_opening),
    ("04-tap-before-opening", tap_before_opening),
    ("05-cashier-before-opening", cashier_before_opening),
    ("06-opening-a-shift", opening),
    ("07-reports-empty", lambda walk: walk.page("reports")),
)


# -- the quiet morning ----------------------------------------------------------------------------------------------


def tapped(kind: str, status: str = "") -> Callable[[Walk], None]:
    return lambda walk: walk.show_person(kind, status)


def named(name: str) -> Callable[[Walk], None]:
    return lambda walk: walk.show_name(name)


def reception_empty(walk: Walk) -> None:
    reception = walk.page("reception")
    while reception.asking.queue.is_open:
        reception.asking.put_away()
    walk.settle()


def unknown_card(walk: Walk) -> None:
    walk._ask(Asked(uid="04DEADBEEF1234"))


def token(verdict: str) -> Callable[[Walk], None]:
    """A member's card whose token was refused."""

    def show(walk: Walk) -> None:
        walk.show_person("hand_out")
        reception = walk.page("reception")
        found = reception.asking.found
        key = f"cards.token.{verdict}"
        card = found.card_number if found is not None else ""
        refused = TokenRefused(card=card, why=t(key, card=card), todo=t(f"{key}.do", card=card))
        if found is not None:
            reception.show_decision(found, refused)
        walk.settle()

    return show


def write_token(walk: Walk) -> None:
    """A broken-off writing: the wrong card lies there."""
    page = walk.page("members", person_id=walk.person_with("active"))
    dialog = WriteTokenDialog(walk.counter.desk, "1001", "04A1B2C3", page.window())
    dialog.open()
    dialog.take_uid("04FFFFFF")
    walk.settle()


def master_key(typed: str) -> Callable[[Walk], None]:
    """The cards' master key: nothing typed yet, or a digit mistyped."""

    def show(walk: Walk) -> None:
        tab = walk.page("devices", tab="readers").tab("readers")
        tab.master.click()
        walk.settle()
        tab.master_key.groups[0].setText(typed)
        walk.settle()

    return show


def key_at_home(walk: Walk) -> None:
    walk._ask(Asked(key_code="150"))


def more_menu(walk: Walk) -> None:
    reception = walk.page("reception")
    reception.keys.menu.aboutToShow.emit()
    reception.keys.menu.popup(reception.mapToGlobal(reception.rect().center()))


QUIET: tuple[Scene, ...] = (
    ("10-reception-empty", reception_empty),
    *(
        (f"11-{status}", tapped(kind, status))
        for kind, status in (
            ("hand_out", "active"),
            ("hand_out", "expiring"),
            ("hand_out", "owes"),
            ("refuse", "expired"),
            ("refuse", "wrong_time"),
            ("refuse", "unopened"),
            ("refuse", "opens_later"),
            ("refuse", "frozen"),
            ("refuse", "lost_card"),
            ("refuse", "visits_used_up"),
            ("refuse", "blocked"),
        )
    ),
    ("12-long-name", named(LONG_NAME)),
    ("13-rare-name", named(RARE_NAME)),
    ("14-unknown-card", unknown_card),
    ("14-token-clone", token("clone")),
    ("14-token-missing", token("missing")),
    ("14-token-pulled", token("pulled")),
    ("15-key-at-home", key_at_home),
    ("16-cashier-empty", lambda walk: walk.page("cashier")),
    ("17-keys-nothing-chosen", lambda walk: walk.page("keys")),
    ("18-members-nobody", lambda walk: walk.page("members")),
)


# -- the full house -------------------------------------------------------------------------------------------------


def fill_house(walk: Walk) -> None:
    """A morning's life: members, a guest, sales, a lost key, a doubtful slip."""
    bustle = Bustle(walk.store, walk.clock, "1")
    bustle.arrivals(walk.actor, 9)
    bustle.sales(walk.actor, 8)
    bustle.departures(walk.actor, 3)
    for name, code in ((LONG_NAME, ""), (RARE_NAME, "")):
        walk.show_name(name)
        reception = walk.page("reception")
        if reception.asking.found is not None and reception.asking.found.kind == "hand_out":
            QTest.qWait(320)
            reception.asking.confirm()
            walk.settle()
        reception.asking.put_away()
        assert not code
    admit_guest(walk.store, walk.actor, GuestRequest(new_key(), "何女士", "279", "deposit", 10_000, "cash"))
    report_missing(walk.store, walk.actor, MissingKeyRequest(new_key(), "126", "客人离开时没有交还"))
    set_key_state(walk.store, walk.actor, SetKeyStateRequest(new_key(), "139", "out_of_use", "锁芯坏了"))
    with walk.store.write() as tx:
        now = utc_text(walk.clock.now())
        enqueue(tx, document="receipt/1-20261123-9999", slip=Slip((Text("水 ¥3.00"),)), counter="1", created_at=now)
        tx.connection.execute(
            update(PrintJob)
            .where(PrintJob.document == "receipt/1-20261123-9999")
            .values(state="uncertain", error="printer.cut_off", finished_at=now)
        )
        tx.commit()
    walk.desk.notify("visits", "keys", "sales", "spool")
    walk.settle()


def going(walk: Walk, name: str = "") -> None:
    with walk.store.read() as connection:
        guest = next(each for each in in_house(connection) if not name or each.name == name)
    walk._ask(Asked(key_code=guest.key_code))


def someone_leaves(walk: Walk) -> None:
    walk.clock.advance(seconds=1_500)
    going(walk)


def reception_dialog(step: str) -> Callable[[Walk], None]:
    def open_it(walk: Walk) -> None:
        going(walk)
        getattr(walk.page("reception").steps, step)()
        walk.settle()

    return open_it


def leave_wrong_card(walk: Walk) -> None:
    reception_dialog("leave_otherwise")(walk)
    dialog = walk.page("reception").steps._dialog
    dialog.card.setCurrentIndex(3)
    dialog.confirm()
    walk.settle()


def queue_of_two(walk: Walk) -> None:
    walk.show_person("hand_out", "active")
    reception = walk.page("reception")
    for each in [each for each in walk._decided() if each.kind == "hand_out"][3:5]:
        reception.asking.ask(Asked(card_number=each.card_number))
    walk.settle()


def error_at_the_key(walk: Walk) -> None:
    walk.show_person("hand_out", "active")
    from frontdesk.keys.errors import KeyNotAtHome

    walk.page("reception").show_failure(KeyNotAtHome(code="118", holder="visit/1"))


def members(status: str, tab: str = "", button: str = "") -> Callable[[Walk], None]:
    def show(walk: Walk) -> None:
        wanted = walk.person_id(status) if not status.isascii() else walk.person_with(status)
        page = walk.page("members", person_id=wanted)
        if tab:
            page.tabs.tabs.choose(tab)
            page.tabs._choose(tab)
        if button:
            walk.press(button)

    return show


def photo(state: str) -> Callable[[Walk], None]:
    """The photo window: without a camera, with a picture of one, and with that picture held still."""

    def open_it(walk: Walk) -> None:
        page = walk.page("members", person_id=walk.person_with("active"))
        page._choose_photo()
        dialog = page._photo_chooser.dialog
        if state != "none":
            dialog._live(bust())
        if state == "still":
            dialog.take()
        walk.settle()

    return open_it


def bust() -> QImage:
    """What a webcam might see of somebody at the desk."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#7d8b93"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, x, y, width, height in (
        ("#2e4a62", 320, 520, 190, 170),
        ("#c99a7c", 320, 340, 45, 70),
        ("#d8ab8d", 320, 235, 92, 120),
        ("#1a1512", 320, 150, 98, 62),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPoint(x, y), width, height)
    painter.end()
    return image


def members_none_found(walk: Walk) -> None:
    page = walk.page("members")
    page.list.search.setText("zzzz")
    page.list.reload()
    walk.settle()


def members_back(walk: Walk) -> None:
    page = walk.page("members")
    page.list.search.clear()
    page.list.reload()
    walk.settle()


def cart(walk: Walk, *skus: str) -> Any:
    page = walk.page("cashier")
    page.till.clear()
    page.till.clear()
    for sku in skus:
        page.till.add_sku(sku)
        walk.settle()
    return page


def basket(walk: Walk) -> None:
    cart(walk, "water", "towel", "water")


def cash_given(walk: Walk) -> None:
    page = cart(walk, "water", "towel")
    page.pay.take_keyboard()
    QTest.keyClicks(page.pay.received.field, "100")
    walk.settle()


def cash_short(walk: Walk) -> None:
    page = cart(walk, "water", "towel")
    page.pay.take_keyboard()
    QTest.keyClicks(page.pay.received.field, "10")
    walk.settle()
    page.pay.tenders["cash"].click()
    walk.settle()


def by_card(walk: Walk) -> None:
    page = cart(walk, "water", "towel")
    page.pay.tenders["bankcard"].click()
    walk.settle()


def member_buys(walk: Walk) -> None:
    page = cart(walk, "water", "towel")
    page.till.attach(walk.person_id(LONG_NAME))
    walk.settle()


def collects_dues(walk: Walk) -> None:
    cart(walk)
    walk.page("cashier", person_id=walk.person_with("owes"))


def sold(walk: Walk) -> None:
    page = cart(walk, "water")
    page.pay.tenders["wechat"].click()
    walk.settle()
    page.pay.finish.click()
    walk.settle()


def cashier_dialog(name: str) -> Callable[[Walk], None]:
    def open_it(walk: Walk) -> None:
        page = cart(walk, "water")
        if name == "top_up":
            page.till.attach(walk.person_id(LONG_NAME))
            walk.settle()
        getattr(page, name).click()
        walk.settle()

    return open_it


def receipts_step(step: str) -> Callable[[Walk], None]:
    def open_it(walk: Walk) -> None:
        page = cart(walk)
        page.receipts.click()
        walk.settle()
        table = page._dialog.table
        for line in range(len(table.rows())):
            table.selectRow(line)
            walk.settle()
            if getattr(page._dialog, step).isEnabled():
                break
        getattr(page._dialog, step).click()
        walk.settle()

    return open_it


def discount(walk: Walk) -> None:
    page = cart(walk, "towel")
    page._open_discount(page.till.cart.lines[0])
    walk.settle()


def unknown_goods(walk: Walk) -> None:
    cart(walk)
    walk.desk.scanned.emit("6900000000000")
    walk.settle()


def goods_search(walk: Walk) -> None:
    page = cart(walk)
    page.wall.search.setText("s")
    walk.settle()


def key_shown(code: str) -> Callable[[Walk], None]:
    return lambda walk: walk.page("keys", key_code=code)


def keys_dialog(name: str) -> Callable[[Walk], None]:
    def open_it(walk: Walk) -> None:
        walk.page("keys", key_code=_key_at_home(walk))
        walk.press(name)

    return open_it


def _key_at_home(walk: Walk) -> str:
    """150, or another one where a member has that."""
    with walk.store.read() as connection:
        free = [cell.code for zone in board(connection) for cell in zone.cells if cell.is_free]
    return "150" if "150" in free else free[0]


def settings_tab(tab: str) -> Callable[[Walk], None]:
    return lambda walk: walk.page("settings", tab=tab)


def display_set_up(walk: Walk) -> None:
    """A pole, a drawer on a port of its own, and a sale in the preview."""
    tab = walk.page("devices", tab="display").tab("display")
    walk.settle()
    tab.window_card.which.choose("paid")
    tab.window_card._show("paid")
    tab.pole_card.kind.setCurrentIndex(tab.pole_card.kind.findData("led8"))
    tab.drawer_card.kind.setCurrentIndex(tab.drawer_card.kind.findData("serial"))
    tab.save.click()
    walk.settle()


def voice_card(condition: SpeakerCondition) -> Callable[[Walk], None]:
    """The spoken amounts as a counter has them whose sound is like this."""

    def show(walk: Walk) -> None:
        card = walk.page("devices", tab="display").tab("display").voice_card
        walk.settle()
        device = "USB" if condition is SpeakerCondition.READY else ""
        walk.counter.speaking.state_changed.emit(SpeakerState(condition, device))
        walk.settle()
        card.volume.setFocus()
        find_scroll(card).ensureWidgetVisible(card, 0, 0)

    return show


def find_scroll(widget: QWidget) -> QScrollArea:
    """What scrolls a widget."""
    parent = widget.parentWidget()
    while not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def keyboard_reader(walk: Walk) -> None:
    """The assistant, with the card known and the reader's way found out; one reader kept behind it."""
    tab = walk.page("devices", tab="readers").tab("readers")
    tab._wedge = (WedgeReaderSettings("№ 1", "#", "", 10, "decimal-reversed"),)
    tab._show_wedge_readers()
    tab.tried.show_state("ok", "NTAG 213 · 04112233445566", t("devices.readers.no_holder"), icon="card")
    tab.add.click()
    tab.dialog.card.setText("04A1B2C3")
    tab.dialog._known("04A1B2C3")
    tab.dialog.handle_scan("CARD04A1B2C3#")
    walk.settle()


def devices_tab(tab: str) -> Callable[[Walk], None]:
    return lambda walk: walk.page("devices", tab=tab)


def several_printers(popover: bool = False) -> Callable[[Walk], None]:
    """Three printers, one out of paper with slips waiting, one that slips still wait for and that is gone."""

    def show(walk: Walk) -> None:
        receipt, bar, office = (PrinterSettings(name=name) for name in ("receipt", "58-2", "80-3"))
        walk.use_printers((receipt, bar, office), stand_in="80-3")
        worker = walk.counter.print_room.worker("58-2")
        assert worker is not None and isinstance(worker.printer, OnScreenPrinter)
        worker.printer.state = PrinterState.PAPER_OUT
        mark = uuid.uuid4().hex[:6]
        with walk.store.write() as tx:
            now = utc_text(walk.clock.now())
            for number, printer in enumerate(("58-2", "58-2", "58-2", "80-0")):
                document, slip = f"receipt/1-{mark}-{number:04d}", Slip((Text("水 ¥3.00"),))
                job = enqueue(tx, document=document, slip=slip, counter="1", created_at=now)
                change = update(PrintJob).where(PrintJob.id == job).values(printer=printer)
                tx.connection.execute(change)
            tx.commit()
        walk.trouble.callback(walk.use_printers, (PrinterSettings(),))
        walk.trouble.callback(walk.call_off_slips)
        worker.retry_now()
        _until(lambda: worker.heard is PrinterState.PAPER_OUT)
        walk.page("devices", tab="queue")
        if popover:
            walk.window.shell.top.devices.chip("printer").click()
            walk.settle()

    return show


def _until(condition: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE_S
    while not condition() and time.monotonic() < patience:
        QTest.qWait(10)


def devices_in_trouble(walk: Walk) -> None:
    """The overview with something of everything."""
    log = DeviceLog.of(walk.desk)
    walk.trouble.callback(log._known.clear)
    walk.trouble.callback(walk.counter.watch.tell)
    page = walk.page("devices", tab="overview")
    log.tested("reader")
    log.tested("printer:receipt", t_of_trouble())
    problem = "devices.reader.no_reader"
    log.take_states([DeviceState("reader", "bad", "", t(problem, n=0, readers=""), t(f"{problem}.do"))])
    page.tab("overview").test("reader")
    walk.settle()
    page.tab("overview")._awaits_tap.stop()


def t_of_trouble() -> str:
    """A printer's trouble in the language of now."""
    return trouble_words("printer.paper_out")[0]


def training(walk: Walk) -> None:
    """The strip above everything, over Settings, from where practice begins."""
    settings_tab("about")(walk)
    window = walk.window
    strip = TrainingStrip(window, True, True)
    strip.say()
    strip.show()

    def take_off() -> None:
        window.removeEventFilter(strip)
        strip.hide()
        strip.deleteLater()
        window.setContentsMargins(0, 0, 0, 0)
        window.setWindowTitle("frontdesk")

    walk.trouble.callback(take_off)
    walk.settle()


def search(text: str) -> Callable[[Walk], None]:
    def look(walk: Walk) -> None:
        reception_empty(walk)
        walk.window.shell.top.search.setFocus()
        walk.window.shell.top.search.setText(text)
        QTest.qWait(160)
        walk.settle()

    return look


def toasts(walk: Walk) -> None:
    reception_empty(walk)
    from frontdesk.core.i18n import t

    walk.desk.toast(t("app.print.uncertain", document="1-20261123-0042"), "warn")
    walk.desk.toast(t("cashier.reprinted", n=2), "ok")


def helped(key: str) -> Callable[[Walk], None]:
    def show(walk: Walk) -> None:
        walk.page(key)
        walk.window.show_help()
        walk.settle()

    return show


def device(key: str, state: str = "ok") -> Callable[[Walk], None]:
    def show(walk: Walk) -> None:
        reception_empty(walk)
        if state != "ok":
            walk.window.show_devices(
                [
                    DeviceState("reader", "bad"),
                    DeviceState("printer", "warn"),
                    DeviceState("drawer", "ok"),
                    DeviceState("display", "off"),
                    DeviceState("network", "ok"),
                ]
            )
            walk.settle()
        walk.window.shell.top.devices.chip(key).click()
        walk.settle()

    return show


def fault(walk: Walk) -> None:
    from frontdesk.store.errors import DiskFull

    reception_empty(walk)
    walk.desk.show_error(DiskFull(path="frontdesk.db", free_mb=3))
    walk.settle()


def approval(walk: Walk) -> None:
    reception_empty(walk)
    error: FrontdeskError = ApprovalNeeded(
        request_hash="0" * 64, action="cashier.refund", limit="refund_fen", amount=120_000, allowed=0
    )
    walk.desk.ask_approval(error, walk.window.shell.page("handover").signing._sign, "M000118 ¥1,200.00")
    walk.settle()


def locked(walk: Walk) -> None:
    walk.window.lock()
    walk.settle()


def unlock(walk: Walk) -> None:
    if walk.window.is_locked():
        walk.sign_in()


def simulated_reader(walk: Walk) -> None:
    reception_empty(walk)
    walk.counter.on_screen.show_reader()
    walk.settle()


def slips(walk: Walk) -> None:
    reception_empty(walk)
    walk.counter.on_screen.show_slips()
    walk.settle()


FULL: tuple[Scene, ...] = (
    ("20-reception-full", reception_empty),
    ("21-leaving", someone_leaves),
    ("22-guest-leaving", lambda walk: going(walk, "何女士")),
    ("23-long-name-inside", lambda walk: going(walk, LONG_NAME)),
    ("24-more", more_menu),
    ("25-queue", queue_of_two),
    ("26-error-at-the-key", error_at_the_key),
    ("27-change-key", reception_dialog("change_key")),
    ("28-leave-otherwise", reception_dialog("leave_otherwise")),
    ("28-leave-wrong-card", leave_wrong_card),
    ("29-day-guest", reception_dialog("admit_guest")),
    ("29-closing", reception_dialog("close_visits")),
    ("30-member", members(LONG_NAME)),
    ("31-member-owes", members("owes", "dues")),
    ("32-member-visits", members("active", "visits")),
    ("33-member-cards", members("active", "cards")),
    ("34-member-frozen", members("frozen")),
    ("34-member-blocked", members("blocked")),
    ("34-member-expired", members("expired")),
    ("35-new-member", members("active", "", "members.new")),
    ("36-edit-member", members(LONG_NAME, "", "members.edit")),
    ("37-sell-plan", members(LONG_NAME, "", "members.sell_plan")),
    ("38-freeze", members("active", "contracts", "members.contract.freeze")),
    ("38-open-contract", members("unopened", "contracts", "members.contract.open")),
    ("38-block", lambda walk: (members("active")(walk), walk.page("members").forms.block(), walk.settle())[0]),
    ("39-issue-card", members("active", "cards", "members.card.issue")),
    ("39-change-card", members("active", "cards", "members.card.change")),
    ("39-write-token", write_token),
    ("39-card-register", members("active", "", "members.register")),
    ("39-photo-no-camera", photo("none")),
    ("39-photo-live", photo("live")),
    ("39-photo-still", photo("still")),
    ("39-none-found", members_none_found),
    ("40-cashier-tiles", lambda walk: cart(walk)),
    ("41-basket", basket),
    ("42-cash", cash_given),
    ("42-cash-short", cash_short),
    ("43-bank-card", by_card),
    ("44-member-buys", member_buys),
    ("45-dues", collects_dues),
    ("46-sold", sold),
    ("47-receipts", cashier_dialog("receipts")),
    ("47-dues-dialog", cashier_dialog("dues")),
    ("47-top-up", cashier_dialog("top_up")),
    ("47-drawer", cashier_dialog("drawer")),
    ("48-refund", receipts_step("refund")),
    ("48-correct", receipts_step("correct")),
    ("48-invoice", receipts_step("invoice")),
    ("48-discount", discount),
    ("49-unknown-goods", unknown_goods),
    ("49-goods-search", goods_search),
    ("50-key-out", lambda walk: walk.page("keys", key_code=_out(walk))),
    ("51-key-at-home", key_shown("150")),
    ("51-key-missing", key_shown("126")),
    ("51-key-out-of-use", key_shown("139")),
    ("52-key-to-out-of-use", keys_dialog("keys.out_of_use")),
    ("52-key-tag", keys_dialog("keys.retag")),
    ("53-register-keys", keys_dialog("keys.register.open")),
    ("53-add-zone", keys_dialog("keys.zone.add")),
    ("60-reports", lambda walk: walk.page("reports")),
    ("61-reports-lower", lambda walk: _scrolled(walk)),
    *((f"70-settings-{tab}", settings_tab(tab)) for tab in ("counter", "people", "business", "about")),
    ("72-devices-display-set-up", display_set_up),
    ("72-devices-voice", voice_card(SpeakerCondition.READY)),
    ("72-devices-voice-hangs", voice_card(SpeakerCondition.HANGING)),
    ("72-keyboard-reader", keyboard_reader),
    *(
        (f"71-devices-{tab}", devices_tab(tab))
        for tab in ("overview", "readers", "queue", "printer", "slips", "display")
    ),
    ("72-printers-several", printer_scenes.several),
    ("72-printers-remove", printer_scenes.remove),
    *(
        (f"72-printers-{number}-{step}", printer_scenes.assistant(step))
        for number, step in enumerate(printer_scenes.STEPS)
    ),
    ("72-devices-several-printers", several_printers()),
    ("72-devices-printers-popover", several_printers(popover=True)),
    ("72-overview-trouble", devices_in_trouble),
    ("72-master-key", master_key("")),
    ("72-master-key-typed", master_key("0123450123")),
    ("73-training", training),
    ("80-search", search("w")),
    ("80-search-none", search("xqxq")),
    ("81-toasts", toasts),
    *((f"82-help-{key}", helped(key)) for key in ("reception", "members", "cashier", "keys", "reports", "handover")),
    ("82-help-settings", helped("settings")),
    ("82-help-devices", helped("devices")),
    *((f"83-device-{key}", device(key)) for key in ("reader", "printer", "drawer")),
    ("83-device-bad", device("reader", "bad")),
    ("84-fault", fault),
    ("85-approval", approval),
    ("86-simulated-reader", simulated_reader),
    ("86-slips", slips),
    ("90-handover-before", lambda walk: handover_step(walk, "before")),
    ("90-handover-night", lambda walk: handover_step(walk, "night")),
    ("91-handover-count", lambda walk: handover_step(walk, "count")),
    ("92-handover-differences", lambda walk: handover_step(walk, "differences")),
    ("93-handover-unfinished", lambda walk: handover_step(walk, "unfinished")),
    ("94-handover-sign", lambda walk: handover_step(walk, "sign")),
    ("99-locked", locked),
)


def _out(walk: Walk) -> str:
    with walk.store.read() as connection:
        return str(next(each for each in in_house(connection) if each.name == LONG_NAME).key_code)


def _scrolled(walk: Walk) -> None:
    from PySide6.QtWidgets import QScrollArea

    page: ReportsPage = walk.page("reports")
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    walk.settle()


def handover_step(walk: Walk, step: str) -> None:
    page = walk.page("handover", start=True)
    page._go("before")
    page.before.kind.choose("night" if step == "night" else "handover")
    page.before._show()
    page.before.receiver.setCurrentIndex(max(1, page.before.receiver.count() - 1))
    if step in ("before", "night"):
        return walk.settle()
    page._start_count()
    for tender, field in page.counting._tenders.items():
        field.set_fen(12_300 if tender == "wechat" else 0)
    page.counting.drawer.set_pieces(((10_000, 4), (5_000, 1), (1_000, 7), (100, 3)))
    for place, field in enumerate(page.counting._things.values()):
        field.set_count(30 + place)
    walk.settle()
    if step == "count":
        return None
    page.counting.count_done.click()
    walk.settle()
    for edit in page.differences._explanations.values():
        edit.setText("¥1.00 → ¥10.00, 09:25")
    if step == "differences":
        return None
    page._to_unfinished()
    walk.settle()
    if step == "unfinished":
        return None
    for box in page.unfinished.findChildren(QCheckBox):
        box.setChecked(True)
    page._to_signing()
    return walk.settle()


# -- more than a page was drawn for ---------------------------------------------------------------------------------


def crowd_house(walk: Walk) -> None:
    """Long names, hundreds of rows, the largest amounts; whoever signed in now has a long name."""
    crowd(walk.store, walk.clock, walk.actor, walk.person_id(LONG_NAME))
    without_contract(walk.store, walk.actor)
    walk.window.lock()
    walk.settle()
    walk.sign_in()
    walk.desk.notify("visits", "keys", "sales", "members", "goods", "policies")
    walk.settle()


def _on_record(walk: Walk, name: str) -> int:
    with walk.store.read() as connection:
        return int(connection.execute(select(Person.id).where(Person.name == name)).scalars().first() or 0)


def no_contract(walk: Walk) -> None:
    walk.page("members", person_id=_on_record(walk, "新来的"))


def no_contract_at_desk(walk: Walk) -> None:
    walk._ask(Asked(person_id=_on_record(walk, LATIN_NAME)))


def members_balance(walk: Walk) -> None:
    """What the eyes uncover: the largest balance, and as much owed."""
    members(LONG_NAME)(walk)
    for fact in walk.page("members").findChildren(PrivacyText):
        if fact.isVisible() and not fact.shown():
            fact.toggle()
    walk.settle()


def largest_total(walk: Walk) -> None:
    page = cart(walk, *(sku for sku, _, _ in LARGEST))
    for line, (_, _, pieces) in zip(page.till.cart.lines, LARGEST, strict=True):
        page.till.set_cart(set_quantity(page.till.cart, line.place, pieces))
        walk.settle()


def largest_buyer(walk: Walk) -> None:
    largest_total(walk)
    walk.page("cashier").till.attach(walk.person_id(LONG_NAME))
    walk.settle()


def refused(key: str, **args: Any) -> Callable[[Walk], None]:
    """The database refuses while a page is opened."""

    def open_it(walk: Walk) -> None:
        reception_empty(walk)
        walk.trouble.enter_context(no_database(walk.store))
        walk.page(key, **args)
        assert len(walk.roots()) > 1 or walk.window.shell.page(key).findChildren(Banner), key

    return open_it


def refused_sale(walk: Walk) -> None:
    page = cart(walk, "water")
    page.pay.tenders["wechat"].click()
    walk.settle()
    walk.trouble.enter_context(no_database(walk.store))
    page.pay.finish.click()
    walk.settle()


CROWDED: tuple[Scene, ...] = (
    ("c0-reception-crowded", reception_empty),
    ("c1-largest-leaving", lambda walk: going(walk, LONG_NAME)),
    ("c1-no-contract", no_contract_at_desk),
    ("c2-members-no-contract", no_contract),
    ("c2-members-largest", members(LONG_NAME, "dues")),
    ("c2-members-balance", members_balance),
    ("c2-members-latin", lambda walk: walk.page("members", person_id=_on_record(walk, LATIN_NAME))),
    (
        "c2-edit-latin",
        lambda walk: (walk.page("members", person_id=_on_record(walk, LATIN_NAME)), walk.press("members.edit"))[0],
    ),
    ("c2-sell-plan-rare", members(RARE_NAME, "", "members.sell_plan")),
    ("c3-tiles-long", lambda walk: cart(walk)),
    ("c3-largest-total", largest_total),
    ("c3-largest-buyer", largest_buyer),
    ("c4-receipts-full", cashier_dialog("receipts")),
    ("c4-refund-long", receipts_step("refund")),
    ("c4-drawer-largest", cashier_dialog("drawer")),
    ("c4-dues-largest", cashier_dialog("dues")),
    ("c5-key-history", key_shown(BUSY_KEY)),
    ("c5-key-of-long-name", lambda walk: walk.page("keys", key_code=_out(walk))),
    ("c6-reports-largest", lambda walk: walk.page("reports")),
    ("c6-reports-lower", lambda walk: _scrolled(walk)),
    *((f"c7-settings-{tab}", settings_tab(tab)) for tab in ("people", "business", "about")),
    ("c8-search-crowded", search("a")),
    ("c9-handover-before", lambda walk: handover_step(walk, "before")),
    ("c9-handover-largest", lambda walk: handover_step(walk, "count")),
    ("c9-differences-largest", lambda walk: handover_step(walk, "differences")),
    ("c9-unfinished-crowded", lambda walk: handover_step(walk, "unfinished")),
    ("c9-sign-long-names", lambda walk: handover_step(walk, "sign")),
    *(
        (f"d0-refused-{key}", refused(key))
        for key in ("reception", "members", "cashier", "keys", "reports", "handover")
    ),
    ("d0-refused-settings", refused("settings", tab="business")),
    ("d1-refused-sale", refused_sale),
    ("d2-locked-long-name", locked),
)


# -- after closing --------------------------------------------------------------------------------------------------


def close_shift(walk: Walk) -> None:
    """Hand over for real, so that there is a sheet to look at."""
    from frontdesk.handover import count_shift as counting
    from frontdesk.handover.cash import fewest_pieces
    from frontdesk.handover.compare import expected_cash_fen, expected_tender_fen
    from frontdesk.handover.count_shift import OUTSIDE_TENDERS, CountRequest, count_shift, things_to_count
    from frontdesk.handover.hand_over import HandOverRequest, hand_over
    from frontdesk.handover.unfinished import unfinished

    with walk.store.read() as connection:
        things = tuple((line.what, len(line.expected)) for line in things_to_count(connection))
        left = tuple(item.reference for item in unfinished(connection, "1", "2026-11-23"))
        cash = fewest_pieces(expected_cash_fen(connection, walk.shift_id))
        tenders = tuple((kind, expected_tender_fen(connection, walk.shift_id, kind)) for kind in OUTSIDE_TENDERS)
    request = CountRequest(new_key(), cash, tenders, things)
    with mock.patch.object(counting, "MOST_FEN", 10 * LARGEST_FEN):
        counted = count_shift(walk.store, walk.actor, request)
    walk.closed = hand_over(
        walk.store,
        walk.actor,
        HandOverRequest(new_key(), counted.count_id, "manager", acknowledged=left),
        OWNER_PASSWORD,
        "white lockers 63",
    )
    walk.desk.shift_changed.emit()
    walk.settle()


def closed_sheet(walk: Walk) -> None:
    page = walk.page("handover")
    page.sheet.show_result(walk.closed)
    page._go("sheet")
    walk.settle()


def next_opening(walk: Walk) -> None:
    page = walk.page("handover")
    page._go("opening")
    walk.settle()


AFTER: tuple[Scene, ...] = (("95-sheet", closed_sheet), ("96-next-opening", next_opening))


def every_look(scene: int, look: Look) -> bool:
    """Whether a scene, by its place among all, is opened in a look."""
    return True


def stroll(
    walk: Walk,
    looks: tuple[Look, ...],
    seen: Seen,
    only: str = "",
    wanted: Callable[[int, Look], bool] = every_look,
) -> None:
    """Open every scene in every look that is wanted for it, and call ``seen`` in each."""
    places = {name: place for place, name in enumerate(all_scenes())}
    parts: tuple[tuple[Callable[[Walk], None] | None, tuple[Scene, ...]], ...] = (
        (None, BEFORE_SIGNING_IN),
        (Walk.sign_in, BEFORE_OPENING),
        (Walk.open_shift, QUIET),
        (fill_house, FULL),
        (crowd_house, CROWDED),
        (close_shift, AFTER),
    )
    for prepare, scenes in parts:
        unlock(walk) if prepare not in (None, Walk.sign_in) else None
        walk.known = []
        if prepare is not None:
            prepare(walk)
            walk.known = []
        for look in looks:
            walk.dress(look)
            for name, open_scene in scenes:
                if (only and only not in name) or not wanted(places[name], look):
                    continue
                open_scene(walk)
                QApplication.processEvents()
                seen(walk, name, look)
                walk.tidy()
                if walk.window.is_locked() and scenes in (FULL, CROWDED):
                    unlock(walk)
            walk.counter.watch.tell()


def first_start(folder: Path, looks: tuple[Look, ...], seen: Callable[[StartWindow, str, Look], None]) -> None:
    """The same for the first window: the choice, the steps of setting up, empty and wrong, and the demo."""
    runner = BackgroundRunner()
    for look in looks:
        theme.apply(look.theme)
        set_language("en" if look.language == "en" else "zh")
        window = StartWindow(find_place(str(folder)), runner)
        window.show()
        for name, step in (
            ("a0-start", -1),
            *((f"a{number + 1}-start", number) for number in range(4)),
            ("a6-demo", 9),
        ):
            if step < 0:
                window.show_welcome()
            elif step == 9:
                window._stack.setCurrentWidget(window.demo)
                window.demo.show_ready()
            else:
                window.show_set_up()
                window.set_up.show_step(step)
            QTest.qWait(40)
            seen(window, name, look)
            if step == 0:
                window.set_up.go_on()
                QTest.qWait(40)
                seen(window, "a1-start-wrong", look)
        window.close()
        window.deleteLater()
        QTest.qWait(20)
    runner.shutdown()


def all_scenes() -> Iterator[str]:
    """The names of all scenes."""
    for scenes in (BEFORE_SIGNING_IN, BEFORE_OPENING, QUIET, FULL, CROWDED, AFTER):
        for name, _ in scenes:
            yield name


def take_pictures(folder: Path, looks: tuple[Look, ...], only: str) -> None:
    """Walk through everything and keep what is seen; all looks at one scale."""
    QApplication(sys.argv[:1])
    QCursor.setPos(2_000, 2_000)  # a pointer that rests on the rail would make an area look chosen

    def keep(walk: Walk, name: str, look: Look) -> None:
        QTest.qWait(30)
        picture(walk.window).save(str(folder / f"{name}-{look}.png"))

    def keep_start(window: StartWindow, name: str, look: Look) -> None:
        if only in name:
            window.grab().save(str(folder / f"{name}-{look}.png"))

    with tempfile.TemporaryDirectory() as data:
        first_start(Path(data) / "new", looks, keep_start)
        make_gym(Path(data))
        walk = Walk(Path(data))
        try:
            stroll(walk, looks, keep, only)
        finally:
            walk.close()


def make_sheets(folder: Path, look: Look) -> None:
    """Lay the pictures of a look out, four in a row and twelve to a sheet, each under its name."""
    files = sorted(file for file in folder.glob(f"*-{look}.png") if not file.name.startswith("sheet-"))
    across, down = 4, 3
    width, height, caption = 960, 560, 20
    for number, first in enumerate(range(0, len(files), across * down), 1):
        sheet = Image.new("RGB", (across * width, down * height), "#808080")
        for place, file in enumerate(files[first : first + across * down]):
            left, top = place % across * width, place // across * height
            with Image.open(file) as whole:
                small = whole.convert("RGB")
            small.thumbnail((width - 8, height - caption - 4), Image.Resampling.LANCZOS)
            sheet.paste(small, (left + 4, top + caption))
            ImageDraw.Draw(sheet).text((left + 6, top + 4), file.stem.removesuffix(f"-{look}"), fill="white")
        sheet.save(folder / f"sheet-{look}-{number:02}.png")


def main() -> None:
    """Pictures of everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path("out/pages"))
    parser.add_argument("--only", default="")
    parser.add_argument("--looks", default=",".join(map(str, range(len(LOOKS)))))
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(f"{number}: {look}" for number, look in enumerate(LOOKS)))
        return
    arguments.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    looks = {place: LOOKS[int(place)] for place in arguments.looks.split(",")}
    percents = {look.percent for look in looks.values()}
    if len(percents) > 1 or os.environ.get("QT_SCALE_FACTOR", "1") != str(max(percents) / 100):
        # The scale is fixed when Qt starts: a process for each.
        for percent in sorted(percents):
            these = ",".join(place for place, look in looks.items() if look.percent == percent)
            command = [sys.executable, "-m", "tests.app.all_pages", str(arguments.folder)]
            command += ["--only", arguments.only, "--looks", these]
            subprocess.run(command, check=True, env={**os.environ, "QT_SCALE_FACTOR": str(percent / 100)})
    else:
        take_pictures(arguments.folder, tuple(looks.values()), arguments.only)
    for look in looks.values() if arguments.sheets else ():
        make_sheets(arguments.folder, look)


if __name__ == "__main__":
    main()
