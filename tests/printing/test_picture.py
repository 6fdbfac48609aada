"""The picture of a slip is the same lines as its paper."""

import io

import pytest
from PIL import Image as Pictures

from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing import raster
from frontdesk.printing.escpos import render as render_bytes
from frontdesk.printing.fonts import fonts_for_dots
from frontdesk.printing.gbk import GBK
from frontdesk.printing.layout import Line
from frontdesk.printing.picture import MARGIN_DOTS, render, render_png
from frontdesk.printing.slip import Barcode, Big, Cut, Feed, Image, Qr, Slip, Text
from tests.printing.escpos_decoder import decode
from tests.printing.samples import receipt


@pytest.mark.parametrize(("columns", "dots"), [(48, 576), (32, 384)])
def test_a_picture_is_as_wide_as_the_paper_and_as_long_as_its_lines(columns: int, dots: int) -> None:
    picture = render(receipt(), columns)
    assert picture.width == dots + 2 * MARGIN_DOTS
    lines = decode(render_bytes(receipt(), PrinterProfile(columns=columns))).lines
    inked = sum(24 * line.tall + 6 for line in lines)
    assert inked < picture.height < inked + 90
    assert Pictures.open(io.BytesIO(render_png(receipt(), columns))).size == picture.size


def test_what_stands_right_on_paper_stands_right_in_the_picture() -> None:
    for align, place in (("left", 0), ("center", 21 * 12), ("right", 42 * 12)):
        drawn = raster.line_picture(Line("王小明", align), 48, GBK)  # type: ignore[arg-type]
        left, _top, right, _bottom = drawn.getbbox() or (0, 0, 0, 0)
        assert place <= left < right <= place + 72


def test_a_rare_name_becomes_the_same_dots_as_in_the_picture() -> None:
    line = Line("会员 \u4dae\U0002cc56", bold=True, tall=2)
    rows, row_bytes = raster.line_dots(line, 32, GBK)
    assert (row_bytes, len(rows) // row_bytes) == (48, 54)
    smooth = raster.line_picture(line, 32, GBK)
    sharp = Pictures.frombytes("1", (384, 54), rows).convert("L")
    for x in range(0, 384, 5):
        for y in range(0, 54, 3):
            value = smooth.getpixel((x, y))
            assert (sharp.getpixel((x, y)) == 255) == (value > 112)  # type: ignore[operator]


def test_rare_characters_look_different_from_each_other() -> None:
    pictures = {
        char: raster.line_picture(Line(char), 4, GBK).tobytes() for char in "\u4dae\U0002cc56\U0001f389\U0001f388"
    }
    assert len(set(pictures.values())) == 4


def test_a_system_without_any_font_still_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    raster._glyph.cache_clear()
    monkeypatch.setattr(raster, "fonts_for_dots", lambda: ())
    try:
        assert raster.line_picture(Line("\U0002cc56"), 32, GBK).getbbox() is not None
    finally:
        raster._glyph.cache_clear()
    assert fonts_for_dots()


def test_codes_and_pictures_stay_on_the_paper() -> None:
    logo = io.BytesIO()
    Pictures.new("RGBA", (2000, 300), (0, 0, 0, 255)).save(logo, "PNG")
    slip = Slip((Image(logo.getvalue()), Qr("x" * 500, 16), Barcode("A" * 40), Feed(2), Big("118"), Cut(), Text("2")))
    assert render(slip, 32).width == 384 + 2 * MARGIN_DOTS
    roll = decode(render_bytes(slip, PrinterProfile(columns=32, native_qr=False)))
    assert roll.lines[0].dots == 57  # 2000 x 300 shrunk to 384 dots


def test_a_receipt_number_fits_58_mm_as_a_barcode() -> None:
    slip = Slip((Barcode("1-20261123-0042"), Barcode("12345678")))
    narrow = decode(render_bytes(slip, PrinterProfile(columns=32)))
    assert (narrow.barcodes, narrow.lines[0].dots) == (["12345678"], 6 + 64 + 30)  # drawn: its own set B is too wide
    assert decode(render_bytes(slip, PrinterProfile(columns=48))).barcodes == ["1-20261123-0042", "12345678"]
