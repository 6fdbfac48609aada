"""Visits still open at closing: for each, is the key back and where is the card? (G13)"""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import ElidedLabel, Label, scrolling
from frontdesk.ui.widgets.naming import named
from frontdesk.visits.queries import InHouse
from frontdesk.visits.settle_at_closing import Settlement, SettleRequest, settle_at_closing

_CARDS = ("given_back", "left", "missing")
_MOST_HEIGHT = 380


class SettleVisitsDialog(Dialog):
    """One line a visit; a key that isn't there is charged as lost, a tab stays owed."""

    def __init__(self, desk: Desk, visits: Sequence[InHouse], parent: QWidget) -> None:
        super().__init__(
            desk,
            "handover.settle",
            t("handover.settle.title", n=len(visits)),
            confirm=t("handover.settle.confirm"),
            note=t("handover.settle.note"),
            width=720,
            parent=parent,
        )
        self._key = uuid4().hex
        self._lines: list[tuple[InHouse, QCheckBox, QComboBox]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for place, words in enumerate(("key", "who", "key_back", "card")):
            grid.addWidget(Label(t(f"handover.settle.{words}"), "caption"), 0, place)
        for visit in visits:
            self._add(grid, visit)
        grid.setColumnStretch(1, 1)
        inner = QWidget()
        inner.setLayout(grid)
        area = scrolling(inner)
        area.setMinimumHeight(min(_MOST_HEIGHT, 60 + 46 * len(visits)))
        self.body.addWidget(area)

    def confirm(self) -> None:
        settled = tuple(
            Settlement(visit.visit_id, 0 if back.isChecked() else 1, card.currentData())
            for visit, back, card in self._lines
        )
        self.work(settle_at_closing, self.desk.store, self.desk.signed_in(), SettleRequest(self._key, settled))

    def worked(self, result: object) -> None:
        self.desk.notify("visits", "keys")
        super().worked(result)

    def _add(self, grid: QGridLayout, visit: InHouse) -> None:
        line = len(self._lines) + 1
        back = QCheckBox(t("handover.settle.is_back"))
        named(back, f"handover.settle.key.{visit.key_code}", t("handover.settle.key_of", key=visit.key_code))
        back.setChecked(True)
        back.setMinimumHeight(36)
        card = QComboBox()
        named(card, f"handover.settle.card.{visit.key_code}", t("handover.settle.card_of", key=visit.key_code))
        card.setMinimumHeight(36)
        for choice in _CARDS:
            card.addItem(t(f"handover.settle.{choice}"), choice)
        card.setCurrentIndex(1)
        card.setEnabled(bool(visit.card_number))
        grid.addWidget(Label(visit.key_code, "strong"), line, 0)
        grid.addWidget(ElidedLabel(f"{visit.name}  {visit.number}".strip()), line, 1)
        grid.addWidget(back, line, 2)
        grid.addWidget(card, line, 3)
        self._lines.append((visit, back, card))
