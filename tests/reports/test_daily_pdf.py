"""The report on paper: pages, fonts, and what it costs beside the same pages drawn by hand."""

import io
import time
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock, parse_utc
from frontdesk.core.money import yuan
from frontdesk.printing import pdf_fonts
from frontdesk.reports.daily import DailyReport, daily_report
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.store.store import Store
from tests.faults.lengths import often
from tests.reports.busy_day import DAY, fill_day
from tests.reports.random_gym import Gym

RECEIPTS = often(1_500, 5_000)
"""The bench measures the report of 5,000, too."""


def read(store: Store, clock: ManualClock, by: str) -> DailyReport:
    with store.snapshot() as connection:
        return daily_report(connection, clock, DAY, by)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_numbered_signed_and_carry_their_fonts(gyms: Callable[[int], Gym], language: str) -> None:
    gym = gyms(3)
    gym.day((2026, 11, 23), 60, final=True)
    file = daily_pdf(read(gym.store, gym.clock, "欧阳·𬱖"), language=language, zone=gym.clock.zone())
    reader = PdfReader(io.BytesIO(file.data))
    assert len(reader.pages) == file.pages >= 3 and file.warnings == ()
    for number, page in enumerate(reader.pages, 1):
        words = page.extract_text().replace("\n", "")
        numbered = f"第 {number} 页，共 {file.pages} 页" if language == "zh" else f"Page {number} of {file.pages}"
        assert numbered in words and "欧阳·𬱖" in words and "2026-11-23" in words
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            facts = font.get_object()
            if facts["/BaseFont"] != "/Helvetica":  # reportlab names it on every page, unused
                assert "/FontFile2" in facts["/FontDescriptor"].get_object()
    first = reader.pages[0].extract_text()
    assert ("营业收款" if language == "zh" else "Takings") in first


def test_a_busy_day_takes_seconds_and_at_most_twice_the_bare_pages(
    store: Store, actor: Actor, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    fill_day(store, actor, RECEIPTS)
    start = time.perf_counter()
    report = read(store, clock, "周店长")
    query_s = time.perf_counter() - start
    assert report.failed_checks == () and report.takings.net_fen == RECEIPTS * 300 and len(report.receipts) == RECEIPTS
    daily_pdf(report, language="zh", zone=clock.zone())
    ratios, drawn_s, bare_s, pages = [], 0.0, 0.0, 0
    for _ in range(3):
        start = time.perf_counter()
        pages = daily_pdf(report, language="zh", zone=clock.zone()).pages
        drawn_s = time.perf_counter() - start
        start = time.perf_counter()
        _bare(report, clock, pages)
        bare_s = time.perf_counter() - start
        ratios.append(drawn_s / bare_s)
    with capsys.disabled():
        print(
            f"\n{RECEIPTS:,} receipts: figures {query_s:.2f} s, {pages} pages {drawn_s:.2f} s, bare {bare_s:.2f} s,"
            f" {min(ratios):.2f} times"
        )
    assert query_s < 3 and pages > RECEIPTS / 50
    assert min(ratios) <= 2.0


def _bare(report: DailyReport, clock: ManualClock, pages: int) -> None:
    """The same rows on as many pages, straight onto a canvas."""
    from reportlab.pdfgen.canvas import Canvas

    name = pdf_fonts.pdf_fonts().main
    canvas = Canvas(io.BytesIO(), pageCompression=1)
    a_page = len(report.receipts) // (pages - 2) + 1
    for at, row in enumerate(report.receipts):
        y = 780 - 17 * (at % a_page)
        if at and at % a_page == 0:
            canvas.showPage()
        canvas.setFont(name, 9)
        when = parse_utc(row.at).astimezone(clock.zone()).strftime("%H:%M")
        for x, cell in ((50, row.number), (160, when), (210, "销售"), (260, row.clerk), (340, "现金")):
            canvas.drawString(x, y, cell)
        canvas.drawRightString(540, y, yuan(row.total_fen))
        canvas.line(50, y - 4, 540, y - 4)
    canvas.save()
