"""The daily report of a day of 5,000 receipts, beside the very same texts and boxes drawn by bare reportlab."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Any
from unittest.mock import patch

from frontdesk.app.bench.crowd.fill import fill, place_of
from frontdesk.app.bench.crowd.size import Crowd
from frontdesk.app.bench.row import Row, judged
from frontdesk.app.bench.site import Site
from frontdesk.app.open_database import opened
from frontdesk.core.clock import SystemClock, local_now
from frontdesk.printing import pdf
from frontdesk.printing.pdf_style import PAGE_HEIGHT, PAGE_WIDTH, Pen
from frontdesk.reports.daily import DailyReport, daily_report
from frontdesk.reports.daily_pdf import daily_pdf

RECEIPTS = 5_000
_RATIO = 2

Mark = tuple[str, tuple[Any, ...]]
"""What is drawn: ``text`` (colour, bold, x, y, font, size, words), ``box`` or ``line`` with their figures."""


def measure(site: Site) -> list[Row]:
    """Reading the day and drawing it, against drawing alone; in turns, medians."""
    folder = site.folder / "daily_pdf"
    folder.mkdir()
    path = folder / "frontdesk.db"
    clock = SystemClock()
    fill(path, Crowd(members=500, sales=RECEIPTS, days=1), clock)
    day = (local_now(clock).date() - timedelta(days=1)).isoformat()
    with opened(place_of(path)) as store, store.snapshot() as connection:

        def read() -> DailyReport:
            return daily_report(connection, clock, day, "bench")

        def draw() -> int:
            return daily_pdf(read(), language="zh", zone=clock.zone()).pages

        pages = _noted_pages(draw)
        whole_s, bare_s, drawn_s = [], [], []
        for _ in range(site.effort.pdfs):
            whole_s.append(_seconds(draw))
            drawn_s.append(_seconds(partial(daily_pdf, read(), language="zh", zone=clock.zone())))
            bare_s.append(_seconds(partial(_drawn_bare, pages)))
        receipts = len(read().receipts)
    ratio = median(whole_s) / median(bare_s)
    details = {"pages": len(pages), "seconds": median(whole_s), "drawing_s": median(drawn_s), "floor_s": median(bare_s)}
    size = (receipts, "receipts")
    return [
        judged(
            "daily_pdf.ratio",
            ratio,
            "×",
            floor=1.0,
            target=_RATIO,
            size=size,
            target_size=RECEIPTS,
            details=details,
        )
    ]


def _seconds(call: Callable[[], object]) -> float:
    """Of the processor, which alone is busy here: another program's turn in between counts for neither side."""
    began_s = time.process_time()
    call()
    return time.process_time() - began_s


@dataclass(slots=True)
class _Notes:
    """What was drawn, page by page: first all pages' bodies, then all their feet."""

    turns: list[list[Mark]] = field(default_factory=lambda: [[]])

    def pages(self) -> list[list[Mark]]:
        """Each page with its foot."""
        half = len(self.turns) // 2
        return [self.turns[at] + self.turns[half + at] for at in range(half)]


def _noted_pages(draw: Callable[[], int]) -> list[list[Mark]]:
    """Draw once with a pen that notes what it draws; returns the pages."""
    notes = _Notes()

    class NotingPen(Pen):
        """A pen that also notes."""

        def text(self, x: float, y: float, text: str, size: float, colour: Any, *, bold: bool = False) -> None:
            """See Pen."""
            super().text(x, y, text, size, colour, bold=bold)
            for name, part in self._fonts.runs(text) if text else ():
                notes.turns[-1].append(("text", ((colour, bold), x, y, name, size, part)))
                x += self._fonts.width(part, size)

        def rectangle(self, x: float, y: float, width: float, height: float, colour: Any, *, radius: float = 0) -> None:
            """See Pen."""
            super().rectangle(x, y, width, height, colour, radius=radius)
            notes.turns[-1].append(("box", (colour, x, y, width, height, radius)))

        def line(self, x: float, y: float, to_x: float, to_y: float, colour: Any, thickness: float) -> None:
            """See Pen."""
            super().line(x, y, to_x, to_y, colour, thickness)
            notes.turns[-1].append(("line", (x, y, to_x, to_y, colour, thickness)))

        def flush(self) -> None:
            """See Pen; ends a page's body or its foot."""
            super().flush()
            notes.turns.append([])

    # The report makes its document itself, so the pen is exchanged where the document looks for it.
    with patch.object(pdf, "Pen", NotingPen):
        count = draw()
    notes.turns.pop()
    pages = notes.pages()
    assert len(pages) == count
    return pages


def _drawn_bare(pages: list[list[Mark]]) -> bytes:
    """The noted pages by reportlab's own calls, texts of one look together: the quickest way it offers."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    for page in pages:
        for kind, what in page:
            if kind == "box":
                colour, x, y, width, height, radius = what
                canvas.setFillColorRGB(*colour)
                canvas.roundRect(x, y, width, height, radius, stroke=0, fill=1)
            elif kind == "line":
                *ends, colour, thickness = what
                canvas.setStrokeColorRGB(*colour)
                canvas.setLineWidth(thickness)
                canvas.line(*ends)
        texts = [what for kind, what in page if kind == "text"]
        for (colour, bold), run in groupby(texts, key=itemgetter(0)):
            block = canvas.beginText()
            block.setFillColorRGB(*colour)
            block.setTextRenderMode(2 if bold else 0)
            used = None
            for _, x, y, name, size, words in run:
                if used != (name, size):
                    used = (name, size)
                    block.setFont(name, size)
                block.setTextOrigin(x, y)
                block.textLine(words)
            canvas.drawText(block)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
