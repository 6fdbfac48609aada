"""The till on a real PostgreSQL: the same figures as on SQLite."""

from collections.abc import Callable

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import TenderAsk, due_line, top_up_line
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.queries import dues_to_collect, receipts, sale_detail, takings, tender_kinds
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.core.actor import Actor
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.stock.queries import find_goods, on_hand
from frontdesk.store.store import Store
from tests import people
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf


def test_a_small_day_on_a_server(server: Store, actor: Actor, new_key: Callable[[], str]) -> None:  # K07 K09
    people.hire(server)
    open_counter(server, actor)
    fill_shelf(server, actor)
    member = enrol(server, actor, EnrolRequest(new_key(), PersonFields("王小明", "m", "13812348888"))).person_id
    sold(server, actor, top_up_line(10_000), cash(10_000), person_id=member)
    sale = sold(
        server, actor, goods("water", 2), goods("towel"), TenderAsk("balance", 600), cash(3500, 5000), person_id=member
    )
    sold(server, actor, goods("bar-choc"), TenderAsk("tab", 1800), person_id=member)
    correct_tender(server, actor, CorrectTenderRequest(new_key(), sale.sale_id, "cash", "alipay"))
    with server.read() as connection:
        line = sale_detail(connection, sale.sale_id).lines[0].id
        (due,) = dues_to_collect(connection, person_id=member)
    refund(server, actor, RefundRequest(new_key(), sale.sale_id, (RefundLine(line, 1),), "wrong_item"))
    sold(server, actor, due_line(due), TenderAsk("wechat", 1800), person_id=member)
    with server.read() as connection:
        found = takings(connection, business_day="2026-11-23")
        assert {taken.name: taken.net_fen for taken in found.by_tender} == {
            "cash": 10_000,
            "wechat": 1800,
            "alipay": 3200,
            "balance": 600,
        }
        assert sum(taken.net_fen for taken in found.by_category) == found.net_fen == 15_600
        assert found.numbers == (("1-20261123-0001", "1-20261123-0005", 5),)
        day = receipts(connection, "2026-11-23")
        assert tender_kinds(connection, [receipt.id for receipt in day])[sale.sale_id] == ("balance", "alipay")
        assert [hit.goods.sku for hit in find_goods(connection, "kqs")] == ["water"]
        assert on_hand(connection, ["water"]) == {"water": 99}
        assert verify(connection, derivations()).findings == ()
