"""Leaving when something is open, lost or mixed up, at the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from frontdesk.books.dues import outstanding
from frontdesk.reception.dialogs.closing import ClosingDialog, GiveCardDialog
from frontdesk.reception.dialogs.leave_otherwise import LeaveOtherwiseDialog
from frontdesk.visits.queries import stray_cards
from tests.reception.conftest import Counter, SalePage
from tests.visits.house import House
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
