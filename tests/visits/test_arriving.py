"""Arriving: every status of a tap, which key, and what happens when things come at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.books.ledger import available
from frontdesk.cards.change_card import CardRequest, block_card, report_lost, return_for_good
from frontdesk.core.clock import ManualClock, local_now
from frontdesk.keys.errors import KeyNotAtHome
from frontdesk.members.block_person import BlockRequest, block
from frontdesk.members.enrol import EnrolRequest, PersonFields, enrol
from frontdesk.members.freeze_contract import FreezeRequest, freeze
from frontdesk.members.search import find
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.shifts.queries import NoOpenShift
from frontdesk.staff.accept_clock import AcceptClockRequest, accept_clock
from frontdesk.store.store import Store
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.arrive import ArriveRequest, arrive
from frontdesk.visits.decide import Asked
from frontdesk.visits.errors import AlreadyInHouse, CardNotTheirs, NotAdmitted, ReasonMissing, WrongZone
from frontdesk.visits.queries import counts, in_house, stream
from tests.visits.house import House, new_key


def test_card_in_key_out_card_into_the_slot(house: House) -> None:  # G06
    wang = house.member("王小明", "m")
    shown = house.tap(wang)
    assert (shown.kind, shown.status, shown.key_code, shown.zone.code) == ("hand_out", "active", "101", "men")  # type: ignore[union-attr]
    arrived = house.arrive(wang)
    assert (arrived.key_code, arrived.returned) == ("101", 0)
    assert house.where("key/101") == f"visit/{arrived.visit_id}"
    assert house.where("card/1011") == "tray/101"
    with house.store.read() as connection:
        (inside,) = in_house(connection)
        assert (inside.name, inside.key_code, inside.card_number, inside.plan_name) == ("王小明", "101", "1011", "年卡")
        assert counts(connection, "2026-11-23").arrived == 1
    house.check()


def test_right_zone_by_sex_and_ask_when_unknown(house: House) -> None:  # G06
    li, unknown = house.member("李娜", "f"), house.member("何安", "")
    assert house.tap(li).key_code == "201"
    asked = house.tap(unknown)
    assert asked.kind == "ask_zone"
    assert [zone.code for zone in asked.zones] == ["men", "women"]
    with pytest.raises(WrongZone):
        house.arrive(li, "101")


def test_every_status_of_a_card_has_its_decision(house: House, clock: ManualClock) -> None:  # G07
    active, unopened = house.member(), house.member("未开", "m", opening="first_visit")
    later = house.member("预售", opening="date", opens_on="2026-11-24")
    frozen, blocked, lost = house.member("冻"), house.member("黑"), house.member("失")
    freeze(house.store, house.owner, FreezeRequest(new_key(), frozen.contract_id, "2026-11-23", "2026-12-01"))
    block(house.store, house.owner, BlockRequest(new_key(), blocked.person_id, "打架"))
    report_lost(house.store, house.owner, CardRequest(new_key(), lost.card))

    def shown(member: object) -> tuple[str, str, tuple[str, ...]]:
        found = house.tap(member)  # type: ignore[arg-type]
        return found.kind, found.status, found.next_steps

    assert shown(active) == ("hand_out", "active", ())
    assert shown(unopened) == ("refuse", "unopened", ("open",))
    assert shown(later) == ("refuse", "opens_later", ("day_guest",))
    assert shown(frozen) == ("refuse", "frozen", ("unfreeze",))
    assert shown(blocked) == ("refuse", "blocked", ("see_manager",))
    assert shown(lost) == ("refuse", "lost_card", ("keep_card", "replace_card"))
    clock.advance(days=360)
    house.member("开班")
    assert shown(active)[:2] == ("hand_out", "expiring")
    clock.advance(days=10)
    assert shown(active) == ("refuse", "expired", ("renew", "day_guest"))
    with pytest.raises(NotAdmitted):
        arrive(house.store, house.owner, ArriveRequest(new_key(), active.person_id, "101", active.card))


def test_member_who_owes_is_let_in_and_shown(house: House) -> None:  # G07
    wang = house.member()
    house.arrive(wang)
    house.leave("101", key_lost=1)
    shown = house.tap(wang)
    assert (shown.kind, shown.status, shown.owed_fen) == ("re_entry", "owes", 3000)


def test_cards_not_in_use_and_strange_ones(house: House) -> None:  # G07
    wang, li = house.member(), house.member("李娜", "f")
    block_card(house.store, house.owner, CardRequest(new_key(), wang.card))
    return_for_good(house.store, house.owner, CardRequest(new_key(), li.card))
    assert (house.tap(wang).kind, house.tap(wang).status) == ("card_not_in_use", "blocked")
    assert (house.tap(li).kind, house.tap(li).status) == ("card_not_in_use", "returned")
    assert house.ask(Asked(uid="DEADBEEF")).kind == "unknown_card"
    with pytest.raises(CardNotTheirs):
        house.arrive(wang, "101")


def test_second_tap_shows_the_key_already_given(house: House, clock: ManualClock) -> None:  # G07
    wang = house.member()
    house.arrive(wang)
    clock.advance(minutes=2)
    assert (house.tap(wang).kind, house.tap(wang).key_code) == ("second_tap", "101")
    clock.advance(hours=1)
    assert (house.tap(wang).kind, house.tap(wang).key_code) == ("take_back", "101")
    with pytest.raises(AlreadyInHouse):
        house.arrive(wang, "102")


def test_before_the_shift_is_open_it_says_so(store: Store, house: House) -> None:
    wang = house.member()
    shown = house.ask(Asked(uid=wang.uid), counter="2")
    assert (shown.kind, shown.name, shown.key_code) == ("no_shift", "王小明", "")
    with pytest.raises(NoOpenShift):
        house.arrive(wang, "101", replace(house.owner, counter="2"))


def test_two_counters_want_one_key(house: House) -> None:
    wang, zhao = house.member(), house.member("赵军")
    first, second = house.tap(wang).key_code, house.tap(zhao).key_code
    assert first == second == "101"
    house.arrive(wang, first)
    with pytest.raises(KeyNotAtHome):
        house.arrive(zhao, second)
    assert house.where("card/1012") == f"member/{zhao.person_id}", "the refused one changed nothing"
    assert house.tap(zhao).key_code == "102"
    house.check()


def test_the_same_press_twice_is_one_visit(house: House) -> None:
    wang = house.member(plan="pack2")
    request = ArriveRequest(new_key(), wang.person_id, "101", wang.card)
    assert arrive(house.store, house.owner, request) == arrive(house.store, house.owner, request)
    with house.store.read() as connection:
        assert len(in_house(connection)) == 1
        assert in_house(connection)[0].visits_left == 1
    house.check()


def test_member_without_card_needs_a_reason(house: House) -> None:
    wang = house.member()
    with pytest.raises(ReasonMissing):
        arrive(house.store, house.owner, ArriveRequest(new_key(), wang.person_id, "101"))
    arrive(
        house.store, house.owner, ArriveRequest(new_key(), wang.person_id, "101", no_card="forgotten", note="补办中")
    )
    assert house.where("card/1011") == f"member/{wang.person_id}"
    with house.store.read() as connection:
        (line,) = stream(connection, "2026-11-23")
        assert (line.kind, line.card, line.how) == ("arrived", "none", "forgotten")
    house.leave("101")
    house.check()


def test_coming_back_in_time_is_the_same_visit(house: House, clock: ManualClock) -> None:
    wang = house.member(plan="pack2")
    first = house.arrive(wang)
    assert first.visits_left == 1
    clock.advance(minutes=30)
    house.leave("101")
    clock.advance(minutes=119)
    assert house.tap(wang).kind == "re_entry"
    again = house.arrive(wang)
    assert (again.visit_id, again.returned, again.visits_left) == (first.visit_id, 1, 1)
    house.leave(again.key_code)
    clock.advance(minutes=121)
    third = house.arrive(wang)
    assert (third.returned, third.visits_left) == (0, 0)
    assert third.visit_id != first.visit_id
    house.leave(third.key_code)
    clock.advance(minutes=10)
    assert house.tap(wang).kind == "re_entry", "a used-up pack still lets the last visit go on"
    clock.advance(minutes=120)
    assert (house.tap(wang).kind, house.tap(wang).status) == ("refuse", "visits_used_up")
    house.check()


def test_found_by_key_and_by_card_number(house: House) -> None:  # G15
    wang = house.member()
    house.arrive(wang)
    with house.store.read() as connection:
        assert [hit.name for hit in find(connection, "101手牌")] == ["王小明"]
        assert [hit.name for hit in find(connection, "1011的卡")] == ["王小明"]
    house.leave("101")
    with house.store.read() as connection:
        assert find(connection, "101手牌") == []


def test_person_without_contract_and_full_zone(house: House) -> None:  # G07
    guest = enrol(house.store, house.owner, EnrolRequest(new_key(), PersonFields("孙静", "f"))).person_id
    found = house.ask(Asked(person_id=guest))
    assert (found.kind, found.status) == ("refuse", "no_contract")
    for number in range(4):
        house.arrive(house.member(f"女{number}", "f"))
    assert house.tap(house.member("李娜", "f")).kind == "no_key"


def test_a_tap_costs_little(house: House) -> None:
    """The fast path: few selects and, warmed up, about 2 ms on the slowest machine that runs this."""
    from time import perf_counter

    from sqlalchemy import event

    from frontdesk.visits.decide import decide

    wang = house.member()
    statements: list[str] = []
    with house.store.read() as connection:
        now = local_now(house.store.clock)
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        decide(connection, Asked(uid=wang.uid), "1", now)
        count = len(statements)
        spent = []
        for _ in range(200):
            begun = perf_counter()
            decide(connection, Asked(uid=wang.uid), "1", now + timedelta(minutes=1))
            spent.append(perf_counter() - begun)
    assert count <= 13, statements
    spent.sort()
    print(f"decide: {count} selects, p50 {spent[100] * 1000:.2f} ms, p99 {spent[197] * 1000:.2f} ms")
    assert spent[100] < 0.05


def test_coming_back_goes_on_with_the_contract_it_began_with(house: House, clock: ManualClock) -> None:  # G06
    """The pack's last visit was used up by this very visit, so another pack isn't touched on coming back."""
    wang = house.member(plan="pack2")
    house.arrive(wang)
    house.leave("101")
    clock.advance(days=1)
    first = house.arrive(wang)
    request = SellContractRequest(new_key(), wang.person_id, "pack2")
    sell_contract(house.store, house.owner, request)
    house.leave(first.key_code)
    clock.advance(minutes=20)
    assert house.tap(wang).kind == "re_entry"
    again = house.arrive(wang)
    assert (again.visit_id, again.returned) == (first.visit_id, 1)
    with house.store.read() as connection:
        assert available(connection, wang.person_id, "visit") == 2
    house.check()


def test_clock_set_back_spends_no_second_visit_and_lets_people_leave(house: House, clock: ManualClock) -> None:
    wang = house.member(plan="pack2")
    arrived = house.arrive(wang)
    clock.advance(hours=-3)
    assert house.tap(wang).kind == "take_back"
    clock.advance(hours=3, minutes=30)
    house.leave("101")
    clock.advance(hours=-1)
    accept_clock(house.store, house.owner, AcceptClockRequest(new_key()))
    assert house.arrive(wang).visit_id == arrived.visit_id


def test_blocked_person_is_no_day_guest_either(house: House) -> None:  # G07
    wang = house.member()
    block(house.store, house.owner, BlockRequest(new_key(), wang.person_id, "借卡"))
    asked = GuestRequest(new_key(), "", "101", "document", person_id=wang.person_id)
    with pytest.raises(NotAdmitted) as refusal:
        admit_guest(house.store, house.owner, asked)
    assert refusal.value.data["status"] == "blocked"
