"""Reads an XLSX workbook by the file's own grammar (ECMA-376), so that nothing of what wrote it vouches for it."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DAY_ZERO = datetime.fromisoformat("1899-12-30")
Value = str | Decimal | datetime


@dataclass
class ReadSheet:
    """A sheet's rows from the top, None for an empty cell; ``quoted`` are texts marked as such for Excel."""

    rows: list[list[Value | None]] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0
    frozen: bool = False
    quoted: set[str] = field(default_factory=set)

    def column(self, head: str) -> list[Value | None]:
        """The cells below a head, down to the first empty row."""
        at, place = next((y, row.index(head)) for y, row in enumerate(self.rows) if head in row)
        found = []
        for row in self.rows[at + 1 :]:
            if not any(cell is not None for cell in row):
                break
            found.append(row[place] if place < len(row) else None)
        return found


def read_workbook(data: bytes) -> dict[str, ReadSheet]:
    """All sheets by name. Any fault in the file's XML raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        trees = {name: ElementTree.fromstring(parts.read(name)) for name in parts.namelist() if name[-4:] != ".bin"}
    texts = [
        unescaped("".join(t.text or "" for t in item.iter(f"{MAIN}t")))
        for item in trees.get("xl/sharedStrings.xml", ElementTree.Element("none"))
    ]
    styles = _styles(trees["xl/styles.xml"])
    targets = {each.attrib["Id"]: each.attrib["Target"] for each in trees["xl/_rels/workbook.xml.rels"]}
    return {
        each.attrib["name"]: _sheet(trees[f"xl/{targets[each.attrib[RELATION]]}"], texts, styles)
        for each in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")
    }


def unescaped(text: str) -> str:
    """Excel writes a character that XML can't hold as ``_x0007_``."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def fen(value: Value | None) -> int:
    """A figure in yuan as fen; it has to be whole fen."""
    assert isinstance(value, Decimal), value
    found = (value * 100).to_integral_value()
    assert abs(found - value * 100) < Decimal("0.000001")
    return int(found)


def _styles(tree: ElementTree.Element) -> list[tuple[str, bool]]:
    """Number format and text mark of each cell style."""
    formats = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in tree.iter(f"{MAIN}numFmt")}
    found = tree.find(f"{MAIN}cellXfs")
    assert found is not None
    return [(formats.get(each.attrib["numFmtId"], ""), each.get("quotePrefix") == "1") for each in found]


def _sheet(tree: ElementTree.Element, texts: list[str], styles: list[tuple[str, bool]]) -> ReadSheet:
    sheet = ReadSheet(frozen=any(pane.get("state") == "frozen" for pane in tree.iter(f"{MAIN}pane")))
    sheet.formulas = sum(1 for _ in tree.iter(f"{MAIN}f"))
    for row in tree.iter(f"{MAIN}row"):
        at = int(row.attrib["r"]) - 1
        sheet.rows += [[] for _ in range(at + 1 - len(sheet.rows))]
        for cell in row:
            place = _column_number(cell.attrib["r"])
            sheet.rows[at] += [None] * (place + 1 - len(sheet.rows[at]))
            shown, is_quoted = styles[int(cell.get("s", "0"))]
            found = cell.findtext(f"{MAIN}v")
            value: Value | None
            if found is None:
                value = None
            elif cell.get("t") == "s":
                value = texts[int(found)]
                if is_quoted:
                    sheet.quoted.add(value)
            else:
                value = Decimal(found)
                if "yyyy" in shown:
                    value = DAY_ZERO + timedelta(seconds=round(float(value) * 86_400))
            sheet.rows[at][place] = value
            sheet.formats[at, place] = shown
    return sheet


def _column_number(reference: str) -> int:
    found = 0
    for char in reference.rstrip("0123456789"):
        found = found * 26 + ord(char) - ord("A") + 1
    return found - 1
