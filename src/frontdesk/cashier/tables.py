"""Receipts with their lines and tenders, and what was noted about them later."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, BookRow, strict


class Sale(BookRow, Base):
    """One numbered receipt: a sale, something put on a tab, or a refund, whose amounts are negative.

    ``number`` is gap-free for each counter and business day (K09). ``reason`` is a stable code and ``note`` a
    commitment; both are for refunds.
    """

    __tablename__ = "sales"
    __table_args__ = strict(
        UniqueConstraint("number"),
        CheckConstraint("kind IN ('sale', 'tab', 'refund')", name="kind_known"),
        CheckConstraint("(kind = 'refund') = (refunds_sale_id IS NOT NULL)", name="refund_of_something"),
        Index("ix_sales_counter_day", "business_day", "counter", "id"),
    )

    number: Mapped[str]
    kind: Mapped[str]
    counter: Mapped[str]
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    business_day: Mapped[str]
    at: Mapped[str]
    account_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(index=True)
    visit_id: Mapped[int | None] = mapped_column(index=True)
    key_code: Mapped[str | None]
    total_fen: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    refunds_sale_id: Mapped[int | None] = mapped_column(ForeignKey("sales.id"), index=True)
    reason: Mapped[str]
    note: Mapped[str | None]


class SaleLine(BookRow, Base):
    """One line of a receipt: goods, a due collected, money put on a member's account, or prepaid goods drawn.

    ``amount_fen`` = quantity × unit price − discount. ``due_id`` is the due a line pays, or the one it was put on by
    a tab. ``restocked`` says of a refunded line whether the goods went back on the shelf (1) or were written off (0).
    """

    __tablename__ = "sale_lines"
    __table_args__ = strict(
        CheckConstraint("kind IN ('goods', 'due', 'top_up', 'draw')", name="kind_known"),
        CheckConstraint("amount_fen = quantity * unit_price_fen - discount_fen", name="amount_follows"),
        CheckConstraint("restocked IN (0, 1)", name="restocked_flag"),
    )

    sale_id: Mapped[int] = mapped_column(ForeignKey("sales.id"), index=True)
    place: Mapped[int]
    kind: Mapped[str]
    sku: Mapped[str | None]
    goods_change_id: Mapped[int | None] = mapped_column(ForeignKey("goods_changes.id"))
    due_id: Mapped[int | None] = mapped_column(ForeignKey("dues.id"), index=True)
    quantity: Mapped[int]
    unit_price_fen: Mapped[int]
    discount_fen: Mapped[int]
    amount_fen: Mapped[int]
    category: Mapped[str]
    refunds_line_id: Mapped[int | None] = mapped_column(ForeignKey("sale_lines.id"), index=True)
    restocked: Mapped[int | None]


class SaleTender(BookRow, Base):
    """What a receipt was paid with; a corrected tender has a further negative row and one of the right kind.

    ``received_fen`` is what was handed over, more than the amount only in cash. ``approval_code`` is the outside
    terminal's. ``notes_checked`` tells that large notes were looked at (K04).
    """

    __tablename__ = "sale_tenders"
    __table_args__ = strict(
        CheckConstraint("kind IN ('cash', 'wechat', 'alipay', 'bankcard', 'balance', 'tab')", name="kind_known"),
        CheckConstraint("length(approval_code) <= 12", name="approval_code_short"),
        CheckConstraint("notes_checked IN (0, 1)", name="notes_checked_flag"),
    )

    sale_id: Mapped[int] = mapped_column(ForeignKey("sales.id"), index=True)
    kind: Mapped[str]
    amount_fen: Mapped[int]
    received_fen: Mapped[int]
    approval_code: Mapped[str]
    notes_checked: Mapped[int]
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("tender_corrections.id"))


class TenderCorrection(BookRow, Base):
    """A tender keyed wrongly and put right: the sale's entry reversed and written anew."""

    __tablename__ = "tender_corrections"

    sale_id: Mapped[int] = mapped_column(ForeignKey("sales.id"), index=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    from_kind: Mapped[str]
    to_kind: Mapped[str]
    amount_fen: Mapped[int]
    reversal_entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    at: Mapped[str]


class DueWaiver(BookRow, Base):
    """A due that isn't collected (K08); ``reason`` a stable code, ``note`` a commitment."""

    __tablename__ = "due_waivers"

    due_id: Mapped[int] = mapped_column(ForeignKey("dues.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    amount_fen: Mapped[int]
    reason: Mapped[str]
    note: Mapped[str | None]
    at: Mapped[str]


class DrawerOpening(BookRow, Base):
    """The drawer opened without a sale (K08); ``reason`` a stable code, ``note`` a commitment."""

    __tablename__ = "drawer_openings"

    counter: Mapped[str]
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"), index=True)
    reason: Mapped[str]
    note: Mapped[str | None]
    at: Mapped[str]


class Invoice(BookRow, Base):
    """An invoice (发票) asked for: title and tax number are commitments, their texts can be erased."""

    __tablename__ = "invoices"
    __table_args__ = strict(UniqueConstraint("sale_id"))

    sale_id: Mapped[int] = mapped_column(ForeignKey("sales.id"))
    amount_fen: Mapped[int]
    title: Mapped[str]
    tax_number: Mapped[str | None]
    at: Mapped[str]
    business_day: Mapped[str]


class InvoiceGiven(BookRow, Base):
    """The invoice was handed over."""

    __tablename__ = "invoices_given"
    __table_args__ = strict(UniqueConstraint("invoice_id"))

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"))
    at: Mapped[str]
    business_day: Mapped[str]
