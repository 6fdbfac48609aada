"""No scan lands in any amount, count or password field of the program (K01), by key events in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.ui.widgets import NO_SCAN
from tests.app.all_pages import SMALL, Look, Walk, make_gym, stroll
from tests.devices.scanner import scan
from tests.faults.lengths import LONG

CARD, BARCODE = "04A1B2C3", "6901234567892"


def is_guarded(widget: QWidget) -> bool:
    """An amount, a count, a password, a date: what a scan must not land in."""
    if isinstance(widget, QAbstractSpinBox):
        return True
    guarded = isinstance(widget, QLineEdit) and (
        bool(widget.property(NO_SCAN)) or widget.echoMode() != QLineEdit.EchoMode.Normal
    )
    return guarded and not isinstance(widget.parentWidget(), QAbstractSpinBox)


@pytest.mark.skipif(not LONG, reason="walks through every page: FRONTDESK_LONG=1; test_wedge_filter.py tries each kind")
@pytest.mark.timeout(900)
def test_no_scan_lands_in_an_amount_a_count_or_a_password(qtbot: QtBot, tmp_path: Path) -> None:
    make_gym(tmp_path)
    walk = Walk(tmp_path)
    walk.counter.wedge.scanned.disconnect(walk.desk.scanned)  # what a scan does elsewhere would change the page
    heard: list[str] = []
    walk.counter.wedge.scanned.connect(heard.append)
    tried: set[str] = set()
    landed: list[str] = []

    def scan_into(here: Walk, name: str, _look: Look) -> None:
        for root in here.roots():
            if QApplication.activeModalWidget() not in (None, root):
                continue  # behind an open question nothing takes keys
            for field in root.findChildren(QWidget):
                known = field.objectName() or f"{name}.{type(field).__name__}"
                if known in tried or not is_guarded(field) or not field.isVisible() or not field.isEnabled():
                    continue
                root.activateWindow()
                QTest.qWaitForWindowActive(root)
                field.setFocus()
                assert QApplication.focusWidget() is field, f"{known} in {name} takes no keys"
                tried.add(known)
                before, heard[:] = field.text(), []
                for text in (CARD, BARCODE):
                    scan(field, text)
                if heard != [CARD, BARCODE] or field.text() != before:
                    landed.append(f"{known} in {name}: {before!r} became {field.text()!r}, heard {heard}")

    try:
        walk.window.setUpdatesEnabled(False)
        stroll(walk, (Look("zh", "light", SMALL),), scan_into)
    finally:
        walk.close()
    assert landed == []
    assert len(tried) >= 60, sorted(tried)
