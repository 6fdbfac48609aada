"""The bytes that go to the printer put the same marks on paper as the picture shows, and codes can be read back."""

import io
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pictures
from PIL import ImageChops
from pyzbar import pyzbar

from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render as render_bytes
from frontdesk.printing.picture import MARGIN_DOTS, render
from frontdesk.printing.slip import Barcode, Big, Cell, Columns, Element, Image, Qr, Rule, Slip, Text, row
from tests.faults.lengths import often
from tests.printing.platen import Platen
from tests.printing.samples import receipt

TOP = 30
_PAPER, _INK = 253, 32
NUMBER = "1-20261123-0042"


def ink_of(slip: Slip, columns: int, charset: str = "gbk") -> Pictures.Image:
    """The picture's ink, 0 to 255, without the margins."""
    picture = render(slip, columns, charset).convert("RGB").getchannel("R")
    ink = picture.point(lambda value: round((_PAPER - value) / (_PAPER - _INK) * 255))
    return ink.crop((MARGIN_DOTS, TOP, MARGIN_DOTS + columns * 12, ink.height))


def assert_same_marks(slip: Slip, profile: PrinterProfile) -> None:
    platen = Platen(render_bytes(slip, profile), profile.columns, profile.charset)
    platen.run()
    ink = ink_of(slip, profile.columns, profile.charset)
    blank = ink.copy()
    for cell in platen.cells:
        box = (cell.left, cell.top, cell.left + cell.width, cell.top + cell.height)
        assert (ink.crop(box).getextrema()[1] > 90) == cell.inked, f"{cell} in {platen.roll.lines}"
        blank.paste(0, box)
    for strip in platen.strips:
        box = (0, strip.top, strip.picture.width, strip.top + strip.picture.height)
        # The picture is smooth and the paper isn't: compare at the printer's own threshold, off its very edge.
        drawn = ink.crop(box).point(lambda value: 255 if value > 112 else 0)
        other = ImageChops.difference(drawn, strip.picture.convert("L"))
        assert other.histogram()[255] <= 0.002 * other.width * other.height + 2
        blank.paste(0, box)
    # Below the last line the picture shows where the paper was torn.
    last = max((cell.top + cell.height for cell in platen.cells), default=0)
    last = max([last, *(strip.top + strip.picture.height for strip in platen.strips)])
    assert blank.crop((0, 0, blank.width, last)).getbbox() is None, "ink where the printer puts none"


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_in_chinese_with_a_rare_name(columns: int) -> None:
    assert_same_marks(receipt(member="\u4dae\U0002cc56\U0001f389 王小明"), PrinterProfile(columns=columns))


def test_an_english_receipt_on_a_printer_without_chinese() -> None:
    slip = Slip((Big("118"), row("Café Zürich", "¥1,234.50", bold=True), Text("毛巾 towel", "center"), Rule("dashes")))
    assert_same_marks(slip, PrinterProfile(columns=42, charset="cp850"))


_WORDS = st.text(alphabet=string.printable + "王小明：【】￥—…，。应收找零åé\u4dae\U0002cc56\u202e\x1b", max_size=60)
_ELEMENTS: st.SearchStrategy[Element] = st.one_of(
    st.builds(
        Text,
        _WORDS,
        st.sampled_from(("left", "center", "right")),
        st.booleans(),
        st.sampled_from(("normal", "tall", "wide", "double")),
    ),
    st.builds(Big, _WORDS, st.sampled_from(("left", "center", "right"))),
    st.builds(Rule, st.sampled_from(("line", "dashes", "double"))),
    st.builds(
        lambda a, b, c: Columns((Cell(a), Cell(b, width=4, align="right"), Cell(c, 0, align="right"))), *[_WORDS] * 3
    ),
)


@settings(max_examples=often(25, 2_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_ELEMENTS, min_size=1, max_size=5), st.sampled_from((32, 42, 48)))
def test_any_slip(elements: list[Element], columns: int) -> None:
    assert_same_marks(Slip(tuple(elements)), PrinterProfile(columns=columns))


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize(
    "text", [f"frontdesk:{NUMBER}", "https://example.com/r?n=42&m=%E7%8E%8B", "王小明 2026 会员卡"]
)
def test_a_qr_code_is_read_back_from_the_picture_and_from_the_dots(columns: int, text: str) -> None:
    slip = Slip((Qr(text),))
    assert _codes(render(slip, columns)) == [("QRCODE", text)]
    assert _codes(_dots(slip, columns)) == [("QRCODE", text)]
    native = Platen(render_bytes(slip, PrinterProfile(columns=columns)), columns)
    assert native.run().qr_codes == [text]


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("text", [NUMBER, "K118", "M000123", "a{b}~ c"])
def test_a_barcode_is_read_back_from_the_picture_and_from_the_dots(columns: int, text: str) -> None:
    slip = Slip((Barcode(text),))
    assert _codes(render(slip, columns)) == [("CODE128", text)]
    platen = Platen(render_bytes(slip, PrinterProfile(columns=columns)), columns)
    roll = platen.run()
    if roll.barcodes:
        assert roll.barcodes == [text]
    else:
        assert _codes(_on_white(platen)) == [("CODE128", text)]


def test_a_logo_is_on_paper_as_in_the_picture() -> None:
    logo = io.BytesIO()
    Pictures.linear_gradient("L").resize((200, 90)).save(logo, "PNG")
    assert_same_marks(Slip((Image(logo.getvalue()), Text("悦动健身", "center"))), PrinterProfile())


def _dots(slip: Slip, columns: int) -> Pictures.Image:
    """What a printer that draws no QR codes itself puts on paper."""
    platen = Platen(render_bytes(slip, PrinterProfile(columns=columns, native_qr=False)), columns)
    platen.run()
    return _on_white(platen)


def _on_white(platen: Platen) -> Pictures.Image:
    (strip,) = platen.strips
    paper = Pictures.new("L", (strip.picture.width + 60, strip.picture.height + 60), 255)
    paper.paste(ImageChops.invert(strip.picture.convert("L")), (30, 30))
    return paper


def _codes(picture: Pictures.Image) -> list[tuple[str, str]]:
    return [(found.type, found.data.decode()) for found in pyzbar.decode(picture.convert("L"))]
