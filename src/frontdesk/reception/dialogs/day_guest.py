"""A day guest: a name, a key, and a deposit or a document."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from frontdesk.core.i18n import language, t
from frontdesk.keys.errors import KeyNotAtHome, KeyUnknown
from frontdesk.reception.queries import HouseNow
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import AmountEdit, FieldRow, TextEdit, named, required_text, row
from frontdesk.visits.admit_guest import GuestRequest, admit_guest
from frontdesk.visits.decide import Decision
from frontdesk.visits.deposits import DEPOSIT_TENDERS


class DayGuestDialog(Dialog):
    """``suggest(zone_code)`` names the zone's next free key."""

    def __init__(
        self,
        desk: Desk,
        house: HouseNow,
        suggest: Callable[[str], str],
        deposit_fen: int,
        found: Decision | None,
        parent: QWidget,
    ) -> None:
        super().__init__(
            desk,
            "reception.guest",
            t("reception.guest.title"),
            confirm=t("reception.guest.do"),
            note=t("reception.guest.note"),
            width=520,
            parent=parent,
        )
        self._suggest = suggest
        self._person = found.person if found is not None else None
        self._sent: GuestRequest | None = None
        self._make_fields(house)
        self._fill()
        self.amount_edit.set_fen(deposit_fen)
        self.deposit.setChecked(True)
        self.deposit.toggled.connect(self._show_way)
        self.zone.currentIndexChanged.connect(self._next_key)
        if self._person is not None:
            self.name_edit.setText(self._person.name)
            self._turn_to(self._person.sex)
        self._next_key()
        self.name_edit.setFocus()

    def _make_fields(self, house: HouseNow) -> None:
        self.name_edit = TextEdit("reception.guest.name", t("reception.guest.name"), limit=40)
        self.name = FieldRow(t("reception.guest.name"), self.name_edit)
        self.zone = named(QComboBox(), "reception.guest.zone", t("keys.zone"))
        for zone in house.zones:
            self.zone.addItem(zone.name(language()), (zone.code, zone.sex))
        self.code_edit = TextEdit("reception.guest.key", t("keys.number"), limit=12)
        self.code = FieldRow(t("keys.number"), self.code_edit)
        self.deposit = named(QRadioButton(t("reception.guest.deposit")), "reception.guest.by_deposit")
        self.document = named(QRadioButton(t("reception.guest.document")), "reception.guest.by_document")
        for choice in (self.deposit, self.document):
            choice.setAccessibleName(choice.text())
        self._ways = QButtonGroup(self)
        self._ways.addButton(self.deposit)
        self._ways.addButton(self.document)
        self.amount_edit = AmountEdit("reception.guest.amount", t("reception.guest.amount"))
        self.amount = FieldRow(t("reception.guest.amount"), self.amount_edit)
        self.tender = named(QComboBox(), "reception.guest.tender", t("reception.guest.tender"))
        for tender in DEPOSIT_TENDERS:
            self.tender.addItem(t(f"reception.tender.{tender}"), tender)
        self._paid = FieldRow(t("reception.guest.tender"), self.tender)

    def _fill(self) -> None:
        self.body.addWidget(self.name)
        self.body.addLayout(row(FieldRow(t("keys.zone"), self.zone), self.code, spacing=14))
        self.body.addLayout(row(self.deposit, self.document, None, spacing=18))
        self.body.addLayout(row(self.amount, self._paid, spacing=14))

    def _turn_to(self, sex: str) -> None:
        for place in range(self.zone.count()):
            if self.zone.itemData(place)[1] == sex and sex:
                self.zone.setCurrentIndex(place)
                return

    @Slot()
    def _next_key(self) -> None:
        chosen = self.zone.currentData()
        self.code_edit.setText(self._suggest(chosen[0]) if chosen else "")

    @Slot()
    def _show_way(self) -> None:
        for widget in (self.amount, self._paid):
            widget.setEnabled(self.deposit.isChecked())

    def confirm(self) -> None:
        name, code = required_text(self.name), required_text(self.code)
        with_deposit = self.deposit.isChecked()
        amount = self.amount_edit.fen() if with_deposit else 0
        if with_deposit and not amount:
            self.amount.set_error(self.amount_edit.problem() or t("ui.field.required"))
            return
        if not name or not code:
            return
        request = GuestRequest(
            "",
            name,
            code,
            "deposit" if with_deposit else "document",
            amount or 0,
            str(self.tender.currentData()) if with_deposit else "",
            self._person.id if self._person is not None else None,
            self._person.sex if self._person is not None else "",
        )
        # The same words sent again after a lost answer are the same intent; changed ones are not.
        same = self._sent is not None and replace(self._sent, key="") == request
        self._sent = self._sent if same else replace(request, key=uuid.uuid4().hex)
        self.work(admit_guest, self.desk.store, self.desk.signed_in(), self._sent)

    def show_failure(self, error: object) -> None:
        super().show_failure(error)  # type: ignore[arg-type]
        if isinstance(error, KeyNotAtHome | KeyUnknown):
            self.code_edit.setFocus()
