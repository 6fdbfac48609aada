"""Reading invoices: those asked for, and what became of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select
from sqlalchemy.orm import aliased

from frontdesk.books.tables import Note
from frontdesk.cashier.tables import Invoice, InvoiceGiven, Sale


@dataclass(frozen=True, slots=True)
class InvoiceNote:
    """An invoice asked for; ``given_at`` is empty until it was handed over, erased texts are empty."""

    id: int
    sale_id: int
    number: str
    amount_fen: int
    title: str
    tax_number: str
    at: str
    given_at: str


def invoices(connection: Connection, *, only_open: bool = True, most: int = 200) -> list[InvoiceNote]:
    """Invoices asked for, oldest first; only those not handed over yet, or all."""
    found = _INVOICES.order_by(Invoice.id).limit(most)
    # Asked before the joins: of all that were ever noted (1 µs each) only the open ones are looked up.
    is_open = ~exists().where(_GIVEN.invoice_id == Invoice.id)
    return _invoices(connection, found.where(is_open) if only_open else found)


def invoice_of(connection: Connection, sale_id: int) -> InvoiceNote | None:
    """The invoice noted on a receipt, or None."""
    found = _invoices(connection, _INVOICES.where(Invoice.sale_id == sale_id))
    return found[0] if found else None


_TAX_NOTE = aliased(Note)
_GIVEN = aliased(InvoiceGiven)
_INVOICES: Select[*tuple[Any, ...]] = (
    select(
        Invoice.id,
        Invoice.sale_id,
        Sale.number,
        Invoice.amount_fen,
        func.coalesce(Note.text, ""),
        func.coalesce(_TAX_NOTE.text, ""),
        Invoice.at,
        func.coalesce(InvoiceGiven.at, ""),
    )
    .join(Sale, Sale.id == Invoice.sale_id)
    .outerjoin(Note, Note.commitment == Invoice.title)
    .outerjoin(_TAX_NOTE, _TAX_NOTE.commitment == Invoice.tax_number)
    .outerjoin(InvoiceGiven, InvoiceGiven.invoice_id == Invoice.id)
)


def _invoices(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[InvoiceNote]:
    return [InvoiceNote(*row) for row in connection.execute(statement)]
