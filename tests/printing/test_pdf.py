"""Printed pages, read back by another library."""

import io
import subprocess
import sys
import time

import pypdf
import pytest

from frontdesk.printing import fonts, pdf_fonts
from frontdesk.printing.fonts import FontFile, font_for, fonts_for_dots, fonts_for_pdf
from frontdesk.printing.pdf import PdfDocument, PdfFile, TableColumn, Tile
from frontdesk.printing.pdf_fonts import FONT_NOT_EMBEDDED

COLUMNS = (TableColumn("单号", share=2), TableColumn("内容", share=3), TableColumn("金额", "right"))


def document(language: str = "zh", **values: str) -> PdfDocument:
    return PdfDocument(
        title="日报", house="悦动健身", printed_by="王小明", printed_at="2026-11-23 17:05", language=language, **values
    )


def pages_of(file: PdfFile) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages]


def test_a_table_goes_over_pages_with_its_head_and_loses_no_row() -> None:
    page = document()
    page.table(
        COLUMNS,
        [(f"1-20261123-{n:04d}", "毛巾", f"¥{n:,}.00") for n in range(1, 151)],
        total=("合计", "", "¥11,325.00"),
    )
    file = page.finish()
    texts = pages_of(file)
    assert file.pages == len(texts) == 4
    assert file.warnings == ()
    everything = "\n".join(texts)
    for number in range(1, 151):
        assert f"1-20261123-{number:04d}" in everything
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页，共 4 页" in text
        assert "打印人 王小明" in text
        assert "2026-11-23 17:05" in text
        assert "单号" in text
        assert "日报" in text
    assert "¥11,325.00" in texts[-1]


def test_rare_characters_are_embedded_and_can_be_searched() -> None:
    page = document()
    page.paragraph("会员 䶮𬱖 与王小明")
    page.tiles([Tile("会员", "𬱖", "䶮")])
    file = page.finish()
    text = pages_of(file)[0].replace("\n", "")
    assert "会员 䶮𬱖 与王小明" in text
    assert text.index("日报") < text.index("王小明") < text.index("𬱖䶮") < text.index("打印人")  # reading order
    used = {
        str(font["/BaseFont"]): font.get("/FontDescriptor")
        for sheet in pypdf.PdfReader(io.BytesIO(file.data)).pages
        for font in (each.get_object() for each in sheet["/Resources"]["/Font"].values())  # type: ignore[index]
        if str(font["/BaseFont"]) != "/Helvetica"
    }
    assert len(used) >= 2
    assert all("/FontFile2" in descriptor.get_object() for descriptor in used.values())


def test_every_block_on_one_page_in_english() -> None:
    page = document("en", subtitle="Monday")
    page.tiles([Tile("Revenue", "¥12,345.60", "yesterday ¥1"), Tile("Difference", "-¥2.00", kind="bad")])
    page.banner("warn", "1 key missing", "Key 118")
    page.heading("Arrivals")
    page.bars([("08", 3), ("09", 0), ("10", 47)], label_for={47: "47!"})
    page.facts([("Head", "9f2c" * 40)])
    page.table(COLUMNS, [], empty="Nothing sold.")
    page.signatures(["Handed over", "Taken over"])
    file = page.finish()
    (text,) = pages_of(file)
    for words in ("¥12,345.60", "1 key missing", "Arrivals", "47!", "Nothing sold.", "Page 1 of 1", "Printed by"):
        assert words in text
    assert ("9f2c" * 40) in text.replace("\n", "")


def test_controls_never_reach_a_page_and_missing_characters_show_a_mark() -> None:
    page = document()
    page.paragraph("a\x1b@b\u202ec\ud800d\x00")
    page.paragraph("脸\U0001f9ff脸")
    text = pages_of(page.finish())[0]
    assert "a@bcd" in text
    assert "脸〓脸" in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert document().finish().data == document().finish().data


def test_without_a_chinese_font_there_is_a_warning_and_still_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "fonts_for_pdf", lambda _configured: ())
    page = document()
    page.heading("标题")
    file = page.finish()
    assert file.warnings == (FONT_NOT_EMBEDDED,)
    assert file.data.startswith(b"%PDF")


def test_the_chains_know_what_each_font_has() -> None:
    chain = fonts_for_pdf()
    assert chain[0].covers("中")
    for char in "王¥，䶮𬱖":
        found = font_for(char, chain)
        assert found is not None, char
        assert found.is_truetype
    assert font_for("\U0010fffd", fonts_for_dots()) is None


def test_a_configured_font_comes_first_and_a_broken_one_is_passed_over(tmp_path: object) -> None:
    chosen = next(font for font in fonts_for_pdf() if font.path.suffix == ".ttf" and font.covers("中"))
    assert fonts_for_pdf(str(chosen.path))[0] == FontFile(chosen.path)
    assert fonts_for_pdf("/nowhere/at/all.ttf") == fonts_for_pdf()
    assert fonts_for_pdf(fonts.__file__) == fonts_for_pdf()


def test_coverage_agrees_with_another_reader_of_fonts() -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    for face in fonts_for_pdf():
        glyphs = TTFont("probe", str(face.path), subfontIndex=face.index).face.charToGlyph
        for code in [*range(0x20, 0x3000, 7), *range(0x4E00, 0xA000, 11), *range(0x20000, 0x2FA00, 13)]:
            assert face.covers(chr(code)) == bool(glyphs.get(code)), (face.path.name, hex(code))


def test_reportlab_is_not_loaded_before_the_first_document() -> None:
    program = "import sys, frontdesk.printing.pdf; print('reportlab' in sys.modules, 'PIL' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]


def test_a_long_table_takes_at_most_twice_the_bare_pages() -> None:
    rows = [(f"1-20261123-{n:04d}", "农夫山泉饮用天然水", f"¥{n:,}.00") for n in range(1_000)]
    document().finish()
    ratios = []
    for _ in range(3):
        start = time.perf_counter()
        page = document()
        page.table(COLUMNS, rows)
        page.finish()
        ours = time.perf_counter() - start
        start = time.perf_counter()
        _bare(rows)
        ratios.append(ours / (time.perf_counter() - start))
    assert min(ratios) <= 2.0


def _bare(rows: list[tuple[str, str, str]]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    name = pdf_fonts.pdf_fonts().main
    canvas = Canvas(io.BytesIO(), pageCompression=1)
    for at, (number, goods, amount) in enumerate(rows):
        y = 780 - 17 * (at % 41)
        if at and at % 41 == 0:
            canvas.showPage()
        canvas.setFont(name, 9)
        canvas.drawString(50, y, number)
        canvas.drawString(200, y, goods)
        canvas.drawRightString(540, y, amount)
        canvas.line(50, y - 4, 540, y - 4)
    canvas.save()
