"""Nothing that the desk asks, at work or at the close, costs more the longer the gym has been open."""

from sqlalchemy import text

from frontdesk.app.find import search
from frontdesk.app.neighbours import CardsAndVisits
from frontdesk.app.schema import load_all_tables
from frontdesk.cards.master_key import known_fingerprint
from frontdesk.cashier.customer import customer
from frontdesk.cashier.queries import dues_to_collect, receipts, receipts_of_person, tender_kinds
from frontdesk.cashier.receipt_list import last_receipts, open_invoices, receipt_page, receipt_view
from frontdesk.core.clock import ManualClock
from frontdesk.handover.desk_state import desk_state
from frontdesk.handover.sheet import handover_sheet
from frontdesk.keys import overview as keys
from frontdesk.members import overview as members
from frontdesk.printing.queries import jobs_of, open_jobs, recent_jobs, unanswered_jobs
from frontdesk.reception.queries import house_now
from frontdesk.reports.daily import read_day
from frontdesk.staff.queries import at_desk, desk_log
from frontdesk.stock.queries import all_goods, find_goods, short_goods, tiles
from frontdesk.store.base import insert_only_tables
from frontdesk.store.store import Store
from frontdesk.visits.left_behind import left_behind
from tests.app.query_plans import AS_LARGE_AS_THE_HOUSE, QueryPlans, query_plans
from tests.flows.whole_day import WholeDay
from tests.people import OWNER

DAY = "2026-11-23"
CHANGES = {
    *("account_events", "contract_events", "due_waivers", "key_events", "person_events", "policy_changes"),
    *("stock_changes", "zone_versions"),
}


def ask_everything(store: Store, day: WholeDay) -> None:
    """What pages, lists and papers read, of a day that is over and of the one that has begun."""
    person = day.members[0]
    for business_day in (DAY, None):
        read_day(store, OWNER, business_day)
    house_now(store, "1")
    last_receipts(store, "1")
    receipt_page(store, 3)
    receipt_view(store, day.sales[0].sale_id)
    open_invoices(store)
    keys.overview(store, "101")
    members.choices(store)
    members.overview(store, person.person_id, CardsAndVisits())
    for said in ("", "王", "wang", "1", "101", person.card, "138"):
        members.search(store, said)
        search(store, said)
    desk_state(store, "1")
    with store.read() as connection:
        for shift_id in (1, 2):
            handover_sheet(connection, shift_id)
        for jobs in (open_jobs, unanswered_jobs, recent_jobs):
            jobs(connection, "1")
        jobs_of(connection, f"receipt/{day.sales[0].number}")
        customer(connection, store.clock, person_id=person.person_id, visit_id=1)
        receipts_of_person(connection, person.person_id)
        tender_kinds(connection, [receipt.id for receipt in receipts(connection, DAY, counter="1")])
        dues_to_collect(connection)
        left_behind(connection)
        at_desk(connection, "1")
        desk_log(connection, "1")
        for goods in (all_goods, short_goods, tiles):
            goods(connection)
        find_goods(connection, "shui")
        known_fingerprint(connection)


def test_no_question_costs_more_with_the_years(store: Store, clock: ManualClock) -> None:
    with query_plans() as plans:
        busy = Store(f"sqlite:///{store.path}", clock, store.secrets)
        day = WholeDay(busy, clock)
        day.live()
        ask_everything(busy, day)
        busy.close()
    assert len(plans.asked) > 200
    assert not plans.growing(store)
    # Every other table of the books was read: only these are for verification alone.
    statements = " ".join(plans.asked.values())
    unread = {str(table.__tablename__) for table in insert_only_tables()} - set(statements.replace(".", " ").split())
    assert unread <= CHANGES


def test_a_question_that_grows_is_seen(store: Store) -> None:
    load_all_tables()
    plans = QueryPlans()
    growing = (
        "SELECT sales.id FROM sales WHERE sales.total_fen > 5",
        "SELECT sales_1.id FROM shifts JOIN sales AS sales_1 ON sales_1.reason = shifts.number WHERE shifts.id = 1",
        "SELECT sum(quantity) FROM postings JOIN entries ON entries.id = entry_id WHERE account = 'tender/wechat'",
    )
    for statement in (*growing, "SELECT sales.id FROM sales ORDER BY sales.id DESC LIMIT 8", "SELECT * FROM zones"):
        plans.note(statement)
    found = plans.growing(store)
    assert len(found) == len(growing)
    with store.read() as connection:
        for table in AS_LARGE_AS_THE_HOUSE:
            connection.execute(text(f"SELECT 1 FROM {table}"))
