"""Slip and PDF of the handover sheet say what the books say (G26, K02)."""

import io
import re
from uuid import uuid4

import pytest
from pypdf import PdfReader

from frontdesk.cashier.asked import TenderAsk
from frontdesk.cashier.queries import sale_detail, takings
from frontdesk.cashier.refund import RefundLine, RefundRequest, refund
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.handover.closing import Findings
from frontdesk.handover.open_shift import OpenShiftRequest, open_shift
from frontdesk.handover.pdf import handover_pdf
from frontdesk.handover.sheet import HandoverSheet, handover_sheet
from frontdesk.handover.slips import handover_slip
from frontdesk.handover.wording import category_word, head_groups
from frontdesk.printing.layout import lay_out
from frontdesk.store.store import Store
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import let_in
from tests.cashier.shelf import fill_shelf
from tests.handover.desk_day import count, hang_keys, night, take


@pytest.fixture
def sheet(store: Store, actor: Actor, cashier: Actor) -> HandoverSheet:
    """A shift with something of everything on its sheet."""
    hang_keys(store, actor)
    open_shift(store, cashier, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))
    take(store, cashier, 12_350)
    take(store, cashier, -300)
    take(store, cashier, 880, "alipay")
    count(store, cashier, 61_000, [("alipay", 880)])
    counted = count(store, cashier, 61_550, [("alipay", 880)], {"keys/f": 1})
    findings = Findings((("cash", "找零错误"),), (), ("key/202",), "三号淋浴没有热水")
    closed = night(store, cashier, counted.count_id, findings)
    with store.read() as connection:
        return handover_sheet(connection, closed.shift_id)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pdf_says_what_the_books_say(sheet: HandoverSheet, clock: ManualClock, language: str) -> None:
    file = handover_pdf(sheet, language=language, zone=clock.zone(), printed_by="刘洋", printed_at="2026-11-23 22:10")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.data)).pages)
    squeezed = re.sub(r"\s", "", text)
    for figure in ("500.00", "123.50", "-3.00", "620.50", "615.50", "-5.00", "115.50", "8.80", "610.00"):
        assert figure in text
    assert sheet.head in squeezed
    for words in (sheet.key_fingerprint, "S000001", "找零错误", "三号淋浴没有热水", "刘洋", "202"):
        assert words in squeezed


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [32, 48])
def test_the_slip_fits_its_paper(sheet: HandoverSheet, clock: ManualClock, language: str, columns: int) -> None:
    slip = handover_slip(sheet, language, clock.zone(), "星河健身")
    assert len(list(lay_out(slip, columns))) > 40
    text = slip.to_json()
    for figure in ("500.00", "123.50", "-3.00", "620.50", "615.50", "115.50", "8.80", *head_groups(sheet.head)):
        assert figure in text


def test_heads_are_printed_in_full_and_categories_in_words() -> None:
    assert "".join(head_groups("0123456789abcdef" * 4)).replace(" ", "") == "0123456789abcdef" * 4
    assert category_word("zh", "membership") == "会籍"
    assert category_word("zh", "bar") == "水吧"
    assert category_word("en", "unheard-of") == "unheard-of"


def test_a_tab_and_its_refund_are_in_no_takings(store: Store, actor: Actor, cashier: Actor) -> None:  # K02 G14
    """A tab was no taking yet, so taking it off again takes nothing from the sheet either."""
    fill_shelf(store, actor)
    shift = open_shift(store, actor, OpenShiftRequest(uuid4().hex, ((10_000, 5),)))
    let_in(store, actor, 5)
    tab = sold(store, actor, goods("water", 2), TenderAsk("tab", 600), visit_id=5)
    sold(store, actor, goods("bar-choc"), cash(1800))
    with store.read() as connection:
        line_id = sale_detail(connection, tab.sale_id).lines[0].id
    refund(store, actor, RefundRequest(uuid4().hex, tab.sale_id, (RefundLine(line_id, 2),), "wrong_item"))
    night(store, actor, count(store, actor, 51_800).count_id)
    with store.read() as connection:
        found = handover_sheet(connection, shift.shift_id)
        assert found.takings == (("bar", 1800),)
        assert found.takings_fen == takings(connection, shift_id=shift.shift_id).net_fen
