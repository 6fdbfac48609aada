"""Tables that go over pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal, Protocol

from frontdesk.printing.gbk import without_controls as one_line
from frontdesk.printing.pdf_fonts import PdfFonts
from frontdesk.printing.pdf_style import INK, LINE, MUTED, SHADE, SOFT, STRONG, Colour, Kind, Pen

_SIZE = 9.0
_HEAD_SIZE = 8.5
_LINE_HEIGHT = 12.0
_PADDING = 5.0
_SIDE = 6.0
_HEAD_HEIGHT = 19.0
_MOST_LINES = 3
_MEASURED = 12


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head, how its cells stand, and its share of the room that the figures leave.

    Right-aligned columns are as wide as their widest figure and are never shortened.
    """

    title: str
    align: Literal["left", "center", "right"] = "left"
    share: float = 1.0


class Page(Protocol):
    """What a table needs of its document."""

    fonts: PdfFonts
    pen: Pen
    y: float
    left: float
    width: float

    def need(self, height: float) -> None: ...

    def new_page(self) -> None: ...


def draw_table(
    page: Page,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    *,
    total: Sequence[str] | None,
    kinds: Mapping[int, Kind],
    empty: str,
) -> None:
    """Draw a table below what is on the page, with its head again on every further page."""
    widths = _widths(page, columns, rows, total)
    page.need(_HEAD_HEIGHT + 2 * (_LINE_HEIGHT + 2 * _PADDING))
    page.y -= 6
    _head(page, columns, widths)
    for number, row in enumerate(rows):
        kind = kinds.get(number)
        if kind is None:
            _row(page, columns, widths, row, INK, None, bold=False)
        else:
            _row(page, columns, widths, row, STRONG[kind], SOFT[kind], bold=False)
    if not rows and empty:
        page.y -= _LINE_HEIGHT + _PADDING
        page.pen.text(page.left + _SIDE, page.y, one_line(empty), _SIZE, MUTED)
        page.y -= _PADDING
    if total is not None:
        _row(page, columns, widths, total, INK, SHADE, bold=True)
    page.y -= 4


def _widths(
    page: Page, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], total: Sequence[str] | None
) -> list[float]:
    fonts, widths = page.fonts, []
    for at, column in enumerate(columns):
        if column.align != "right":
            widths.append(0.0)
            continue
        # The widest figure is among the longest ones, so a few are measured instead of thousands.
        texts = nlargest(_MEASURED, (row[at] for row in rows), key=len)
        if total is not None:
            texts.append(total[at])
        widest = max((fonts.width(one_line(text), _SIZE) for text in texts), default=0.0)
        widths.append(max(widest * 1.02, fonts.width(one_line(column.title), _HEAD_SIZE)) + 2 * _SIDE)
    rest = max(page.width - sum(widths), page.width * 0.2)
    shares = sum(column.share for column in columns if column.align != "right")
    if not shares:  # figures only: spread them over the page
        spread = page.width / sum(widths)
        return [width * spread for width in widths]
    for at, column in enumerate(columns):
        if column.align != "right":
            widths[at] = rest * column.share / shares
    return widths


def _head(page: Page, columns: Sequence[TableColumn], widths: Sequence[float]) -> None:
    page.y -= _HEAD_HEIGHT
    page.pen.rectangle(page.left, page.y, sum(widths), _HEAD_HEIGHT, SHADE, radius=3)
    for column, left, width in _places(page, columns, widths):
        text = page.fonts.fitted(one_line(column.title), _HEAD_SIZE, width - 2 * _SIDE + 0.5)
        _cell(page, column, left, width, page.y + 6, text, _HEAD_SIZE, MUTED, bold=False)


def _row(
    page: Page,
    columns: Sequence[TableColumn],
    widths: Sequence[float],
    row: Sequence[str],
    colour: Colour,
    ground: Colour | None,
    *,
    bold: bool,
) -> None:
    cells = [
        _lines(page.fonts, one_line(text), column, width)
        for text, column, width in zip(row, columns, widths, strict=True)
    ]
    height = _LINE_HEIGHT * max(map(len, cells)) + _PADDING
    before = page.y
    page.need(height)
    if page.y != before:
        page.y -= 4
        _head(page, columns, widths)
    page.y -= height
    if ground is not None:
        page.pen.rectangle(page.left, page.y, sum(widths), height, ground, radius=3)
    else:
        page.pen.line(page.left, page.y, page.left + sum(widths), page.y, LINE, 0.5)
    for (column, left, width), lines in zip(_places(page, columns, widths), cells, strict=True):
        y = page.y + height - _LINE_HEIGHT + 0.8
        for line in lines:
            _cell(page, column, left, width, y, line, _SIZE, colour, bold=bold)
            y -= _LINE_HEIGHT


def _places(
    page: Page, columns: Sequence[TableColumn], widths: Sequence[float]
) -> Iterator[tuple[TableColumn, float, float]]:
    left = page.left
    for column, width in zip(columns, widths, strict=True):
        yield column, left, width
        left += width


def _lines(fonts: PdfFonts, text: str, column: TableColumn, width: float) -> list[str]:
    room = width - 2 * _SIDE
    if column.align == "right" or len(text) * _SIZE <= room:
        return [text]
    lines = fonts.wrapped(text, _SIZE, room)
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], fonts.fitted("".join(lines[_MOST_LINES - 1 :]), _SIZE, room)]


def _cell(
    page: Page,
    column: TableColumn,
    left: float,
    width: float,
    y: float,
    text: str,
    size: float,
    colour: Colour,
    *,
    bold: bool,
) -> None:
    if column.align == "right":
        page.pen.right(left + width - _SIDE, y, text, size, colour, bold=bold)
    elif column.align == "center":
        page.pen.center(left + width / 2, y, text, size, colour, bold=bold)
    else:
        page.pen.text(left + _SIDE, y, text, size, colour, bold=bold)
