"""The tenders of a split payment, each with its way out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.cashier.asked import TenderAsk
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.ui.widgets import Button, clear_layout, row


class TenderStrip(QWidget):
    """One button a tender; pressing it takes that tender back."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._line = row(spacing=6)
        self.setLayout(self._line)
        self._shown: tuple[TenderAsk, ...] = ()

    def show_tenders(self, tenders: Sequence[TenderAsk]) -> None:
        """Show these tenders, or nothing for none."""
        self.setVisible(bool(tenders))
        if tuple(tenders) == self._shown:
            return
        self._shown = tuple(tenders)
        clear_layout(self._line)
        for place, tender in enumerate(tenders):
            words = f"{t(f'cashier.tender.{tender.kind}')} {yuan_sign(tender.amount_fen)}"
            label = t("cashier.take_back_one", tender=words)
            button = Button(words, f"cashier.split.{place + 1}", kind="quiet", icon="cross", label=label)
            button.setToolTip(label)
            button.setProperty("place", place)
            button.clicked.connect(self._pressed)
            self._line.addWidget(button)
        self._line.addStretch(1)

    @Slot()
    def _pressed(self) -> None:
        self.removed.emit(int(self.sender().property("place")))
