"""What was booked last at this counter: to look back at, while the next customer puts things down."""

from typing import Any

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.cashier.qt.words import receipt_icon, receipt_tone, tenders_words
from frontdesk.cashier.receipt_list import ReceiptPage, ReceiptRow, last_receipts
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Column, DataTable, Label, column

_ROW_HEIGHT = 36
_TITLE_HEIGHT = 26
_LEAST_HEIGHT = _TITLE_HEIGHT + 2 * _ROW_HEIGHT
"""Below this the list isn't worth its place."""


class LastReceipts(QWidget):
    """As many as there is room for; ``opened`` gives a receipt's id."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        columns = [
            Column("time", t("cashier.receipts.time"), lambda found: found.time, 64),
            Column("number", t("cashier.receipts.number"), lambda found: found.receipt.number, strong=True),
            Column("tender", t("cashier.receipts.tender"), tenders_words, 120, tone=receipt_tone, icon=receipt_icon),
            Column("total", t("cashier.column.total"), _total, 100, "right", True),
        ]
        self.table = DataTable(
            "cashier.last",
            t("cashier.last"),
            columns,
            row_key=lambda found: found.receipt.id,
            row_height=_ROW_HEIGHT,
        )
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._opened)
        # One click is enough: a list that only took the keyboard from the amount would swallow what is typed next.
        self.table.clicked.connect(self._clicked)
        self._title = Label(t("cashier.last"), "caption")
        self.setLayout(column(self._title, self.table, spacing=2))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._rows: tuple[ReceiptRow, ...] = ()

    def read(self) -> None:
        """Read them again."""
        counter = self._desk.settings.counter
        self._desk.read(last_receipts, self._desk.store, counter, then=self._show, latest="cashier.last")

    @Slot(object)
    def _show(self, page: ReceiptPage) -> None:
        self._rows = page.rows
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Whole rows only, so that there is nothing to scroll.
        room = (self.height() - _TITLE_HEIGHT) // _ROW_HEIGHT
        there = self.height() >= _LEAST_HEIGHT and bool(self._rows)
        self._title.setVisible(there)
        self.table.setVisible(there)
        self.table.set_rows(self._rows[:room] if there else ())

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.rows()[index.row()].receipt.id)

    @Slot(object)
    def _opened(self, found: Any) -> None:
        self.opened.emit(found.receipt.id)


def _total(found: ReceiptRow) -> str:
    return yuan(found.receipt.total_fen)
