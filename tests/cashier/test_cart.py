"""What the counter types and taps becomes exactly one request."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.books.dues import OpenDue
from frontdesk.cashier import cart as carts
from frontdesk.cashier.asked import TenderAsk
from frontdesk.cashier.cart import Cart
from frontdesk.cashier.customer import Customer
from frontdesk.cashier.errors import TenderRefused
from frontdesk.cashier.payment import Payment, pay, quick_amounts, settled, take_back
from frontdesk.cashier.tenders import check
from frontdesk.stock.queries import GoodsRow

WATER = GoodsRow("water", 1, "69", "矿泉水", "Water", "bar", 300, None, 1, 0, 1, 1)
TOWEL = GoodsRow("towel", 2, None, "毛巾", "Towel", "retail", 3500, 3150, 2, 0, 1, 1)
DUE = OpenDue(7, "contract", 99_900, 5, None, None, "2026-11-23", None)
MEMBER = Customer(5, "王小明", "M000005", True, 10_000, 55, "118", (("water", 3),), (DUE,))


def test_same_goods_share_a_line_and_the_member_pays_less() -> None:
    cart = carts.add_goods(carts.add_goods(carts.add_goods(Cart(), WATER), TOWEL), WATER)
    assert [(line.quantity, cart.amount_fen(line)) for line in cart.lines] == [(2, 600), (1, 3500)]
    cart = carts.for_customer(cart, MEMBER)
    assert (cart.total_fen, cart.saving_fen(cart.lines[1])) == (3750, 350)
    asked = carts.request(cart, (TenderAsk("cash", 3750),))
    assert (asked.person_id, asked.visit_id, asked.key_code, asked.lines[1].price_fen) == (5, 55, "118", 3150)


def test_quantity_discount_and_removal_stay_within_limits() -> None:
    cart = carts.set_discount(carts.add_goods(Cart(), TOWEL, 2), 1, 6000)
    assert cart.total_fen == 1000
    cart = carts.set_quantity(cart, 1, 1)
    assert (cart.total_fen, cart.given_fen) == (0, 3500)
    assert carts.set_quantity(cart, 1, 5000).lines[0].quantity == 999
    assert carts.set_quantity(cart, 1, 0).lines == ()
    assert carts.set_quantity(cart, 9, 3) == cart


def test_dues_top_up_and_prepaid_drinks() -> None:
    cart = carts.add_dues(carts.add_dues(carts.for_customer(Cart(), MEMBER), (DUE,)), (DUE,))
    cart = carts.add_draw(carts.add_draw(cart, WATER), WATER)
    cart = carts.add_top_up(carts.add_top_up(cart, 5000), 20_000)
    assert [(line.kind, line.quantity) for line in cart.lines] == [("due", 1), ("draw", 2), ("top_up", 1)]
    assert cart.total_fen == 119_900
    # Another member can't have the first one's drinks or account; the due stays owed by whoever pays.
    other = carts.for_customer(cart, replace(MEMBER, person_id=6))
    assert [line.kind for line in other.lines] == ["due"]


def test_the_key_stays_until_booked() -> None:
    cart = carts.add_goods(Cart(), WATER)
    assert carts.for_customer(carts.set_quantity(cart, 1, 4), MEMBER).key == cart.key != Cart().key


def test_renewed_prices() -> None:
    cart = carts.renewed(carts.add_goods(Cart(), WATER), {"water": replace(WATER, price_fen=350, change_id=3)})
    assert cart.total_fen == 350


def test_split_then_changed_mind() -> None:
    payment = pay(Payment(), "cash", 2000, 5550)
    payment = pay(payment, "wechat", None, 5550)
    assert payment.tenders == (TenderAsk("cash", 2000, 2000), TenderAsk("wechat", 3550))
    payment = pay(payment, "alipay", None, 5550)
    assert [tender.kind for tender in payment.tenders] == ["cash", "alipay"]
    assert pay(payment, "tab", None, 5550).tenders == (TenderAsk("tab", 5550),)
    assert pay(pay(payment, "tab", None, 5550), "cash", 10_000, 5550).change_fen == 4450
    assert take_back(payment).left_fen(5550) == 3550


def test_more_than_is_left_only_in_cash() -> None:
    with pytest.raises(TenderRefused):
        pay(Payment(), "wechat", 6000, 5550)
    payment = pay(Payment(), "cash", 10_000, 5550)
    assert (payment.change_fen, payment.large_notes) == (4450, True)
    (cash,) = settled(payment, "1", True)
    assert (cash.approval_code, cash.notes_checked) == ("", 1)


@given(
    st.integers(1, 5_000_000),
    st.lists(
        st.tuples(
            st.sampled_from(["cash", "wechat", "alipay", "balance", "tab"]), st.none() | st.integers(1, 5_000_000)
        ),
        max_size=5,
    ),
)
def test_whatever_is_pressed_a_covered_payment_can_be_booked(total: int, presses: list[tuple[str, int | None]]) -> None:
    payment = Payment()
    for kind, typed in presses:
        try:
            payment = pay(payment, kind, typed, total)
        except TenderRefused:
            continue
        assert 0 <= payment.left_fen(total) < total
        assert payment.change_fen >= 0
    if payment.left_fen(total) == 0:
        check(payment.tenders, total, has_member=True, kinds={"goods"})


@given(st.integers(1, 2_000_000))
def test_quick_amounts_begin_with_the_amount_and_rise(due: int) -> None:
    found = quick_amounts(due)
    assert found[0] == due and 2 <= len(found) <= 4
    assert list(found) == sorted(set(found))
    assert all(fen % 500 == 0 for fen in found[1:])


def test_quick_amounts_of_the_picture() -> None:
    assert quick_amounts(5550) == (5550, 6000, 10_000, 20_000)
    assert quick_amounts(300) == (300, 500, 1000, 10_000)
