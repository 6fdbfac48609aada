"""A slip laid out for a paper width: the lines that bytes and picture are both made from.

Every line fits the paper: `columns_used * wide <= columns`. Nothing here knows of bytes or dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.printing.gbk import GBK, Charset, printable, shorten, wrap
from frontdesk.printing.slip import (
    Align,
    Barcode,
    Big,
    Cell,
    Columns,
    Cut,
    Element,
    Feed,
    Image,
    Qr,
    Rule,
    Slip,
    Text,
)

_SIZES = {"normal": (1, 1), "tall": (1, 2), "wide": (2, 1), "double": (2, 2)}
_RULES = {"line": "─", "dashes": "-", "double": "═"}
_PLAIN_RULES = {"line": "-", "dashes": "-", "double": "="}
_LEAST_LEFT_COLUMNS = 8
_MOST_CELL_LINES = 4
_GAP = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text; `wide` and `tall` multiply the size of a character (1 to 3)."""

    text: str
    align: Align = "left"
    bold: bool = False
    wide: int = 1
    tall: int = 1


Laid = Line | Qr | Barcode | Image | Feed | Cut


def lay_out(slip: Slip, columns: int, charset: Charset = GBK) -> Iterator[Laid]:
    """The slip's lines for a paper of `columns`, in order; every text in them is printable."""
    for element in slip.lines:
        yield from lay_out_element(element, columns, charset)


def lay_out_element(element: Element, columns: int, charset: Charset) -> Iterator[Laid]:
    """The lines of one element; each begins at the left margin, so elements don't depend on each other."""
    if isinstance(element, Text):
        yield from _text(element, columns, charset)
    elif isinstance(element, Columns):
        yield from _columns(element, columns, charset)
    elif isinstance(element, Rule):
        yield Line(_rule(element, columns, charset))
    elif isinstance(element, Big):
        yield from _big(element, columns, charset)
    else:
        yield element


def _text(element: Text, columns: int, charset: Charset) -> Iterator[Line]:
    wide, tall = _SIZES[element.size]
    text = printable(element.text)
    for part in wrap(text, columns // wide, charset):
        yield Line(part, element.align, element.bold, wide, tall)


def _rule(element: Rule, columns: int, charset: Charset) -> str:
    mark = _RULES[element.style]
    if charset.encode(mark) is None:
        mark = _PLAIN_RULES[element.style]
    return mark * (columns // charset.width(mark))


def _big(element: Big, columns: int, charset: Charset) -> Iterator[Line]:
    text = printable(element.text)
    for times in (3, 2):
        if charset.width(text) * times <= columns:
            yield Line(text, element.align, True, times, times)
            return
    for part in wrap(text, columns // 2, charset):
        yield Line(part, element.align, True, 2, 2)


def _columns(element: Columns, paper_columns: int, charset: Charset) -> Iterator[Line]:
    wide, tall = _SIZES[element.size]
    columns = paper_columns // wide
    texts = [printable(cell.text) for cell in element.cells]
    widths = _widths(element.cells, texts, columns, charset)
    if widths is None:
        for text in _stacked(element.cells, texts, columns, charset):
            yield Line(text, "left", element.bold, wide, tall)
        return
    parts = [
        _cell_lines(cell, text, width, charset) for cell, text, width in zip(element.cells, texts, widths, strict=True)
    ]
    for at in range(max(map(len, parts), default=0)):
        row = [
            _padded(lines[at] if at < len(lines) else "", width, cell.align, charset)
            for cell, lines, width in zip(element.cells, parts, widths, strict=True)
        ]
        yield Line((" " * _GAP).join(row).rstrip(" "), "left", element.bold, wide, tall)


def _widths(cells: tuple[Cell, ...], texts: list[str], columns: int, charset: Charset) -> list[int] | None:
    """The width of each cell, or None if the row has no room for its figures beside its words."""
    widths = []
    for cell, text in zip(cells, texts, strict=True):
        natural = charset.width(text)
        if cell.align == "right":  # figures are never cut
            widths.append(max(cell.width, natural) if cell.width or not cell.share else 0)
        elif cell.width:
            widths.append(cell.width)
        else:
            widths.append(natural if not cell.share else 0)
    rest = columns - sum(widths) - _GAP * (len(cells) - 1)
    sharing = [at for at, cell in enumerate(cells) if cell.share and not cell.width]
    total = sum(cells[at].share for at in sharing)
    for number, at in enumerate(sharing):
        last = number == len(sharing) - 1
        widths[at] = rest if last else _share(rest, cells[at].share, total)
        rest -= widths[at]
        total -= cells[at].share
    if sum(widths) + _GAP * (len(cells) - 1) > columns:
        return None
    for cell, text, width in zip(cells, texts, widths, strict=True):
        natural = charset.width(text)
        if width < min(natural, natural if cell.align == "right" else _LEAST_LEFT_COLUMNS):
            return None
    return widths


def _share(rest: int, share: int, total: int) -> int:
    return max(0, rest * share // total)


def _cell_lines(cell: Cell, text: str, width: int, charset: Charset) -> list[str]:
    if charset.width(text) <= width:
        return [text]
    lines = wrap(text, width, charset)
    if len(lines) <= _MOST_CELL_LINES:
        return lines
    rest = "".join(lines[_MOST_CELL_LINES - 1 :])
    return [*lines[: _MOST_CELL_LINES - 1], shorten(rest, width, charset)]


def _stacked(cells: tuple[Cell, ...], texts: list[str], columns: int, charset: Charset) -> Iterator[str]:
    """Words on lines of their own, figures gathered hard right below them."""
    figures: list[str] = []
    for cell, text in zip(cells, texts, strict=True):
        if cell.align == "right" and charset.width(text) <= columns:
            figures.append(text)
            continue
        yield from _cell_lines(cell, text, columns, charset)
    line = ""
    for figure in figures:
        joined = f"{line}  {figure}" if line else figure
        if charset.width(joined) > columns:
            yield _padded(line, columns, "right", charset)
            joined = figure
        line = joined
    if line:
        yield _padded(line, columns, "right", charset)


def _padded(text: str, width: int, align: Align, charset: Charset) -> str:
    space = width - charset.width(text)
    if space <= 0:
        return text
    if align == "right":
        return " " * space + text
    if align == "center":
        return " " * (space // 2) + text + " " * (space - space // 2)
    return text + " " * space
