"""Nonsense as names: into the store, found again, on the screen, in PDFs and workbooks; text stays text everywhere."""

import io
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cashier.customer import scanned
from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text
from frontdesk.core.sound import TextUnreadable
from frontdesk.core.text import clean
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.queries import person
from frontdesk.members.search import find
from frontdesk.printing.pdf import PdfDocument, TableColumn
from frontdesk.reports.workbook import Sheet, Yuan, workbook
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.widgets import (
    Banner,
    Button,
    Chip,
    Column,
    DataTable,
    ElidedLabel,
    KeyValue,
    Label,
    TileButton,
    Toast,
    plain_tip,
)
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.decide import Asked, decide
from frontdesk.visits.leave import LeaveRequest, leave
from tests.faults.lengths import often
from tests.faults.nonsense import Nonsense
from tests.people import OWNER
from tests.reports.xlsx_reader import read_workbook
from tests.visits.house import House

PERSONS, GUESTS = often(60, 5_000), often(20, 1_000)
SHOWN, PAPERS = often(40, 1_000), often(2, 50)
NAMES_A_PAPER = 40
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@pytest.fixture
def house(store: Store, actor: Actor, open_shift: object) -> House:
    found = House(store, OWNER)
    found.furnish(2, 2)
    return found


def asked(verb: Any, store: Store, request: Any) -> Any:
    """The answer, or None for a refusal that has words."""
    try:
        return verb(store, OWNER, request)
    except FrontdeskError as refusal:
        what, do = error_text(refusal)
        assert what and do
        return None


@pytest.mark.timeout(often(120, 3_600))
def test_names_are_kept_and_found(house: House) -> None:  # fault table 17
    nonsense, store = Nonsense(11), house.store
    kept = 0
    for _ in range(PERSONS):
        name, remark = nonsense.text(), nonsense.text()
        typed = PersonFields(name, nonsense.chance.choice(("m", "f", "")), "", remark)
        made = asked(enrol, store, EnrolRequest(uuid.uuid4().hex, typed))
        if made is None:
            continue
        kept += 1
        again = PersonFields(nonsense.text(), "", nonsense.chance.choice(("", nonsense.text(2))), nonsense.text())
        edited = asked(edit_person, store, EditPersonRequest(uuid.uuid4().hex, made.person_id, again))
        with store.read() as connection:
            shown = person(connection, made.person_id).name
            expected = " ".join(clean(name if edited is None else again.name).split())
            assert shown == expected and not CONTROLS & set(shown), repr(name)
            hits = find(connection, shown[:40])
            find(connection, nonsense.text())
            assert all(hit.name for hit in hits)
            tap_and_scan(connection, store, nonsense)
    assert kept > PERSONS // 4
    with store.read() as connection:
        assert all("%" in hit.name for hit in find(connection, "%")) and find(connection, " ") == []
        assert verify(connection, derivations()).findings == ()


def tap_and_scan(connection: Connection, store: Store, nonsense: Nonsense) -> None:
    """Readings that no card and no key of the house gives: unknown, or refused in words."""
    for shown in (
        Asked(uid=nonsense.reading()),
        Asked(key_code=nonsense.reading()),
        Asked(card_number=nonsense.text(2)),
    ):
        try:
            decision = decide(connection, shown, "1", store.clock.now())
        except TextUnreadable:
            continue
        assert decision.going is None and decision.person is None
    found = scanned(connection, store.clock, nonsense.reading(), "K")
    assert found.customer is None and found.goods is None


@pytest.mark.timeout(often(120, 3_600))
def test_guests_names_are_kept(house: House) -> None:  # fault table 17
    nonsense, store = Nonsense(12), house.store
    for _ in range(GUESTS):
        request = GuestRequest(uuid.uuid4().hex, nonsense.text(), "101", "document", note=nonsense.text())
        visit = asked(admit_guest, store, request)
        if visit is not None:
            with store.read() as connection:
                going = decide(connection, Asked(key_code="101"), "1", store.clock.now())
            assert going.going is not None
            asked(leave, store, LeaveRequest(uuid.uuid4().hex, visit.visit_id, note=nonsense.text()))
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


def kept_names(nonsense: Nonsense) -> Iterator[str]:
    """Names as they come out of the store."""
    while True:
        name = " ".join(clean(nonsense.text()).split())[:60]
        if name:
            yield name


def test_names_stand_on_the_screen_as_they_are(qtbot: QtBot) -> None:  # fault table 17
    theme.apply("light")
    names = kept_names(Nonsense(13))
    table = DataTable("t", "t", [Column("name", "Name", lambda row: str(row))])
    label, elided, chip = Label(), ElidedLabel(), Chip("")
    banner, value, button, tile = Banner("b"), KeyValue("k", ""), Button("", "x"), TileButton("", "y")
    widgets = (table, label, elided, chip, banner, value, button, tile)
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.resize(160, 60)
    for _ in range(SHOWN):
        name = next(names)
        toast = Toast(name, "ok")
        qtbot.addWidget(toast)
        label.setText(name)
        elided.set_whole(name)
        chip.set_state(name, "info")
        banner.show_state("bad", name, name, name)
        button.setText(name)
        tile.setText(name)
        table.set_rows([name])
        for widget in (*widgets, toast):
            widget.grab()
            formats = {each.textFormat() for each in widget.findChildren(QLabel) if each.text()}
            assert formats <= {Qt.TextFormat.PlainText}, widget
        cell = table.model().index(0, 0)
        assert cell.data() == name == label.text() == toast.text() == chip.text() == tile.text()
        assert cell.data(Qt.ItemDataRole.ToolTipRole) == plain_tip(name)
        assert elided.toolTip() in ("", plain_tip(name))
        assert button.shortcut().isEmpty() and tile.shortcut().isEmpty()


@pytest.mark.timeout(often(120, 3_600))
def test_names_stand_on_paper_as_they_are() -> None:  # fault table 17; reliability: exports
    nonsense = Nonsense(14)
    for paper in range(PAPERS):
        texts = [nonsense.text() for _ in range(NAMES_A_PAPER)]
        document = PdfDocument(title=texts[0], subtitle=texts[1], house=texts[2], printed_by=texts[3], printed_at="now")
        document.heading(texts[4])
        document.paragraph(texts[5])
        document.table([TableColumn("name"), TableColumn("amount", "right")], [(text, "1.00") for text in texts])
        pages = PdfReader(io.BytesIO(document.finish().data)).pages
        assert pages and not (CONTROLS - {"\n"}) & set("".join(page.extract_text() for page in pages))
        made_at = datetime.fromisoformat("2026-11-23T21:05")
        rows = [(text, Yuan(100)) for text in texts]
        book = workbook([Sheet("x", ["name", "yuan"], rows)], title=texts[0], author=texts[1], made_at=made_at)
        sheet = read_workbook(book.data)["x"]
        assert sheet.formulas == 0, paper
        for text, row in zip(texts, sheet.rows[1:], strict=True):
            (cell, _) = row
            assert cell is None or (isinstance(cell, str) and not CONTROLS & set(cell)), repr(text)
            assert not str(cell).startswith(("=", "+", "-", "@")) or cell in sheet.quoted, repr(text)
