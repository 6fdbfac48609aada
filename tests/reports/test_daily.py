"""The daily report (K02, G14); whole days by chance are in tests/faults/test_random_days.py."""

import io
import json
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from frontdesk.cashier.asked import TenderAsk
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.reports.daily import daily_report, read_daily
from frontdesk.reports.daily_json import as_record
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.reports.errors import DayNotYet, DayUnreadable
from frontdesk.staff.rights import RightMissing
from frontdesk.store.store import Store
from frontdesk.visits.queries import in_house
from tests.cashier.asking import goods, sold
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.people import CASHIER, OWNER
from tests.reports.random_gym import Gym


def test_in_the_middle_of_a_day_people_and_things_are_where_the_desk_sees_them(
    gyms: Callable[[int], Gym],
) -> None:  # G13
    gym = gyms(7)
    gym.clock.set_local(2026, 11, 23, 8, 30)
    gym.open(CASHIER)
    gym.work(120, two=False)
    report = gym.report("2026-11-23")
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
