"""What people typed is shown as it is: no markup in a tool tip, no keyboard shortcut from an ampersand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from frontdesk.cashier.qt.goods_tile import GoodsTile
from frontdesk.ui.widgets import Button, Column, DataTable, ElidedLabel, TileButton, plain_tip

NAME = "<b>王</b><img src='x'>&amp; Co.\nK"


@pytest.mark.parametrize("text", [NAME, "<a href='x'>", "1 < 2", "王小明", "a & b", "<table><tr><td>x"])
def test_a_tip_reads_as_it_was_typed(qtbot: QtBot, text: str) -> None:  # fault table 17
    tip = plain_tip(text)
    document = QTextDocument()
    if GuiQt.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    assert document.toPlainText() == text


def test_tips_of_names_are_plain(qtbot: QtBot) -> None:
    table = DataTable("t", "t", [Column("name", "Name", lambda row: str(row))])
    qtbot.addWidget(table)
    table.set_rows([NAME])
    cell = table.model().index(0, 0)
    assert cell.data() == NAME
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == plain_tip(NAME)
    tile = GoodsTile(NAME, "tile", "")
    qtbot.addWidget(tile)
    assert tile.toolTip() == plain_tip(NAME) and tile.text() == NAME
    label = ElidedLabel(NAME * 10)
    qtbot.addWidget(label)
    label.resize(50, 20)
    label.grab()
    assert label.toolTip() == plain_tip(NAME * 10)


def test_an_ampersand_in_a_name_takes_no_key(qtbot: QtBot) -> None:
    for button in (Button("M&1", "a"), TileButton("R&D", "b"), GoodsTile("M&M", "c", "")):
        qtbot.addWidget(button)
        assert button.shortcut().isEmpty()
        button.setText("&2")
        assert button.shortcut().isEmpty() and button.text() == "&2"
