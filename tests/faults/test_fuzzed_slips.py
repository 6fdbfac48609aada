"""Nonsense on every kind of slip and printer: no control byte reaches a printer but those of the slip itself."""

import pytest

from frontdesk.cashier.asked import PricedLine, TenderAsk
from frontdesk.cashier.slips import Facts, receipt
from frontdesk.cashier.tenders import Change
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render
from frontdesk.printing.gbk import CHARSETS
from frontdesk.printing.look import SlipLook
from frontdesk.printing.slip import Barcode, Big, Cell, Columns, Cut, Feed, Qr, Slip, Text, row
from tests.faults.lengths import often
from tests.faults.nonsense import Nonsense
from tests.printing.escpos_decoder import decode

PARTS, SLIPS = 4, often(25, 2_500)
TEXTS_A_SLIP = 15
PROFILES = [
    PrinterProfile(columns=columns, charset=charset, native_qr=native)
    for columns in (48, 32)
    for charset in CHARSETS
    for native in (True, False)
]


def a_receipt(nonsense: Nonsense) -> Slip:
    """A receipt with nonsense wherever a business or a person may have typed something."""
    text = nonsense.text
    look = SlipLook("zh", text(), text(), text().encode("utf-8", "replace"), (text(), text()), frozenset(), text())
    facts = Facts("tab", text(), text(), text(), text(), text(), look, text(), text(), 5, text())
    lines = tuple(PricedLine("goods", 2, 300, 50 * place, "bar", text(), "", sku=text()) for place in range(3))
    tenders = (TenderAsk("bankcard", 850, approval_code="082311"),)
    return receipt(facts, lines, tenders, Change(850, 0), "zh")


def every_element(nonsense: Nonsense) -> Slip:
    """The other elements a slip may have."""
    text = nonsense.text
    cells = (Cell(text()), Cell(text(), width=9), Cell(text(), share=0, align="right"), Cell("9.00", 0, 8, "right"))
    return Slip(
        (
            Big(text()),
            row(text(), text(), bold=True, size="double"),
            Columns(cells, size="tall"),
            Text(text(), "center", size="wide"),
            Qr(text()[:60]),
            Barcode(text()),
            Feed(2),
            Text(text(20), "right"),
            Cut(),
        )
    )


@pytest.mark.timeout(often(120, 3_600))
@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_reaches_a_printer_as_a_command(part: int) -> None:  # fault table 17
    for number in range(SLIPS):
        seed = part * SLIPS + number
        nonsense = Nonsense(seed)
        profile = PROFILES[seed % len(PROFILES)]
        is_receipt = seed % 3 > 0
        slip = a_receipt(nonsense) if is_receipt else every_element(nonsense)
        # The decoder refuses every byte that belongs to no command a slip may hold.
        roll = decode(render(slip, profile), profile.charset)
        drawn = (roll.feeds, roll.cuts, roll.drawer_pulses)
        asked = sum(line.lines for line in slip.lines if isinstance(line, Feed))
        assert drawn == (asked, 1, 0), f"slip {seed}"
        assert len(roll.qr_codes) <= 1 and len(roll.barcodes) <= 1, f"slip {seed}"
        width = profile.columns
        for line in roll.lines:
            used = len(line.text.encode(profile.charset))
            assert line.dots or used * line.wide <= width, f"slip {seed}: {line}"
        assert len(Slip.from_json(slip.to_json()).lines) == len(slip.lines)
    print(f"{SLIPS} slips with some {SLIPS * TEXTS_A_SLIP} texts")
