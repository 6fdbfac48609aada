"""Invoices (发票): noted on a receipt, listed for finance, marked when handed over."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.books.action import action
from frontdesk.cashier.errors import InvoiceInvalid, InvoiceNoted, SaleUnknown
from frontdesk.cashier.queries import receipt_by_id, sale_detail
from frontdesk.cashier.tables import Invoice, InvoiceGiven
from frontdesk.core.actor import Actor
from frontdesk.core.text import field
from frontdesk.staff.rights import Right, require
from frontdesk.store.store import Store

# Credit codes have 18 places, older tax numbers 15 or 20: never the 16, 17 or 19 of a bank card.
_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NoteInvoiceRequest:
    """An invoice wanted for a receipt; a private person has no tax number."""

    key: str
    sale_id: int
    title: str
    tax_number: str = ""


@dataclass(frozen=True, slots=True)
class GiveInvoiceRequest:
    """The invoice was handed over."""

    key: str
    invoice_id: int


@dataclass(frozen=True, slots=True)
class InvoiceResult:
    """The invoice and its amount, which is what remains of the receipt after refunds."""

    invoice_id: int
    amount_fen: int


def note_invoice(store: Store, actor: Actor, request: NoteInvoiceRequest) -> InvoiceResult:
    """Note an invoice (right SELL). Raises InvoiceInvalid, InvoiceNoted, SaleUnknown, TextTooLong."""
    with action(store, actor, "cashier.note_invoice", request, InvoiceResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SELL)
        title, tax_number = field(request.title, 80), request.tax_number.strip().upper()
        if not title:
            raise InvoiceInvalid(field="title")
        if tax_number and not _TAX_NUMBER.fullmatch(tax_number):
            raise InvoiceInvalid(field="tax_number")
        sold = sale_detail(act.connection, request.sale_id)
        if sold.invoice is not None:
            raise InvoiceNoted(number=sold.receipt.number)
        amount = sum(tender.amount_fen - tender.refunded_fen for tender in sold.tenders if tender.kind != "tab")
        if sold.receipt.kind != "sale" or amount <= 0:
            raise InvoiceInvalid(field="amount")
        invoice_id = act.insert(
            Invoice,
            sale_id=request.sale_id,
            amount_fen=amount,
            title=act.note(title),
            tax_number=act.note(tax_number),
            at=act.now,
            business_day=act.business_day,
        )
        return act.finish(InvoiceResult(invoice_id, amount), f"sale/{request.sale_id}")


def give_invoice(store: Store, actor: Actor, request: GiveInvoiceRequest) -> InvoiceResult:
    """Mark an invoice as handed over (right SELL). Raises SaleUnknown, or InvoiceNoted when it was already."""
    with action(store, actor, "cashier.give_invoice", request, InvoiceResult) as act:
        if act.first_result is not None:
            return act.first_result
        require(act, Right.SELL)
        noted = select(Invoice.sale_id, Invoice.amount_fen).where(Invoice.id == request.invoice_id)
        found = act.connection.execute(noted).first()
        if found is None:
            raise SaleUnknown(number="")
        sale_id, amount = found
        given = select(InvoiceGiven.id).where(InvoiceGiven.invoice_id == request.invoice_id)
        if act.connection.execute(given).first() is not None:
            raise InvoiceNoted(number=receipt_by_id(act.connection, sale_id).number)
        act.insert(InvoiceGiven, invoice_id=request.invoice_id, at=act.now, business_day=act.business_day)
        return act.finish(InvoiceResult(request.invoice_id, amount), f"sale/{sale_id}")
