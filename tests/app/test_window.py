"""The main window: who may see it, where cards, scans and keys go, switching theme and language at once."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.window.main_window import MainWindow
from frontdesk.app.window.model import DeskStatus, DeviceState
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, set_language
from frontdesk.core.settings import MachineSettings
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import ApprovalDialog, AskDialog, FaultDialog
from frontdesk.ui.runner import BackgroundRunner, InternalFault
from frontdesk.ui.widgets import PrivacyText
from tests.app.window_samples import ALL, DEVICES, LIU, OWNER, WANG, Answers, SamplePage, spec
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed

AREAS = ("reception", "members", "cashier", "keys", "reports", "handover", "settings")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: QtBot, store: Store, answers: Answers) -> Iterator[MainWindow]:
    theme.apply("light")
    set_language("en")
    runner = BackgroundRunner()
    desk = Desk(store, MachineSettings(), runner)
    found = MainWindow(desk, [spec(key) for key in AREAS], answers.hooks())
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    found.close()
    qtbot.waitUntil(lambda: runner.pending() == 0)
    assert runner.shutdown(10)
    set_language("zh")
    theme.apply("light")


@pytest.fixture
def open_window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with 刘洋 at the desk."""
    window.lock_view.unlocked.emit(LIU)
    qtbot.waitUntil(lambda: not window.is_locked())
    return window


def page(window: MainWindow, key: str) -> SamplePage:
    found = window.shell.page(key)
    assert isinstance(found, SamplePage)
    return found


def front(window: MainWindow) -> str:
    current = window.shell.current()
    assert current is not None
    return current.key


def settled(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.desk.runner.pending() == 0


def type_keys(qtbot: QtBot, text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, text)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def test_nothing_is_shown_before_somebody_signed_in(window: MainWindow, qtbot: QtBot) -> None:  # K06
    assert window.is_locked()
    assert window.current_page() is None
    press(qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.is_locked()
    assert not window.shell.isVisible()


def test_signing_in_by_password(window: MainWindow, qtbot: QtBot) -> None:  # K06
    view = window.lock_view
    view.ask_password()
    qtbot.keyClicks(view.username, "zhou")
    qtbot.keyClicks(view.password, "wrong")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(view.failure.isVisible)
    assert view.password.text() == ""
    qtbot.keyClicks(view.password, "right")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked())
    assert window.desk.actor == OWNER
    assert front(window) == "reception"


def test_an_empty_sign_in_is_refused_at_the_fields(window: MainWindow, qtbot: QtBot) -> None:
    window.lock_view.ask_password()
    press(qtbot, Qt.Key.Key_Return)
    assert window.lock_view.username.accessibleDescription()
    assert window.lock_view.password.accessibleDescription()
    assert window.is_locked()


def test_unlocking_by_pin_offers_the_person_who_left(open_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    view = open_window.lock_view
    qtbot.waitUntil(view.pin.isVisible)
    assert answers.left == [LIU]
    qtbot.keyClicks(view.pin, "2468")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not open_window.is_locked())
    assert open_window.desk.actor == LIU


def test_the_desk_locks_itself(window: MainWindow, qtbot: QtBot, store: Store, answers: Answers) -> None:
    hasty = MainWindow(window.desk, [spec("reception")], answers.hooks(), lock_after_s=0.15)
    qtbot.addWidget(hasty)
    hasty.show()
    hasty.lock_view.unlocked.emit(LIU)
    assert not hasty.is_locked()
    qtbot.waitUntil(hasty.is_locked, timeout=2000)


def test_input_keeps_the_desk_open(window: MainWindow, qtbot: QtBot, answers: Answers) -> None:
    hasty = MainWindow(window.desk, [spec("reception")], answers.hooks(), lock_after_s=0.4)
    qtbot.addWidget(hasty)
    hasty.show()
    hasty.activateWindow()
    qtbot.waitUntil(hasty.isActiveWindow)
    hasty.lock_view.unlocked.emit(LIU)
    until = time.monotonic() + 0.9
    while time.monotonic() < until:
        QTest.keyClick(hasty.windowHandle(), Qt.Key.Key_Shift)
        qtbot.wait(50)
    assert not hasty.is_locked()
    qtbot.waitUntil(hasty.is_locked, timeout=2000)


def test_a_card_tapped_while_locked_waits_without_a_name(open_window: MainWindow, qtbot: QtBot) -> None:  # G06
    open_window.lock()
    open_window.desk.card_presented.emit("card of 王小明")
    open_window.desk.scanned.emit("K118")
    view = open_window.lock_view
    assert view.waiting.isVisible()
    assert "2" in view.waiting.title()
    assert "王" not in view.waiting.accessibleName()
    assert page(open_window, "reception").cards == []
    view.unlocked.emit(LIU)
    assert page(open_window, "reception").cards == ["card of 王小明"]
    assert page(open_window, "reception").scans == ["K118"]
    assert not view.waiting.isVisible()


def test_a_card_the_page_does_not_want_waits_at_reception(open_window: MainWindow) -> None:
    open_window.open_page("cashier")
    page(open_window, "cashier").takes = False
    open_window.desk.card_presented.emit("card")
    assert page(open_window, "reception").cards == ["card"]
    assert front(open_window) == "cashier"
    assert open_window.news.texts() != []


def test_an_unknown_scan_is_searched(open_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    page(open_window, "reception").takes = False
    open_window.desk.scanned.emit("6901234567892")
    qtbot.waitUntil(lambda: answers.searched == ["6901234567892"])


def test_three_letters_and_enter_find_a_member(open_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    open_window.shell.top.search.clearFocus()
    open_window.setFocus()
    type_keys(qtbot, "w")
    type_keys(qtbot, "xm")
    # Enter before the answer is there waits for it.
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front(open_window) == "members")
    assert answers.searched[-1] == "wxm"
    assert page(open_window, "members").activated == [WANG.args]
    assert open_window.shell.top.search.text() == ""


def test_arrows_move_in_the_answers(open_window: MainWindow, qtbot: QtBot) -> None:
    search = open_window.shell.top.search
    qtbot.keyClicks(search, "wx")
    qtbot.waitUntil(open_window.shell.results.isVisible)
    qtbot.waitUntil(settled(open_window))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(search, key)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front(open_window) == "keys")


def test_escape_empties_the_search(open_window: MainWindow, qtbot: QtBot) -> None:
    search = open_window.shell.top.search
    qtbot.keyClicks(search, "x")
    qtbot.waitUntil(open_window.shell.results.isVisible)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert not open_window.shell.results.isVisible()


def test_enter_in_the_empty_search_box_is_the_pages_enter(open_window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert page(open_window, "reception").pressed == 1
    page(open_window, "reception").button.hold_for(300)
    press(qtbot, Qt.Key.Key_Return)
    assert page(open_window, "reception").pressed == 1
    qtbot.wait(450)
    press(qtbot, Qt.Key.Key_Return)
    assert page(open_window, "reception").pressed == 2


def test_enter_in_a_field_of_the_page_is_pressed_once(open_window: MainWindow, qtbot: QtBot) -> None:
    page(open_window, "reception").edit.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert page(open_window, "reception").pressed == 1


@pytest.mark.parametrize(
    ("key", "area"),
    [(Qt.Key.Key_2, "members"), (Qt.Key.Key_4, "keys"), (Qt.Key.Key_9, "reports"), (Qt.Key.Key_0, "handover")],
)
def test_numbers_stay_when_areas_are_off(open_window: MainWindow, qtbot: QtBot, key: Qt.Key, area: str) -> None:
    press(qtbot, key, Qt.KeyboardModifier.AltModifier)
    assert front(open_window) == area


def test_an_area_that_is_off_is_not_there(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.shell.rail.areas() == list(AREAS)
    press(qtbot, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    open_window.desk.open_page("cards")
    assert front(open_window) == "reception"


def test_tab_follows_reading_order(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.show_devices(DEVICES)
    open_window.open_page("cashier")
    qtbot.waitUntil(open_window.shell.top.devices.chip("network").isVisible)
    open_window.shell.rail.findChild(QWidget, "rail.cashier").setFocus()
    seen = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus.objectName() in seen:
            break
        seen.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    top = ["top.search", "top.operator", *(f"device.{state.key}" for state in DEVICES)]
    # The rail is one stop: its arrows go from area to area.
    assert seen == [
        "rail.cashier",
        *top,
        "cashier.ok",
        "cashier.note",
        "bottom.mute",
        "bottom.language",
        "bottom.theme",
        "bottom.help",
    ]
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is open_window.shell.bottom.help


def test_arrows_go_from_area_to_area_on_the_rail(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.shell.rail.findChild(QWidget, "rail.reception").setFocus()
    for expected in ("members", "cashier"):
        press(qtbot, Qt.Key.Key_Down)
        assert front(open_window) == expected
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == f"rail.{expected}"


def test_pages_open_each_other_by_name(open_window: MainWindow) -> None:
    open_window.desk.open_page("cashier", person_id=12)
    assert front(open_window) == "cashier"
    assert page(open_window, "cashier").activated == [{"person_id": 12}]


def test_switching_language_keeps_what_was_typed(open_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    open_window.open_page("cashier")
    page(open_window, "cashier").edit.setText("half a sentence")
    open_window.show_devices(DEVICES)
    qtbot.mouseClick(open_window.shell.bottom.language, Qt.MouseButton.LeftButton)
    assert language() == "zh"
    assert front(open_window) == "cashier"
    assert page(open_window, "cashier").edit.text() == "half a sentence"
    assert open_window.shell.rail.findChild(QWidget, "rail.cashier").accessibleName() == "收银"
    assert open_window.shell.top.devices.chip("reader").text() == "读卡器"
    qtbot.waitUntil(lambda: answers.remembered == [("language", "zh")])
    assert not open_window.is_locked()


def test_switching_language_at_the_lock_stays_locked(window: MainWindow) -> None:
    window.switch_language()
    assert window.is_locked()
    assert window.lock_view.confirm_button.text() == "登录"


def test_switching_the_theme_is_remembered(open_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    qtbot.mouseClick(open_window.shell.bottom.theme, Qt.MouseButton.LeftButton)
    assert theme.tokens().name == "dark"
    qtbot.waitUntil(lambda: answers.remembered == [("theme", "dark")])


def test_a_device_says_what_is_wrong_and_what_to_do(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.show_devices(DEVICES)
    strip = open_window.shell.top.devices
    qtbot.mouseClick(strip.chip("printer"), Qt.MouseButton.LeftButton)
    assert strip.popover().isVisible()
    qtbot.keyClick(strip.popover(), Qt.Key.Key_Escape)
    assert not strip.popover().isVisible()
    assert strip.chip("network").accessibleName() == "Network 断开: Not working"


def test_masked_texts_are_shown_while_f8_is_held(open_window: MainWindow, qtbot: QtBot) -> None:
    secret = PrivacyText("test.phone", "Phone", parent=page(open_window, "reception"))
    secret.set_secret("13812348888", "138****8888")
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyPress(focus, Qt.Key.Key_F8)
    assert secret.text() == "13812348888"
    qtbot.keyRelease(focus, Qt.Key.Key_F8)
    assert secret.text() == "138****8888"


def test_a_dialog_waits_behind_the_lock_for_its_own_person(open_window: MainWindow, qtbot: QtBot) -> None:
    dialog = AskDialog(open_window.desk, "test.ask", "Void receipt 42", confirm="Void", parent=open_window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    open_window.lock()
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    open_window.lock_view.unlocked.emit(LIU)
    assert dialog.isVisible()
    open_window.lock()
    open_window.lock_view.unlocked.emit(OWNER)
    assert not dialog.isVisible()
    assert dialog.over


def test_what_is_said_while_locked_is_shown_to_nobody_else(open_window: MainWindow) -> None:
    open_window.desk.toast("王小明 has key 118")
    open_window.lock()
    assert open_window.news.texts() == []
    open_window.desk.toast("王小明 left", "info")
    open_window.desk.show_error(FrontdeskErrorForTests())
    assert open_window.news.texts() == []
    assert not open_window.findChildren(FaultDialog)
    open_window.lock_view.unlocked.emit(LIU)
    assert open_window.news.texts() == ["王小明 left"]
    open_window.findChildren(FaultDialog)[0].accept()


def test_enter_in_a_popover_does_nothing_behind_it(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.show_devices(DEVICES)
    strip = open_window.shell.top.devices
    strip.chip("reader").click()
    qtbot.keyClick(strip.popover(), Qt.Key.Key_Return)
    assert not strip.popover().isVisible()
    assert page(open_window, "reception").pressed == 0


def test_a_fault_is_explained_once_and_its_details_can_be_copied(open_window: MainWindow, qtbot: QtBot) -> None:
    fault = InternalFault(cause="ValueError", details="Traceback: one, two")
    open_window.desk.show_error(fault)
    open_window.desk.show_error(fault)
    panels = open_window.findChildren(FaultDialog)
    assert len(panels) == 1
    assert "Traceback" not in panels[0].said.accessibleName()
    panels[0].copy_button.click()
    assert "Traceback: one, two" in QApplication.clipboard().text()
    panels[0].accept()


def test_a_second_person_approves(open_window: MainWindow, qtbot: QtBot) -> None:  # K08
    asked: list[tuple[str, str, str, str]] = []

    def approver(username: str, password: str, request_hash: str, action: str) -> int:
        asked.append((username, password, request_hash, action))
        if password != "right":
            raise FrontdeskErrorForTests()
        return 7

    here = page(open_window, "reception")
    open_window.desk.approver = approver
    error = FrontdeskErrorForTests(request_hash="ab12", action="cashier.refund")
    open_window.desk.ask_approval(error, then=here.approved, what="Refund ¥1,200.00")
    dialog = open_window.findChild(ApprovalDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.username.field, "zhou")
    qtbot.keyClicks(dialog.password.field, "wrong")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(asked) == 1 and not dialog.is_busy())
    assert dialog.banner.isVisible()
    assert dialog.secret.text() == ""
    qtbot.keyClicks(dialog.password.field, "right")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.approvals == [7])
    assert asked[-1] == ("zhou", "right", "ab12", "cashier.refund")


class FrontdeskErrorForTests(FrontdeskError):
    """A refusal with the data an approval needs."""

    code = "ui.cancelled"


@pytest.mark.parametrize("name", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1920, 1080)])
def test_everything_fits_and_has_a_name(
    qtbot: QtBot, window: MainWindow, answers: Answers, name: str, size: tuple[int, int]
) -> None:
    window.choose_language("zh" if name == "zh" else "en")
    full = MainWindow(window.desk, [*(spec(key) for key in ALL), spec("settings")], answers.hooks())
    qtbot.addWidget(full)
    full.resize(*size)
    full.show()
    problems = find_clipped_text(full) + find_unnamed(full) + find_small_targets(full)
    answers.status_now = DeskStatus("2026-11-23", "早班" if name == "zh" else "Early shift", 14, 12)
    full.lock_view.unlocked.emit(Actor(3, "张倩倩" if name == "zh" else "Zhang Qianqian", "shift_lead", "1"))
    words = ("纸将尽", "断开") if name == "zh" else ("paper low", "disconnected")
    more = [DeviceState("reader", "ok"), DeviceState("printer", "warn", words[0]), DeviceState("drawer", "ok")]
    full.show_devices([*more, DeviceState("display", "off"), DeviceState("network", "bad", words[1])])
    qtbot.waitUntil(lambda: full.shell.top.search.isVisible() and bool(full._status.shift))
    # The bars are laid out again a turn of the event loop after their words have changed.
    qtbot.waitUntil(lambda: find_clipped_text(full) == [])
    problems += find_unnamed(full) + find_small_targets(full)
    assert problems == []
    assert (full.width(), full.height()) == size


def test_f12_starts_the_handover_from_anywhere(open_window: MainWindow, qtbot: QtBot) -> None:
    open_window.open_page("members")
    qtbot.keyClick(open_window.shell.top.search, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: front(open_window) == "handover")
