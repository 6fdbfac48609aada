"""Visits still open at closing, settled together; and cards that wait to be given back."""

import uuid

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import ElidedLabel, FieldRow, Label, named, scrolling
from frontdesk.visits.queries import InHouse, StrayCard
from frontdesk.visits.return_card import ReturnCardRequest, return_card
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing

_CARDS = ("left", "given_back", "missing")
_MOST_HEIGHT = 360


class ClosingDialog(Dialog):
    """One line a visit: does its key hang on the board, and where is its card (G13)?"""

    def __init__(self, desk: Desk, inside: tuple[InHouse, ...], parent: QWidget) -> None:
        super().__init__(
            desk,
            "reception.closing",
            t("reception.closing.title", n=len(inside)),
            confirm=t("reception.closing.do"),
            note=t("reception.closing.note"),
            kind="danger",
            width=640,
            parent=parent,
        )
        self._key = uuid.uuid4().hex
        self._sent: tuple[Settlement, ...] | None = None
        self._rows: list[tuple[int, QCheckBox, QComboBox]] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for place, visit in enumerate(inside):
            self._add(grid, place, visit)
        holder = QWidget()
        holder.setLayout(grid)
        area = scrolling(holder)
        area.setFixedHeight(min(_MOST_HEIGHT, 48 * len(inside) + 8))
        self.body.addWidget(area)

    def _add(self, grid: QGridLayout, place: int, visit: InHouse) -> None:
        back = named(QCheckBox(t("reception.closing.key_back")), f"reception.closing.key.{visit.key_code}")
        back.setAccessibleName(f"{visit.key_code} {back.text()}")
        back.setChecked(True)
        card = named(
            QComboBox(), f"reception.closing.card.{visit.key_code}", f"{visit.name} {t('reception.leave.card')}"
        )
        for code in _CARDS:
            card.addItem(t(f"reception.leave.card.{code}"), code)
        card.setEnabled(bool(visit.card_number))
        for column, widget in enumerate((Label(visit.key_code, "strong"), ElidedLabel(visit.name), back, card)):
            grid.addWidget(widget, place, column)
        self._rows.append((visit.visit_id, back, card))

    def confirm(self) -> None:
        settled = tuple(
            Settlement(visit_id, int(not back.isChecked()), str(card.currentData()))  # type: ignore[arg-type]
            for visit_id, back, card in self._rows
        )
        if self._sent not in (None, settled):
            self._key = uuid.uuid4().hex
        self._sent = settled
        self.work(settle_at_closing, self.desk.store, self.desk.signed_in(), SettleRequest(self._key, settled))


class GiveCardDialog(Dialog):
    """A card left in a slot, kept at the desk or found again goes to its owner."""

    def __init__(self, desk: Desk, cards: tuple[StrayCard, ...], parent: QWidget) -> None:
        super().__init__(
            desk,
            "reception.give_card",
            t("reception.give_card.title"),
            confirm=t("reception.give_card.do"),
            note=t("reception.give_card.note"),
            parent=parent,
        )
        self._key = uuid.uuid4().hex
        self._sent = ""
        self.card = named(QComboBox(), "reception.give_card.card", t("reception.give_card.card"))
        for card in cards:
            place = (
                t("reception.stray.slot", key=card.key_code) if card.key_code else t(f"reception.stray.{card.holder}")
            )
            self.card.addItem(f"{card.card_number} · {card.name} · {place}", card.card_number)
        self.body.addWidget(FieldRow(t("reception.give_card.card"), self.card))

    def confirm(self) -> None:
        number = str(self.card.currentData())
        if self._sent not in ("", number):
            self._key = uuid.uuid4().hex
        self._sent = number
        self.work(return_card, self.desk.store, self.desk.signed_in(), ReturnCardRequest(self._key, number))
