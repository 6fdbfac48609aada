"""Whom a receipt is for: by card, by key tag, by visit."""

from dataclasses import replace

import pytest

from frontdesk.cashier.asked import TenderAsk
from frontdesk.cashier.customer import customer, customer_with_card, scanned
from frontdesk.core.actor import Actor
from frontdesk.members.errors import UnknownPerson
from frontdesk.store.store import Store
from tests.cashier.asking import goods, sold
from tests.visits.house import House, Member


@pytest.fixture
def house(till: Store, actor: Actor) -> House:
    found = House(till, actor)
    found.furnish()
    return found


@pytest.fixture
def wang(house: House) -> Member:
    return house.member()


def test_member_in_the_house_by_card_and_by_key(house: House, wang: Member) -> None:  # G08 G15
    arrived = house.arrive(wang)
    with house.store.read() as connection:
        by_card = customer_with_card(connection, house.store.clock, wang.uid)
        by_key = scanned(connection, house.store.clock, f"K{arrived.key_code}", "K").customer
        by_number = scanned(connection, house.store.clock, wang.card, "K").customer
    assert by_card is not None and by_card == by_key == by_number
    assert (by_card.person_id, by_card.visit_id, by_card.key_code) == (
        wang.person_id,
        arrived.visit_id,
        arrived.key_code,
    )
    assert by_card.member_price and by_card.name == "王小明"


def test_scans_of_goods_and_of_nothing(house: House, wang: Member) -> None:
    with house.store.read() as connection:
        clock = house.store.clock
        goods_found = scanned(connection, clock, " 6901234567892 ", "K").goods
        assert goods_found is not None and goods_found.sku == "water"
        for text in ("K101", "K999", "nothing", "", "%"):
            found = scanned(connection, clock, text, "K")
            assert (found.goods, found.customer) == (None, None)
        assert customer_with_card(connection, clock, "FFFF") is None
        with pytest.raises(UnknownPerson):
            customer(connection, clock, person_id=999)


def test_members_price_and_the_tab_at_leaving(house: House, wang: Member, actor: Actor) -> None:  # G08
    arrived = house.arrive(wang)
    cheaper = replace(goods("towel"), price_fen=3150)
    head = {"person_id": wang.person_id, "visit_id": arrived.visit_id, "key_code": arrived.key_code}
    tab = sold(house.store, actor, cheaper, TenderAsk("tab", 3150), **head)
    assert tab.total_fen == 3150
    with house.store.read() as connection:
        found = customer(connection, house.store.clock, visit_id=arrived.visit_id, key_code=arrived.key_code)
    assert (found.person_id, found.owed_fen) == (wang.person_id, 3150)
