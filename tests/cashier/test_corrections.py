"""Tenders put right, the drawer opened, invoices noted, receipts printed again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from frontdesk.app.schema import derivations
from frontdesk.books import accounts
from frontdesk.books.ledger import available, balance
from frontdesk.books.verify import verify
from frontdesk.cashier.asked import TenderAsk, draw_line, top_up_line
from frontdesk.cashier.correct_tender import CorrectTenderRequest, correct_tender
from frontdesk.cashier.errors import CorrectionRefused, InvoiceInvalid, InvoiceNoted, ReasonMissing, TenderRefused
from frontdesk.cashier.invoice import GiveInvoiceRequest, NoteInvoiceRequest, give_invoice, note_invoice
from frontdesk.cashier.open_drawer import OpenDrawerRequest, open_drawer
from frontdesk.cashier.queries import invoices, sale_detail, takings
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.core.actor import Actor
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.queries import jobs_of
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.store.store import Store
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import give, open_counter

NewKey = Callable[[], str]


def test_cash_keyed_as_wechat(till: Store, actor: Actor, new_key: NewKey) -> None:  # K07
    sale = sold(till, actor, goods("water"), TenderAsk("wechat", 300))
    request = CorrectTenderRequest(new_key(), sale.sale_id, "wechat", "cash")
    assert correct_tender(till, actor, request) == correct_tender(till, actor, request)
    with till.read() as connection:
        assert balance(connection, accounts.tender("wechat")) == 0
        assert balance(connection, accounts.drawer(1)) == 50_300
        found = sale_detail(connection, sale.sale_id)
        assert [(tender.kind, tender.amount_fen) for tender in found.tenders] == [("cash", 300)]
        assert found.corrected
        day = takings(connection, shift_id=1)
        assert [(taken.name, taken.taken_fen, taken.refunded_fen) for taken in day.by_tender] == [("cash", 300, 0)]
        assert day.correction_count == 1
        assert verify(connection, derivations()).findings == ()
    # Back again, and then a refund goes to what it was in truth.
    correct_tender(till, actor, CorrectTenderRequest(new_key(), sale.sale_id, "cash", "bankcard", "A1"))
    with till.read() as connection:
        line = sale_detail(connection, sale.sale_id).lines[0].id
    refund(till, actor, RefundRequest(new_key(), sale.sale_id, (RefundLine(line, 1),), "wrong_item"))
    with till.read() as connection:
        assert [balance(connection, accounts.tender(kind)) for kind in ("wechat", "bankcard")] == [0, 0]
        assert verify(connection, derivations()).findings == ()
    with pytest.raises(CorrectionRefused):
        correct_tender(till, actor, CorrectTenderRequest(new_key(), sale.sale_id, "bankcard", "cash"))


def test_corrections_refused(till: Store, actor: Actor, cashier: Actor, new_key: NewKey) -> None:
    sale = sold(till, actor, goods("visit", 3), cash(24_000))
    refusals: list[tuple[str, str, str, type[Exception]]] = [
        ("cash", "cash", "", CorrectionRefused),
        ("cash", "balance", "", CorrectionRefused),
        ("wechat", "cash", "", CorrectionRefused),
        ("cash", "bankcard", "4111111111111", TenderRefused),
    ]
    for from_kind, to_kind, code, refusal in refusals:
        with pytest.raises(refusal):
            correct_tender(till, actor, CorrectTenderRequest(new_key(), sale.sale_id, from_kind, to_kind, code))
    with pytest.raises(ApprovalNeeded):  # K08
        correct_tender(till, cashier, CorrectTenderRequest(new_key(), sale.sale_id, "cash", "wechat"))
    other = replace(actor, counter="2")
    open_counter(till, other)
    with pytest.raises(CorrectionRefused):
        correct_tender(till, other, CorrectTenderRequest(new_key(), sale.sale_id, "cash", "wechat"))


def test_drawer_without_a_sale(till: Store, actor: Actor, cashier: Actor, new_key: NewKey) -> None:  # K08
    with pytest.raises(ReasonMissing):
        open_drawer(till, actor, OpenDrawerRequest(new_key(), "because"))
    with pytest.raises(ApprovalNeeded):
        open_drawer(till, cashier, OpenDrawerRequest(new_key(), "give_change"))
    opened = open_drawer(till, actor, OpenDrawerRequest(new_key(), "other", "查假币"))
    with till.read() as connection:
        assert [job.kind for job in jobs_of(connection, f"drawer/opening/{opened.opening_id}")] == ["drawer"]
        assert verify(connection, derivations()).findings == ()


def test_invoice_is_noted_once_and_given_once(till: Store, actor: Actor, new_key: NewKey) -> None:
    sale = sold(till, actor, goods("towel"), cash(3500))
    for title, number in ((" ", ""), ("上海某某有限公司", "4111111111111111"), ("上海某某有限公司", "abc")):
        with pytest.raises(InvoiceInvalid):
            note_invoice(till, actor, NoteInvoiceRequest(new_key(), sale.sale_id, title, number))
    noted = note_invoice(
        till, actor, NoteInvoiceRequest(new_key(), sale.sale_id, "上海某某有限公司", "91310000ma1fl0abc9")
    )
    with pytest.raises(InvoiceNoted):
        note_invoice(till, actor, NoteInvoiceRequest(new_key(), sale.sale_id, "另一家"))
    with till.read() as connection:
        (found,) = invoices(connection)
        assert (found.amount_fen, found.tax_number, found.given_at) == (3500, "91310000MA1FL0ABC9", "")
    give_invoice(till, actor, GiveInvoiceRequest(new_key(), noted.invoice_id))
    with pytest.raises(InvoiceNoted):
        give_invoice(till, actor, GiveInvoiceRequest(new_key(), noted.invoice_id))
    with till.read() as connection:
        assert invoices(connection) == []
        assert verify(connection, derivations()).findings == ()


def test_copy_says_so_and_leaves_the_drawer_shut(till: Store, actor: Actor, new_key: NewKey) -> None:
    sale = sold(till, actor, goods("water"), cash(300))
    print_again(till, actor, PrintAgainRequest(new_key(), f"receipt/{sale.number}"))
    with till.read() as connection:
        assert [job.copy for job in jobs_of(connection, f"receipt/{sale.number}")] == [0, 1]
        drawer = connection.exec_driver_sql("SELECT count(*) FROM print_jobs WHERE kind = 'drawer'").scalar()
        assert drawer == 1


def test_top_up_keyed_wrongly_is_put_right_though_it_is_spent(
    till: Store, actor: Actor, member: int, new_key: NewKey
) -> None:
    """The member's money doesn't move when only its tender was wrong."""
    give(till, actor, member, 1, "drink:water")
    top_up = sold(till, actor, top_up_line(2000), draw_line("water"), TenderAsk("wechat", 2000), person_id=member)
    sold(till, actor, goods("bar-choc"), TenderAsk("balance", 1800), person_id=member)
    correct_tender(till, actor, CorrectTenderRequest(new_key(), top_up.sale_id, "wechat", "cash"))
    with till.read() as connection:
        assert available(connection, member) == 200
        assert balance(connection, accounts.tender("wechat")) == 0
        assert balance(connection, accounts.drawer(1)) == 52_000
        assert verify(connection, derivations()).findings == ()


def test_openings_count_in_a_shift_without_a_sale(till: Store, actor: Actor, new_key: NewKey) -> None:  # K08
    open_drawer(till, actor, OpenDrawerRequest(new_key(), "give_change"))
    with till.read() as connection:
        assert takings(connection, shift_id=1).drawer_openings == 1
        assert takings(connection, business_day="2026-11-23").drawer_openings == 1
        assert takings(connection, business_day="2026-11-24").drawer_openings == 0
