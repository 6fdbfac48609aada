"""A slip as a picture that looks like its paper: for the screen, for previews and for the demo's files."""

from __future__ import annotations

import io

from PIL import Image as Pictures
from PIL import ImageDraw

from frontdesk.printing.gbk import CHARSETS
from frontdesk.printing.layout import Laid, Line, lay_out
from frontdesk.printing.raster import GAP_DOTS, GLYPH_DOTS, Picture, graphic_picture, line_picture
from frontdesk.printing.slip import Cut, Feed, Slip

MARGIN_DOTS = 28
_TOP_DOTS = 30
_TOOTH_DOTS = 10
_PAPER = (253, 252, 249)
_INK = (32, 33, 36)
_EDGE = (214, 212, 206)


def render(slip: Slip, columns: int = 48, charset: str = "gbk") -> Picture:
    """The slip on its paper, one pixel a dot: 384 or 576 dots and a margin on each side; RGBA, torn off below."""
    parts = [part for laid in _visible(slip, columns, charset) if (part := _part(laid, columns, charset)) is not None]
    width = columns * 12 + 2 * MARGIN_DOTS
    height = _TOP_DOTS + sum(part.height for part in parts) + MARGIN_DOTS + _TOOTH_DOTS
    ink = Pictures.new("L", (width, height), 0)
    top = _TOP_DOTS
    for part in parts:
        ink.paste(part, ((width - part.width) // 2, top))
        top += part.height
    paper = Pictures.new("RGB", (width, height), _PAPER)
    paper.paste(_INK, (0, 0, width, height), ink)
    return _torn(paper)


def render_png(slip: Slip, columns: int = 48, charset: str = "gbk") -> bytes:
    """`render` as the bytes of a PNG file."""
    out = io.BytesIO()
    render(slip, columns, charset).save(out, "PNG", compress_level=3)
    return out.getvalue()


def _visible(slip: Slip, columns: int, charset: str) -> list[Laid]:
    """The laid lines without the feeds and cuts at the end, which only push the paper out."""
    laid = list(lay_out(slip, columns, CHARSETS[charset]))
    while laid and isinstance(laid[-1], Feed | Cut):
        laid.pop()
    return laid


def _part(laid: Laid, columns: int, charset: str) -> Picture | None:
    if isinstance(laid, Line):
        return line_picture(laid, columns, CHARSETS[charset])
    if isinstance(laid, Feed):
        return Pictures.new("L", (1, max(1, laid.lines * (GLYPH_DOTS + GAP_DOTS))), 0)
    if isinstance(laid, Cut):
        return _cut_mark(columns * 12)
    return graphic_picture(laid, columns * 12)


def _cut_mark(width: int) -> Picture:
    mark = Pictures.new("L", (width, 48), 0)
    draw = ImageDraw.Draw(mark)
    for left in range(0, width, 16):
        draw.rectangle((left, 23, left + 7, 24), fill=70)
    return mark


def _torn(paper: Picture) -> Picture:
    """Cut the lower edge into teeth and draw the paper's outline; smooth by drawing at four times the size."""
    width, height = paper.size
    teeth: list[tuple[float, float]] = [(0, 0), (width - 1, 0), (width - 1, height - _TOOTH_DOTS)]
    count = width // _TOOTH_DOTS
    step = (width - 1) / count
    for tooth in range(count, 0, -1):
        teeth += [(step * (tooth - 0.5), height - 1), (step * (tooth - 1), height - _TOOTH_DOTS)]
    large = [(x * 4, y * 4) for x, y in teeth]
    shape = Pictures.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(shape).polygon(large, fill=255)
    edge = Pictures.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(edge).line([*large, large[0]], fill=255, width=5)
    small = Pictures.Resampling.BOX
    paper.paste(_EDGE, (0, 0, width, height), edge.resize((width, height), small))
    torn = paper.convert("RGBA")
    torn.putalpha(shape.resize((width, height), small))
    return torn
