"""Bytes for the printer, read back by an independent decoder."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render
from frontdesk.printing.gbk import CHARSETS, GBK, printable, shorten, wrap
from frontdesk.printing.layout import Line, lay_out
from frontdesk.printing.slip import Barcode, Big, Cell, Columns, Cut, Feed, Image, Qr, Rule, Slip, Text, row
from tests.printing.escpos_decoder import Printed, decode
from tests.printing.samples import receipt

WIDE, NARROW = PrinterProfile(columns=48), PrinterProfile(columns=32)


def laid_lines(slip: Slip, columns: int) -> list[Printed]:
    """What the layout says, with lines outside GBK as dots: 24 rows a line height and 6 of gap."""
    expected = []
    for laid in lay_out(slip, columns):
        if isinstance(laid, Line):
            if GBK.encode(laid.text) is None:
                expected.append(Printed("", dots=24 * laid.tall + 6))
            else:
                expected.append(Printed(laid.text, laid.align, laid.bold, laid.wide, laid.tall))
    return expected


@pytest.mark.parametrize("profile", [WIDE, NARROW])
def test_a_receipt_comes_out_as_laid_out(profile: PrinterProfile) -> None:
    slip = receipt(member="䶮𬱖🎉")
    roll = decode(render(slip, profile))
    assert roll.lines == laid_lines(slip, profile.columns)
    assert (roll.feeds, roll.cuts, roll.drawer_pulses) == (1, 1, 0)
    for line in roll.lines:
        assert len(line.text.encode("gbk")) * line.wide <= profile.columns


def test_a_narrow_receipt_line_by_line() -> None:
    slip = Slip(
        (
            Columns(
                (
                    Cell("农夫山泉饮用天然水 550ml"),
                    Cell("2", width=4, align="right"),
                    Cell("¥6.00", width=9, align="right"),
                )
            ),
            row("合计", "¥1,234.50"),
        )
    )
    assert [line.text for line in decode(render(slip, NARROW)).lines] == [
        "农夫山泉饮用天然     2    ￥6.00",
        "水 550ml",
        "合计                  ￥1,234.50",
    ]


def test_figures_are_never_cut_and_leave_the_row_when_there_is_no_room() -> None:
    slip = Slip((row("应收合计金额", "¥1,234,567.00", size="double"),))
    assert [line.text for line in decode(render(slip, NARROW)).lines] == ["应收合计金额", "  ￥1,234,567.00"]


def test_a_cell_shows_at_most_four_lines_and_says_that_there_is_more() -> None:
    slip = Slip((Columns((Cell("名" * 60), Cell("9", width=12, align="right"))),))
    lines = [line.text for line in decode(render(slip, NARROW)).lines]
    assert len(lines) == 4
    assert lines[0] == "名" * 9 + " " * 13 + "9"
    assert lines[3].endswith("…")


def test_big_is_as_big_as_fits() -> None:
    lines = decode(render(Slip((Big("118"), Big("K-2026-118"), Big("M" * 20))), NARROW)).lines
    assert [(line.text, line.wide) for line in lines] == [("118", 3), ("K-2026-118", 3), ("M" * 16, 2), ("MMMM", 2)]


def test_the_yuan_sign_is_one_gbk_character() -> None:
    data = render(Slip((Text("¥5"),)), WIDE)
    assert "￥5".encode("gbk") in data
    assert "¥".encode("gb18030") not in data


def test_every_gbk_character_takes_its_bytes_in_columns() -> None:
    two_byte = [
        char
        for first in range(0x81, 0xFF)
        for second in range(0x40, 0xFF)
        for char in bytes((first, second)).decode("gbk", "ignore")
        if ord(char) > 0x7F
    ]
    assert len(two_byte) > 21_000
    assert all(GBK.char_width(char) == 2 for char in two_byte)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b@\x1bp\x00\x20\x20drawer", "@p  drawer"),
        ("a\nb\tc\u2028d\x85e", "a b c d e"),
        ("\u202eabc\u2066\u200fd\ufeff", "abcd"),
        ("坏\ud800字", "坏字"),
        ("a\u00adb\x7fc\x9bd", "abcd"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("¥\u00a05 −1", "￥ 5 -1"),
    ],
)
def test_what_no_printer_may_receive_is_taken_out(text: str, clean: str) -> None:  # fault table 17
    assert printable(text) == clean


NAMES = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]),
        st.sampled_from("\x1b\x1d\x1c\x10\x04\x14\x00\n\r\x0c\u202e\u200b¥·䶮𬱖🎉王小明 ，。"),
    ),
    max_size=40,
)


@settings(max_examples=10_000, deadline=None)
@given(NAMES, st.sampled_from([32, 48]))
def test_no_name_can_reach_the_printer_as_a_command(name: str, columns: int) -> None:  # fault table 17
    slip = Slip((row("会员", name), Text(name, "center"), Columns((Cell(name), Cell(name, width=9)))))
    # Rare characters would be drawn; here it matters what is left when they are not, so they become plain ones.
    plain = Slip.from_json(slip.to_json())
    profile = PrinterProfile(columns=columns)
    lines = [line for line in lay_out(plain, columns) if isinstance(line, Line)]
    encodable = Slip(tuple(Text(line.text) for line in lines if GBK.encode(line.text) is not None))
    roll = decode(render(encodable, profile))
    assert roll.drawer_pulses == roll.cuts == roll.feeds == 0
    assert [line.text for line in roll.lines] == [
        part for text in encodable.lines if isinstance(text, Text) for part in wrap(text.text, columns)
    ]
    for line in lines:
        assert GBK.width(line.text) <= columns


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from(sorted(CHARSETS)))
def test_any_name_prints_on_any_printer(name: str, codec: str) -> None:  # fault table 17
    profile = PrinterProfile(columns=32, charset=codec)
    roll = decode(render(Slip((row("x", name), Big(name), Qr(name), Barcode(name))), profile), codec)
    assert roll.drawer_pulses == roll.cuts == 0


@given(st.text(max_size=80), st.integers(2, 48))
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    text = printable(text)
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(GBK.width(line) <= columns for line in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("谢谢惠顾欢迎再来，请走好。", 16) == ["谢谢惠顾欢迎再", "来，请走好。"]
    assert wrap("buy one protein bar", 10) == ["buy one", "protein", "bar"]


def test_shortened_text_fits() -> None:
    assert shorten("农夫山泉饮用水", 9) == "农夫山…"
    assert shorten("水", 9) == "水"


def test_an_english_printer_gets_its_code_page_and_dots_for_chinese() -> None:
    profile = PrinterProfile(columns=48, charset="cp437")
    data = render(Slip((Text("Café £5"), Text("王小明"), Rule())), profile)
    assert data.startswith(b"\x1b@\x1c.\x1bt\x00")
    lines = decode(data, "cp437").lines
    assert lines[0].text == "Café £5"
    assert lines[1].dots == 30
    assert lines[2].text == "─" * 48


def test_codes_and_pictures() -> None:
    slip = Slip((Qr("https://例/1"), Barcode("1-20261123-{42}"), Image(b"no picture"), Feed(3), Cut()))
    roll = decode(render(slip, WIDE))
    assert roll.qr_codes == ["https://例/1"]
    assert roll.barcodes == ["1-20261123-{42}"]
    assert (roll.feeds, roll.cuts) == (3, 1)
    drawn = decode(render(slip, PrinterProfile(native_qr=False, cutter=False)))
    assert drawn.qr_codes == []
    assert drawn.lines[0].dots > 100
    assert (drawn.feeds, drawn.cuts) == (3 + 4, 0)


def test_a_text_receipt_is_rendered_in_well_under_a_millisecond() -> None:
    best = min(_seconds(number) for number in range(50))
    assert best < 0.001


def _seconds(number: int) -> float:
    slip = receipt(f"1-20261123-{number:04d}", lines=6, member=f"王小明{number}")
    start = time.perf_counter()
    render(slip, WIDE)
    slip.to_json()
    return time.perf_counter() - start


def test_a_text_receipt_loads_neither_pillow_nor_escpos() -> None:
    program = (
        "import sys; from tests.printing.samples import receipt; from frontdesk.printing.spool import enqueue;"
        "from frontdesk.printing.escpos import render; from frontdesk.devices.printers.profile import PrinterProfile;"
        "render(receipt(), PrinterProfile());"
        "print([m for m in ('PIL', 'escpos', 'reportlab', 'qrcode', 'PySide6') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
