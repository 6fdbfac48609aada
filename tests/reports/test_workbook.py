"""Workbooks: figures, days and texts come out as they are, and no text becomes a formula."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from frontdesk.printing.training import use_training
from frontdesk.reports.workbook import Sheet, Yuan, sheet_name, workbook
from tests.reports.xlsx_reader import read_workbook

MADE = datetime.fromisoformat("2026-11-23T21:05")


def one_sheet(*rows: tuple[object, ...]) -> bytes:
    heads = [f"H{place}" for place in range(len(rows[0]))]
    return workbook([Sheet("表", heads, rows)], title="t", author="a", made_at=MADE).data  # type: ignore[arg-type]


def test_figures_are_numbers_and_days_are_dates() -> None:
    at = datetime.fromisoformat("2026-11-23T09:05")
    data = one_sheet((Yuan(-123_456), 7, date(2026, 11, 23), at, None, "x"), (Yuan(1), 0, None, None, None, ""))
    sheet = read_workbook(data)["表"]
    assert sheet.rows[1] == [Decimal("-1234.56"), Decimal(7), datetime.fromisoformat("2026-11-23"), at, None, "x"]
    assert sheet.rows[2][:2] == [Decimal("0.01"), Decimal(0)]
    assert [sheet.formats[1, place] for place in range(4)] == [
        "#,##0.00;[Red]-#,##0.00",
        "#,##0",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
    ]
    assert sheet.frozen


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "=\x00", "\u202e=", "\x1b="])
def test_no_text_becomes_a_formula(start: str) -> None:  # reliability: exports
    text = f'{start}HYPERLINK("http://127.0.0.1","x")'
    sheet = read_workbook(one_sheet((text,)))["表"]
    (kept,) = sheet.rows[1]
    assert isinstance(kept, str) and kept.endswith('HYPERLINK("http://127.0.0.1","x")')
    assert sheet.formulas == 0 and sheet.quoted == {kept}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x07a\x1bb\x00c", "abc"),
        ("a\ud800b", "ab"),
        ("\ufffe\uffff", "\ufffd\ufffd"),  # XML has no such characters; one of them would spoil the file
        ("_x0041_", "_x0041_"),
        ("<b>&amp;</b>]]>", "<b>&amp;</b>]]>"),
        ("第一行\n第二行", "第一行 第二行"),
        ("𰻝👨‍👩‍👧·", "𰻝👨‍👩‍👧·"),
        ("#N/A", "#N/A"),
        ("1e3", "1e3"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_texts_stay_texts(typed: str, kept: str) -> None:
    assert read_workbook(one_sheet((typed,)))["表"].rows[1] == [kept]


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert read_workbook(one_sheet(("长" * 40_000,)))["表"].rows[1] == ["长" * 32_767]


def test_sheets_names_are_such_as_excel_takes() -> None:
    assert sheet_name("Keys [men]: a/b\\c*?") == "Keys  men   a b c"
    assert len(sheet_name("x" * 40)) == 31
    assert sheet_name("'quoted'") == "quoted"


def test_every_sheet_made_in_practice_says_so() -> None:  # K01
    sheets = [Sheet(name, ["H"], [("x",)], above=[("day",)]) for name in ("一", "二")]
    use_training(True)
    try:
        data = workbook(sheets, title="t", author="a", made_at=MADE).data
    finally:
        use_training(False)
    assert [sheet.rows for sheet in read_workbook(data).values()] == [
        [["培训练习 不作凭证"], ["day"], ["H"], ["x"]]
    ] * 2
