"""Deposits and documents that day guests went without."""

import uuid

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import Column, DataTable, EmptyState
from frontdesk.visits.left_behind import LeftBehind, left_behind
from frontdesk.visits.pay_out_deposit import DepositPaidOut, PayOutDepositRequest, pay_out_deposit
from frontdesk.visits.return_document import ReturnDocumentRequest, return_document


class GiveBackDialog(Dialog):
    """One line a thing; the main button says what it does with the chosen one (G13)."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            "reception.give_back",
            t("reception.give_back.title"),
            confirm=t("reception.give_back.do"),
            note=t("reception.give_back.note"),
            width=640,
            parent=parent,
        )
        self._key = uuid.uuid4().hex
        self._sent: LeftBehind | None = None
        self.table = DataTable(
            "reception.give_back.table",
            t("reception.give_back.title"),
            [
                Column("name", t("reception.give_back.who"), lambda found: found.name, strong=True),
                Column("what", t("reception.give_back.what"), _what),
                Column("day", t("reception.give_back.day"), lambda found: found.business_day, 130),
            ],
            row_key=lambda found: (found.visit_id, found.tender),
        )
        self.table.setMinimumHeight(220)
        self.table.set_empty(EmptyState("empty-done", t("reception.give_back.none")))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self.body.addWidget(self.table)
        self.confirm_button.setEnabled(False)
        desk.read(_left_behind, desk.store, then=self._show)

    def outcome(self) -> str:
        """What was done, in words."""
        done = self.result_value
        if isinstance(done, DepositPaidOut):
            return t("reception.give_back.paid", amount=yuan_sign(done.amount_fen))
        return t("reception.give_back.returned")

    @Slot(object)
    def _show(self, rows: list[LeftBehind]) -> None:
        self.table.set_rows(rows)
        if rows:
            self.table.selectRow(0)
        self._chosen(self.table.current_row())

    @Slot(object)
    def _chosen(self, found: LeftBehind | None) -> None:
        self.confirm_button.setEnabled(found is not None)
        if found is not None and found.tender:
            self.confirm_button.set_words(t("reception.give_back.pay", amount=yuan_sign(found.amount_fen)))
        else:
            self.confirm_button.set_words(t("reception.give_back.do"))

    @Slot(object)
    def _opened(self, _row: object) -> None:
        self.confirm_button.press()

    def confirm(self) -> None:
        found = self.table.current_row()
        if found is None:
            return
        if self._sent not in (None, found):
            self._key = uuid.uuid4().hex
        self._sent = found
        store, actor = self.desk.store, self.desk.signed_in()
        if found.tender:
            self.work(pay_out_deposit, store, actor, PayOutDepositRequest(self._key, found.visit_id))
        else:
            self.work(return_document, store, actor, ReturnDocumentRequest(self._key, found.visit_id))


def _what(found: LeftBehind) -> str:
    if found.tender:
        return t(f"reception.give_back.{found.tender}", amount=yuan_sign(found.amount_fen))
    place = t(f"reception.stray.{found.holder}")
    return f"{t('reception.give_back.document')} · {place}"


def _left_behind(store: Store) -> list[LeftBehind]:
    with store.read() as connection:
        return left_behind(connection)
