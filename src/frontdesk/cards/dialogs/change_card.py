"""What can be done with a card that was issued: lost, found, blocked, unblocked, given back, replaced."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from frontdesk.cards.change_card import (
    REASON_LENGTH,
    CardRequest,
    block_card,
    find_again,
    report_lost,
    return_for_good,
    unblock_card,
)
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, TextEdit, column, named

_VERBS: dict[str, Callable[..., object]] = {
    "lost": report_lost,
    "found": find_again,
    "blocked": block_card,
    "unblocked": unblock_card,
    "returned": return_for_good,
}
_OFFERED = {
    "active": ("lost", "blocked", "replace", "write", "returned"),
    "lost": ("replace", "found", "returned"),
    "blocked": ("unblocked", "lost", "replace", "returned"),
}


class ChangeCardDialog(Dialog):
    """``replace_wanted`` or ``write_wanted`` is True after accepting, when a new card or a new token was asked for
    instead; the latter is offered where ``tokens`` says that this house writes them."""

    def __init__(
        self, desk: Desk, number: str, state: str, replaced: bool, parent: QWidget, tokens: bool = False
    ) -> None:
        title = t("cards.change.title", card=number)
        super().__init__(desk, "cards.change", title, confirm=t("cards.change.do"), parent=parent)
        self._number = number
        self._sent: CardRequest | None = None
        self._sent_way = ""
        self.replace_wanted = self.write_wanted = False
        self._group = QButtonGroup(self)
        offered = [way for way in _OFFERED[state] if tokens or way != "write"]
        self.ways = {way: self._way(way) for way in offered if not replaced or way == "returned"}
        next(iter(self.ways.values())).setChecked(True)
        self.reason_edit = TextEdit("cards.change.reason", t("cards.reason"), limit=REASON_LENGTH)
        self.body.addLayout(column(*self.ways.values(), spacing=8))
        self.body.addWidget(FieldRow(t("cards.reason"), self.reason_edit))

    def _way(self, way: str) -> QRadioButton:
        words = t(f"cards.change.{way}")
        button = named(QRadioButton(words), f"cards.change.{way}", words)
        self._group.addButton(button)
        return button

    def confirm(self) -> None:
        way = next(way for way, button in self.ways.items() if button.isChecked())
        if way in ("replace", "write"):
            self.replace_wanted, self.write_wanted = way == "replace", way == "write"
            self.accept()
            return
        # Asked again after an answer that never came, it is the same intent and gets the same key.
        request = CardRequest("", self._number, self.reason_edit.text())
        if self._sent is None or (self._sent_way, replace(self._sent, key="")) != (way, request):
            self._sent_way, self._sent = way, replace(request, key=uuid.uuid4().hex)
        self.work(_VERBS[way], self.desk.store, self.desk.signed_in(), self._sent)

    def show_failure(self, error: FrontdeskError) -> None:
        if isinstance(error, ApprovalNeeded):
            self.set_busy(False)
            self.desk.ask_approval(error, self._approved, t("cards.unblock.what", card=self._number))
        else:
            super().show_failure(error)

    def _approved(self, approval: int) -> None:
        self.work(unblock_card, self.desk.store, self.desk.signed_in(), self._sent, approval)
