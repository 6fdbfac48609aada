"""The reports page: what it shows, to whom, and what comes of its buttons."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.cashier.asked import TenderAsk
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import set_language
from frontdesk.printing.queries import jobs_of, slip_of
from frontdesk.printing.routing import NO_PRINTER, Routes, use_routes
from frontdesk.reports.page import ReportsPage
from frontdesk.reports.qt.arrivals_chart import ArrivalsChart, nice_top
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from tests.cashier.asking import cash, goods, sold
from tests.cashier.shelf import fill_shelf
from tests.handover.desk_day import count, hang_keys, night
from tests.people import CASHIER, SHIFT_LEAD
from tests.reports.xlsx_reader import fen, read_workbook
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[None]:
    """English in the light theme, and Chinese left behind."""
    theme.apply("light")
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def day(store: Store, actor: Actor, open_shift: object, clock: ManualClock) -> Store:
    """A towel by WeChat and water for cash at counter 1, the shift still open."""
    hang_keys(store, actor)
    fill_shelf(store, actor)
    sold(store, actor, goods("water", 2), cash(600))
    sold(store, actor, goods("towel"), TenderAsk("wechat", 3500))
    return store


@pytest.fixture
def page(desk: Desk, day: Store, qtbot: QtBot) -> Iterator[ReportsPage]:
    desk.set_actor(SHIFT_LEAD)
    found = shown(desk, qtbot)
    yield found
    use_routes(Routes())


def shown(desk: Desk, qtbot: QtBot, width: int = 1278, height: int = 676) -> ReportsPage:
    found = ReportsPage(desk)
    qtbot.addWidget(found)
    found.resize(width, height)
    found.show()
    found.activate()
    return found


def has_day(page: ReportsPage, qtbot: QtBot, business_day: str) -> None:
    qtbot.waitUntil(lambda: page.print_button.isEnabled() and page.chooser.day() == business_day, timeout=5_000)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def cell(page: ReportsPage, table: str, row: int, column: int) -> str:
    model = getattr(page.tables, table).table.model()
    return str(model.index(row, column).data())


def test_today_is_shown_first_with_the_books_figures(page: ReportsPage, qtbot: QtBot) -> None:  # K02 G14
    has_day(page, qtbot, "2026-11-23")
    assert page.figures.tile("takings").accessibleName() == "Takings · ¥41.00 · 2 receipts"
    assert [cell(page, "tenders", 0, at) for at in range(4)] == ["Cash", "6.00", "0.00", "6.00"]
    assert [cell(page, "categories", 0, at) for at in (0, 3)] == ["Retail", "35.00"]
    assert page.state.text() == "still open"
    assert cell(page, "shifts", 0, 5) == "–"  # K07: what is to be counted stays unsaid
    assert not page.sheet_button.isEnabled() and not page.banner.isVisible()
    assert not page.chooser.after.isEnabled() and not page.chooser.today.isEnabled()


def test_days_are_changed_by_keys_even_from_a_text_field(page: ReportsPage, qtbot: QtBot) -> None:
    has_day(page, qtbot, "2026-11-23")
    window = QWidget()
    qtbot.addWidget(window)
    search = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(search)
    layout.addWidget(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    has_day(page, qtbot, "2026-11-22")
    assert "Nothing was taken." in words(page)
    assert page.carry() == {"day": "2026-11-22"}
    before = page.area.verticalScrollBar().value()
    qtbot.keyClick(search, Qt.Key.Key_PageDown)
    assert page.area.verticalScrollBar().value() > before
    qtbot.keyClick(search, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    has_day(page, qtbot, "2026-11-23")
    page.chooser.edit.setDate(QDate(2099, 1, 1))  # the calendar ends today
    assert page.chooser.day() == "2026-11-23"
    assert page.carry() == {"day": None}
    page.setParent(None)


def test_a_cashier_reads_why_and_goes_to_the_handover(page: ReportsPage, desk: Desk, qtbot: QtBot) -> None:  # K07
    has_day(page, qtbot, "2026-11-23")
    asked: list[str] = []
    desk.page_requested.connect(lambda name, _args: asked.append(name))
    desk.set_actor(CASHIER)
    assert "41.00" not in words(page)
    assert "counted before anybody sees" in words(page)
    qtbot.mouseClick(page.findChild(QWidget, "reports.no_right.go"), Qt.MouseButton.LeftButton)
    assert asked == ["handover"]
    desk.set_actor(SHIFT_LEAD)
    has_day(page, qtbot, "2026-11-23")
    assert "¥41.00" in words(page)


def test_a_sale_changes_todays_figures_at_once(
    page: ReportsPage, desk: Desk, day: Store, actor: Actor, qtbot: QtBot
) -> None:
    has_day(page, qtbot, "2026-11-23")
    sold(day, actor, goods("water"), cash(300))
    desk.notify("sales")
    qtbot.waitUntil(lambda: "¥44.00" in words(page), timeout=5_000)


def test_the_slip_of_a_running_day_is_interim_and_of_a_closed_one_an_original_with_copies(
    page: ReportsPage, day: Store, actor: Actor, qtbot: QtBot, clock: ManualClock
) -> None:
    has_day(page, qtbot, "2026-11-23")
    with qtbot.waitSignal(page.desk.toast_requested):
        page.print_button.click()
    night(day, actor, count(day, actor, 50_600, [("wechat", 3500)]).count_id)
    clock.set_local(2026, 11, 24, 9, 0)
    page.show_day("2026-11-23")
    qtbot.waitUntil(lambda: page.state.text() == "over", timeout=5_000)
    for _ in range(3):
        with qtbot.waitSignal(page.desk.toast_requested):
            page.print_button.click()
    with day.read() as connection:
        jobs = jobs_of(connection, "report/daily/2026-11-23")
        assert [(job.copy, job.kind) for job in jobs] == [(0, "report"), (1, "report"), (2, "report")]
        slip = slip_of(connection, "report/daily/2026-11-23")
        assert slip is not None and "¥41.00" in slip.slip_json and "营业日报" in slip.slip_json
        found = connection.exec_driver_sql("SELECT document, slip FROM print_jobs WHERE document LIKE 'report/%/%/%'")
        ((document, interim),) = found.all()
    assert document.startswith("report/daily/2026-11-23/") and "营业中报" in interim


def test_without_a_printer_it_is_said_and_nothing_is_queued(page: ReportsPage, day: Store, qtbot: QtBot) -> None:
    has_day(page, qtbot, "2026-11-23")
    use_routes(NO_PRINTER)
    page.print_button.click()
    qtbot.waitUntil(page.banner.isVisible, timeout=5_000)
    assert "no printer" in words(page.banner)


def test_the_pdf_is_saved_where_it_was_asked_for_and_shown(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_day(page, qtbot, "2026-11-23")
    opened: list[Path] = []
    monkeypatch.setattr(page, "open_file", opened.append)
    page.pdf_button.click()
    chooser = page.findChild(QFileDialog, "reports.chooser")
    assert chooser is not None and chooser.selectedFiles()[0].endswith("daily-report-2026-11-23.pdf")
    chooser.reject()
    target = tmp_path / "日报.pdf"
    with qtbot.waitSignal(page.saver.saved, timeout=20_000):
        page.saver.save(str(target))
        assert page.progress.isVisible() and not page.pdf_button.isEnabled()
    assert opened == [target] and not page.progress.isVisible() and page.pdf_button.isEnabled()
    assert "¥41.00" in PdfReader(target).pages[0].extract_text()
    page.saver.save(str(tmp_path / "no" / "folder.pdf"))
    qtbot.waitUntil(page.banner.isVisible, timeout=20_000)
    assert "can't be written" in words(page.banner)


def test_the_workbook_is_saved_where_it_was_asked_for(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_day(page, qtbot, "2026-11-23")
    opened: list[Path] = []
    monkeypatch.setattr(page, "open_file", opened.append)
    page.xlsx_button.click()
    chooser = page.findChild(QFileDialog, "reports.chooser")
    assert chooser is not None and chooser.selectedFiles()[0].endswith("daily-report-2026-11-23.xlsx")
    chooser.reject()
    target = tmp_path / "daily.xlsx"
    said: list[str] = []
    page.desk.toast_requested.connect(lambda text, *_rest: said.append(text))
    with qtbot.waitSignal(page.saver.saved, timeout=20_000):
        page.saver.save(str(target))
    assert opened == [target] and said == [f"Saved (16 sheets): {target}"]
    receipts = read_workbook(target.read_bytes())["All receipts"]
    assert [fen(cell) for cell in receipts.column("WeChat") if cell is not None] == [3500, 3500]


def test_a_closed_shifts_handover_sheet_is_saved(
    page: ReportsPage, day: Store, actor: Actor, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # G26
    monkeypatch.setattr(page, "open_file", lambda _path: None)
    night(day, actor, count(day, actor, 50_600, [("wechat", 3500)]).count_id)
    page.reload()
    qtbot.waitUntil(lambda: any(shift.closed_at for shift in page.tables.shifts.table.rows()), timeout=5_000)
    page.tables.shifts.table.selectRow(0)
    qtbot.waitUntil(page.sheet_button.isEnabled)
    page.tables.shifts.table.setFocus()
    qtbot.keyClick(page.tables.shifts.table, Qt.Key.Key_Return)
    chooser = page.findChild(QFileDialog, "reports.chooser")
    assert chooser is not None and "handover-S000001" in chooser.selectedFiles()[0]
    chooser.reject()
    with qtbot.waitSignal(page.saver.saved, timeout=20_000):
        page.saver.save(str(tmp_path / "sheet.pdf"))
    assert "S000001" in PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_everything_fits_and_has_a_name(desk: Desk, day: Store, qtbot: QtBot, language: str, colours: str) -> None:
    set_language(language)
    theme.apply(colours)  # type: ignore[arg-type]
    for size, actor in (((1278, 676), SHIFT_LEAD), ((1832, 988), SHIFT_LEAD), ((1278, 676), CASHIER)):
        desk.set_actor(actor)
        page = shown(desk, qtbot, *size)
        if actor is SHIFT_LEAD:
            has_day(page, qtbot, "2026-11-23")
        QApplication.processEvents()
        assert find_clipped_text(page) == []
        assert find_unnamed(page) == []
        assert find_small_targets(page) == []
        page.close()


def test_the_chart_says_its_bars_in_words(qtbot: QtBot) -> None:
    chart = ArrivalsChart("reports.chart")
    qtbot.addWidget(chart)
    assert chart.accessibleName() == "Arrivals by hour: nobody came"
    chart.set_hours((0,) * 9 + (3, 12) + (0,) * 13)
    assert chart.accessibleName() == "Arrivals by hour: 09:00: 3, 10:00: 12"
    chart.resize(480, 190)
    assert not chart.grab().isNull()
    assert [nice_top(most) for most in (0, 4, 5, 13, 21, 41, 101, 1_000)] == [4, 4, 8, 20, 40, 60, 120, 1_000]
