"""``frontdesk report daily`` (design.md, the command line)."""

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from frontdesk.app.cli import main
from frontdesk.app.open_database import create_store, find_place, open_store
from frontdesk.cashier.asked import TenderAsk
from frontdesk.core.clock import ManualClock
from frontdesk.core.i18n import set_language, t
from frontdesk.reports.daily import read_daily
from frontdesk.reports.daily_json import as_record
from tests.cashier.asking import cash, goods, sold
from tests.cashier.people import open_counter
from tests.cashier.shelf import fill_shelf
from tests.people import OWNER, hire
from tests.reports.xlsx_reader import fen, read_workbook


@pytest.fixture
def data(tmp_path: Path, clock: ManualClock) -> Path:
    """A data folder with one day on which water and a towel were sold."""
    folder = tmp_path / "data"
    store = create_store(find_place(str(folder), None), clock)
    hire(store)
    open_counter(store, OWNER)
    fill_shelf(store, OWNER)
    sold(store, OWNER, goods("water", 2), cash(600, 1000))
    sold(store, OWNER, goods("towel"), TenderAsk("wechat", 3500))
    store.close()
    return folder


@pytest.fixture(autouse=True)
def chinese_afterwards() -> object:
    yield
    set_language("zh")


def test_json_and_pdf_have_the_pages_figures(
    data: Path, tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:  # K02
    target = tmp_path / "daily.pdf"
    asked = ["report", "daily", "--data", str(data), "--date", "2026-11-23", "--pdf", str(target), "--json"]
    assert main(asked) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["takings"]["net_fen"] == 4100 and record["agrees"]
    assert [(line["name"], line["net_fen"]) for line in record["takings"]["by_tender"][:2]] == [
        ("cash", 600),
        ("wechat", 3500),
    ]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(target.read_bytes())).pages]
    assert "¥41.00" in pages[0] and record["journal"]["head"] in "".join("".join(pages).split())
    store = open_store(find_place(str(data), None), clock)
    try:
        shown = as_record(read_daily(store, OWNER, "2026-11-23"))
    finally:
        store.close()
    for name in ("prepared_at", "prepared_by", "final"):
        del record[name], shown[name]
    assert record == json.loads(json.dumps(shown))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_the_same_figures_in_both_languages(
    data: Path, tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "日报.xlsx"
    asked = ["report", "daily", "--data", str(data), "--date", "2026-11-23", "--language", language]
    assert main([*asked, "--xlsx", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    sheets = read_workbook(target.read_bytes())
    assert len(sheets) == 16
    takings = sheets[t("reports.sheet.tender")]
    assert [fen(cell) for cell in takings.column(t("reports.column.net"))] == [600, 3500, 0, 0, 0, 4100]
    receipts = sheets[t("reports.sheet.receipts")]
    assert [fen(cell) for cell in receipts.column(t("reports.column.amount"))] == [600, 3500, 4100]
    assert sheets[t("reports.daily.title")].rows[0][1] == datetime.fromisoformat("2026-11-23")
    assert all(sheet.frozen and not sheet.formulas for sheet in sheets.values())
    assert main([*asked, "--xlsx", str(tmp_path / "nowhere" / "daily.xlsx")]) == 2
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


def test_without_a_file_the_day_is_told_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "daily", "--data", str(data), "--date", "2026-11-23", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "Mon 23 Nov 2026" in out and "Takings: ¥41.00 · 2 receipts" in out
    assert main(["report", "daily", "--data", str(data)]) == 0  # the shift's day is still open
    assert "¥41.00" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["2026-02-30", "23.11.2026", "tomorrow", "", "2999-01-01"])
def test_a_wrong_day_is_said_in_words(data: Path, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "daily", "--data", str(data), "--date", wrong]) == 2
    said = capsys.readouterr()
    assert said.out == "" and ("日期" in said.err or "还没到" in said.err)


def test_a_file_that_cant_be_written_is_said_and_nothing_is_left(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (tmp_path / "nowhere" / "daily.pdf", data / "frontdesk.db" / "daily.pdf"):
        assert main(["report", "daily", "--data", str(data), "--date", "2026-11-23", "--pdf", str(target)]) == 2
        assert "无法写入" in capsys.readouterr().err
    folder = tmp_path / "taken.pdf"
    folder.mkdir()
    assert main(["report", "daily", "--data", str(data), "--date", "2026-11-23", "--pdf", str(folder)]) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []
