"""Whatever is split, changed or refunded, every fen is somewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cashier.asked import TenderAsk
from frontdesk.cashier.errors import NotRefundable, TendersDontFit
from frontdesk.cashier.queries import Receipt, ReceiptLine, SaleDetail, TenderSum
from frontdesk.cashier.refund import RefundLine, money_back, refunded_lines
from frontdesk.cashier.tenders import check
from frontdesk.core.errors import FrontdeskError

AMOUNTS = st.integers(1, 1_000_000)
OUTSIDE = st.sampled_from(["wechat", "alipay", "bankcard"])
SOLD = Receipt(1, "1-20261123-0001", "sale", "1", 1, "2026-11-23", "", 1, None, None, None, 0, 1, None, "")


def line(quantity: int, amount_fen: int, refunded: int = 0, refunded_fen: int = 0) -> ReceiptLine:
    return ReceiptLine(
        1, "goods", "x", 1, None, quantity, amount_fen, 0, amount_fen, "bar", "水", "W", 1, "", refunded, refunded_fen
    )


@given(st.lists(st.tuples(OUTSIDE, AMOUNTS), max_size=4), AMOUNTS, st.integers(0, 100_000))
def test_change_is_what_was_received_above_the_total(parts: list[tuple[str, int]], cash: int, more: int) -> None:  # K04
    tenders = [*(TenderAsk(kind, amount) for kind, amount in parts), TenderAsk("cash", cash, cash + more)]
    total = sum(tender.amount_fen for tender in tenders)
    change = check(tenders, total, has_member=False, kinds={"goods"})
    assert (change.change_fen, change.received_fen) == (more, total + more)
    with pytest.raises(TendersDontFit):
        check(tenders, total + 1, has_member=False, kinds={"goods"})


@given(
    st.lists(
        st.builds(
            TenderAsk,
            st.sampled_from(["cash", "wechat", "alipay", "bankcard", "balance", "tab", "gold"]),
            st.integers(-5, 20_000_000),
            st.integers(-5, 20_000_000),
            st.text(max_size=14),
        ),
        max_size=7,
    ),
    st.integers(-5, 20_000_000),
    st.booleans(),
)
def test_nothing_passes_that_does_not_sum_up(tenders: list[TenderAsk], total: int, has_member: bool) -> None:
    try:
        change = check(tenders, total, has_member=has_member, kinds={"goods"})
    except FrontdeskError:
        return
    assert sum(tender.amount_fen for tender in tenders) == total
    assert change.change_fen >= 0
    assert not change.change_fen or any(tender.kind == "cash" for tender in tenders)


@given(st.integers(1, 40), st.integers(0, 100_000), st.data())
def test_refunds_of_a_line_sum_up_to_it_exactly(quantity: int, amount_fen: int, data: st.DataObject) -> None:  # K09
    pieces, fen = 0, 0
    while pieces < quantity:
        step = data.draw(st.integers(1, quantity - pieces))
        sold = SaleDetail(SOLD, (line(quantity, amount_fen, pieces, fen),), (), (), False, None)
        (back,) = refunded_lines(sold, (RefundLine(1, step),))
        assert -amount_fen <= back.amount_fen <= 0
        pieces, fen = pieces + step, fen - back.amount_fen
    assert fen == amount_fen
    with pytest.raises(NotRefundable):
        done = SaleDetail(SOLD, (line(quantity, amount_fen, pieces, fen),), (), (), False, None)
        refunded_lines(done, (RefundLine(1, 1),))


@given(st.lists(st.tuples(AMOUNTS, st.integers(0, 1_000_000)), min_size=1, max_size=5), st.integers(0, 5_000_000))
def test_money_goes_back_where_it_came_from(paid: list[tuple[int, int]], amount_fen: int) -> None:
    tenders = [TenderSum(str(at), paid_fen, 0, "", min(back, paid_fen)) for at, (paid_fen, back) in enumerate(paid)]
    left = {tender.kind: tender.amount_fen - tender.refunded_fen for tender in tenders}
    if amount_fen > sum(left.values()):
        with pytest.raises(NotRefundable):
            money_back(tenders, amount_fen)
        return
    parts = money_back(tenders, amount_fen)
    assert -sum(part.amount_fen for part in parts) == amount_fen
    assert all(0 < -part.amount_fen <= left[part.kind] for part in parts)
