"""The presses a task may take, played at the whole counter with exactly those presses; the books say what came of it.

Registering a walk-in (F6, name, phone, Enter) comes with the visitors' book.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.cashier.queries import sale_detail
from frontdesk.core.i18n import t
from tests.app.clerk import WATER_CODE, Clerk, Gym, open_counter
from tests.people import OWNER, PASSWORDS, USERNAMES


@pytest.fixture(params=["zh", "en"])
def clerk(request: pytest.FixtureRequest, qtbot: QtBot, gym: Gym, tmp_path: Path) -> Iterator[Clerk]:
    """The Reception page in front, nothing touched since."""
    with open_counter(gym, tmp_path, request.param) as found:
        found.unlock()
        yield found


def test_each_task_takes_its_presses_and_no_more(clerk: Clerk) -> None:  # G06 G08 G22 K04
    _member_arrives(clerk)
    _drink_is_sold_for_cash(clerk)
    clerk.go("reception")
    _member_is_found_by_initials(clerk)
    _member_leaves(clerk)
    clerk.press("Esc")
    _instalment_is_collected(clerk)
    clerk.go("reception")
    _handover_is_started(clerk)


def _member_arrives(clerk: Clerk) -> None:
    clerk.presses.clear()
    clerk.tap(clerk.gym.wang)
    clerk.press("Enter")
    assert clerk.presses == ["tap", "Enter"]
    assert [(visit.name, visit.key_code, visit.card_number) for visit in clerk.inside()] == [("王小明", "101", "1011")]
    assert clerk.gym.house.where("card/1011") == "tray/101"


def _member_leaves(clerk: Clerk) -> None:
    clerk.presses.clear()
    clerk.scan("K101")
    clerk.press("Enter")
    assert clerk.presses == ["scan", "Enter"]
    assert clerk.inside() == []
    assert clerk.gym.house.where("card/1011") == f"member/{clerk.gym.wang.person_id}"
    assert clerk.gym.house.where("key/101") == "board"


def _drink_is_sold_for_cash(clerk: Clerk) -> None:
    clerk.press("Esc")
    clerk.presses.clear()
    clerk.scan(WATER_CODE)
    clerk.type("10")
    clerk.press("Enter", "Enter")
    assert clerk.presses == ["scan", "10", "Enter", "Enter"]
    (receipt,) = clerk.receipts()
    with clerk.gym.store.read() as connection:
        (tender,) = sale_detail(connection, receipt.id).tenders
    assert (receipt.total_fen, tender.kind, tender.received_fen, tender.amount_fen) == (300, "cash", 1000, 300)
    pay = clerk.page("cashier").pay
    assert (pay.due.fen(), pay.change.fen()) == (300, 700), "the change stays in sight"


def _member_is_found_by_initials(clerk: Clerk) -> None:
    clerk.presses.clear()
    clerk.type("wxm")
    clerk.press("Enter")
    assert clerk.presses == ["wxm", "Enter"]
    assert clerk.page("reception").person.name.whole() == "王小明"
    assert clerk.window.shell.top.search.text() == ""
    clerk.press("Esc")


def _instalment_is_collected(clerk: Clerk) -> None:
    clerk.gym.owes_an_instalment()
    clerk.presses.clear()
    clerk.tap(clerk.gym.wang)
    before = {receipt.id for receipt in clerk.receipts()}
    clerk.press("F4", "W", "Enter")
    assert clerk.presses == ["tap", "F4", "W", "Enter"]
    (receipt,) = (one for one in clerk.receipts() if one.id not in before)
    with clerk.gym.store.read() as connection:
        sale = sale_detail(connection, receipt.id)
    assert [(tender.kind, tender.amount_fen) for tender in sale.tenders] == [("wechat", 50_000)]
    assert (receipt.total_fen, receipt.person_id) == (50_000, clerk.gym.wang.person_id)


def _handover_is_started(clerk: Clerk) -> None:
    clerk.presses.clear()
    clerk.press("F12")
    assert clerk.presses == ["F12"]
    page = clerk.window.current_page()
    assert page is not None and page.key == "handover"
    assert t("handover.step.before") in clerk.words(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_whole_morning_by_keyboard_from_a_cold_start(
    qtbot: QtBot, gym: Gym, tmp_path: Path, language: str
) -> None:  # every control by keys alone
    with open_counter(gym, tmp_path, language) as clerk:
        clerk.sign_in(USERNAMES[OWNER.account_id], PASSWORDS[OWNER.account_id])
        assert QApplication.focusWidget() is clerk.window.shell.top.search
        # Nobody has a card today: found by name, the reason is noted, the key goes out.
        clerk.type("wxm")
        clerk.press("Enter", "Enter")
        assert [(visit.name, visit.card_number) for visit in clerk.inside()] == [("王小明", "")]
        # A drink by its name; the scanner is broken.
        clerk.strike("3", Qt.KeyboardModifier.AltModifier)
        clerk.rest()
        clerk.press("F3")
        clerk.type("water")
        clerk.press("Enter")
        clerk.type("5")
        clerk.press("Enter", "Enter")
        assert [receipt.total_fen for receipt in clerk.receipts()] == [300]
        # The key comes back: its number typed, not scanned.
        clerk.strike("1", Qt.KeyboardModifier.AltModifier)
        clerk.rest()
        clerk.press("Esc")
        clerk.type("101")
        clerk.press("Enter", "Enter")
        assert clerk.inside() == []
        # The other language from here on, and the desk is locked behind one's back.
        clerk.strike("L", Qt.KeyboardModifier.ControlModifier)
        clerk.rest()
        assert clerk.window.is_locked()
