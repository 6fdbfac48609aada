"""A Reception page in a real window over a furnished gym."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.app.window.main_window import MainWindow
from frontdesk.app.window.model import DeskStatus, Hooks
from frontdesk.core.actor import Actor
from frontdesk.keys.page import KeysPage
from frontdesk.reception.page import ReceptionPage
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec, spec
from frontdesk.visits.queries import InHouse, in_house
from tests.ui.conftest import desk, look, runner  # noqa: F401
from tests.visits.house import House, Member


@pytest.fixture
def house(store: Store, actor: Actor, open_shift: object) -> House:
    """A furnished gym with an open shift at counter 1."""
    found = House(store, actor)
    found.furnish()
    return found


class SalePage(Page):
    """Stands for the cashier: a sale takes the first member tapped and no further one."""

    key = "cashier"
    icon = "cashier"

    def __init__(self, desk: Desk) -> None:  # noqa: F811
        super().__init__(desk)
        self.member = ""
        self.opened_with: dict[str, Any] = {}

    def activate(self, **args: Any) -> None:
        self.opened_with = args

    def handle_card(self, card: object) -> bool:
        if self.member:
            return False
        self.member = str(getattr(card, "uid", ""))
        return True


@dataclass(frozen=True)
class Tap:
    """A card on the reader."""

    uid: str


@dataclass
class Counter:
    """What a clerk does at the window, by card, scanner and keyboard only."""

    window: MainWindow
    house: House
    qtbot: QtBot

    @property
    def page(self) -> ReceptionPage:
        """The Reception page."""
        page = self.window.shell.page("reception")
        assert isinstance(page, ReceptionPage)
        return page

    def tap(self, member: Member) -> None:
        """A card is laid on the reader."""
        self.window.desk.card_presented.emit(Tap(member.uid))
        self.idle()

    def scan(self, text: str) -> None:
        """A key tag is scanned."""
        self.window.desk.scanned.emit(text)
        self.idle()

    def press(self, key: Qt.Key, *, read_first: bool = True) -> None:
        """A real key press where the keyboard is; people read before they press."""
        if read_first:
            QTest.qWait(320)
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key)
        self.idle()

    def enter(self, *, read_first: bool = True) -> None:
        """Enter."""
        self.press(Qt.Key.Key_Return, read_first=read_first)

    def idle(self) -> None:
        """Until everything asked for is answered and painted."""
        pending = self.window.desk.runner.pending
        self.qtbot.waitUntil(lambda: pending() == 0, timeout=10_000)
        QTest.qWait(40)
        self.qtbot.waitUntil(lambda: pending() == 0, timeout=10_000)

    def inside(self) -> list[InHouse]:
        """Who is in the house by the books."""
        with self.house.store.read() as connection:
            return in_house(connection)

    def shown(self) -> tuple[str, str]:
        """Name and banner."""
        return self.page.person.name.whole(), self.page.person.banner.title()


@pytest.fixture
def open_counter(desk: Desk, house: House, qtbot: QtBot) -> Iterator[Callable[[], Counter]]:  # noqa: F811
    """Opens the window when the house is ready; signed in, Reception in front."""
    windows: list[MainWindow] = []

    def opened() -> Counter:
        actor = house.owner
        hooks = Hooks(
            sign_in=lambda name, password: actor,
            switch_by_pin=lambda name, pin: actor,
            colleagues=list,
            search=lambda text: [],
            status=lambda: DeskStatus("2026-11-23", "1", 0, 0, ()),
        )
        pages: list[PageSpec] = [spec(page) for page in (ReceptionPage, SalePage, KeysPage)]
        window = MainWindow(desk, pages, hooks, lock_after_s=600)
        qtbot.addWidget(window)
        windows.append(window)
        window.lock_view.unlocked.emit(actor)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        counter = Counter(window, house, qtbot)
        counter.idle()
        return counter

    yield opened
    for window in windows:
        window.close()
