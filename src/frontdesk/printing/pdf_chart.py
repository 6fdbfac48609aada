"""The bar chart of a printed page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.printing.gbk import without_controls as one_line
from frontdesk.printing.pdf_style import LINE, MUTED, PRIMARY, Colour

_AXIS = 30.0
_FOOT = 18.0
_HEAD = 14.0


def draw_bars(
    canvas: Any,
    font: str,
    values: Sequence[tuple[str, int]],
    left: float,
    bottom: float,
    width: float,
    height: float,
    label_for: Mapping[int, str],
) -> None:
    """Bars for (label, value >= 0) pairs with a quiet grid; the values stand on the bars."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.shapes import Drawing, Line, Rect, String

    drawing: Any = Drawing(width, height)
    top = _nice_top(max((value for _label, value in values), default=0))
    rise = (height - _FOOT - _HEAD) / top
    for step in range(5):
        mark = top * step // 4
        y = _FOOT + mark * rise
        drawing.add(Line(_AXIS, y, width, y, strokeColor=_colour(LINE), strokeWidth=0.6 if step else 1.0))
        text = label_for.get(mark, f"{mark:,}")
        drawing.add(_string(String, _AXIS - 6, y - 2.6, text, font, 7.5, "end", MUTED))
    pitch = (width - _AXIS) / max(1, len(values))
    bar = min(26.0, pitch * 0.62)
    for place, (label, value) in enumerate(values):
        middle = _AXIS + pitch * (place + 0.5)
        if value:
            tall = max(1.5, value * rise)
            radius = min(2.5, tall / 2, bar / 2)
            drawing.add(
                Rect(
                    middle - bar / 2,
                    _FOOT,
                    bar,
                    tall,
                    rx=radius,
                    ry=radius,
                    fillColor=_colour(PRIMARY),
                    strokeColor=None,
                )
            )
            words = label_for.get(value, f"{value:,}")
            drawing.add(_string(String, middle, _FOOT + tall + 3, words, font, 7.5, "middle", PRIMARY))
        drawing.add(_string(String, middle, 5, one_line(label), font, 7.5, "middle", MUTED))
    renderPDF.draw(drawing, canvas, left, bottom)


def _nice_top(highest: int) -> int:
    """The least of 4, 8, 12, 20, 40, 60, 80, 100, 200 … that holds the highest value; always divisible by 4."""
    if highest <= 4:
        return 4
    unit = 1
    while True:
        for times in (4, 8, 12, 20):
            if highest <= times * unit:
                return times * unit
        unit *= 5 if str(unit)[0] == "1" else 2


def _colour(value: Colour) -> Any:
    from reportlab.lib.colors import Color

    return Color(*value)


def _string(kind: Any, x: float, y: float, text: str, font: str, size: float, anchor: str, colour: Colour) -> Any:
    return kind(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=_colour(colour))
