"""When things come at once: each case of the house rules, against the real page in a real window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.reception.dialogs.change_key import ChangeKeyDialog
from frontdesk.reception.dialogs.day_guest import DayGuestDialog
from frontdesk.ui.desk import Desk
from frontdesk.visits.decide import SECOND_TAP_MINUTES, Asked
from frontdesk.visits.queries import stream
from tests.reception.conftest import Counter, SalePage
from tests.visits.house import House

Open = Callable[[], Counter]


def test_tap_and_enter_then_scan_and_enter(house: House, open_counter: Open) -> None:  # G06 G07 G08
    wang = house.member("王小明")
    counter = open_counter()
    counter.tap(wang)
    assert counter.shown() == ("王小明", "May come in")
    assert counter.page.keys.number.text() == "101"
    counter.enter()
    assert [(visit.name, visit.key_code) for visit in counter.inside()] == [("王小明", "101")]
    assert counter.page.figures.inside.value() == "1"
    counter.tap(wang)
    assert counter.shown() == ("王小明", "Has key 101 already"), "a second tap shows the key already given"
    counter.press(Qt.Key.Key_Escape)
    counter.scan("K101")
    assert counter.shown() == ("王小明", "Leaving")
    counter.enter()
    assert counter.inside() == []
    assert house.where("card/1011") == f"member/{wang.person_id}"
    house.check()


def test_decisions_queue_and_enter_acts_on_the_one_shown(house: House, open_counter: Open) -> None:
    wang, li, zhao = house.member("王小明"), house.member("李娜", "f"), house.member("赵军")
    counter = open_counter()
    for member in (wang, li, zhao, li):
        counter.tap(member)
    assert counter.shown()[0] == "王小明"
    assert counter.page.keys.next.whole() == "Next: 李娜, then 1 more"
    counter.enter()
    assert counter.shown()[0] == "李娜", "the next one is shown at once"
    assert [visit.name for visit in counter.inside()] == ["王小明"]
    counter.press(Qt.Key.Key_Escape)
    assert counter.shown()[0] == "赵军", "put away, without a key"
    counter.enter()
    assert sorted(visit.name for visit in counter.inside()) == ["王小明", "赵军"]
    house.check()


def test_enter_does_nothing_within_300_ms_of_the_painting(house: House, open_counter: Open) -> None:
    wang, li = house.member("王小明"), house.member("李娜", "f")
    counter = open_counter()
    counter.tap(wang)
    counter.tap(li)
    QTest.qWait(320)
    counter.enter(read_first=False)
    assert counter.shown()[0] == "李娜"
    # A finger that presses twice must not give a key to whoever came up next.
    window = counter.window
    counter.page.asking._show(counter.page.asking.found)  # type: ignore[arg-type]
    QTest.keyClick(window, Qt.Key.Key_Return)
    counter.idle()
    assert [visit.name for visit in counter.inside()] == ["王小明"]
    counter.enter()
    assert len(counter.inside()) == 2


def test_tap_while_locked_waits_and_shows_nobody(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.window.lock()
    counter.tap(wang)
    assert counter.window.lock_view.waiting.isVisible()
    assert "王小明" not in counter.window.lock_view.waiting.title()
    assert counter.page.asking.found is None
    counter.window.lock_view.unlocked.emit(house.owner)
    counter.idle()
    assert counter.shown()[0] == "王小明"
    assert counter.inside() == []


def test_tap_during_a_sale_fills_in_the_member_else_waits(house: House, open_counter: Open) -> None:
    wang, li = house.member("王小明"), house.member("李娜", "f")
    counter = open_counter()
    badges: list[tuple[str, int]] = []
    counter.window.desk.badge_changed.connect(lambda key, count: badges.append((key, count)))
    counter.window.open_page("cashier")
    counter.tap(wang)
    sale = counter.window.shell.page("cashier")
    assert isinstance(sale, SalePage)
    assert sale.member == wang.uid
    assert counter.page.asking.found is None
    counter.tap(li)
    assert counter.window.current_page() is sale, "the sale stays in front"
    assert badges[-1] == ("reception", 1), "the rail says that somebody waits"
    counter.window.open_page("reception")
    counter.idle()
    assert counter.shown()[0] == "李娜"
    assert badges[-1] == ("reception", 0)


def test_before_the_shift_is_open_it_says_so(house: House, desk: Desk, open_counter: Open) -> None:
    from dataclasses import replace

    wang = house.member("王小明")
    counter = open_counter()
    desk.set_actor(replace(house.owner, counter="2"))
    counter.tap(wang)
    assert counter.shown() == ("王小明", "The shift isn't open")
    counter.enter()
    assert counter.inside() == []


def test_scanned_key_at_home_goes_to_the_one_shown(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.scan("K104")
    assert counter.shown() == ("Key 104", "Key 104 is at home"), "nobody is there: it is only shown"
    counter.tap(wang)
    QTest.qWait(320)
    counter.scan("K104")
    assert [(visit.name, visit.key_code) for visit in counter.inside()] == [("王小明", "104")]


def test_scan_right_after_the_painting_only_chooses_the_key(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.tap(wang)
    counter.page.asking._painted_at = float("inf")
    counter.scan("K104")
    assert counter.inside() == []
    assert counter.page.keys.number.text() == "104"


def test_key_of_the_other_zone_is_refused(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.tap(wang)
    QTest.qWait(320)
    counter.scan("K201")
    assert counter.inside() == []
    assert counter.page.keys.number.text() == "101"


def test_bare_typed_number_only_shows(house: House, open_counter: Open) -> None:  # G15
    wang, li = house.member("王小明"), house.member("李娜", "f")
    house.arrive(wang)
    counter = open_counter()
    counter.tap(li)
    assert counter.page.handle_scan("104") is False, "typed digits are no scan; they go to the search box"
    counter.press(Qt.Key.Key_Escape)
    counter.page.activate(key_code="101")
    counter.idle()
    assert counter.shown() == ("王小明", "Leaving")
    assert len(counter.inside()) == 1


def test_member_without_card_with_the_reason_noted(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.page.activate(person_id=wang.person_id)
    counter.idle()
    assert counter.page.keys.reason.isVisible()
    counter.page.keys.reason.setCurrentIndex(counter.page.keys.reason.findData("broken"))
    counter.enter()
    (visit,) = counter.inside()
    assert visit.card_number == ""
    line = counter.page.house.happened[0].visit  # type: ignore[union-attr]
    assert line is not None and (line.card, line.how) == ("none", "broken")


def test_day_guest_by_the_dialog(house: House, open_counter: Open) -> None:
    counter = open_counter()
    counter.press(Qt.Key.Key_F7)
    dialog = counter.page.steps._dialog
    assert isinstance(dialog, DayGuestDialog)
    QTest.keyClicks(dialog.name_edit, "He Fang")
    dialog.zone.setCurrentIndex(1)
    assert dialog.code_edit.text() == "201"
    dialog.document.setChecked(True)
    dialog.confirm_button.click()
    counter.idle()
    assert [(visit.name, visit.key_code, visit.guarantee) for visit in counter.inside()] == [
        ("He Fang", "201", "document")
    ]
    counter.scan("K201")
    counter.enter()
    assert counter.inside() == []
    assert "document" in counter.page.person.banner.reason()


def test_swapped_locker_keeps_the_visit(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    first = house.arrive(wang)
    counter = open_counter()
    counter.scan("K101")
    counter.press(Qt.Key.Key_F2)
    dialog = counter.page.steps._dialog
    assert isinstance(dialog, ChangeKeyDialog)
    dialog.code.field.setText("999")  # type: ignore[attr-defined]
    dialog.confirm_button.click()
    assert dialog.isVisible(), "a wrong number is said at the field"
    dialog.code.field.setText("K105")  # type: ignore[attr-defined]
    dialog.confirm_button.click()
    counter.idle()
    (visit,) = counter.inside()
    assert (visit.visit_id, visit.key_code) == (first.visit_id, "105")
    assert counter.page.keys.number.text() == "105"
    assert house.where("card/1011") == "tray/105"


def test_coming_back_is_the_same_visit(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    first = house.arrive(wang)
    house.leave("101")
    counter = open_counter()
    counter.tap(wang)
    assert counter.shown() == ("王小明", "Back again, same visit")
    counter.enter()
    assert [visit.visit_id for visit in counter.inside()] == [first.visit_id]


def test_key_taken_by_another_counter_is_said_and_the_next_suggested(house: House, open_counter: Open) -> None:
    wang, zhao = house.member("王小明"), house.member("赵军")
    counter = open_counter()
    counter.tap(wang)
    house.arrive(zhao, "101")
    counter.enter()
    assert counter.page.keys.failure.isVisible()
    assert "101" in counter.page.keys.failure.title()
    assert counter.page.keys.number.text() == "102"
    counter.enter()
    assert [visit.key_code for visit in counter.inside()] == ["102", "101"]


def test_unopened_card_is_opened_and_then_handed_out(house: House, open_counter: Open) -> None:  # G07
    wang = house.member("王小明", opening="first_visit")
    counter = open_counter()
    counter.tap(wang)
    assert counter.shown() == ("王小明", "Card not opened yet")
    counter.enter()
    assert counter.shown() == ("王小明", "May come in")
    counter.enter()
    assert [visit.name for visit in counter.inside()] == ["王小明"]


def test_a_card_for_a_day_to_come_is_offered_as_a_single_visit(house: House, open_counter: Open) -> None:  # G07 G24
    wang = house.member("王小明", opening="date", opens_on="2026-11-25")
    counter = open_counter()
    counter.tap(wang)
    assert counter.shown() == ("王小明", "Not valid yet")
    assert counter.page.person.banner.reason() == "Year · opens on 25 Nov 2026"
    counter.enter()
    assert isinstance(counter.page.steps._dialog, DayGuestDialog)
    assert counter.inside() == []


def test_a_card_taken_back_by_a_tap_says_so_in_the_books(house: House, open_counter: Open) -> None:  # G08
    """Somebody whose card left the slot taps it on the way out, long after the key went out."""
    wang = house.member("王小明")
    house.arrive(wang)
    counter = open_counter()
    counter.window.desk.store.clock.advance(minutes=SECOND_TAP_MINUTES.default)  # type: ignore[attr-defined]
    counter.tap(wang)
    assert counter.shown() == ("王小明", "Leaving")
    counter.enter()
    assert counter.inside() == []
    assert (house.where("key/101"), house.where("card/1011")) == ("board", f"member/{wang.person_id}")
    with house.store.read() as connection:
        line = stream(connection, "2026-11-23")[0]
    assert (line.kind, line.how, line.card_number) == ("left", "card", "1011")
    house.check()


def test_tap_while_a_dialog_is_open_waits_behind_it(house: House, open_counter: Open) -> None:
    wang = house.member("王小明")
    counter = open_counter()
    counter.press(Qt.Key.Key_F7)
    dialog = counter.page.steps._dialog
    assert isinstance(dialog, DayGuestDialog)
    QTest.keyClicks(dialog.name_edit, "He Fang")
    counter.tap(wang)
    assert dialog.isVisible()
    assert dialog.name_edit.text() == "He Fang"
    assert QApplication.focusWidget() is dialog.name_edit, "the keyboard stays in the dialog"
    assert counter.inside() == [], "no key went out behind it"
    dialog.document.setChecked(True)
    counter.enter()
    assert [visit.name for visit in counter.inside()] == ["He Fang"]
    counter.enter()
    assert sorted(visit.name for visit in counter.inside()) == ["He Fang", "王小明"]
    house.check()


def test_zone_is_asked_when_no_sex_is_on_record(house: House, open_counter: Open) -> None:  # G06
    unknown = house.member("何安", "")
    counter = open_counter()
    counter.tap(unknown)
    assert counter.shown() == ("何安", "Which zone?")
    counter.page.keys.zone_chosen.emit("women")
    assert counter.page.keys.number.text() == "201"
    counter.enter()
    assert [visit.key_code for visit in counter.inside()] == ["201"]


def test_language_switch_keeps_the_person_at_the_desk(house: House, open_counter: Open) -> None:
    wang, li = house.member("王小明"), house.member("李娜", "f")
    counter = open_counter()
    counter.tap(wang)
    counter.tap(li)
    counter.window.switch_language()
    counter.idle()
    assert counter.shown() == ("王小明", "可以入场")
    assert counter.page.asking.queue.waiting == (Asked(uid=li.uid),)


def test_card_number_from_a_barcode_counts_as_the_card(house: House, open_counter: Open) -> None:  # G15
    wang = house.member("王小明")
    counter = open_counter()
    counter.page.activate(person_id=wang.person_id, card_number=wang.card)
    counter.idle()
    assert not counter.page.keys.reason.isVisible()
    counter.enter()
    assert house.where("card/1011") == "tray/101"
