"""Leaving when something is open, lost or mixed up, at the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from frontdesk.books.dues import outstanding
from frontdesk.reception.dialogs.closing import ClosingDialog, GiveCardDialog
from frontdesk.reception.dialogs.give_back import GiveBackDialog
from frontdesk.reception.dialogs.leave_otherwise import LeaveOtherwiseDialog
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.left_behind import left_behind
from frontdesk.visits.queries import stray_cards
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing
from tests.reception.conftest import Counter, SalePage
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed
from tests.visits.house import House, new_key
from tests.visits.test_leaving import pay, put_on_tab

Open = Callable[[], Counter]


def test_open_tab_is_shown_first_and_paid_before_the_key_comes_back(house: House, open_counter: Open) -> None:  # G08
    wang = house.member("王小明")
    visit_id = house.arrive(wang).visit_id
    due_id = put_on_tab(house, visit_id, 1500)
    counter = open_counter()
    counter.scan("K101")
    assert counter.shown() == ("王小明", "¥15.00 on the tab")
    counter.enter()
    sale = counter.window.current_page()
    assert isinstance(sale, SalePage)
    assert sale.opened_with == {"person_id": wang.person_id, "visit_id": visit_id, "key_code": "101"}
    pay(house, due_id)
    counter.window.desk.notify("sales")
    counter.window.open_page("reception")
    counter.idle()
    assert counter.shown() == ("王小明", "Leaving")
    counter.enter()
    assert counter.inside() == []


def test_lost_key_and_missing_card_are_recorded(house: House, open_counter: Open) -> None:  # G08 G13
    wang, zhao = house.member("王小明"), house.member("赵军")
    house.arrive(wang)
    counter = open_counter()
    counter.tap(wang)
    counter.page.steps.key_lost()
    dialog = counter.page.steps._dialog
    assert isinstance(dialog, LeaveOtherwiseDialog) and dialog.key_lost.isChecked()
    dialog.card.setCurrentIndex(dialog.card.findData("wrong"))
    dialog.confirm_button.click()
    assert dialog.isVisible(), "the number of the other card is asked for"
    dialog.other_card.setText(zhao.card)
    dialog.confirm_button.click()
    counter.idle()
    assert counter.inside() == []
    with house.store.read() as connection:
        assert [due.kind for due in outstanding(connection, person_id=wang.person_id)] == ["lost_key"]
        assert [stray.card_number for stray in stray_cards(connection)] == [wang.card, zhao.card]
    assert counter.page.figures.cards.value() == "2"
    counter.page.steps.give_card()
    giving = counter.page.steps._dialog
    assert isinstance(giving, GiveCardDialog)
    giving.confirm_button.click()
    counter.idle()
    assert house.where(f"card/{wang.card}") == f"member/{wang.person_id}"
    house.check()


def test_open_visits_are_settled_at_closing(house: House, open_counter: Open) -> None:  # G13
    wang, zhao = house.member("王小明"), house.member("赵军")
    house.arrive(wang)
    house.arrive(zhao)
    counter = open_counter()
    counter.page.steps.close_visits()
    dialog = counter.page.steps._dialog
    assert isinstance(dialog, ClosingDialog)
    (_, back, _), _ = dialog._rows
    back.setChecked(False)
    counter.press(Qt.Key.Key_Return)
    assert counter.inside() == []
    assert house.where("key/102") == "lost"
    assert house.where("key/101") == "board"
    house.check()


def test_deposit_and_document_left_behind_are_given_back(house: House, open_counter: Open) -> None:  # G13
    asked = (
        GuestRequest(new_key(), "何女士", "201", "deposit", 10_000, "cash"),
        GuestRequest(new_key(), "方先生", "101", "document"),
    )
    gone = [admit_guest(house.store, house.owner, each).visit_id for each in asked]
    ends = tuple(Settlement(visit_id, 0, "left") for visit_id in gone)
    settle_at_closing(house.store, house.owner, SettleRequest(new_key(), ends))
    counter = open_counter()
    for left in (2, 1):
        counter.page.steps.fill_menu()
        (item,) = (each for each in counter.page.keys.menu.actions() if "document back" in each.text())
        item.trigger()
        counter.idle()
        dialog = counter.page.steps._dialog
        assert isinstance(dialog, GiveBackDialog) and len(dialog.table.rows()) == left
        assert find_clipped_text(dialog) + find_unnamed(dialog) + find_small_targets(dialog) == []
        counter.press(Qt.Key.Key_Return)
        counter.idle()
    with house.store.read() as connection:
        assert left_behind(connection) == []
    house.check()
