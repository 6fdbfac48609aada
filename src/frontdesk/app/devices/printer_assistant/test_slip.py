"""The slip that shows what a printer has: rulers, fonts, characters, squares, knife. ASCII but for what is tried.

What is asked of it: `COLUMNS` (which ruler is one row from edge to edge), `CHARSETS` (which of the lettered lines can
be read), squares 1 (drawn by the printer) and 2 (sent as dots).
"""

from __future__ import annotations

from collections.abc import Iterator

from frontdesk.core.device_settings import CHOICES, PrinterSettings
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render
from frontdesk.printing.gbk import CHARSETS as CODED
from frontdesk.printing.slip import Cut, Element, Feed, Qr, Rule, Slip, Text

COLUMNS: tuple[int, ...] = tuple(int(columns) for columns in CHOICES[PrinterSettings]["columns"])
SAMPLES = {
    "gbk": "中文 收银 ￥128.50",
    "cp858": "é ü ñ ø €",
    "cp1252": "é ü ñ œ €",
    "cp850": "é ü ñ ø",
    "cp437": "é ü ñ £",
}
"""What stands in each lettered line: A for Chinese, then the code pages, the fuller ones first."""
_PLAIN = PrinterProfile(columns=32, charset="cp437", cutter=True)
"""What any printer takes: narrow paper, ASCII."""
_RARE = "王䶮 𬱖"
"""Names outside every printer's font: they are sent as dots."""
_QR = "https://frontdesk.invalid/test"


def letter(charset: str) -> str:
    """The letter before a charset's line."""
    return chr(ord("A") + list(SAMPLES).index(charset))


def ruler(columns: int) -> str:
    """A row of exactly `columns` characters, with its number and ends that can be told: ``<48--+----5----+---->``."""
    middle = "".join(
        "+" if place % 10 == 5 else str(place // 10) if place % 10 == 0 else "-" for place in range(columns)
    )
    head = f"<{columns}"
    return head + middle[len(head) : columns - 1] + ">"


def setup_slip() -> bytes:
    """The bytes of the whole slip, for any printer; it opens no drawer."""
    return b"".join(_parts())


def _parts() -> Iterator[bytes]:
    yield _plain(Text("frontdesk", align="center", bold=True), Rule("dashes"), Text("1 PAPER"))
    for columns in COLUMNS:
        yield ruler(columns).encode("ascii") + b"\n"
    yield _plain(Feed(1), Text("2 FONTS"))
    yield b"\x1bM\x00Font A 0123456789 ABCabc\n\x1bM\x01Font B 0123456789 ABCabc\n\x1bM\x00"
    yield _plain(Feed(1), Text("3 CHARACTERS"))
    for charset, sample in SAMPLES.items():
        yield _line(charset, sample)
    yield _plain(Feed(1), Text("4 NAMES AS DOTS"))
    yield render(Slip((Text(_RARE),)), PrinterProfile(columns=32, charset="gbk"))
    yield _plain(Feed(1), Text("5 SQUARES"), Text("1:"))
    yield render(Slip((Qr(_QR, 4),)), PrinterProfile(columns=32, charset="cp437", native_qr=True))
    yield _plain(Text("2:"))
    yield render(Slip((Qr(_QR, 4),)), PrinterProfile(columns=32, charset="cp437", native_qr=False))
    yield _plain(Feed(1), Text("6 KNIFE"), Cut())


def _plain(*elements: Element) -> bytes:
    return render(Slip(elements), _PLAIN)


def _line(charset: str, sample: str) -> bytes:
    """A lettered line; one that its own charset could not write would come out as dots and prove nothing."""
    text = f"{letter(charset)}: {sample}"
    if CODED[charset].encode(text) is None:
        raise ValueError(f"{charset} lacks a character of {sample!r}")
    return render(Slip((Text(text),)), PrinterProfile(columns=32, charset=charset))
