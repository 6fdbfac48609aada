"""Every status of G07 is said with its reason and the next step."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, local_now
from frontdesk.core.i18n import LANGUAGES, set_language
from frontdesk.members import words
from frontdesk.members.block_person import BlockRequest, block
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.errors import AlreadyOpened
from frontdesk.members.fields import PersonFields
from frontdesk.members.freeze_contract import FreezeRequest, freeze
from frontdesk.members.open_contract import OpenContractRequest, open_contract
from frontdesk.members.queries import standing
from frontdesk.members.sell_contract import SellContractRequest, sell_contract
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.members.standing import NEXT_STEPS, Standing
from frontdesk.members.visit_pack import spend_visit
from frontdesk.store.store import Store
from tests.members.desk import Ask, Done, settle

NewKey = Callable[[], str]
YEAR = PlanTerms("year", "年卡", "Year card", 198_000, months=12)
PACK = PlanTerms("pack2", "次卡2次", "2 visits", 6_000, months=6, visits=2)
MORNING = PlanTerms("morning", "早场卡", "Mornings", 98_000, months=12, times="12345 08:00-11:00")


class Desk:
    """Sells to one person and asks how they stand."""

    def __init__(self, store: Store, clock: ManualClock, owner: Actor, new_key: NewKey) -> None:
        self.store, self.clock, self.owner, self.new_key = store, clock, owner, new_key
        for plan in (YEAR, PACK, MORNING):
            set_plan(store, owner, SetPlanRequest(new_key(), plan))
        self.person_id = enrol(store, owner, EnrolRequest(new_key(), PersonFields("王小明", "m"))).person_id

    def sell(self, plan: PlanTerms, paid: bool = True, **how: str) -> int:
        request = SellContractRequest(self.new_key(), self.person_id, plan.code, **how)  # type: ignore[arg-type]
        result = sell_contract(self.store, self.owner, request)
        if paid and result.due_id is not None:
            settle(self.store, self.owner, self.new_key(), result.due_id)
        return result.contract_id

    def standing(self, card_lost: bool = False) -> Standing:
        with self.store.read() as connection:
            return standing(connection, self.person_id, local_now(self.clock), card_lost)


@pytest.fixture
def desk(store: Store, clock: ManualClock, actor: Actor, new_key: NewKey) -> Desk:
    return Desk(store, clock, actor, new_key)


def test_no_contract_then_active_then_expiring_then_expired(desk: Desk) -> None:  # G07
    assert desk.standing().status == "no_contract"
    desk.sell(YEAR)
    found = desk.standing()
    assert (found.status, found.valid_until, found.days_left, found.may_enter) == ("active", "2027-11-22", 365, True)
    desk.clock.advance(days=358)
    assert (desk.standing().status, desk.standing().days_left) == ("expiring", 7)
    assert desk.standing().next_steps == ("renew",)
    desk.clock.advance(days=6)
    assert (desk.standing().status, desk.standing().days_left) == ("expiring", 1)
    desk.clock.advance(days=1)
    assert (desk.standing().status, desk.standing().may_enter) == ("expired", False)


def test_unopened_until_the_first_visit_or_the_day(desk: Desk) -> None:  # G07 G24
    desk.sell(YEAR, opening="first_visit")
    found = desk.standing()
    assert (found.status, found.next_steps, found.valid_from) == ("unopened", ("open",), None)
    desk.sell(YEAR, opening="date", opens_on="2026-11-25")
    assert desk.standing().status == "unopened", "the card that can be opened today"
    desk.clock.advance(days=2)
    assert (desk.standing().status, desk.standing().valid_until) == ("active", "2027-11-24")


def test_a_contract_for_a_day_to_come_says_the_day(desk: Desk) -> None:  # G07 G24
    contract_id = desk.sell(YEAR, opening="date", opens_on="2026-11-25")
    found = desk.standing()
    assert (found.status, found.may_enter, found.next_steps) == ("opens_later", False, ("day_guest",))
    assert "25 Nov 2026" in words.reason(found)
    with pytest.raises(AlreadyOpened):  # so it isn't offered
        open_contract(desk.store, desk.owner, OpenContractRequest(desk.new_key(), contract_id))
    desk.clock.advance(days=2)
    assert desk.standing().status == "active"


def test_frozen_and_running_again_by_itself(desk: Desk) -> None:  # G07
    contract_id = desk.sell(YEAR)
    freeze(desk.store, desk.owner, FreezeRequest(desk.new_key(), contract_id, "2026-11-25", "2026-12-04"))
    assert desk.standing().status == "active"
    desk.clock.advance(days=2)
    found = desk.standing()
    assert (found.status, found.frozen_until, found.valid_until) == ("frozen", "2026-12-04", "2027-12-02")
    desk.clock.advance(days=10)
    assert (desk.standing().status, desk.standing().valid_until) == ("active", "2027-12-02")


def test_visits_used_up(desk: Desk) -> None:  # G07
    contract_id = desk.sell(PACK)
    assert desk.standing().visits_left == 2
    for _ in range(2):
        with Ask(desk.new_key()).action(desk.store, desk.owner) as act:
            spend_visit(act, desk.person_id, contract_id)
            act.finish(Done(0))
    assert (desk.standing().status, desk.standing().visits_left) == ("visits_used_up", 0)


def test_a_period_is_used_before_a_visit_pack(desk: Desk) -> None:
    desk.sell(PACK)
    desk.sell(YEAR)
    assert desk.standing().plan_code == "year"


def test_wrong_time(desk: Desk) -> None:  # G07
    desk.sell(MORNING)
    assert desk.standing().status == "active"
    desk.clock.advance(hours=2)
    assert (desk.standing().status, desk.standing().next_steps[0]) == ("wrong_time", "day_guest")


def test_money_owed_lets_in_but_asks_to_collect(desk: Desk) -> None:  # G07 G22
    desk.sell(YEAR, paid=False)
    found = desk.standing()
    assert (found.status, found.may_enter, found.owed_fen) == ("owes", True, 198_000)
    assert found.next_steps == ("collect",)


def test_blocked_says_why_and_comes_before_all_else(desk: Desk) -> None:  # G07
    desk.sell(YEAR, paid=False)
    block(desk.store, desk.owner, BlockRequest(desk.new_key(), desk.person_id, "打架，经理处理"))
    found = desk.standing(card_lost=True)
    assert (found.status, found.reason) == ("blocked", "打架，经理处理")
    assert found.also == ("lost_card", "owes")


def test_a_lost_card_is_kept(desk: Desk) -> None:  # G07
    desk.sell(YEAR)
    assert desk.standing(card_lost=True).status == "lost_card"


def test_every_status_has_its_banner_in_both_languages() -> None:  # G07
    base = Standing(
        1,
        "active",
        plan_name_zh="年卡",
        plan_name_en="Year card",
        valid_from="2026-12-01",
        valid_until="2027-01-01",
        days_left=3,
        frozen_from="2026-01-01",
        times=MORNING.times,
        owed_fen=100,
        reason="r",
    )
    try:
        for language in LANGUAGES:
            set_language(language)
            banners = {(words.title(found), words.reason(found)) for found in _each(base)}
            assert len(banners) == len(NEXT_STEPS)
            assert all(title and reason and "{" not in title + reason for title, reason in banners)
            assert set(words.KINDS) == set(NEXT_STEPS)
    finally:
        set_language("zh")


def test_states_follow_from_what_was_inserted(desk: Desk) -> None:
    contract_id = desk.sell(PACK)
    desk.sell(YEAR, opening="first_visit")
    freeze(desk.store, desk.owner, FreezeRequest(desk.new_key(), contract_id))
    with desk.store.read() as connection:
        assert verify(connection, derivations()).findings == ()
    with desk.store.write() as tx:
        tx.connection.exec_driver_sql(f"UPDATE contract_states SET visits_left = 9 WHERE contract_id = {contract_id}")
        tx.connection.exec_driver_sql("UPDATE persons SET name = '别人'")
        tx.commit()
    with desk.store.read() as connection:
        places = {found.place for found in verify(connection, derivations()).findings}
    assert {f"contract_states/{contract_id}", f"persons/{desk.person_id}"} <= places


def _each(base: Standing) -> list[Standing]:
    return [replace(base, status=status) for status in NEXT_STEPS]
