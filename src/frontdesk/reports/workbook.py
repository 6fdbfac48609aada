"""An XLSX workbook of plain tables: figures as numbers, days as dates, and no text that Excel could take for a formula.

Whatever people typed is written as text cells; those that start with ``= + - @`` also carry Excel's own mark for text,
so that editing them there doesn't make formulas of them either.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Literal

from frontdesk.core.clock import parse_utc
from frontdesk.core.i18n import language
from frontdesk.core.text import clean
from frontdesk.printing.training import is_training, training_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["plain", "bad", "total"]

_NO_XML = re.compile("[\ufffe\uffff]")  # no XML file may hold them, and Excel refuses the whole workbook
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")
_LONGEST_TEXT, _LONGEST_NAME = 32_767, 31
_NARROWEST, _WIDEST = 6, 60
_A4 = 9
_NUMBER_FORMATS = {"yuan": "#,##0.00;[Red]-#,##0.00", "count": "#,##0", "day": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm"}
_WIDTHS = {"day": 11, "time": 17}


@dataclass(frozen=True, slots=True)
class Yuan:
    """An amount of money, kept in fen and shown in yuan."""

    fen: int


Cell = str | int | Yuan | date | datetime | None
"""``datetime`` is local and without a zone, for Excel knows none; None stays empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of its own: one row of heads, the rows, and a last row with the sums, if there are any.

    ``above`` are rows before the heads; ``kinds`` marks rows by their place; ``notes`` are lines below the table.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    above: Sequence[Sequence[Cell]] = ()
    kinds: dict[int, Kind] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class XlsxFile:
    """A workbook's bytes, and how many sheets it has."""

    data: bytes
    sheets: int


def workbook(sheets: Sequence[Sheet], *, title: str, author: str, made_at: datetime) -> XlsxFile:
    """The whole file. Sheets' names have to differ in their first 31 characters.

    In practice each sheet begins by saying so (K01).
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": _plain(title), "author": _plain(author), "created": made_at})
    formats = _Formats(book)
    for sheet in sheets:
        if is_training():
            sheet = replace(sheet, above=([training_words(language())], *sheet.above))
        _write(book.add_worksheet(sheet_name(sheet.name)), sheet, formats)
    book.close()
    return XlsxFile(out.getvalue(), len(sheets))


def local_time(zone: tzinfo) -> Callable[[str], datetime | None]:
    """A function from stored UTC texts to times as Excel knows them, on the house's clock; empty stays empty."""

    def local(stored: str) -> datetime | None:
        return parse_utc(stored).astimezone(zone).replace(tzinfo=None, microsecond=0) if stored else None

    return local


def sheet_name(name: str) -> str:
    """A name as Excel allows it for a sheet."""
    return re.sub(r"[][:*?/\\]", " ", _plain(name)).strip("' ")[:_LONGEST_NAME]


def _write(page: "Worksheet", sheet: Sheet, formats: "_Formats") -> None:
    top = len(sheet.above)
    for place, row in enumerate(sheet.above):
        _write_row(page, place, row, "plain", formats)
    for place, head in enumerate(sheet.heads):
        page.write_string(top, place, _plain(head), formats.head)
    for place, row in enumerate(sheet.rows):
        _write_row(page, top + 1 + place, row, sheet.kinds.get(place, "plain"), formats)
    end = top + 1 + len(sheet.rows)
    if sheet.total is not None:
        _write_row(page, end, sheet.total, "total", formats)
    for place, note in enumerate(sheet.notes):
        page.write_string(end + 2 + place, 0, _plain(note))
    for place, width in enumerate(_column_widths(sheet)):
        page.set_column(place, place, width)
    page.freeze_panes(top + 1, 1)
    if sheet.rows:
        page.autofilter(top, 0, end - 1, len(sheet.heads) - 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _write_row(page: "Worksheet", at: int, row: Sequence[Cell], kind: Kind, formats: "_Formats") -> None:
    for place, cell in enumerate(row):
        if cell is None:
            page.write_blank(at, place, None, formats.of("text", kind))
        elif isinstance(cell, Yuan):
            page.write_number(at, place, cell.fen / 100, formats.of("yuan", kind))
        elif isinstance(cell, datetime):
            page.write_datetime(at, place, cell, formats.of("time", kind))
        elif isinstance(cell, date):
            page.write_datetime(at, place, cell, formats.of("day", kind))
        elif isinstance(cell, int):
            page.write_number(at, place, cell, formats.of("count", kind))
        else:
            text = _plain(cell)
            looks = "quoted" if text.startswith(_LOOKS_LIKE_FORMULA) else "text"
            page.write_string(at, place, text, formats.of(looks, kind))


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[str, Kind], Format] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "text_wrap": True})

    def of(self, what: str, kind: Kind) -> "Format":
        """The format of a cell by what is in it and the kind of its row."""
        if (what, kind) not in self._made:
            wanted: dict[str, object] = {"valign": "top"}
            if what in _NUMBER_FORMATS:
                wanted["num_format"] = _NUMBER_FORMATS[what]
            else:
                wanted["text_wrap"] = True
            if kind == "total":
                wanted |= {"bold": True, "top": 1}
            elif kind == "bad":
                wanted["bg_color"] = "#FBE3E1"
            made = self._book.add_format(wanted)
            if what == "quoted":
                made.set_quote_prefix()
            self._made[what, kind] = made
        return self._made[what, kind]


def _plain(text: str) -> str:
    """A text as one cell can hold it: no control characters, line ends as spaces."""
    return clean(_NO_XML.sub("\ufffd", re.sub(r"[\t\r\n]+", " ", text)))[:_LONGEST_TEXT]


def _column_widths(sheet: Sheet) -> list[int]:
    rows = [sheet.heads, *sheet.above, *sheet.rows, *([sheet.total] if sheet.total is not None else [])]
    widths = [_NARROWEST] * len(sheet.heads)
    for row in rows:
        for place, cell in enumerate(row[: len(widths)]):
            widths[place] = max(widths[place], min(_cell_width(cell) + 2, _WIDEST))
    return widths


def _cell_width(cell: Cell) -> int:
    """How many digits wide a cell is; an ideograph takes two."""
    if isinstance(cell, Yuan):
        return len(f"{cell.fen / 100:,.2f}")
    if isinstance(cell, datetime):
        return _WIDTHS["time"]
    if isinstance(cell, date):
        return _WIDTHS["day"]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in str(cell or ""))
