"""Finds words on the screen that do not belong there: raw keys, English among Chinese, Chinese among English."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QTableView, QWidget
from sqlalchemy import select

from frontdesk.app.customer_window.window import CustomerSurface
from frontdesk.app.sample.staff import staff_of_the_sample
from frontdesk.books.tables import Note
from frontdesk.core.i18n import language
from frontdesk.core.text import clean
from frontdesk.keys.tables import Zone
from frontdesk.members.tables import Person, Plan
from frontdesk.staff.tables import Account
from frontdesk.stock.tables import Goods
from frontdesk.store.store import Store
from tests.app.printer_scenes import FOUND, PRINTERS

RAW_KEY = re.compile(r"^[a-z]+(\.[a-z_0-9]+)+$")
CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]*")
# The program and its libraries, standards, units, the keyboard's keys, marks of codes.
_ALLOWED = """
    Excel frontdesk Python SQLite Qt PySide PDF PC SC IP TCP USB PIN UID ESC POS GBK GB QR ID KB MB SHA Ed CPU ISO ACR
    WAV wav
    Mifare Classic Mini Plus DESFire FeliCa Ultralight NTAG
    mm px dpi ml kg Enter Esc Tab Left Right Shift Ctrl Alt Space Home End Del Backspace PgUp PgDn COPY Linux Windows
    English pcscd VIP OK EV DNA LED CP DTR DSR RTS CTS XON XOFF
"""
ALLOWED = frozenset(_ALLOWED.split())
# What the walk's printers and readers are called, what they say of themselves, and what they print or type on trial.
GIVEN = {
    *(each.name for each in PRINTERS if each.name != "receipt"),
    *(each.name for each in FOUND),
    "office",
    '"CARD"',
    "中文 收银 ￥",
}
# Paths, check sums in groups of four, and commands to be typed.
CODES = re.compile(r"/\S+|\b(?:[0-9a-f]{4,64}|[0-9A-F]{4,64})\b|\bfrontdesk [a-z -]+|\bsystemctl start pcscd\b")


class Visible:
    """What the people at the counter may see, by the data of one store."""

    def __init__(self, store: Store | None = None) -> None:
        self._data = sorted(_data(store) if store is not None else _sample_people(), key=len, reverse=True)

    def problems(self, *roots: QWidget) -> list[str]:
        """One line for each text that stands in the wrong language or is a key."""
        found = []
        for root in roots:
            for widget, text in texts(root):
                if isinstance(widget, CustomerSurface):
                    continue  # speaks the language of the house's customers, not the clerk's
                wrong = self._wrong(text)
                if wrong:
                    found.append(f"{widget.objectName() or type(widget).__name__}: {text!r}: {wrong}")
        return sorted(set(found))

    def _wrong(self, text: str) -> str:
        if RAW_KEY.match(text.strip()):
            return "raw key"
        rest = text
        for known in self._data:
            if known in rest:
                rest = rest.replace(known, " ")
        if language() == "en":
            return "".join(CJK.findall(rest))
        words = [word for word in LATIN.findall(CODES.sub(" ", rest)) if len(word) > 1 and word not in ALLOWED]
        return " ".join(words)


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text that stands on the screen, is spoken by a screen reader or comes up under the mouse."""
    for child in [root, *root.findChildren(QWidget)]:
        if not child.isVisible():
            continue
        for text in _texts_of(child):
            if text:
                yield child, text


def _texts_of(child: QWidget) -> Iterator[str]:
    yield child.accessibleName()
    yield child.accessibleDescription()
    yield child.toolTip()
    if isinstance(child, QLabel | QAbstractButton):
        yield child.text()
    elif isinstance(child, QLineEdit):
        yield child.placeholderText()
    elif isinstance(child, QComboBox):
        for place in range(child.count()):
            yield child.itemText(place)
    elif isinstance(child, QMenu):
        for action in child.actions():
            yield action.text()
    elif isinstance(child, QTableView) and child.model() is not None:
        yield from _cells(child)


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        if not table.horizontalHeader().isHidden():
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for line in range(min(40, model.rowCount())):
            yield str(model.index(line, column, QModelIndex()).data() or "")


def _sample_people() -> set[str]:
    people = [(one.username, one.name, one.password) for one in staff_of_the_sample()]
    return {"中文", *(text for one in people for text in one)}


def _data(store: Store) -> set[str]:
    with store.read() as connection:
        rows = [
            *connection.execute(select(Person.name, Person.number)),
            *connection.execute(select(Plan.name_zh, Plan.name_en)),
            *connection.execute(select(Goods.name_zh, Goods.name_en)),
            *connection.execute(select(Goods.sku, Goods.barcode)),
            *connection.execute(select(Zone.name_zh, Zone.name_en)),
            *connection.execute(select(Account.name, Account.username)),
            *connection.execute(select(Note.text)),
        ]
    data = {clean(str(value)) for row in rows for value in row if value}
    # The house's own name, and the language switch, which names the language it leads to in its own words.
    data |= {"晨光健身 Dawn Gym", "中文", *GIVEN}
    return {text for text in data if text}
