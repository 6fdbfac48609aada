"""A clerk at the whole counter: card, scanner and keyboard only, over a small gym with fixed contents."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from sqlalchemy import func, select

from frontdesk.app.counter import Counter
from frontdesk.cashier.queries import Receipt, receipts
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import VoiceSettings
from frontdesk.core.i18n import set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.devices.printers.on_screen import OnScreenPrinter
from frontdesk.devices.readers.simulated import SimulatedReader
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.members.sell_contract import Instalment, SellContractRequest, sell_contract
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.store.base import Base
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Button
from frontdesk.visits.queries import InHouse, in_house
from tests.cashier.shelf import fill_shelf
from tests.devices.scanner import scan
from tests.people import OWNER
from tests.visits.house import House, Member

WATER_CODE = "6901234567892"
WAIT_S = 20.0


@dataclass
class Gym:
    """Keys, goods, and two members with cards."""

    store: Store
    wang: Member
    li: Member

    def __post_init__(self) -> None:
        self.house = House(self.store, OWNER)

    def open_shift(self) -> None:
        """The owner's shift at counter 1, with ¥500."""
        open_shift(self.store, OWNER, OpenShiftRequest(uuid4().hex, ((10_000, 3), (1_000, 20))))

    def owes_an_instalment(self) -> None:
        """Wang takes a plan of ¥1,000 in two parts, the first of them due today."""
        parts = (Instalment(50_000), Instalment(50_000, "2026-12-23"))
        set_plan(self.store, OWNER, SetPlanRequest(uuid4().hex, PlanTerms("gold", "金卡", "Gold", 100_000, months=12)))
        request = SellContractRequest(uuid4().hex, self.wang.person_id, "gold", "first_visit", instalments=parts)
        sell_contract(self.store, OWNER, request)


def furnish(store: Store) -> Gym:
    """Fill a staffed database; no shift is open yet."""
    house = House(store, OWNER)
    house.furnish()
    fill_shelf(store, OWNER)
    return Gym(store, house.member("王小明"), house.member("李娜", "f"))


class Clerk:
    """Presses what a person would press; every key goes through the window's own input path."""

    def __init__(self, counter: Counter, gym: Gym) -> None:
        self.counter = counter
        self.gym = gym
        self.window = counter.window
        self.presses: list[str] = []
        """What was done since the last look, to be counted."""

    # -- acting -----------------------------------------------------------------------------------------------------

    def tap(self, member: Member) -> None:
        """Lay a card on the reader, and read what comes up."""
        assert isinstance(self.counter.reader, SimulatedReader)
        self.presses.append("tap")
        self.counter.reader.tap(member.uid)
        self.read()

    def scan(self, text: str) -> None:
        """A scanner's burst of real key events."""
        self.presses.append("scan")
        scan(self.in_front(), text)
        self.read()

    def press(self, *keys: str) -> None:
        """Keys one after the other, each after its forerunner's outcome was seen: F4, W, Enter."""
        for key in keys:
            self.presses.append(key)
            self.strike(key)
            self.read()

    def type(self, text: str) -> None:
        """Characters where the keyboard is, each a key of its own."""
        for character in text:
            self.strike(character)
        self.presses.append(text)
        self.rest()

    def strike(self, key: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key by way of the native window, without waiting for what follows."""
        handle = self.in_front().windowHandle()
        if len(key) == 1:
            QTest.keyClick(handle, key, modifiers)  # type: ignore[call-overload]
        else:
            QTest.keyClick(handle, named_key(key), modifiers)

    def sign_in(self, username: str, password: str) -> None:
        """By name and password at the locked desk."""
        self.rest()
        self.slowly(username)
        self.strike("Tab")
        self.slowly(password)
        self.strike("Enter")
        self.wait(lambda: not self.window.is_locked(), "the desk to open")
        self.rest()

    def slowly(self, text: str) -> None:
        """As slowly as a person, so that it is no scan."""
        for character in text:
            shift = Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
            self.strike(character, shift)
            QTest.qWait(40)

    def unlock(self, actor: Actor = OWNER) -> None:
        """Somebody is let in at once; signing in has its own tests."""
        self.window.lock_view.unlocked.emit(actor)
        self.rest()

    # -- waiting ----------------------------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Serve the window until a condition holds."""
        until = time.monotonic() + WAIT_S
        while not condition():
            assert time.monotonic() < until, f"waited in vain for {what}"
            QTest.qWait(5)

    def rest(self) -> None:
        """Until the background work is done and shown, and no key waits for being no scan."""
        quiet = 0
        give_up = time.monotonic() + WAIT_S
        while quiet < 8:  # pages gather news for 30 ms before they read
            assert time.monotonic() < give_up, "the background work does not end"
            QTest.qWait(6)
            busy = self.counter.runner.pending() or self.counter.wedge._hold.holding
            quiet = 0 if busy else quiet + 1

    def read(self) -> None:
        """As ``rest``, and until what came up has been there for so long that a person can have read it."""
        self.rest()
        held = [button._held_until for button in self.front().findChildren(Button) if button.isVisible()]
        self.wait(lambda: time.monotonic() > max(held, default=0.0), "the buttons")

    # -- looking ----------------------------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """The dialog in front, else the window."""
        return QApplication.activeModalWidget() or self.window

    def in_front(self) -> QWidget:
        """What is in front, with the keyboard: a bare screen has no window manager to see to that."""
        front = self.front()
        if not front.isActiveWindow():
            front.activateWindow()
            self.wait(front.isActiveWindow, "the window in front")
        return front

    def dialog(self) -> Dialog:
        """The open dialog."""
        found = QApplication.activeModalWidget()
        assert isinstance(found, Dialog), found
        return found

    def page(self, key: str) -> Any:
        """A page, built if need be."""
        return self.window.shell.page(key)

    def go(self, key: str, **args: object) -> Any:
        """Open a page."""
        self.window.open_page(key, **args)
        self.rest()
        return self.page(key)

    def find(self, name: str) -> QWidget:
        """The visible control of an object name."""
        for top in (self.front(), self.window):
            for found in top.findChildren(QWidget, name):
                if found.isVisible():
                    return found
        raise AssertionError(f"{name} is not to be seen")

    def typed(self, name: str) -> str:
        """What stands in the visible field of an object name."""
        field = self.find(name)
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        assert isinstance(field, QLineEdit)
        return field.text()

    def words(self, widget: QWidget | None = None) -> str:
        """Everything said on the screen."""
        found = widget or self.window
        texts = [label.text() for label in found.findChildren(QLabel) if label.isVisible()]
        texts += [child.accessibleName() for child in found.findChildren(QWidget) if child.isVisible()]
        return "\n".join(texts + self.window.news.texts())

    # -- the books --------------------------------------------------------------------------------------------------

    def inside(self) -> list[InHouse]:
        """Who is in the house."""
        with self.gym.store.read() as connection:
            return in_house(connection)

    def receipts(self) -> list[Receipt]:
        """Today's receipts."""
        with self.gym.store.read() as connection:
            return receipts(connection, "2026-11-23")


def named_key(key: str) -> Qt.Key:
    """A key by its word: "Enter", "F4", "Esc"."""
    words = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape}
    return words[key] if key in words else Qt.Key[f"Key_{key}"]


def row_counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def open_counter(
    gym: Gym,
    folder: Path,
    language: str = "en",
    settings: MachineSettings | None = None,
    on_screen: bool = True,
) -> Iterator[Clerk]:
    """A running counter with a simulated reader and a printer on the screen, or the settings' own; locked, as after a
    start."""
    theme.apply("light")
    set_language("en" if language == "en" else "zh")
    settings = settings or MachineSettings(
        language=language, reader="simulated", auto_lock_s=600, voice=VoiceSettings(on=False)
    )
    reader = SimulatedReader(gym.store.clock)
    counter = Counter(gym.store, folder, settings, reader=reader, printer=OnScreenPrinter() if on_screen else None)
    counter.start()
    counter.window.resize(1366, 768)
    counter.window.activateWindow()
    clerk = Clerk(counter, gym)
    try:
        clerk.wait(counter.window.isActiveWindow, "the window")
        yield clerk
    finally:
        for dialog in counter.window.findChildren(Dialog):
            dialog.set_busy(False)
            dialog.reject()
        counter.stop()
        QApplication.processEvents()
        set_language("zh")
