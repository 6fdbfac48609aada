"""A slip as the bytes an ESC/POS printer takes.

Facts this rests on: `FS &` switches two-byte (GBK) mode on and `FS .` off, which must come before a code page
is chosen; `GS !` sizes both alphabets; a line with a character outside the printer's font is sent as dots
(`GS v 0`), so that every name comes out right. Text bytes are always >= 0x20: what could be a command never
gets this far.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.gbk import CHARSETS, Charset, printable
from frontdesk.printing.layout import Line, lay_out_element
from frontdesk.printing.slip import Align, Barcode, Cut, Element, Feed, Image, Qr, Slip

_ALIGN: dict[Align, bytes] = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
_CUT = b"\x1dVB\x00"
_TEAR_FEED_LINES = 4
_QR_CORRECTION_M = 1
_QR_MAX_BYTES = 512


def render(slip: Slip, profile: PrinterProfile) -> bytes:
    """The bytes that print `slip` on a printer with `profile`.

    Starts from a known state (``ESC @``) and leaves one behind; opens no drawer.
    """
    charset = CHARSETS[profile.charset]
    out = bytearray(b"\x1b@\x1c&" if charset.is_chinese else b"\x1b@\x1c.\x1bt" + bytes([charset.page or 0]))
    style = _Style(out)
    for element in slip.lines:
        for laid, data in _encoded(element, profile.columns, profile.charset):
            if data is not None:
                style.use(laid)
                out += data
            elif isinstance(laid, Line):
                style.plain("left")
                out += _raster_line(laid, profile.columns, charset)
            else:
                style.plain("center")
                _graphic(out, laid, profile)
    style.plain("left")
    return bytes(out)


@lru_cache(maxsize=512)
def _encoded(element: Element, columns: int, codec: str) -> tuple[tuple[Any, bytes | None], ...]:
    """The laid lines of an element, each with its bytes where the printer's own font can print it.

    Kept for the lines that come on every receipt: this runs inside the sale's transaction.
    """
    charset = CHARSETS[codec]
    found: list[tuple[Any, bytes | None]] = []
    for laid in lay_out_element(element, columns, charset):
        data = charset.encode(laid.text) if isinstance(laid, Line) else None
        found.append((laid, data if data is None else data + b"\n"))
    return tuple(found)


class _Style:
    """The printer's current alignment, weight and size; sends only what changes."""

    def __init__(self, out: bytearray) -> None:
        self._out = out
        self._align: Align = "left"
        self._bold = False
        self._size = (1, 1)

    def use(self, line: Line) -> None:
        if line.align != self._align:
            self._align = line.align
            self._out += _ALIGN[line.align]
        if line.bold != self._bold:
            self._bold = line.bold
            self._out += b"\x1bE\x01" if line.bold else b"\x1bE\x00"
        if (line.wide, line.tall) != self._size:
            self._size = (line.wide, line.tall)
            self._out += bytes((0x1D, 0x21, (line.wide - 1) << 4 | (line.tall - 1)))

    def plain(self, align: Align) -> None:
        self.use(Line("", align))


def _graphic(out: bytearray, laid: object, profile: PrinterProfile) -> None:
    if isinstance(laid, Feed):
        lines = max(0, min(laid.lines, 255))
        out += bytes((0x1B, 0x64, lines))
    elif isinstance(laid, Cut):
        out += _CUT if profile.cutter else bytes((0x1B, 0x64, _TEAR_FEED_LINES))
    elif isinstance(laid, Qr):
        out += _native_qr(laid) if profile.native_qr else _raster_of(laid, profile.dots)
    elif isinstance(laid, Barcode):
        out += _barcode(laid) if _barcode_fits(laid, profile.dots) else _raster_of(laid, profile.dots)
    elif isinstance(laid, Image):
        out += _raster_of(laid, profile.dots)


def _native_qr(qr: Qr) -> bytes:
    # python-escpos takes a third of a second to load, so only slips with a QR code on them wait for it.
    from escpos.printer import Dummy

    data = printable(qr.data).encode()[:_QR_MAX_BYTES].decode(errors="ignore")
    device = Dummy()
    device.qr(data, ec=_QR_CORRECTION_M, size=max(1, min(qr.module_dots, 16)), model=2, native=True)
    return bytes(device.output)


def _barcode(barcode: Barcode) -> bytes:
    """``GS k 73`` in Code 128 set B; `{` is that command's own escape and doubles."""
    data = barcode.printable.replace("{", "{{").encode("ascii")
    height = max(24, min(barcode.height_dots, 255))
    return b"\x1dH\x02\x1dw\x02\x1dh" + bytes([height]) + b"\x1dkI" + bytes([len(data) + 2]) + b"{B" + data


def _barcode_fits(barcode: Barcode, dots: int) -> bool:
    """Whether the printer can draw it in set B at 2 dots a module; it prints nothing at all of one that is too wide."""
    return 0 < len(barcode.printable) <= (dots // 2 - 35) // 11


def raster(rows: bytes, row_bytes: int) -> bytes:
    """``GS v 0``: dots, one bit each, `row_bytes` a row, black = 1."""
    height = len(rows) // row_bytes
    return b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + rows


def _raster_line(line: Line, columns: int, charset: Charset) -> bytes:
    # Pillow and the fonts are loaded only when a rare character needs them.
    from frontdesk.printing.raster import line_dots

    return raster(*line_dots(line, columns, charset))


@lru_cache(maxsize=16)
def _raster_of(laid: Qr | Barcode | Image, dots: int) -> bytes:
    from frontdesk.printing.raster import graphic_dots

    return raster(*graphic_dots(laid, dots))
