"""Goods are kept by versions, found by any beginning of what they are called, and counted by the ledger."""

from collections.abc import Callable

import pytest

from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.text import CardNumberRefused
from frontdesk.staff.errors import ApprovalNeeded, RightMissing
from frontdesk.stock.change_stock import AdjustRequest, Received, ReceiveRequest, adjust, receive
from frontdesk.stock.errors import BarcodeTaken, GoodsInvalid, GoodsUnknown, NotCounted, QuantityInvalid
from frontdesk.stock.keep_goods import Article, KeepGoodsRequest, keep_goods
from frontdesk.stock.queries import article, by_barcode, find_goods, goods_hold, on_hand, short_goods, tiles
from frontdesk.store.store import Store
from tests.cashier.shelf import BAR, TOWEL, VISIT, WATER

NewKey = Callable[[], str]


@pytest.fixture
def goods(store: Store, actor: Actor, new_key: NewKey) -> Store:
    keep_goods(store, actor, KeepGoodsRequest(new_key(), (WATER, TOWEL, BAR, VISIT)))
    return store


@pytest.mark.parametrize(
    ("typed", "sku"),
    [
        ("矿泉", "water"),
        ("水", "water"),
        ("kqs", "water"),
        ("Kuang Quan", "water"),
        ("mineral", "water"),
        ("550ml", "water"),
        ("6901234567892", "water"),
        ("yundong", "towel"),
        ("mj", "towel"),
        ("sports t", "towel"),
    ],
)
def test_found_by_barcode_name_pinyin_and_initials(goods: Store, typed: str, sku: str) -> None:  # K04
    with goods.read() as connection:
        assert [found.goods.sku for found in find_goods(connection, typed)] == [sku]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "\\", "zzz", "50ml"])
def test_blank_and_wildcards_find_nothing(goods: Store, typed: str) -> None:
    with goods.read() as connection:
        assert find_goods(connection, typed) == []


def test_change_keeps_the_old_version_and_moves_the_terms(goods: Store, actor: Actor, new_key: NewKey) -> None:  # K09
    dearer = Article("water", "纯净水", "Pure water", "bar", 350, barcode="6901234567892", tile=1, minimum=24)
    with goods.read() as connection:
        before = article(connection, "water")
    assert keep_goods(goods, actor, KeepGoodsRequest(new_key(), (dearer,))).changed == 1
    assert keep_goods(goods, actor, KeepGoodsRequest(new_key(), (dearer,))).changed == 0
    with goods.read() as connection:
        now = article(connection, "water")
        assert (now.price_fen, now.change_id > before.change_id) == (350, True)
        assert find_goods(connection, "kqs") == []
        assert [found.goods.sku for found in tiles(connection)] == ["water", "towel", "bar-choc", "visit"]
        assert verify(connection, (goods_hold,)).findings == ()


def test_delivery_count_and_minimum(goods: Store, actor: Actor, new_key: NewKey) -> None:  # G05
    request = ReceiveRequest(new_key(), (Received("water", 24), Received("towel", 5)), "送货单 11-23")
    assert receive(goods, actor, request) == receive(goods, actor, request)
    adjust(goods, actor, AdjustRequest(new_key(), "water", 20, "broken"))
    with goods.read() as connection:
        assert on_hand(connection, ["water", "towel", "visit"]) == {"water": 20, "towel": 5, "visit": 0}
        assert [found.goods.sku for found in short_goods(connection)] == ["bar-choc", "water"]
        assert verify(connection, (goods_hold,)).findings == ()


def test_refusals(goods: Store, actor: Actor, new_key: NewKey) -> None:
    def keep(**changes: object) -> None:
        values = {"sku": "x", "name_zh": "水", "name_en": "Water", "category": "bar", "price_fen": 1} | changes
        keep_goods(goods, actor, KeepGoodsRequest(new_key(), (Article(**values),)))  # type: ignore[arg-type]

    with pytest.raises(BarcodeTaken):
        keep(barcode="6901234567892")
    for wrong in ({"price_fen": -1}, {"member_price_fen": 2}, {"sku": "a b"}, {"name_zh": " "}, {"category": "水"}):
        with pytest.raises(GoodsInvalid):
            keep(**wrong)
    with pytest.raises(CardNumberRefused):
        keep(name_en="4111 1111 1111 1111")
    with pytest.raises(NotCounted):
        receive(goods, actor, ReceiveRequest(new_key(), (Received("visit", 1),)))
    with pytest.raises(GoodsUnknown):
        receive(goods, actor, ReceiveRequest(new_key(), (Received("nothing", 1),)))
    for quantity in (0, -3, 10**9):
        with pytest.raises(QuantityInvalid):
            receive(goods, actor, ReceiveRequest(new_key(), (Received("water", quantity),)))
    with goods.read() as connection:
        assert on_hand(connection, ["water"]) == {"water": 0}


def test_rights_and_limits(goods: Store, cashier: Actor, shift_lead: Actor, new_key: NewKey) -> None:  # K08
    with pytest.raises(RightMissing):
        keep_goods(goods, cashier, KeepGoodsRequest(new_key(), (WATER,)))
    with pytest.raises(RightMissing):
        adjust(goods, cashier, AdjustRequest(new_key(), "water", 1, "count"))
    with pytest.raises(ApprovalNeeded):
        adjust(goods, shift_lead, AdjustRequest(new_key(), "water", 500, "count"))


def test_barcode_or_code(goods: Store) -> None:
    with goods.read() as connection:
        assert by_barcode(connection, "6901234567892") == by_barcode(connection, "water")
        assert by_barcode(connection, "nothing") is None
