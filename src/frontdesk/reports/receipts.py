"""The receipts of a business day: their list, their numbers, refunds, corrected tenders and what was sold."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from frontdesk.books import accounts
from frontdesk.books.tables import Entry, JournalRecord, Note, Posting
from frontdesk.cashier.tables import Sale, SaleLine, SaleTender, TenderCorrection
from frontdesk.reports.takings import is_giving_back
from frontdesk.staff.tables import Account
from frontdesk.stock.tables import GoodsChange

Parts = tuple[tuple[str, int], ...]
"""(tender, fen) of one payment."""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt; ``kind`` is ``sale``, ``tab`` or ``refund`` (negative amounts), ``at`` stored UTC text."""

    number: str
    counter: str
    kind: str
    at: str
    clerk: str
    total_fen: int
    tenders: Parts


@dataclass(frozen=True, slots=True)
class ReceiptRange:
    """A counter's numbers of the day; ``missing`` are those that ought to be there and aren't (K09)."""

    counter: str
    first: str
    last: str
    number: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefundRow:
    """Money given back: on a refund's receipt, or without one (``number`` empty) as for a key that was found again."""

    number: str
    refunds_number: str
    at: str
    clerk: str
    amount_fen: int
    tenders: Parts
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A tender keyed wrongly and put right."""

    number: str
    at: str
    from_tender: str
    to_tender: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class SoldRow:
    """Pieces of one article sold that day, refunds deducted, and what they came to."""

    sku: str
    name_zh: str
    name_en: str
    category: str
    pieces: int
    amount_fen: int

    def name(self, language: str) -> str:
        """The article's name in a language."""
        return self.name_zh if language == "zh" else self.name_en


def receipt_rows(connection: Connection, business_day: str) -> tuple[ReceiptRow, ...]:
    """Every receipt of a day in the order they were written."""
    paid = _tenders_of(connection, business_day)
    found = (
        select(Sale.id, Sale.number, Sale.counter, Sale.kind, Sale.at, Account.name, Sale.total_fen)
        .outerjoin(Account, Account.id == Sale.account_id)
        .where(Sale.business_day == business_day)
        .order_by(Sale.id)
    )
    return tuple(
        ReceiptRow(row.number, row.counter, row.kind, row.at, row.name or "", row.total_fen, paid.get(row.id, ()))
        for row in connection.execute(found)
    )


def receipt_ranges(rows: tuple[ReceiptRow, ...]) -> tuple[ReceiptRange, ...]:
    """The first and last number of each counter, and the numbers missing between 1 and the last."""
    by_counter: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_counter[row.counter].append(row.number)
    found = []
    for counter, numbers in sorted(by_counter.items()):
        series, _, last = numbers[-1].rpartition("-")
        there = set(numbers)
        ought = (f"{series}-{place:04d}" for place in range(1, int(last) + 1))
        missing = tuple(number for number in ought if number not in there)
        found.append(ReceiptRange(counter, numbers[0], numbers[-1], len(numbers), missing))
    return tuple(found)


def refund_rows(connection: Connection, business_day: str) -> tuple[RefundRow, ...]:
    """What was given back, in order; deposits of day guests are not among them, nobody had spent those."""
    paid = _tenders_of(connection, business_day)
    refunded = aliased(Sale)
    found = (
        select(
            Sale.id,
            Sale.number,
            refunded.number.label("refunds_number"),
            Sale.at,
            Account.name,
            Sale.total_fen,
            Sale.reason,
            Note.text,
        )
        .join(refunded, refunded.id == Sale.refunds_sale_id)
        .outerjoin(Account, Account.id == Sale.account_id)
        .outerjoin(Note, Note.commitment == Sale.note)
        .where(Sale.business_day == business_day, Sale.kind == "refund")
        .order_by(Sale.id)
    )
    rows = []
    for row in connection.execute(found):
        back = tuple((tender, -fen) for tender, fen in paid.get(row.id, ()) if tender != "tab")
        amount_fen = sum(fen for _, fen in back)
        if amount_fen:  # what is taken off a tab gives no money back
            rows.append(
                RefundRow(
                    row.number,
                    row.refunds_number,
                    row.at,
                    row.name or "",
                    amount_fen,
                    back,
                    row.reason,
                    row.text or "",
                )
            )
    return tuple(sorted((*rows, *_without_receipt(connection, business_day)), key=lambda row: row.at))


def correction_rows(connection: Connection, business_day: str) -> tuple[CorrectionRow, ...]:
    """The tenders corrected on a day's receipts."""
    found = (
        select(
            Sale.number,
            TenderCorrection.at,
            TenderCorrection.from_kind,
            TenderCorrection.to_kind,
            TenderCorrection.amount_fen,
        )
        .join(Sale, Sale.id == TenderCorrection.sale_id)
        .where(Sale.business_day == business_day)
        .order_by(TenderCorrection.id)
    )
    return tuple(CorrectionRow(*row) for row in connection.execute(found))


def sold_rows(connection: Connection, business_day: str) -> tuple[SoldRow, ...]:
    """The goods of a day's receipts, those on tabs included; the dearest first."""
    newest = func.max(SaleLine.goods_change_id)
    found = (
        select(SaleLine.sku, SaleLine.category, newest, func.sum(SaleLine.quantity), func.sum(SaleLine.amount_fen))
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(Sale.business_day == business_day, SaleLine.sku.is_not(None))
        .group_by(SaleLine.sku, SaleLine.category)
    )
    rows = connection.execute(found).all()
    changes = select(GoodsChange.id, GoodsChange.name_zh, GoodsChange.name_en)
    changes = changes.where(GoodsChange.id.in_([row[2] for row in rows]))
    names = {row.id: (row.name_zh, row.name_en) for row in connection.execute(changes)}
    sold = [
        SoldRow(row.sku or "", *names.get(row[2], ("", "")), row.category, int(row[3]), int(row[4])) for row in rows
    ]
    return tuple(sorted((row for row in sold if row.pieces), key=lambda row: (-row.amount_fen, row.sku)))


def pieces_by_ledger(connection: Connection, business_day: str) -> int:
    """How many counted pieces the ledger moved from the shelf to the sold that day."""
    # All accounts of the day: asked for one, the database would go through everything ever posted to it.
    found = (
        select(Posting.account, func.sum(Posting.quantity))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.business_day == business_day)
        .group_by(Posting.account)
    )
    return next((int(moved) for account, moved in connection.execute(found) if account == accounts.STOCK_SOLD), 0)


def pieces_by_receipts(connection: Connection, business_day: str) -> int:
    """The same by the receipts' lines; services have no pieces on a shelf."""
    found = (
        select(func.sum(SaleLine.quantity))
        .join(Sale, Sale.id == SaleLine.sale_id)
        .join(GoodsChange, GoodsChange.id == SaleLine.goods_change_id)
        .where(Sale.business_day == business_day, GoodsChange.counted == 1)
    )
    return int(connection.execute(found).scalar() or 0)


def _tenders_of(connection: Connection, business_day: str) -> dict[int, Parts]:
    """What each receipt of a day stands paid with, corrections included."""
    found = (
        select(SaleTender.sale_id, SaleTender.kind, func.sum(SaleTender.amount_fen))
        .join(Sale, Sale.id == SaleTender.sale_id)
        .where(Sale.business_day == business_day)
        .group_by(SaleTender.sale_id, SaleTender.kind)
        .order_by(SaleTender.sale_id, func.min(SaleTender.id))
    )
    paid: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for sale_id, kind, fen in connection.execute(found):
        if fen:
            paid[sale_id].append((kind, int(fen)))
    return {sale_id: tuple(parts) for sale_id, parts in paid.items()}


def _without_receipt(connection: Connection, business_day: str) -> list[RefundRow]:
    kinds = select(Entry.kind).where(Entry.business_day == business_day).distinct()
    giving = [
        kind
        for kind in connection.execute(kinds).scalars()
        if is_giving_back(kind) and not kind.startswith(("refund", "deposit"))
    ]
    found = (
        select(Entry.id, Entry.kind, Entry.at, Account.name, Posting.account, Posting.quantity)
        .join(Posting, Posting.entry_id == Entry.id)
        .join(JournalRecord, JournalRecord.id == Entry.journal_id)
        .outerjoin(Account, Account.id == JournalRecord.account_id)
        .where(
            Entry.business_day == business_day,
            Entry.kind.in_(giving),
            Posting.unit == accounts.CNY,
            Posting.quantity < 0,
        )
        .order_by(Entry.id)
    )
    rows = []
    for row in connection.execute(found):
        head, _, tail = row.account.partition("/")
        tender = {"cash": "cash", "member": "balance"}.get(head, tail)
        rows.append(RefundRow("", "", row.at, row.name or "", -row.quantity, ((tender, -row.quantity),), row.kind, ""))
    return rows
