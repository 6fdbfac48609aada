"""Receipts fit both papers in both languages, and say everything but a name."""

from dataclasses import replace

import pytest

from frontdesk.cashier.asked import PricedLine, TenderAsk
from frontdesk.cashier.slips import Facts, due_name, receipt
from frontdesk.cashier.tenders import change_of
from frontdesk.core.actor import Actor
from frontdesk.printing.layout import Line, lay_out
from frontdesk.printing.look import SlipLook
from frontdesk.printing.queries import slip_of
from frontdesk.printing.slip import Slip
from frontdesk.store.store import Store
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import give

FACTS = Facts(
    "sale",
    "1-20261123-0042",
    "2026-11-23 09:42",
    "1",
    "刘洋",
    "3f2a 91bc 07de",
    look=SlipLook(house="阳光健身"),
    key_code="118",
)
LINES = (
    PricedLine("goods", 2, 300, 0, "bar", "矿泉水 550ml", "Mineral water 550ml", sku="w"),
    PricedLine("goods", 999, 9_999_900, 99_999, "retail", "乳清蛋白奶昔" * 6, "Whey protein shake " * 5, sku="t"),
    PricedLine("draw", 1, 0, 0, "bar", "电解质水", "Electrolyte drink", sku="d"),
    PricedLine("due", 1, 99_900, 0, "membership", "contract", "contract", due_id=1),
    PricedLine("top_up", 1, 20_000, 0, "top_up", "", ""),
)
TENDERS = (TenderAsk("bankcard", 100_000, approval_code="082311ABCDEF"), TenderAsk("cash", 2000, 5000))


def width_of(text: str) -> int:
    return len(text.encode("gbk", "replace"))


@pytest.mark.parametrize("kind", ["sale", "tab", "refund"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [48, 32])
def test_fits_the_paper(kind: str, language: str, columns: int) -> None:
    slip = receipt(replace(FACTS, kind=kind), LINES, TENDERS, change_of(TENDERS), language)
    laid = [line for line in lay_out(slip, columns) if isinstance(line, Line)]
    assert all(width_of(line.text) * line.wide <= columns for line in laid)
    everything = "\n".join(line.text for line in laid)
    for part in ("1-20261123-0042", "3f2a 91bc 07de", "082311ABCDEF", "30.00", "118"):
        assert part in everything
    assert Slip.from_json(slip.to_json()) == slip


def test_change_only_where_there_is_some() -> None:
    exact = (TenderAsk("cash", 600),)
    slip = receipt(FACTS, LINES[:1], exact, change_of(exact), "zh")
    assert "找零" not in slip.to_json()


def test_an_unknown_due_is_still_called_something() -> None:
    assert due_name("made_up_later", "zh") == "应收款"
    assert due_name("lost_key", "en") == "Lost key"


def test_member_number_and_balance_but_never_the_name(till: Store, actor: Actor, member: int) -> None:  # G20
    give(till, actor, member, 1000)
    result = sold(till, actor, goods("water"), TenderAsk("balance", 100), cash(200), person_id=member)
    with till.read() as connection:
        stored = slip_of(connection, f"receipt/{result.number}")
    assert stored is not None
    assert "M000001" in stored.slip_json and "9.00" in stored.slip_json
    assert "王小明" not in stored.slip_json and "13812348888" not in stored.slip_json
