"""The kit's widgets: what fits, what has a name, what the keyboard does."""

import re
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.core.i18n import set_language
from frontdesk.core.resources import resource_path
from frontdesk.ui import icons, theme
from frontdesk.ui.dates import day_words, full_day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import (
    AmountEdit,
    Banner,
    Button,
    Column,
    CountEdit,
    DataTable,
    EmptyState,
    FieldRow,
    IconButton,
    IconLabel,
    KeyValue,
    Label,
    MoneyLabel,
    PhotoView,
    PrivacyText,
    SearchBox,
    SegmentedTabs,
    Stepper,
    Tab,
    TextEdit,
    TileButton,
    ToastLayer,
    initials,
    required_text,
)
from frontdesk.ui.widgets import privacy as privacy_module
from tests.ui import gallery
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed


@pytest.mark.parametrize("name", ["light", "dark"])
def test_nothing_in_the_gallery_is_clipped_or_nameless(qtbot: QtBot, name: str) -> None:
    theme.apply("light" if name == "light" else "dark")
    set_language("zh")
    sheet = gallery.build()
    qtbot.addWidget(sheet)
    sheet.resize(1366, 900)
    sheet.show()
    assert find_clipped_text(sheet) + find_unnamed(sheet) + find_small_targets(sheet) == []


def test_the_finders_find(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(300, 200)
    label = Label("a long sentence that can't fit", parent=holder)
    label.setGeometry(0, 0, 60, 20)
    button = Button("another long sentence", "test.button", parent=holder)
    button.setGeometry(0, 40, 60, 20)
    nameless = TextEdit("", "", parent=holder)
    nameless.setGeometry(0, 80, 60, 38)
    holder.show()
    assert len(find_clipped_text(holder)) == 2
    assert len(find_unnamed(holder)) == 2
    assert len(find_small_targets(holder)) == 1


def test_a_button_is_pressed_by_its_key_by_enter_and_by_space_but_not_by_repeats(qtbot: QtBot) -> None:
    button = Button("Pay", "test.pay", shortcut="F4")
    qtbot.addWidget(button)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    button.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
    button.hold_for(150)
    qtbot.keyClick(button, Qt.Key.Key_F4)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3
    button.setEnabled(False)
    assert not button.press()


def test_both_enter_keys_work_with_ctrl(qtbot: QtBot) -> None:
    button = Button("Count done", "test.done", shortcut="Ctrl+Enter")
    qtbot.addWidget(button)
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2


def test_an_empty_state_gives_up_its_drawing_before_its_words(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(400, 400)
    state = EmptyState("empty-keys", "Nobody is in the house", parent=holder)
    holder.show()
    for height, drawn in ((300, True), (80, False), (300, True)):
        state.resize(300, height)
        qtbot.wait(20)
        assert state.findChild(IconLabel).isVisible() == drawn
        assert find_clipped_text(state) == []


def test_a_click_leaves_the_keyboard_where_it_was(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    edit = TextEdit("test.edit", "Edit", parent=holder)
    button = Button("Go", "test.go", parent=holder)
    button.move(0, 60)
    holder.show()
    holder.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edit.hasFocus()


@pytest.mark.parametrize(
    ("typed", "shown", "fen"),
    [
        ("12", "12", 1200),
        ("１２．５", "12.5", 1250),
        ("3。5", "3.5", 350),
        ("", "", None),
        ("1.234", "1.234", None),
        ("-5", "-5", None),
        ("abc", "abc", None),
    ],
)
def test_amounts_are_read_as_they_are_typed(qtbot: QtBot, typed: str, shown: str, fen: int | None) -> None:
    edit = AmountEdit("test.amount", "Amount")
    qtbot.addWidget(edit)
    edit.insert(typed)
    assert (edit.text(), edit.fen()) == (shown, fen)
    assert bool(edit.property("wrong")) == (bool(typed) and fen is None)


def test_counts_hold_digits_only(qtbot: QtBot) -> None:
    edit = CountEdit("test.count", "Count", most=200)
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "1a2-")
    assert edit.count() == 12
    edit.setText("９９９")
    assert edit.count() == 200
    edit.clear()
    assert edit.count() is None


def test_one_letter_shortcuts_work_while_an_amount_has_the_keyboard(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    edit = AmountEdit("test.amount", "Amount", parent=holder)
    tile = TileButton("WeChat", "test.wechat", shortcut="W", parent=holder)
    tile.move(0, 60)
    pressed: list[int] = []
    tile.clicked.connect(lambda: pressed.append(1))
    holder.show()
    holder.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    for key in ("1", "w", "x", "2"):
        qtbot.keyClicks(edit, key)
    assert pressed == [1]
    assert edit.text() == "12"


class _Shown(QObject):
    """Counts widgets that are shown as windows of their own."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        return False


def test_nothing_is_a_window_while_it_is_built(qtbot: QtBot, desk: Desk) -> None:
    """Shown before it has a parent, a label takes a native window: a millisecond each, and a flicker."""
    shown = _Shown()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(shown)
    built = [
        FieldRow("Name", TextEdit("built.name", "Name"), hint="As in the passport"),
        EmptyState("empty-list", "Nobody here", note="Tap a card"),
        Dialog(desk, "built.dialog", "Sure?", confirm="Yes", note="It can't be undone."),
    ]
    app.removeEventFilter(shown)
    assert shown.count == 0
    for widget in built:
        qtbot.addWidget(widget)


def test_an_error_stands_at_its_field_and_goes(qtbot: QtBot) -> None:
    row = FieldRow("Name", TextEdit("test.name", "Name"), hint="As on the passport")
    qtbot.addWidget(row)
    row.show()
    assert required_text(row) is None
    assert row.error() == "Please fill this in"
    assert row.field.accessibleDescription() == row.error()
    qtbot.keyClicks(row.field, "  Li ")
    assert required_text(row) == "Li"
    assert row.error() == ""


@dataclass(frozen=True)
class Row:
    number: int
    name: str


def _table(qtbot: QtBot) -> DataTable:
    columns = [Column("number", "No", lambda r: str(r.number), 60, "right"), Column("name", "Name", lambda r: r.name)]
    table = DataTable("test.table", "People", columns, row_key=lambda r: r.number)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    return table


def test_a_table_keeps_its_row_and_opens_by_enter(qtbot: QtBot) -> None:
    table = _table(qtbot)
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.set_rows([Row(1, "a"), Row(2, "b"), Row(3, "c")])
    table.selectRow(1)
    table.set_rows([Row(0, "new"), Row(1, "a"), Row(2, "b again")])
    assert table.current_row() == Row(2, "b again")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [Row(2, "b again"), Row(1, "a")]


def test_an_empty_table_says_what_belongs_there(qtbot: QtBot) -> None:
    table = _table(qtbot)
    empty = Label("Nobody yet")
    table.set_empty(empty)
    assert empty.isVisible()
    table.set_rows([Row(1, "a")])
    assert not empty.isVisible()


def test_a_big_table_is_painted_at_once(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.set_rows([Row(n, f"name {n}") for n in range(100_000)])
    table.scrollToBottom()
    assert not table.grab().isNull()


def test_tabs_move_by_arrows(qtbot: QtBot) -> None:
    tabs = SegmentedTabs("test.tabs", "Zones", [Tab("men", "Men", "60"), Tab("women", "Women"), Tab("safe", "Safe")])
    qtbot.addWidget(tabs)
    tabs.show()
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.mouseClick(tabs.findChild(Button, "test.tabs.safe"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert chosen == ["women", "safe", "men"]
    tabs.set_tabs([Tab("men", "Men", "59"), Tab("women", "Women"), Tab("safe", "Safe")])
    assert tabs.current() == "men"
    assert tabs.findChild(Button, "test.tabs.men").text() == "Men 59"


def test_a_masked_text_is_masked_again_by_itself(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy_module, "SHOWN_FOR_MS", 60)
    text = PrivacyText("test.balance", "Balance")
    qtbot.addWidget(text)
    text.show()
    text.set_secret("¥1,280.00")
    assert "1,280" not in text.text()
    assert "1,280" not in text.findChildren(Label)[0].accessibleName()
    text.findChild(IconButton).click()
    assert text.text() == "¥1,280.00"
    qtbot.waitUntil(lambda: "1,280" not in text.text(), timeout=2000)


def test_money_shrinks_rather_than_being_cut(qtbot: QtBot) -> None:
    label = MoneyLabel("应收", "test.due")
    qtbot.addWidget(label)
    label.resize(240, label.height())
    label.set_fen(1_234_567_890)
    assert label.text() == "¥12,345,678.90"
    assert label.accessibleName() == "应收 ¥12,345,678.90"
    # The leftmost column of the figures' half stays free of ink.
    picture = label.grab().toImage()
    ground = picture.pixelColor(1, 1)
    assert all(picture.pixelColor(picture.width() - 4, y) == ground for y in range(picture.height()))


def test_a_banner_speaks_as_one_sentence(qtbot: QtBot) -> None:
    banner = Banner("test.banner")
    qtbot.addWidget(banner)
    banner.show_state("bad", "Expired", "Since 20 Nov", "Renew with F4")
    assert banner.accessibleName() == "Expired. Since 20 Nov. Renew with F4"
    assert (banner.kind(), banner.title()) == ("bad", "Expired")


def test_steps_say_where_one_is(qtbot: QtBot) -> None:
    steps = Stepper("test.steps", ["Before", "Count", "Sign"])
    qtbot.addWidget(steps)
    steps.set_current(1)
    assert steps.accessibleName() == "Step 2 of 3: Count"
    steps.resize(200, 54)
    assert not steps.grab().isNull()


def test_toasts_leave_by_a_click_and_never_pile_up(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    layer = ToastLayer(window)
    for number in range(7):
        last = layer.say(f"news {number}", "ok")
    assert layer.texts() == ["news 3", "news 4", "news 5", "news 6"]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert "news 6" not in layer.texts()
    layer.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # they are gone now
    layer.say("another day", "ok")
    assert layer.texts() == ["another day"]


def test_search_takes_its_own_enter(qtbot: QtBot) -> None:
    box = SearchBox("test.search", "Search")
    qtbot.addWidget(box)
    chosen: list[int] = []
    box.chosen.connect(lambda: chosen.append(1))
    qtbot.keyClicks(box, "wang")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen == [1]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "小明"),
        ("单雄", "单雄"),
        ("欧阳娜娜", "娜娜"),
        ("Anna Maria Li", "AL"),
        ("Bo", "B"),
        ("", ""),
        ("𬱖", "𬱖"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_photo_is_shown_and_a_broken_one_is_initials(qtbot: QtBot) -> None:
    view = PhotoView("test.photo")
    qtbot.addWidget(view)
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    view.set_person("王小明", picture)
    assert view.grab().toImage().pixelColor(48, 60).red() > 200
    view.set_person("王小明", b"not a picture")
    assert view.accessibleName() == "Photo of 王小明"
    assert view.grab().toImage().pixelColor(48, 10) == theme.colour("primary_soft")


def test_facts_can_be_replaced(qtbot: QtBot) -> None:
    grid = KeyValue("test.facts", "Facts")
    qtbot.addWidget(grid)
    grid.set_facts([("a", "1"), ("b", "2")])
    grid.set_facts([("c", "3")])
    assert [label.text() for label in grid.findChildren(Label) if not label.isHidden() and label.parent()][-2:] == [
        "c",
        "3",
    ]


def test_every_icon_is_drawn_with_one_pen() -> None:
    assert len(icons.names()) > 70
    for name in icons.names():
        source = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
        assert "currentColor" in source, name
        assert not re.search(r"#[0-9A-Fa-f]{3,6}|<image|<text|href", source), name
        if 'viewBox="0 0 24 24"' in source and 'fill="none"' in source:
            assert 'stroke-width="1.75"' in source and 'stroke-linecap="round"' in source, name
        assert not icons.pixmap(name, "#0B6B75", 24).isNull()


def test_every_icon_leaves_ink(qtbot: QtBot) -> None:
    for name in icons.names():
        image = icons.pixmap(name, "#FF0000", 24).toImage()
        ink = sum(image.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24))
        assert ink > 4, name


def test_days_read_by_language() -> None:
    assert day_words("2026-11-23") == "Mon 23 Nov"
    assert full_day_words("2027-03-15") == "15 Mar 2027"
    set_language("zh")
    assert day_words("2026-11-23") == "11月23日 周一"
    assert full_day_words("2027-03-15") == "2027年3月15日"
