"""The window on screens smaller than the comfortable size: everything can be reached, nothing is asked for twice."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.window.rail import Rail
from frontdesk.app.window.room import COMFORT, PageArea, fit_screen
from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.page import Page, PageSpec


def test_a_window_never_asks_for_more_than_the_screen_has(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    free = window.screen().availableSize()
    fit_screen(window, QSize(10_000, 10_000), QSize(9_000, 9_000))
    for size in (window.size(), window.minimumSize()):
        assert size.width() <= free.width() and size.height() <= free.height()


def test_a_page_scrolls_below_its_least_size_only(qtbot: QtBot, desk: Desk) -> None:
    area = PageArea()
    qtbot.addWidget(area)
    area.stack.addWidget(Page(desk))
    area.resize(1092, 582)
    area.show()
    scroll = area.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    bars = scroll.horizontalScrollBar(), scroll.verticalScrollBar()
    assert [bar.isVisible() for bar in bars] == [False, False]
    area.resize(855, 414)
    qtbot.waitUntil(lambda: [bar.isVisible() for bar in bars] == [True, True])


def test_the_narrow_rail_keeps_its_words_for_ear_and_pointer(qtbot: QtBot) -> None:
    rail = Rail([PageSpec("keys", "keys", Page)])
    qtbot.addWidget(rail)
    rail.set_compact(True)
    button = rail.findChildren(QWidget, "rail.keys")[0]
    assert rail.width() < 60
    assert button.accessibleName() == t("ui.area.keys") and "Alt+4" in button.toolTip()


def test_a_dialog_higher_than_the_screen_scrolls_and_keeps_its_buttons(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(COMFORT)
    dialog = Dialog(desk, "test.high", "title", confirm="yes", parent=window)
    for number in range(90):
        dialog.body.addWidget(QLabel(f"line {number}"))
    dialog.open()
    assert dialog.height() <= dialog.screen().availableSize().height()
    assert dialog.rect().contains(dialog.confirm_button.geometry())
    dialog.close()
