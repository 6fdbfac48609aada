"""Measures and colours of a printed page, and the pen that draws with them. Points; the origin is at the lower left."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from frontdesk.printing.pdf_fonts import PdfFonts

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT = 17 * MM
WIDTH = PAGE_WIDTH - 2 * LEFT
TOP = PAGE_HEIGHT - 15 * MM
BOTTOM = 21 * MM

Colour = tuple[float, float, float]
Kind = Literal["plain", "ok", "warn", "bad", "info"]


def _hex(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text)
    return red / 255, green / 255, blue / 255


# The light theme of the window, on white paper.
INK = _hex("16202A")
MUTED = _hex("5A6672")
LINE = _hex("DCE2E8")
PRIMARY = _hex("0B6B75")
SURFACE = _hex("FFFFFF")
SHADE = _hex("F3F5F7")
STRONG: dict[Kind, Colour] = {
    "plain": INK,
    "ok": _hex("17733A"),
    "warn": _hex("8F4B00"),
    "bad": _hex("B3202A"),
    "info": _hex("1F4FB8"),
}
SOFT: dict[Kind, Colour] = {
    "plain": SHADE,
    "ok": _hex("DDF3E4"),
    "warn": _hex("FFEFD6"),
    "bad": _hex("FCE1E2"),
    "info": _hex("E1EAFB"),
}
_BOLD_STROKE = 0.026


class Pen:
    """Text and shapes on a canvas; text is kept until `flush`, which every page ends with."""

    def __init__(self, canvas: Any, fonts: PdfFonts) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._texts: list[tuple[tuple[Colour, float], tuple[float, float, str, float, str]]] = []

    def text(self, x: float, y: float, text: str, size: float, colour: Colour, *, bold: bool = False) -> None:
        """Text from x rightwards on the baseline y; bold by a thin outline, for the Chinese fonts have no bold face."""
        if not text:
            return
        look = (colour, size if bold else 0.0)
        for name, part in self._fonts.runs(text):
            self._texts.append((look, (x, y, name, size, part)))
            if len(text) != len(part):
                x += self._fonts.width(part, size)

    def flush(self) -> None:
        """Write the page's texts over its shapes, in reading order; runs of one look together for speed."""
        canvas = self._canvas
        for (colour, bold_size), texts in groupby(self._texts, key=itemgetter(0)):
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(bold_size * _BOLD_STROKE)
            block = canvas.beginText()
            block.setFillColorRGB(*colour)
            block.setTextRenderMode(2 if bold_size else 0)
            used = ("", 0.0)
            for _look, (x, y, name, size, part) in texts:
                if used != (name, size):
                    used = (name, size)
                    block.setFont(name, size)
                block.setTextOrigin(x, y)
                block.textLine(part)
            block.setTextRenderMode(0)
            canvas.drawText(block)
        self._texts.clear()

    def right(self, x: float, y: float, text: str, size: float, colour: Colour, *, bold: bool = False) -> None:
        """Text that ends at x."""
        self.text(x - self._fonts.width(text, size), y, text, size, colour, bold=bold)

    def center(self, x: float, y: float, text: str, size: float, colour: Colour, *, bold: bool = False) -> None:
        """Text around x."""
        self.text(x - self._fonts.width(text, size) / 2, y, text, size, colour, bold=bold)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float = 0) -> None:
        """A filled box."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.roundRect(x, y, width, height, radius, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float = 0) -> None:
        """A box's outline."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(x, y, width, height, radius, stroke=1, fill=0)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: Colour, thickness: float) -> None:
        """A straight line."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x, y, to_x, to_y)

    def watermark(self, page_width: float, page_height: float, text: str) -> None:
        """Words across the whole page, pale enough to read what stands below them."""
        canvas = self._canvas
        size = 0.82 * page_height / self._fonts.width(text, 1)
        canvas.saveState()
        canvas.translate(page_width / 2, page_height / 2)
        canvas.rotate(54)
        canvas.setFillColorRGB(*STRONG["bad"])
        canvas.setFillAlpha(0.16)
        block = canvas.beginText(-0.41 * page_height, -size / 3)
        for name, part in self._fonts.runs(text):
            block.setFont(name, size)
            block.textOut(part)
        canvas.drawText(block)
        canvas.restoreState()
