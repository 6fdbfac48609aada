"""What the receipts dialog shows, read in the background."""

from dataclasses import dataclass

from frontdesk.cashier.queries import InvoiceNote, Receipt, SaleDetail, invoices, receipts, sale_detail, tender_kinds
from frontdesk.core.clock import local
from frontdesk.shifts.queries import current_business_day
from frontdesk.staff.queries import account_name
from frontdesk.store.store import Store

PAGE = 50
LAST = 12


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt in the list: ``time`` on the wall clock, ``tenders`` by kind."""

    receipt: Receipt
    time: str
    tenders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """A page of the list, and whether older ones follow."""

    rows: tuple[ReceiptRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One receipt with who booked it and when."""

    detail: SaleDetail
    clerk: str
    time: str


def receipt_page(store: Store, before_id: int | None) -> ReceiptPage:
    """The day's receipts of all counters, newest first."""
    return _page(store, None, before_id, PAGE)


def last_receipts(store: Store, counter: str) -> ReceiptPage:
    """The day's last few receipts of one counter, newest first."""
    return _page(store, counter, None, LAST)


def _page(store: Store, counter: str | None, before_id: int | None, most: int) -> ReceiptPage:
    with store.read() as connection:
        day = current_business_day(connection, store.clock)
        found = receipts(connection, day, counter=counter, before_id=before_id, most=most + 1)
        kinds = tender_kinds(connection, [receipt.id for receipt in found])
        rows = [
            ReceiptRow(receipt, local(receipt.at, store.clock).strftime("%H:%M"), kinds.get(receipt.id, ()))
            for receipt in found[:most]
        ]
        return ReceiptPage(tuple(rows), len(found) > most)


def receipt_view(store: Store, sale_id: int) -> ReceiptView:
    """Everything about one receipt."""
    with store.read() as connection:
        detail = sale_detail(connection, sale_id)
        at = local(detail.receipt.at, store.clock).strftime("%Y-%m-%d %H:%M")
        return ReceiptView(detail, account_name(connection, detail.receipt.account_id), at)


def open_invoices(store: Store) -> list[InvoiceNote]:
    """Invoices asked for and not handed over yet."""
    with store.read() as connection:
        return invoices(connection)
