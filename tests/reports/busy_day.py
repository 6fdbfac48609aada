"""A day with thousands of receipts, written straight into the tables: for measuring reports, not for the journal."""

from sqlalchemy import insert

from frontdesk.books.tables import Entry, Posting
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf

TENDERS = ("cash", "wechat", "alipay", "bankcard")
DAY = "2026-11-23"


def fill_day(store: Store, actor: Actor, number: int) -> None:
    """Receipts of one water each, from 07:00 on; ``number`` of them, paid in turn by every tender."""
    shift_id = open_counter(store, actor)
    fill_shelf(store, actor, 10 * number)
    entries, postings, sales, lines, tenders = [], [], [], [], []
    for n in range(1, number + 1):
        entry_id, sale_id, kind = 100 + n, n, TENDERS[n % 4]
        minute = 16 * 60 * n // number
        at = f"{DAY}T{minute // 60:02d}:{minute % 60:02d}:00.000000Z"
        common = {"id": entry_id, "at": at, "business_day": DAY, "counter": "1", "shift_id": shift_id, "journal_id": 1}
        entries.append(common | {"kind": "sale"})
        money = f"cash/drawer/{shift_id}" if kind == "cash" else f"tender/{kind}"
        legs = ((money, "CNY", 300), ("revenue/bar", "CNY", -300))
        legs += (("stock/shelf", "goods:water", -1), ("stock/sold", "goods:water", 1))
        postings += [
            {"journal_id": 1, "entry_id": entry_id, "account": account, "unit": unit, "quantity": quantity}
            for account, unit, quantity in legs
        ]
        facts = {"number": f"1-20261123-{n:04d}", "account_id": 1, "total_fen": 300, "entry_id": entry_id, "reason": ""}
        sales.append(common | facts | {"id": sale_id, "kind": "sale"})
        line = {"place": 1, "kind": "goods", "sku": "water", "goods_change_id": 1, "quantity": 1}
        sums = {"unit_price_fen": 300, "discount_fen": 0, "amount_fen": 300, "category": "bar"}
        lines.append(line | sums | {"journal_id": 1, "sale_id": sale_id})
        paid = {"kind": kind, "amount_fen": 300, "received_fen": 300, "approval_code": "", "notes_checked": 0}
        tenders.append(paid | {"journal_id": 1, "sale_id": sale_id})
    with store.write() as tx:
        for table, rows in (
            (Entry, entries),
            (Posting, postings),
            (Sale, sales),
            (SaleLine, lines),
            (SaleTender, tenders),
        ):
            tx.connection.execute(insert(table), rows)
        tx.commit()
