"""Leaving: by key or by card, with an open tab, a lost key, a wrong or missing card, day guests and closing."""

import pytest

from frontdesk.books import accounts
from frontdesk.books.action import Leg, action
from frontdesk.books.dues import outstanding, settle_due, write_due
from frontdesk.books.ledger import balance
from frontdesk.cashier.asked import TenderAsk, due_line
from frontdesk.cashier.customer import scanned
from frontdesk.cashier.errors import TenderRefused
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.keys.errors import SlotOccupied
from frontdesk.staff.rights import ApprovalNeeded
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.decide import Asked
from frontdesk.visits.errors import GuaranteeMissing, NameMissing, NoCardThere, NotInHouse, TabOpen
from frontdesk.visits.leave import LeaveRequest, Left, leave
from frontdesk.visits.queries import arrivals_by_hour, counts, in_house, stray_cards, stream
from frontdesk.visits.return_card import CardReturned, ReturnCardRequest, return_card
from frontdesk.visits.settle_at_closing import Settled, Settlement, SettleRequest, settle_at_closing
from frontdesk.visits.swap_key import SwapRequest, swap_key
from tests.cashier.asking import cash, goods, sold
from tests.cashier.shelf import fill_shelf
from tests.visits.house import House, new_key


def put_on_tab(house: House, visit_id: int, amount_fen: int, person_id: int | None = None) -> int:
    """A drink put on the key."""
    with action(house.store, house.owner, "test.tab", ReturnCardRequest(new_key(), ""), CardReturned) as act:
        due_id = write_due(act, "bar_tab", amount_fen, "bar", visit_id=visit_id, person_id=person_id, key_code="101")
        act.finish(CardReturned("", due_id))
    return due_id


def pay(house: House, due_id: int) -> None:
    """The cashier collects."""
    with action(house.store, house.owner, "test.pay", ReturnCardRequest(new_key(), ""), CardReturned) as act:
        credit = settle_due(act, due_id)
        act.post("collect", [credit, Leg(accounts.tender("wechat"), accounts.CNY, -credit.quantity)])
        act.finish(CardReturned("", due_id))


def test_by_key_the_card_and_the_name_are_shown_and_both_go_back(house: House, clock: ManualClock) -> None:  # G08
    wang = house.member()
    arrived = house.arrive(wang)
    shown = house.ask(Asked(key_code="101"))
    assert (shown.kind, shown.name, shown.card_number, shown.tab_fen) == ("take_back", "王小明", "1011", 0)
    request = LeaveRequest(new_key(), arrived.visit_id)
    left = leave(house.store, house.owner, request)
    assert left == leave(house.store, house.owner, request), "asked again, done once"
    assert house.where("key/101") == "board"
    assert house.where("card/1011") == f"member/{wang.person_id}"
    with house.store.read() as connection:
        assert in_house(connection) == []
        assert [line.kind for line in stream(connection, "2026-11-23")] == ["left", "arrived"]
        assert arrivals_by_hour(connection, "2026-11-23", clock.zone())[9] == 1
    with pytest.raises(NotInHouse):
        leave(house.store, house.owner, LeaveRequest(new_key(), arrived.visit_id))
    house.check()


def test_open_tab_comes_first(house: House, cashier: Actor) -> None:  # G08
    wang = house.member()
    visit_id = house.arrive(wang).visit_id
    due_id = put_on_tab(house, visit_id, 1500)
    shown = house.ask(Asked(key_code="101"))
    assert (shown.tab_fen, shown.next_steps) == (1500, ("collect_tab",))
    with pytest.raises(TabOpen) as refusal:
        house.leave("101")
    assert refusal.value.data["amount"] == "¥15.00"
    assert house.where("key/101") == f"visit/{visit_id}", "nothing half done"
    pay(house, due_id)
    assert house.leave("101").owed_fen == 0
    house.check()


def test_tab_left_as_a_due_needs_a_second_person_and_follows_the_member(house: House, cashier: Actor) -> None:  # G08
    wang = house.member()
    visit_id = house.arrive(wang).visit_id
    put_on_tab(house, visit_id, 1500)
    with pytest.raises(ApprovalNeeded):
        leave(house.store, cashier, LeaveRequest(new_key(), visit_id, owe=1))
    assert leave(house.store, house.owner, LeaveRequest(new_key(), visit_id, owe=1)).owed_fen == 1500
    shown = house.tap(wang)
    assert (shown.status, shown.owed_fen) == ("owes", 1500)
    with house.store.read() as connection:
        assert balance(connection, accounts.revenue("bar")) == -1500
    house.check()


def test_lost_key_is_charged_and_the_card_goes_back(house: House) -> None:  # G08
    wang = house.member()
    house.arrive(wang)
    left = house.leave("101", key_lost=1)
    assert left.due_id is not None
    assert house.where("key/101") == "lost"
    assert house.where("card/1011") == f"member/{wang.person_id}"
    with house.store.read() as connection:
        (due,) = outstanding(connection, person_id=wang.person_id)
        assert (due.kind, due.open_fen) == ("lost_key", 3000)
    house.check()


def test_key_without_its_card_and_the_card_turning_up(house: House) -> None:  # G08 G13
    wang = house.member()
    house.arrive(wang)
    house.leave("101", card="missing")
    with house.store.read() as connection:
        (stray,) = stray_cards(connection)
        assert (stray.card_number, stray.holder, stray.name) == ("1011", "missing", "王小明")
        assert counts(connection, "2026-11-23").cards_not_returned == 1
    return_card(house.store, house.owner, ReturnCardRequest(new_key(), "1011"))
    assert house.where("card/1011") == f"member/{wang.person_id}"
    with pytest.raises(NoCardThere):
        return_card(house.store, house.owner, ReturnCardRequest(new_key(), "1011"))
    house.check()


def test_card_left_in_its_slot_keeps_the_key_at_home(house: House) -> None:  # G08
    wang, zhao = house.member(), house.member("赵军")
    house.arrive(wang)
    house.leave("101", card="left")
    assert house.where("card/1011") == "tray/101"
    with pytest.raises(SlotOccupied):
        house.arrive(zhao, "101")
    assert house.tap(zhao).key_code == "102"
    house.arrive(wang)  # the card is taken from the old slot and goes into the new one
    house.check()


def test_wrong_card_in_the_slot_is_recorded(house: House) -> None:  # G13
    wang, zhao = house.member(), house.member("赵军")
    house.arrive(wang)
    house.leave("101", card="missing", found_card=zhao.card)
    assert house.where(f"card/{zhao.card}") == "desk/found"
    with house.store.read() as connection:
        assert [line.kind for line in stream(connection, "2026-11-23")][:2] == ["left", "wrong_card"]
        assert [stray.name for stray in stray_cards(connection)] == ["王小明", "赵军"]
    house.check()


def test_swapped_locker_keeps_the_visit(house: House) -> None:
    wang = house.member(plan="pack2")
    arrived = house.arrive(wang)
    swap = SwapRequest(new_key(), arrived.visit_id, "105")
    assert swap_key(house.store, house.owner, swap) == swap_key(house.store, house.owner, swap)
    assert house.where("key/101") == "board"
    assert house.where("key/105") == f"visit/{arrived.visit_id}"
    assert house.where("card/1011") == "tray/105"
    with house.store.read() as connection:
        (inside,) = in_house(connection)
        assert (inside.visit_id, inside.key_code, inside.visits_left) == (arrived.visit_id, "105", 1)
    lost = swap_key(house.store, house.owner, SwapRequest(new_key(), arrived.visit_id, "106", old_lost=1))
    assert lost.due_id is not None and house.where("key/105") == "lost"
    house.check()
    house.leave("106")
    house.check()


def test_day_guest_with_a_deposit_gets_it_back(house: House) -> None:
    with pytest.raises(GuaranteeMissing):
        admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "deposit", 0, "cash"))
    with pytest.raises(NameMissing):
        admit_guest(house.store, house.owner, GuestRequest(new_key(), " ", "201", "document"))
    with house.store.read() as connection:
        before = _drawer(house)
    guest = admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "deposit", 10000, "cash"))
    assert _drawer(house) == before + 10000
    shown = house.ask(Asked(key_code="201"))
    assert (shown.kind, shown.guest_name) == ("take_back", "何女士")
    assert house.leave("201").deposit_fen == 10000
    assert _drawer(house) == before
    with house.store.read() as connection:
        assert balance(connection, accounts.key_deposit(guest.visit_id)) == 0
    house.check()


def test_guests_deposit_answers_for_a_lost_key(house: House) -> None:
    admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "deposit", 10000, "wechat"))
    left: Left = house.leave("201", key_lost=1)
    assert (left.deposit_fen, left.due_id is not None) == (7000, True)
    with house.store.read() as connection:
        assert balance(connection, accounts.due(left.due_id or 0)) == 0
        assert balance(connection, accounts.tender("wechat")) == 3000
    house.check()


def test_day_guest_with_a_document_in_the_slot(house: House) -> None:
    arrived = admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "document"))
    assert house.where(f"document/{arrived.visit_id}") == "tray/201"
    house.leave("201")
    assert house.where(f"document/{arrived.visit_id}") == f"guest/{arrived.visit_id}"
    house.check()


def test_visits_open_at_closing_are_listed_and_settled(house: House) -> None:  # G13
    wang, zhao = house.member(), house.member("赵军")
    first, second = house.arrive(wang).visit_id, house.arrive(zhao).visit_id
    put_on_tab(house, second, 800)
    with house.store.read() as connection:
        assert [inside.visit_id for inside in in_house(connection)] == [second, first]
    request = SettleRequest(new_key(), (Settlement(first, 1, "left"), Settlement(second, 0, "given_back")))
    assert settle_at_closing(house.store, house.owner, request) == Settled(2, 1, 1, 800)
    with house.store.read() as connection:
        assert in_house(connection) == []
        assert [due.open_fen for due in outstanding(connection, person_id=zhao.person_id)] == [800]
    again = SettleRequest(new_key(), (Settlement(first, 0, "left"),))
    assert settle_at_closing(house.store, house.owner, again).visits == 0
    house.check()


def _drawer(house: House) -> int:
    from frontdesk.shifts.queries import open_shift_at

    with house.store.read() as connection:
        shift = open_shift_at(connection, "1")
        assert shift is not None
        return balance(connection, accounts.drawer(shift.id))


def test_document_of_a_guest_who_went_without_it_stays_at_the_desk(house: House) -> None:  # G13
    """Settled at closing: the guest has gone, so the document can't have been given back."""
    visit_id = admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "document")).visit_id
    request = SettleRequest(new_key(), (Settlement(visit_id, 0, "left"),))
    settle_at_closing(house.store, house.owner, request)
    assert house.where(f"document/{visit_id}") == "desk/found"
    assert house.ask(Asked(key_code="201")).kind == "key_at_home"
    house.check()


def test_tab_of_a_visit_that_is_over_is_refused(house: House) -> None:  # G08
    """A till that still shows a guest who has left must not book what nobody will come to pay."""
    visit_id = admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "201", "document")).visit_id
    fill_shelf(house.store, house.owner)
    tab = (goods("water"), TenderAsk("tab", 300))
    sold(house.store, house.owner, *tab, visit_id=visit_id)
    with house.store.read() as connection:
        (due,) = outstanding(connection, visit_id=visit_id)
    sold(house.store, house.owner, due_line(due), cash(300))
    house.leave("201")
    with pytest.raises(TenderRefused):
        sold(house.store, house.owner, *tab, visit_id=visit_id)


def test_member_without_card_is_known_at_the_till_by_the_key(house: House) -> None:  # G08 G15
    """No card lies in the slot, so the till knows whose key it is by the visit: price, balance and tab are theirs."""
    wang = house.member()
    request = ArriveRequest(new_key(), wang.person_id, "101", no_card="forgotten")
    visit_id = arrive(house.store, house.owner, request).visit_id
    with house.store.read() as connection:
        found = scanned(connection, house.store.clock, "K101", "K").customer
    assert found is not None
    assert (found.person_id, found.name, found.visit_id, found.member_price) == (
        wang.person_id,
        "王小明",
        visit_id,
        True,
    )
    house.leave("101")
    guest = admit_guest(house.store, house.owner, GuestRequest(new_key(), "何女士", "101", "document"))
    with house.store.read() as connection:
        found = scanned(connection, house.store.clock, "K101", "K").customer
    assert found is not None and (found.person_id, found.visit_id) == (None, guest.visit_id)
