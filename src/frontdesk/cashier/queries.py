"""Reading receipts: one by one, a day's list, and what is still to be collected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.dues import OpenDue, all_outstanding, outstanding
from frontdesk.books.tables import Due
from frontdesk.cashier.errors import SaleUnknown
from frontdesk.cashier.invoice_queries import InvoiceNote, invoice_of, invoices
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender, TenderCorrection
from frontdesk.cashier.takings import Taken, Takings, takings
from frontdesk.stock.tables import GoodsChange

__all__ = [
    "InvoiceNote",
    "Receipt",
    "ReceiptLine",
    "SaleDetail",
    "Taken",
    "Takings",
    "TenderSum",
    "dues_to_collect",
    "invoices",
    "receipt_by_id",
    "receipt_by_number",
    "receipt_lines",
    "receipts",
    "receipts_of_person",
    "sale_detail",
    "takings",
    "tender_kinds",
    "tender_sums",
]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The head of a receipt; see ``Sale``. ``at`` is stored UTC text."""

    id: int
    number: str
    kind: str
    counter: str
    shift_id: int
    business_day: str
    at: str
    account_id: int
    person_id: int | None
    visit_id: int | None
    key_code: str | None
    total_fen: int
    entry_id: int
    refunds_sale_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line with what has been refunded of it; ``due_kind`` names dues, the names are those of the sale's day."""

    id: int
    kind: str
    sku: str | None
    goods_change_id: int | None
    due_id: int | None
    quantity: int
    unit_price_fen: int
    discount_fen: int
    amount_fen: int
    category: str
    name_zh: str
    name_en: str
    counted: int
    due_kind: str
    refunded: int
    refunded_fen: int

    @property
    def left(self) -> int:
        """Pieces that can still be refunded."""
        return self.quantity - self.refunded


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What a receipt was paid with after corrections, by kind in the order of payment, and what went back of it."""

    kind: str
    amount_fen: int
    received_fen: int
    approval_code: str
    refunded_fen: int


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """Everything about one receipt; ``refund_numbers`` are the receipts of its refunds."""

    receipt: Receipt
    lines: tuple[ReceiptLine, ...]
    tenders: tuple[TenderSum, ...]
    refund_numbers: tuple[str, ...]
    corrected: bool
    invoice: InvoiceNote | None


_RECEIPT: Select[*tuple[Any, ...]] = select(
    Sale.id,
    Sale.number,
    Sale.kind,
    Sale.counter,
    Sale.shift_id,
    Sale.business_day,
    Sale.at,
    Sale.account_id,
    Sale.person_id,
    Sale.visit_id,
    Sale.key_code,
    Sale.total_fen,
    Sale.entry_id,
    Sale.refunds_sale_id,
    Sale.reason,
)


def receipt_by_number(connection: Connection, number: str) -> Receipt:
    """A receipt by the number printed on it. Raises SaleUnknown."""
    row = connection.execute(_RECEIPT.where(Sale.number == number)).first()
    if row is None:
        raise SaleUnknown(number=number)
    return Receipt(*row)


def receipt_by_id(connection: Connection, sale_id: int) -> Receipt:
    """A receipt by its id. Raises SaleUnknown."""
    row = connection.execute(_RECEIPT.where(Sale.id == sale_id)).first()
    if row is None:
        raise SaleUnknown(number=str(sale_id))
    return Receipt(*row)


def receipts(
    connection: Connection,
    business_day: str,
    *,
    counter: str | None = None,
    before_id: int | None = None,
    most: int = 50,
) -> list[Receipt]:
    """A page of a day's receipts, the newest first, continued after ``before_id``."""
    found = _RECEIPT.where(Sale.business_day == business_day)
    if counter is not None:
        found = found.where(Sale.counter == counter)
    if before_id is not None:
        found = found.where(Sale.id < before_id)
    return [Receipt(*row) for row in connection.execute(found.order_by(Sale.id.desc()).limit(most))]


def receipts_of_person(connection: Connection, person_id: int, most: int = 20) -> list[Receipt]:
    """A member's last receipts, newest first."""
    found = _RECEIPT.where(Sale.person_id == person_id).order_by(Sale.id.desc()).limit(most)
    return [Receipt(*row) for row in connection.execute(found)]


def sale_detail(connection: Connection, sale_id: int) -> SaleDetail:
    """A receipt with its lines, tenders, refunds and invoice. Raises SaleUnknown."""
    refunds = select(Sale.number).where(Sale.refunds_sale_id == sale_id).order_by(Sale.id)
    corrected = select(TenderCorrection.id).where(TenderCorrection.sale_id == sale_id)
    return SaleDetail(
        receipt_by_id(connection, sale_id),
        tuple(receipt_lines(connection, sale_id)),
        tuple(tender_sums(connection, sale_id)),
        tuple(connection.execute(refunds).scalars()),
        connection.execute(corrected).first() is not None,
        invoice_of(connection, sale_id),
    )


def receipt_lines(connection: Connection, sale_id: int) -> list[ReceiptLine]:
    """The lines of a receipt in their order."""
    back = aliased(SaleLine)
    refunded = (
        select(
            back.refunds_line_id,
            func.sum(-back.quantity).label("pieces"),
            func.sum(-back.amount_fen).label("fen"),
        )
        .where(back.refunds_line_id.in_(select(SaleLine.id).where(SaleLine.sale_id == sale_id)))
        .group_by(back.refunds_line_id)
        .subquery()
    )
    found = (
        select(
            SaleLine.id,
            SaleLine.kind,
            SaleLine.sku,
            SaleLine.goods_change_id,
            SaleLine.due_id,
            SaleLine.quantity,
            SaleLine.unit_price_fen,
            SaleLine.discount_fen,
            SaleLine.amount_fen,
            SaleLine.category,
            func.coalesce(GoodsChange.name_zh, ""),
            func.coalesce(GoodsChange.name_en, ""),
            func.coalesce(GoodsChange.counted, 0),
            func.coalesce(Due.kind, ""),
            func.coalesce(refunded.c.pieces, 0),
            func.coalesce(refunded.c.fen, 0),
        )
        .outerjoin(GoodsChange, GoodsChange.id == SaleLine.goods_change_id)
        .outerjoin(Due, Due.id == SaleLine.due_id)
        .outerjoin(refunded, refunded.c.refunds_line_id == SaleLine.id)
        .where(SaleLine.sale_id == sale_id)
        .order_by(SaleLine.place)
    )
    rows: list[list[Any]] = [list(row) for row in connection.execute(found)]
    for row in rows:
        row[-2:] = map(int, row[-2:])  # PostgreSQL's sums of whole numbers are decimals
    return [ReceiptLine(*row) for row in rows]


def tender_sums(connection: Connection, sale_id: int) -> list[TenderSum]:
    """What a receipt stands paid with, without tenders that were corrected away."""
    rows = connection.execute(
        select(SaleTender.kind, SaleTender.amount_fen, SaleTender.received_fen, SaleTender.approval_code)
        .where(SaleTender.sale_id == sale_id)
        .order_by(SaleTender.id)
    )
    sums: dict[str, list[Any]] = {}
    for kind, amount, received, code in rows:
        found = sums.setdefault(kind, [0, 0, ""])
        found[0] += amount
        found[1] += received
        found[2] = code or found[2]
    back = select(SaleTender.kind, func.sum(-SaleTender.amount_fen)).join(Sale, Sale.id == SaleTender.sale_id)
    back = back.where(Sale.refunds_sale_id == sale_id).group_by(SaleTender.kind)
    refunded = {kind: int(amount) for kind, amount in connection.execute(back)}
    return [
        TenderSum(kind, amount, received, code, refunded.get(kind, 0))
        for kind, (amount, received, code) in sums.items()
        if amount
    ]


def tender_kinds(connection: Connection, sale_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """What each of some receipts was paid with, after corrections, in the order of payment."""
    summed = select(SaleTender.sale_id, SaleTender.kind).where(SaleTender.sale_id.in_(sale_ids))
    summed = summed.group_by(SaleTender.sale_id, SaleTender.kind).having(func.sum(SaleTender.amount_fen) != 0)
    kinds: dict[int, tuple[str, ...]] = {}
    for sale_id, kind in connection.execute(summed.order_by(func.min(SaleTender.id))):
        kinds[sale_id] = (*kinds.get(sale_id, ()), kind)
    return kinds


def dues_to_collect(
    connection: Connection, *, person_id: int | None = None, visit_id: int | None = None
) -> list[OpenDue]:
    """What a person and a visit still owe, oldest first; everybody's when neither is given (G22)."""
    if person_id is None and visit_id is None:
        return all_outstanding(connection)
    return outstanding(connection, person_id=person_id, visit_id=visit_id)
