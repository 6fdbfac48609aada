"""The Keys page in both languages: choosing, registering, out of use, found."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from frontdesk.core.actor import Actor
from frontdesk.core.i18n import set_language
from frontdesk.keys.dialogs.change_state import KeyStateDialog
from frontdesk.keys.dialogs.register import RegisterKeysDialog
from frontdesk.keys.key_state import SetKeyStateRequest, set_key_state
from frontdesk.keys.lost_key import MissingKeyRequest, report_missing
from frontdesk.keys.page import KeysPage
from frontdesk.keys.qt.board_grid import BoardGrid
from frontdesk.keys.queries import key_by_code
from frontdesk.keys.register_keys import RegisterKeysRequest, SetZoneRequest, register_keys, set_zone
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.ui.conftest import desk, look, runner  # noqa: F401

NewKey = Callable[[], str]


def opened(desk: Desk, qtbot: QtBot, size: tuple[int, int] = (1270, 660)) -> KeysPage:  # noqa: F811
    """The page with its board read."""
    page = KeysPage(desk)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activate()
    idle(desk, qtbot)
    return page


def idle(desk: Desk, qtbot: QtBot) -> None:  # noqa: F811
    """Until everything asked for is answered."""
    qtbot.waitUntil(lambda: desk.runner.pending() == 0, timeout=10_000)
    QTest.qWait(40)
    qtbot.waitUntil(lambda: desk.runner.pending() == 0, timeout=10_000)


@pytest.fixture
def zones(store: Store, actor: Actor, new_key: NewKey) -> None:
    """Men's keys 101 to 160."""
    set_zone(store, actor, SetZoneRequest(new_key(), "men", "男宾区", "Men", "m", 0))
    register_keys(store, actor, RegisterKeysRequest(new_key(), "men", 101, 160))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_fits_and_every_control_has_a_name(
    store: Store,
    actor: Actor,
    desk: Desk,  # noqa: F811
    qtbot: QtBot,
    zones: None,
    new_key: NewKey,
    language: str,
) -> None:
    set_language(language)
    report_missing(store, actor, MissingKeyRequest(new_key(), "126", "清点时不在"))
    set_key_state(store, actor, SetKeyStateRequest(new_key(), "139", "out_of_use", "锁坏了"))
    page = opened(desk, qtbot)
    for code in ("101", "126", "139"):
        page.choose(code)
        idle(desk, qtbot)
        assert page.details.number.text() == code
        assert find_clipped_text(page) + find_unnamed(page) + find_small_targets(page) == []


def test_cursor_keys_choose_and_scan_shows(desk: Desk, qtbot: QtBot, zones: None) -> None:  # noqa: F811
    page = opened(desk, qtbot)
    grid = page.findChild(BoardGrid, "keys.board.men")
    assert grid is not None
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    idle(desk, qtbot)
    assert page.details.number.text() == "102"
    assert "102" in grid.accessibleDescription()
    assert page.handle_scan("K117")
    idle(desk, qtbot)
    assert page.details.number.text() == "117"
    assert not page.handle_scan("6901234567892")


def test_zones_hang_one_below_the_other_and_a_tab_leads_to_its_own(
    store: Store,
    actor: Actor,
    desk: Desk,  # noqa: F811
    qtbot: QtBot,
    zones: None,
    new_key: NewKey,
) -> None:
    set_zone(store, actor, SetZoneRequest(new_key(), "women", "女宾区", "Women", "f", 1))
    register_keys(store, actor, RegisterKeysRequest(new_key(), "women", 201, 280))
    page = opened(desk, qtbot)
    bar = page.wall.verticalScrollBar()
    assert bar.value() == 0 and page.tabs.current() == "men"
    page.tabs.choose("women")
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert page.tabs.current() == "women"
    bar.setValue(0)
    assert page.tabs.current() == "men"
    page.choose("280")
    qtbot.waitUntil(lambda: page.details.number.text() == "280" and bar.value() > 0)
    assert page.tabs.current() == "women"


def test_out_of_use_and_missing_by_the_dialog(
    store: Store,
    desk: Desk,  # noqa: F811
    qtbot: QtBot,
    zones: None,
) -> None:
    page = opened(desk, qtbot)
    page.choose("105")
    idle(desk, qtbot)
    page.details.out_of_use.click()
    dialog = page._dialog
    assert isinstance(dialog, KeyStateDialog)
    dialog.note.setText("锁坏了")
    dialog.confirm_button.click()
    idle(desk, qtbot)
    with store.read() as connection:
        assert key_by_code(connection, "105").state == "out_of_use"  # type: ignore[union-attr]
    assert "锁坏了" in page.details.table.rows()[0].past.note
    page.details.in_use.click()
    idle(desk, qtbot)
    with store.read() as connection:
        assert key_by_code(connection, "105").state == "normal"  # type: ignore[union-attr]


def test_registering_a_run_says_what_is_wrong(
    store: Store,
    desk: Desk,  # noqa: F811
    qtbot: QtBot,
    zones: None,
) -> None:
    page = opened(desk, qtbot)
    page.register.click()
    dialog = page._dialog
    assert isinstance(dialog, RegisterKeysDialog)
    dialog.confirm_button.click()
    assert dialog.isVisible(), "empty numbers are said at their fields"
    dialog.first.set_count(150)
    dialog.last.set_count(170)
    dialog.confirm_button.click()
    idle(desk, qtbot)
    assert dialog.banner.isVisible(), "150 is registered already: nothing is half done"
    dialog.first.set_count(161)
    dialog.confirm_button.click()
    idle(desk, qtbot)
    board = page.findChild(BoardGrid, "keys.board.men")
    assert board is not None and len(board.cells()) == 70


def test_empty_board_offers_the_first_step(desk: Desk, qtbot: QtBot, cashier: Actor) -> None:  # noqa: F811
    page = opened(desk, qtbot)
    assert page.empty.isVisible() and page.first_zone.isVisible()
    desk.set_actor(cashier)
    assert not page.first_zone.isVisible(), "a cashier can't add zones"
