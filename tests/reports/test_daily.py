"""The day's figures against sums written by hand over the raw tables, on days made up by chance (K02, G14)."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Connection, text

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import TenderAsk
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.money import yuan
from frontdesk.handover.sheet import handover_sheet
from frontdesk.printing.queries import slip_of
from frontdesk.reports.daily import DailyReport, daily_report, read_daily
from frontdesk.reports.daily_json import as_record
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.reports.errors import DayNotYet, DayUnreadable
from frontdesk.staff.rights import RightMissing
from frontdesk.store.store import Store
from frontdesk.visits.queries import in_house, stray_cards
from tests.cashier.asking import goods, sold
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.people import CASHIER, OWNER
from tests.reports.random_gym import Gym

DAYS_A_GYM, STEPS = 8, 45
TENDERS = ("cash", "wechat", "alipay", "bankcard", "balance")


def report_of(gym: Gym, day: str) -> DailyReport:
    with gym.store.snapshot() as connection:
        return daily_report(connection, gym.clock, day, "陈静")


def one(connection: Connection, sql: str, **values: str) -> int:
    return int(connection.execute(text(sql), values).scalar() or 0)


def money_by_hand(connection: Connection, day: str) -> dict[str, int]:
    """Net of each tender: drawers and outside services by the ledger's accounts, balances by the receipts' rows."""
    moved = (
        "SELECT SUM(p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND p.unit = 'CNY' AND p.account LIKE :account AND e.kind NOT IN ('float', 'over_short', 'hand_in')"
    )
    found = {name: one(connection, moved, day=day, account=f"tender/{name}") for name in TENDERS[1:4]}
    found["cash"] = one(connection, moved, day=day, account="cash/drawer/%")
    paid = (
        "SELECT SUM(t.amount_fen) FROM sale_tenders t JOIN sales s ON s.id = t.sale_id"
        " WHERE s.business_day = :day AND t.kind = 'balance'"
    )
    fees_to_members = (
        "SELECT SUM(p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND e.kind = 'key_fee_returned' AND p.account LIKE 'member/%'"
    )
    found["balance"] = one(connection, paid, day=day) + one(connection, fees_to_members, day=day)
    return found


def categories_by_hand(connection: Connection, day: str) -> dict[str, int]:
    """Net of each category: the receipts' lines that were paid, and what keys' fees and deposits did without one."""
    lines = text(
        "SELECT l.category, SUM(l.amount_fen) FROM sale_lines l JOIN sales s ON s.id = l.sale_id"
        " WHERE s.business_day = :day AND NOT EXISTS"
        " (SELECT 1 FROM sale_tenders t WHERE t.sale_id = s.id AND t.kind = 'tab') GROUP BY l.category"
    )
    found = {name: int(fen) for name, fen in connection.execute(lines, {"day": day})}
    fees = (
        "SELECT SUM(-p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND e.kind IN ('key_fee_returned', 'deposit_kept') AND (p.account = 'revenue/keys' OR p.account LIKE 'due/%')"
    )
    found["keys"] = found.get("keys", 0) + one(connection, fees, day=day)
    return {name: fen for name, fen in found.items() if fen}


def by_slips(connection: Connection, report: DailyReport) -> int:
    """The totals as printed: the line with the total of every receipt's slip."""
    total = 0
    for row in report.receipts:
        slip = slip_of(connection, f"receipt/{row.number}")
        assert slip is not None
        printed = re.findall(r'"text":"(-?)¥(-?)([\d,]+)\.(\d\d)"', slip.slip_json)[0]
        fen = int(printed[2].replace(",", "")) * 100 + int(printed[3])
        total += -fen if "-" in printed[:2] else fen
    return total


def text_of(report: DailyReport, gym: Gym, language: str) -> str:
    file = daily_pdf(report, language=language, zone=gym.clock.zone())
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.data)).pages)


def cells_after(words: list[str], label: str, number: int) -> list[str]:
    """The cells of the first row that begins with a label."""
    at = words.index(label)
    return words[at + 1 : at + 1 + number]


@pytest.mark.parametrize("seed", [11, 12, 13, 14])
def test_receipt_journal_pdf_and_json_agree_on_random_days(gyms: Callable[[int], Gym], seed: int) -> None:  # K02 G14
    gym = gyms(seed)
    seen: dict[str, DailyReport] = {}
    for place in range(DAYS_A_GYM):
        day = gym.day((2026, 11, 23 + place), STEPS, final=place % 3 != 2)
        report = seen[day] = report_of(gym, day)
        assert report.failed_checks == ()
        assert len(report.checks) >= 10 and len(report.receipts) >= 5
        with gym.store.read() as connection:
            tenders = {money.name: money.net_fen for money in report.takings.tenders}
            assert tenders == money_by_hand(connection, day)
            categories = {money.name: money.net_fen for money in report.takings.categories}
            top_ups = report.takings.top_ups.net_fen
            by_hand = categories_by_hand(connection, day)
            assert {name: fen for name, fen in categories.items() if fen} | (
                {"top_up": top_ups} if top_ups else {}
            ) == by_hand
            assert sum(tenders.values()) == sum(categories.values()) + top_ups + report.takings.deposits.net_fen
            assert by_slips(connection, report) == report.receipts_fen
            assert (
                one(connection, "SELECT SUM(total_fen) FROM sales WHERE business_day = :day", day=day)
                == report.receipts_fen
            )
            sheets = [handover_sheet(connection, shift.id) for shift in report.shifts]
            assert sum(sheet.cash_in_fen - sheet.cash_out_fen for sheet in sheets) == tenders["cash"]
            assert sum(sheet.handed_in_fen for sheet in sheets) == sum(
                shift.handed_in_fen or 0 for shift in report.shifts
            )
            assert sum(sheet.difference_fen for sheet in sheets) == sum(
                found.difference_fen for found in report.differences if found.tender != "float"
            )
            assert [row.business_day for row in in_house(connection)] == [] == list(report.coming.inside)
            assert {card.thing for card in report.things.cards_not_returned} == {
                f"card/{card.card_number}" for card in stray_cards(connection)
            }
        check_papers(gym, report, tenders)
    with gym.store.read() as connection:
        assert verify(connection, derivations()).findings == ()
    for day, then in seen.items():  # a day long past reads as it did when it ended
        now = report_of(gym, day)
        assert replace(now, prepared_at="", is_final=True) == replace(then, prepared_at="", is_final=True)
        assert now.is_final


def check_papers(gym: Gym, report: DailyReport, tenders: dict[str, int]) -> None:
    """PDF and JSON say the same to the fen."""
    record: dict[str, Any] = json.loads(json.dumps(as_record(report), ensure_ascii=False))
    assert {line["name"]: line["net_fen"] for line in record["takings"]["by_tender"]} == tenders
    assert record["takings"]["net_fen"] == sum(tenders.values())
    assert record["agrees"] is True
    words = text_of(report, gym, "zh").splitlines()
    names = {"cash": "现金", "wechat": "微信", "alipay": "支付宝", "bankcard": "银行卡", "balance": "储值"}
    for money in report.takings.tenders:
        expected = [yuan(money.taken_fen), yuan(-money.given_back_fen), yuan(money.net_fen)]
        assert cells_after(words, names[money.name], 3) == expected
    assert cells_after(words, "合计", 3)[2] == yuan(record["takings"]["net_fen"])
    listed = words[words.index("收据明细") :]
    for row in report.receipts:
        assert yuan(row.total_fen) in cells_after(listed, row.number, 8)
    assert report.journal.head in re.sub(r"\s", "", "".join(words))


def test_in_the_middle_of_a_day_people_and_things_are_where_the_desk_sees_them(
    gyms: Callable[[int], Gym],
) -> None:  # G13
    gym = gyms(7)
    gym.clock.set_local(2026, 11, 23, 8, 30)
    gym.open(CASHIER)
    gym.work(120, two=False)
    report = report_of(gym, "2026-11-23")
    with gym.store.read() as connection:
        inside = sorted(in_house(connection), key=lambda row: row.visit_id)
    assert inside
    found = sorted(report.coming.inside, key=lambda row: row.visit_id)
    assert [(row.visit_id, row.name, row.number, row.key_code, row.card_number, row.since) for row in inside] == [
        (row.visit_id, row.name, row.number, row.key_code, row.card_number, row.since) for row in found
    ]
    out = {key.thing: key.name for key in report.things.keys_out}
    assert out == {f"key/{row.key_code}": row.name for row in inside}
    assert report.things.cards_in_tray == sum(bool(row.card_number) for row in inside)
    assert not report.is_final and report.shifts[0].expected_fen is None  # K07: nobody sees what is to be counted
    assert report.coming.arrivals + report.coming.came_back - report.coming.departures == len(inside)


def test_an_empty_day_is_a_report_too(store: Store, clock: ManualClock) -> None:
    with store.snapshot() as connection:
        report = daily_report(connection, clock, "2026-11-20", "周店长")
    assert report.failed_checks == () and report.takings.net_fen == 0 and report.coming.arrivals == 0
    assert report.journal.head == "" and report.is_final
    for language in ("zh", "en"):
        file = daily_pdf(report, language=language, zone=clock.zone())
        assert file.pages <= 3
    json.dumps(as_record(report))


def test_days_that_are_none_or_not_yet_are_refused(store: Store, clock: ManualClock) -> None:
    with store.snapshot() as connection:
        for wrong in ("2026-13-01", "yesterday", "", "2026-2-3", "２０２６-11-23", "2026-11-23T00:00"):
            with pytest.raises(DayUnreadable):
                daily_report(connection, clock, wrong, "")
        with pytest.raises(DayNotYet):
            daily_report(connection, clock, "2026-11-24", "")


def test_a_cashier_may_not_see_what_ought_to_be_in_the_drawer(
    store: Store, cashier: Actor, shift_lead: Actor
) -> None:  # K07
    with pytest.raises(RightMissing):
        read_daily(store, cashier, "2026-11-23")
    assert read_daily(store, shift_lead, "2026-11-23").prepared_by == shift_lead.name


def test_a_figure_that_differs_is_named(store: Store, actor: Actor, clock: ManualClock) -> None:  # G14
    open_counter(store, actor)
    fill_shelf(store, actor)
    sold(store, actor, goods("water"), TenderAsk("wechat", 300))
    with store.write() as tx:
        tx.connection.execute(text("DROP TRIGGER sale_tenders_no_update"))
        tx.connection.execute(text("UPDATE sale_tenders SET amount_fen = 301"))
        tx.commit()
    with store.snapshot() as connection:
        report = daily_report(connection, clock, "2026-11-23", "周店长")
    failed = [(check.what, check.name, check.ledger, check.other) for check in report.failed_checks]
    assert failed == [("tender", "wechat", 300, 301)]
    file = daily_pdf(report, language="en", zone=clock.zone())
    first = PdfReader(io.BytesIO(file.data)).pages[0].extract_text()
    assert "1 figure doesn't agree" in first and "WeChat: ledger / receipts: 3.00 ≠ 3.01" in first


def test_a_sale_after_midnight_belongs_to_the_evening(store: Store, actor: Actor, clock: ManualClock) -> None:
    clock.set_local(2026, 11, 23, 20)
    open_counter(store, actor)
    fill_shelf(store, actor)
    clock.set_local(2026, 11, 24, 0, 40)
    sold(store, actor, goods("water"), TenderAsk("cash", 300))
    report = read_daily(store, OWNER, "2026-11-23")
    assert report.takings.net_fen == 300 and report.ranges[0].last == "1-20261123-0001"
