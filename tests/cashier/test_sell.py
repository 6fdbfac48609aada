"""A receipt is booked once, at the price of now, into the right accounts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.dues import outstanding
from frontdesk.books.errors import DueSettled, InsufficientBalance, RequestAltered
from frontdesk.books.ledger import available, balance
from frontdesk.books.policies import set_policy
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import LineAsk, TenderAsk, draw_line, due_line, top_up_line
from frontdesk.cashier.errors import (
    CashTooLittle,
    DiscountRefused,
    DueChanged,
    GoodsInactive,
    MemberNeeded,
    NothingToSell,
    OutOfStock,
    PriceChanged,
    QuantityRefused,
    TenderRefused,
    TendersDontFit,
    TopUpRefused,
)
from frontdesk.cashier.pricing import SELL_BELOW_ZERO
from frontdesk.cashier.sell import sell
from frontdesk.cashier.tables import Sale
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.members.errors import UnknownPerson
from frontdesk.printing.queries import jobs_of, slip_of
from frontdesk.shifts.queries import NoOpenShift
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.stock.errors import GoodsUnknown
from frontdesk.stock.keep_goods import KeepGoodsRequest, keep_goods
from frontdesk.stock.queries import on_hand
from frontdesk.store.store import Store
from frontdesk.store.tables import Sequence
from tests.cashier.asking import ask, cash, goods, sold
from tests.cashier.people import Ask, Made, action, give, let_in, open_counter
from tests.cashier.shelf import TOWEL, WATER

NewKey = Callable[[], str]


def count_sales(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count(Sale.id))).scalar_one()


def test_cash_sale_gives_change_prints_kicks_and_takes_stock(till: Store, actor: Actor) -> None:  # K04 K09
    result = sold(till, actor, goods("water", 2), goods("towel"), goods("bar-choc"), cash(5900, 10000))
    assert (result.number, result.total_fen, result.change_fen) == ("1-20261123-0001", 5900, 4100)
    with till.read() as connection:
        assert balance(connection, accounts.drawer(1)) == 55_900
        assert balance(connection, accounts.revenue("bar")) == -2400
        assert balance(connection, accounts.revenue("retail")) == -3500
        assert on_hand(connection, ["water", "towel"]) == {"water": 98, "towel": 99}
        (receipt,) = jobs_of(connection, f"receipt/{result.number}")
        (drawer,) = jobs_of(connection, f"drawer/receipt/{result.number}")
        assert (receipt.kind, drawer.kind, drawer.copy) == ("receipt", "drawer", 0)
        slip = slip_of(connection, receipt.document)
        assert slip is not None and result.journal in slip.slip_json and "矿泉水" in slip.slip_json
        assert verify(connection, derivations()).findings == ()


def test_same_key_charges_once_and_an_altered_one_is_refused(till: Store, actor: Actor) -> None:
    request = ask(goods("water"), cash(300))
    first = sell(till, actor, request)
    assert sell(till, actor, request) == first
    with pytest.raises(RequestAltered):
        sell(till, actor, replace(request, lines=(goods("water"), goods("water")), tenders=(cash(600),)))
    assert count_sales(till) == 1


def test_numbers_have_no_gaps_per_counter_and_day(till: Store, actor: Actor) -> None:  # K09
    second = replace(actor, counter="2")
    open_counter(till, second)
    numbers = [sold(till, actor, goods("water"), cash(300)).number]
    with pytest.raises(CashTooLittle):
        sold(till, actor, goods("water"), cash(300, 200))
    numbers.append(sold(till, actor, goods("water"), cash(300)).number)
    numbers.append(sold(till, second, goods("water"), cash(300)).number)
    assert numbers == ["1-20261123-0001", "1-20261123-0002", "2-20261123-0001"]


def test_a_number_left_out_or_given_again_is_found(till: Store, actor: Actor) -> None:  # K09
    sold(till, actor, goods("water"), cash(300))
    for last in (0, 2):
        with till.write() as tx:
            tx.connection.execute(update(Sequence).where(Sequence.name == "receipt/1-20261123").values(last=last))
            tx.commit()
        with till.read() as connection:
            problems = [(found.place, found.problem) for found in verify(connection, derivations()).findings]
        assert problems == [("sequences/receipt/1-20261123", "receipt_numbers_differ")]


def test_split_tender_goes_to_each_account(till: Store, actor: Actor, member: int) -> None:
    give(till, actor, member, 1000)
    tenders = (
        TenderAsk("balance", 1000),
        TenderAsk("wechat", 500),
        TenderAsk("bankcard", 700, approval_code="082311"),
        cash(1300, 2000),
    )
    result = sold(till, actor, goods("towel"), *tenders, person_id=member)
    assert (result.received_fen, result.change_fen) == (4200, 700)
    with till.read() as connection:
        assert available(connection, member) == 0
        found = [balance(connection, accounts.tender(kind)) for kind in ("wechat", "alipay", "bankcard")]
        assert found == [500, 0, 700]
        assert balance(connection, accounts.drawer(1)) == 51_300


@pytest.mark.parametrize(
    ("tenders", "refusal"),
    [
        ((), TendersDontFit),
        ((TenderAsk("wechat", 299),), TendersDontFit),
        ((TenderAsk("wechat", 301),), TendersDontFit),
        ((TenderAsk("wechat", 300, 400),), TenderRefused),  # change only from cash
        ((TenderAsk("bankcard", 300, approval_code="4111111111111111"),), TenderRefused),
        ((TenderAsk("bankcard", 300, approval_code="08 31"),), TenderRefused),
        ((TenderAsk("wechat", 300, approval_code="1"),), TenderRefused),
        ((TenderAsk("gold", 300),), TenderRefused),
        ((TenderAsk("wechat", 600), TenderAsk("alipay", -300)), TenderRefused),
        ((TenderAsk("cash", 100), TenderAsk("cash", 200)), TenderRefused),
        ((TenderAsk("tab", 100), TenderAsk("cash", 200)), TenderRefused),
        ((TenderAsk("balance", 300),), MemberNeeded),
        ((TenderAsk("tab", 300),), MemberNeeded),
    ],
)
def test_tenders_that_dont_fit(till: Store, actor: Actor, tenders: tuple[TenderAsk, ...], refusal: type) -> None:
    with pytest.raises(refusal):
        sold(till, actor, goods("water"), *tenders)
    assert count_sales(till) == 0


def test_lines_that_cant_be_sold(till: Store, actor: Actor, new_key: NewKey) -> None:
    keep_goods(till, actor, KeepGoodsRequest(new_key(), (replace(TOWEL, active=0), replace(WATER, price_fen=350))))
    for lines, refusal in (
        ((), NothingToSell),
        ((goods("towel"),), GoodsInactive),
        ((LineAsk("goods", 1, sku="nothing"),), GoodsUnknown),
        ((goods("water"),), PriceChanged),
        ((goods("bar-choc", 0),), QuantityRefused),
        ((goods("bar-choc", 1000),), QuantityRefused),
        ((goods("bar-choc", 1, -5),), DiscountRefused),
        ((goods("bar-choc", 1, 1801),), DiscountRefused),
        ((top_up_line(5000),), MemberNeeded),
        ((draw_line("water"),), MemberNeeded),
    ):
        with pytest.raises(refusal):
            sold(till, actor, *lines, cash(300))
    assert count_sales(till) == 0


def test_balance_cant_be_overdrawn(till: Store, actor: Actor, member: int) -> None:
    give(till, actor, member, 299)
    with pytest.raises(InsufficientBalance) as refusal:
        sold(till, actor, goods("water"), TenderAsk("balance", 300), person_id=member)
    assert refusal.value.data["available"] == 299


def test_stock_policy(till: Store, actor: Actor, new_key: NewKey) -> None:
    sold(till, actor, goods("water", 101), cash(30300))
    with till.read() as connection:
        assert on_hand(connection, ["water"]) == {"water": -1}
    with action(till, actor, "test.policy", Ask(new_key()), Made) as act:
        set_policy(act, SELL_BELOW_ZERO, 0)
        act.finish(Made(0))
    with pytest.raises(OutOfStock):
        sold(till, actor, goods("towel", 60), goods("towel", 41), cash(353_500))


def test_discount_by_hand_needs_a_limit(till: Store, actor: Actor, cashier: Actor) -> None:  # K08
    with pytest.raises(ApprovalNeeded):
        sold(till, cashier, goods("towel", 1, 350), cash(3150))
    assert sold(till, actor, goods("towel", 1, 350), cash(3150)).total_fen == 3150


def test_tab_is_owed_and_collected(till: Store, actor: Actor, member: int) -> None:  # G08 G22
    with pytest.raises(TenderRefused):
        sold(till, actor, goods("water", 2), TenderAsk("tab", 600), visit_id=55)  # nobody is in the house yet
    let_in(till, actor, 55)
    tab = sold(
        till,
        actor,
        goods("water", 2),
        goods("towel"),
        TenderAsk("tab", 4100),
        visit_id=55,
        person_id=member,
        key_code="118",
    )
    with till.read() as connection:
        owed = outstanding(connection, visit_id=55)
        assert [(due.kind, due.open_fen, due.key_code) for due in owed] == [
            ("bar_tab", 600, "118"),
            ("bar_tab", 3500, "118"),
        ]
        assert balance(connection, accounts.revenue("bar")) == -600
        assert jobs_of(connection, f"drawer/receipt/{tab.number}") == []
    lines = [due_line(due) for due in owed]
    with pytest.raises(DueChanged):
        sold(till, actor, replace(lines[0], price_fen=599), cash(599))
    sold(till, actor, *lines, TenderAsk("wechat", 4100))
    with pytest.raises(DueSettled):
        sold(till, actor, *lines, TenderAsk("wechat", 4100))
    with till.read() as connection:
        assert outstanding(connection, visit_id=55) == []
        assert balance(connection, accounts.revenue("bar")) == -600
        assert verify(connection, derivations()).findings == ()


def test_top_up_within_the_prepaid_rule(till: Store, actor: Actor, member: int) -> None:
    sold(till, actor, top_up_line(499_000), TenderAsk("alipay", 499_000), person_id=member)
    for amount in (1_001, 99, 0):
        with pytest.raises(TopUpRefused):
            sold(till, actor, top_up_line(amount), TenderAsk("alipay", max(amount, 1)), person_id=member)
    with pytest.raises(TenderRefused):  # only with new money
        sold(till, actor, top_up_line(1000), TenderAsk("balance", 1000), person_id=member)
    sold(till, actor, top_up_line(1000), goods("water"), cash(1300), person_id=member)
    with till.read() as connection:
        assert available(connection, member) == 500_000


def test_prepaid_drinks_only_go_down(till: Store, actor: Actor, member: int) -> None:  # G18
    give(till, actor, member, 2, "drink:water")
    sold(till, actor, draw_line("water", 2), person_id=member)
    with pytest.raises(InsufficientBalance):
        sold(till, actor, draw_line("water"), person_id=member)
    with till.read() as connection:
        assert on_hand(connection, ["water"]) == {"water": 98}
        assert verify(connection, derivations()).findings == ()


def test_no_sale_before_opening(store: Store, actor: Actor) -> None:
    with pytest.raises(NoOpenShift):
        sold(store, actor, goods("water"), cash(300))


def test_a_sale_after_midnight_keeps_the_evenings_day(till: Store, actor: Actor, clock: ManualClock) -> None:
    clock.set_local(2026, 11, 24, 0, 40)
    assert sold(till, actor, goods("water"), cash(300)).number == "1-20261123-0001"


def test_one_receipt_collects_a_due_once_and_tops_up_within_the_limit(till: Store, actor: Actor, member: int) -> None:
    """What is owed and what fits are asked for the whole receipt, not line by line."""
    sold(till, actor, goods("water"), TenderAsk("tab", 300), person_id=member)
    with till.read() as connection:
        (due,) = outstanding(connection, person_id=member)
    with pytest.raises(DueSettled):
        sold(till, actor, due_line(due), due_line(due), cash(600))
    with pytest.raises(TopUpRefused):
        sold(till, actor, top_up_line(300_000), top_up_line(300_000), cash(600_000), person_id=member)
    with till.read() as connection:
        assert balance(connection, accounts.due(due.id)) == 300
        assert available(connection, member) == 0


def test_nobody_is_topped_up_or_given_credit(till: Store, actor: Actor) -> None:
    """Money on an account that nobody has could never be spent or collected."""
    for lines, tender in (((top_up_line(1000),), cash(1000)), ((goods("water"),), TenderAsk("tab", 300))):
        with pytest.raises(UnknownPerson):
            sold(till, actor, *lines, tender, person_id=999)
    assert count_sales(till) == 0
