"""Building blocks of a printed page: A4 documents with heads, figures, tables and a chart, drawn from top to bottom.

reportlab is loaded when the first document is made, never at start-up.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.core.i18n import t_in
from frontdesk.printing.gbk import without_controls as one_line
from frontdesk.printing.pdf_chart import draw_bars
from frontdesk.printing.pdf_fonts import PdfFonts, pdf_fonts
from frontdesk.printing.pdf_style import (
    BOTTOM,
    INK,
    LEFT,
    LINE,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PRIMARY,
    SOFT,
    STRONG,
    SURFACE,
    TOP,
    WIDTH,
    Kind,
    Pen,
)
from frontdesk.printing.pdf_table import TableColumn, draw_table
from frontdesk.printing.training import is_training, training_words

_TILE_HEIGHT = 58.0
_TILE_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: what it is, its value in large digits, and a note below."""

    label: str
    value: str
    note: str = ""
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A finished document; `warnings` are translation keys for whoever asked for it."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]


class PdfDocument:
    """A document being drawn; blocks go below each other and on to the next page where they must.

    Every page carries the title, who printed it and when (`printed_at`: local time as text), and page x of y.
    """

    def __init__(
        self,
        *,
        title: str,
        subtitle: str = "",
        house: str = "",
        printed_by: str,
        printed_at: str,
        language: str = "zh",
        font_file: str = "",
    ) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.language = language
        self.fonts: PdfFonts = pdf_fonts(font_file)
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(self._out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
        self.pen = Pen(self._canvas, self.fonts)
        self._title, self._subtitle, self._house = map(one_line, (title, subtitle, house))
        self._printed = t_in(language, "printing.pdf.printed_by", name=one_line(printed_by), at=printed_at)
        self._pages: list[dict[str, Any]] = []
        self._canvas.setTitle(" ".join(filter(None, (self._title, self._subtitle))))
        self._canvas.setAuthor(one_line(printed_by))
        self._canvas.setCreator("frontdesk")
        self.left, self.width = LEFT, WIDTH
        self.y = self._first_head()

    def beside(self, *blocks: Callable[[], None], height: float, gap: float = 18) -> None:
        """Draw blocks side by side, each in its share of the width; `height` is what the tallest may take."""
        self.need(height)
        top, lowest, share = self.y, self.y, (WIDTH - gap * (len(blocks) - 1)) / len(blocks)
        for place, block in enumerate(blocks):
            self.y, self.left, self.width = top, LEFT + place * (share + gap), share
            block()
            lowest = min(lowest, self.y)
        self.y, self.left, self.width = lowest, LEFT, WIDTH

    def heading(self, text: str) -> None:
        """A heading over what follows; never left alone at the foot of a page."""
        self.need(96)
        self.y -= 24
        self.pen.rectangle(self.left, self.y - 1.5, 3.2, 12.5, PRIMARY, radius=1.6)
        self.pen.text(self.left + 10, self.y, one_line(text), 12.5, INK, bold=True)
        self.y -= 7

    def paragraph(self, text: str, *, muted: bool = False) -> None:
        """Running text across the page."""
        for line in self.fonts.wrapped(one_line(text), 9.5, WIDTH):
            self.need(15)
            self.y -= 14.5
            self.pen.text(LEFT, self.y, line, 9.5, MUTED if muted else INK)
        self.y -= 3

    def banner(self, kind: Kind, title: str, reason: str = "") -> None:
        """A box that must be seen: a difference, something missing, or that all is well."""
        lines = self.fonts.wrapped(one_line(reason), 9.5, WIDTH - 34) if reason else []
        height = 25 + 13.5 * len(lines)
        self.need(height + 10)
        self.y -= height + 8
        self.pen.rectangle(LEFT, self.y, WIDTH, height, SOFT[kind], radius=6)
        self.pen.rectangle(LEFT + 10, self.y + 7, 3.2, height - 14, STRONG[kind], radius=1.6)
        self.pen.text(LEFT + 22, self.y + height - 16.5, one_line(title), 10.5, STRONG[kind], bold=True)
        for at, line in enumerate(lines):
            self.pen.text(LEFT + 22, self.y + height - 31 - 13.5 * at, line, 9.5, INK)
        self.y -= 3

    def tiles(self, tiles: Sequence[Tile], per_row: int = 4) -> None:
        """Key figures side by side."""
        width = (WIDTH - _TILE_GAP * (per_row - 1)) / per_row
        for start in range(0, len(tiles), per_row):
            self.need(_TILE_HEIGHT + _TILE_GAP)
            self.y -= _TILE_HEIGHT + _TILE_GAP
            for place, tile in enumerate(tiles[start : start + per_row]):
                self._tile(tile, LEFT + place * (width + _TILE_GAP), width)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Labels and their values in two columns of text; long values wrap."""
        label_width = min(150.0, max((self.fonts.width(one_line(label), 9.5) for label, _ in facts), default=0) + 16)
        for label, value in facts:
            lines = self.fonts.wrapped(one_line(value), 9.5, WIDTH - label_width)
            self.need(15.0 * len(lines) + 2)
            self.pen.text(LEFT, self.y - 14.5, one_line(label), 9.5, MUTED)
            for line in lines:
                self.y -= 14.5
                self.pen.text(LEFT + label_width, self.y, line, 9.5, INK)
            self.y -= 1.5

    def table(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[Sequence[str]],
        *,
        total: Sequence[str] | None = None,
        kinds: Mapping[int, Kind] | None = None,
        empty: str = "",
    ) -> None:
        """A table that goes over pages with its head repeated.

        `total` is a last row set apart; `kinds` colours single rows by number; `empty` is said where there is no row.
        """
        draw_table(self, columns, rows, total=total, kinds=kinds or {}, empty=empty)

    def bars(self, values: Sequence[tuple[str, int]], *, label_for: Mapping[int, str] | None = None) -> None:
        """A bar chart of (label, whole number) pairs; `label_for` gives a value's own words, such as money."""
        self.need(168)
        self.y -= 160
        draw_bars(self._canvas, self.fonts.main, values, LEFT, self.y, WIDTH, 150, label_for or {})
        self.y -= 4

    def signatures(self, labels: Sequence[str]) -> None:
        """Lines to sign on, side by side."""
        self.need(64)
        self.y -= 50
        width = (WIDTH - 24 * (len(labels) - 1)) / max(1, len(labels))
        for place, label in enumerate(labels):
            left = LEFT + place * (width + 24)
            self.pen.line(left, self.y, left + width, self.y, INK, 0.7)
            self.pen.text(left, self.y - 12, one_line(label), 8.5, MUTED)
        self.y -= 16

    def space(self, points: float = 8) -> None:
        """Empty room."""
        self.y -= points

    def need(self, height: float) -> None:
        """Go on to the next page unless `height` points are left on this one."""
        if self.y - height < BOTTOM:
            self.new_page()

    def new_page(self) -> None:
        """End this page and begin the next under the short head."""
        self._keep_page()
        self.y = self._short_head()

    def finish(self) -> PdfFile:
        """Number the pages and close the document."""
        self._keep_page()
        canvas = self._canvas
        for number, state in enumerate(self._pages, 1):
            canvas.__dict__.update(state)
            if is_training():
                self.pen.watermark(PAGE_WIDTH, PAGE_HEIGHT, training_words(self.language))
            self._foot(number, len(self._pages))
            self.pen.flush()
            canvas.showPage()
        canvas.save()
        return PdfFile(self._out.getvalue(), len(self._pages), self.fonts.warnings)

    def _keep_page(self) -> None:
        # The number of pages is known only at the end, so each page's state is kept until then.
        self.pen.flush()
        self._pages.append(dict(self._canvas.__dict__))
        self._canvas._startPage()

    def _first_head(self) -> float:
        y = TOP - 22
        self.pen.text(LEFT, y, self.fonts.fitted(self._title, 21, WIDTH * 0.66), 21, INK, bold=True)
        self.pen.right(LEFT + WIDTH, y + 2, self.fonts.fitted(self._house, 10, WIDTH / 3), 10, MUTED)
        if self._subtitle:
            y -= 18
            self.pen.text(LEFT, y, self.fonts.fitted(self._subtitle, 10.5, WIDTH), 10.5, MUTED)
        y -= 10
        self.pen.rectangle(LEFT, y, 42, 2.4, PRIMARY, radius=1.2)
        return y - 4

    def _short_head(self) -> float:
        y = TOP - 8
        text = "　".join(filter(None, (self._title, self._subtitle)))
        self.pen.text(LEFT, y, self.fonts.fitted(text, 8.5, WIDTH * 0.7), 8.5, MUTED)
        self.pen.right(LEFT + WIDTH, y, self.fonts.fitted(self._house, 8.5, WIDTH * 0.28), 8.5, MUTED)
        self.pen.line(LEFT, y - 6, LEFT + WIDTH, y - 6, LINE, 0.6)
        return y - 10

    def _foot(self, page: int, pages: int) -> None:
        y = BOTTOM - 22
        self.pen.line(LEFT, y + 12, LEFT + WIDTH, y + 12, LINE, 0.6)
        self.pen.text(LEFT, y, self.fonts.fitted(self._printed, 8, WIDTH * 0.75), 8, MUTED)
        words = t_in(self.language, "printing.pdf.page", page=page, pages=pages)
        self.pen.right(LEFT + WIDTH, y, words, 8, MUTED)

    def _tile(self, tile: Tile, left: float, width: float) -> None:
        plain = tile.kind == "plain"
        self.pen.rectangle(left, self.y, width, _TILE_HEIGHT, SURFACE if plain else SOFT[tile.kind], radius=6)
        if plain:
            self.pen.frame(left, self.y, width, _TILE_HEIGHT, LINE, radius=6)
        room = width - 20
        label = self.fonts.fitted(one_line(tile.label), 8.5, room)
        self.pen.text(left + 10, self.y + _TILE_HEIGHT - 15, label, 8.5, MUTED)
        value, size = one_line(tile.value), 18.0
        while size > 9 and self.fonts.width(value, size) > room:
            size -= 0.5
        self.pen.text(left + 10, self.y + 21.5, value, size, STRONG[tile.kind], bold=True)
        note = self.fonts.fitted(one_line(tile.note), 8, room)
        self.pen.text(left + 10, self.y + 8.5, note, 8, MUTED)


__all__ = ["Kind", "PdfDocument", "PdfFile", "TableColumn", "Tile"]
