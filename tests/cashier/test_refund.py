"""A refund mirrors what was sold, gives the money back where it came from, and never more than was sold."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.dues import outstanding
from frontdesk.books.errors import InsufficientBalance, RequestAltered
from frontdesk.books.ledger import available, balance
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import TenderAsk, due_line, top_up_line
from frontdesk.cashier.errors import NotRefundable, ReasonMissing, SaleUnknown, TabCollected
from frontdesk.cashier.queries import receipts, sale_detail, takings
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.core.actor import Actor
from frontdesk.printing.queries import slip_of
from frontdesk.staff.approvals import approve
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.stock.queries import on_hand
from frontdesk.store.store import Store
from tests import people
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import give, let_in

NewKey = Callable[[], str]


def lines_of(store: Store, sale_id: int, *quantities: int, restock: int = 1) -> tuple[RefundLine, ...]:
    with store.read() as connection:
        found = sale_detail(connection, sale_id).lines
    return tuple(RefundLine(line.id, n, restock) for line, n in zip(found, quantities, strict=True) if n)


def test_part_comes_back_to_its_tender_and_shelf(till: Store, actor: Actor, new_key: NewKey) -> None:  # K08 K09
    sale = sold(till, actor, goods("water", 3), goods("towel"), TenderAsk("wechat", 4000), cash(400, 500))
    back = refund(till, actor, RefundRequest(new_key(), sale.sale_id, lines_of(till, sale.sale_id, 2, 0), "wrong_item"))
    assert (back.number, back.total_fen) == ("1-20261123-0002", -600)
    with till.read() as connection:
        assert balance(connection, accounts.drawer(1)) == 50_000  # the last tender first
        assert balance(connection, accounts.tender("wechat")) == 3800
        assert balance(connection, accounts.revenue("bar")) == -300
        assert on_hand(connection, ["water"]) == {"water": 99}
        slip = slip_of(connection, f"receipt/{back.number}")
        assert slip is not None and sale.number in slip.slip_json and back.journal in slip.slip_json
        assert verify(connection, derivations()).findings == ()


def test_whole_refund_points_at_the_entry_and_written_off_goods_stay_away(
    till: Store, actor: Actor, new_key: NewKey
) -> None:
    sale = sold(till, actor, goods("towel", 2), cash(7000))
    asked = RefundRequest(new_key(), sale.sale_id, lines_of(till, sale.sale_id, 2, restock=0), "defective")
    assert refund(till, actor, asked) == refund(till, actor, asked)
    with pytest.raises(RequestAltered):
        refund(till, actor, replace(asked, reason="wrong_item"))
    with till.read() as connection:
        entry = connection.exec_driver_sql("SELECT reverses_entry_id FROM entries WHERE kind = 'refund'").scalar()
        assert entry == sale_detail(connection, sale.sale_id).receipt.entry_id
        assert on_hand(connection, ["towel"]) == {"towel": 98}
        assert balance(connection, accounts.STOCK_ADJUSTED, accounts.goods("towel")) == 2
        assert takings(connection, shift_id=1).net_fen == 0
        assert verify(connection, derivations()).findings == ()


def test_never_more_than_sold(till: Store, actor: Actor, new_key: NewKey) -> None:
    sale = sold(till, actor, goods("water", 2), cash(600))
    one = lines_of(till, sale.sale_id, 1)
    first = refund(till, actor, RefundRequest(new_key(), sale.sale_id, one, "changed_mind"))
    refund(till, actor, RefundRequest(new_key(), sale.sale_id, one, "changed_mind"))
    for lines in (one, (), (replace(one[0], line_id=99),), (replace(one[0], quantity=-1),)):
        with pytest.raises(NotRefundable):
            refund(till, actor, RefundRequest(new_key(), sale.sale_id, lines, "changed_mind"))
    with pytest.raises(NotRefundable):
        lines = lines_of(till, first.sale_id, 1)
        refund(till, actor, RefundRequest(new_key(), first.sale_id, lines, "changed_mind"))
    with pytest.raises(ReasonMissing):
        refund(till, actor, RefundRequest(new_key(), sale.sale_id, one, "other", " "))
    with pytest.raises(SaleUnknown):
        refund(till, actor, RefundRequest(new_key(), 99, one, "other", "x"))


def test_above_the_limit_a_second_person(till: Store, cashier: Actor, new_key: NewKey) -> None:  # K08
    sale = sold(till, cashier, goods("water"), cash(300))
    asked = RefundRequest(new_key(), sale.sale_id, lines_of(till, sale.sale_id, 1), "wrong_item")
    with pytest.raises(ApprovalNeeded) as needed:
        refund(till, cashier, asked)
    approval = approve(
        till,
        "1",
        people.USERNAMES[3],
        people.PASSWORDS[3],
        str(needed.value.data["request_hash"]),
        str(needed.value.data["action"]),
    )
    assert refund(till, cashier, asked, approval).total_fen == -300


def test_balance_and_top_up(till: Store, actor: Actor, member: int, new_key: NewKey) -> None:
    give(till, actor, member, 1000)
    sale = sold(till, actor, goods("water"), TenderAsk("balance", 300), person_id=member)
    refund(till, actor, RefundRequest(new_key(), sale.sale_id, lines_of(till, sale.sale_id, 1), "wrong_item"))
    top_up = sold(till, actor, top_up_line(2000), cash(2000), person_id=member)
    sold(till, actor, goods("bar-choc"), TenderAsk("balance", 1800), person_id=member)
    asked = RefundRequest(new_key(), top_up.sale_id, lines_of(till, top_up.sale_id, 1), "changed_mind")
    with pytest.raises(InsufficientBalance):  # some of it is spent
        refund(till, actor, asked)
    with till.read() as connection:
        assert available(connection, member) == 1200
        assert len(receipts(connection, "2026-11-23")) == 4


def test_tab_is_owed_no_more_and_a_collected_due_is_owed_again(till: Store, actor: Actor, new_key: NewKey) -> None:
    let_in(till, actor, 5)
    tab = sold(till, actor, goods("water", 2), TenderAsk("tab", 600), visit_id=5)
    refund(till, actor, RefundRequest(new_key(), tab.sale_id, lines_of(till, tab.sale_id, 1), "wrong_item"))
    with till.read() as connection:
        (due,) = outstanding(connection, visit_id=5)
    assert due.open_fen == 300
    paid = sold(till, actor, due_line(due), cash(300))
    with pytest.raises(TabCollected):
        refund(till, actor, RefundRequest(new_key(), tab.sale_id, lines_of(till, tab.sale_id, 1), "wrong_item"))
    refund(till, actor, RefundRequest(new_key(), paid.sale_id, lines_of(till, paid.sale_id, 1), "wrong_amount"))
    refund(till, actor, RefundRequest(new_key(), tab.sale_id, lines_of(till, tab.sale_id, 1), "wrong_item"))
    with till.read() as connection:
        assert outstanding(connection, visit_id=5) == []
        found = takings(connection, business_day="2026-11-23")
        assert (found.net_fen, found.tab_fen) == (0, 0)
        assert verify(connection, derivations()).findings == ()
