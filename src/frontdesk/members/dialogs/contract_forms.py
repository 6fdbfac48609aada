"""Opening a contract, freezing it, letting it run again."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.core.i18n import t
from frontdesk.members.dialogs.form import Form, day_edit, iso
from frontdesk.members.fields import REASON_LENGTH
from frontdesk.members.freeze_contract import FreezeRequest, freeze, unfreeze
from frontdesk.members.open_contract import OpenContractRequest, open_contract
from frontdesk.members.overview import ContractLine
from frontdesk.members.qt.signature import SignaturePad
from frontdesk.members.validity import frozen_days, last_day
from frontdesk.ui.dates import full_day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Button, FieldRow, KeyValue, Label, TextEdit, column, named, row

USUAL_FREEZE = timedelta(days=30)


class OpenContractDialog(Form):
    """The first valid day, what follows from it, and the member's signature (G24)."""

    def __init__(self, desk: Desk, name: str, line: ContractLine, today: date, parent: QWidget) -> None:
        super().__init__(
            desk,
            "members.open",
            t("members.open.title", name=name),
            confirm=t("members.contract.open"),
            note=line.held.plan.name,
            width=500,
            parent=parent,
        )
        self._line = line
        self.first = day_edit("members.open.first", t("members.opening.day"), QDate(today.year, today.month, today.day))
        self.day = FieldRow(t("members.opening.day"), self.first)
        self.facts = KeyValue("members.open.facts", t("members.valid"), columns=1)
        self.pad = SignaturePad("members.open.signature")
        wipe = Button(t("members.signature.wipe"), "members.open.wipe", kind="quiet")
        wipe.clicked.connect(self.pad.wipe)
        self.errors_at = {"members.day_invalid": self.day, "members.day_past": self.day}
        self.body.addLayout(row(self.day, self.facts, spacing=18))
        self.body.addLayout(column(row(Label(t("members.signature"), "caption"), None, wipe), self.pad, spacing=4))
        self.first.dateChanged.connect(self._show_end)
        self._show_end()

    @Slot()
    def _show_end(self) -> None:
        plan = self._line.held.plan
        until = last_day(date.fromisoformat(iso(self.first)), plan.months, plan.days).isoformat()
        self.facts.set_facts([(t("members.sell.until"), until)], "heading")

    def confirm(self) -> None:
        request = OpenContractRequest("", self._line.held.id, iso(self.first), self.pad.strokes_text())
        self.send(open_contract, request)


class FreezeDialog(Form):
    """From when to when a contract rests; the days are given back."""

    def __init__(self, desk: Desk, name: str, line: ContractLine, today: date, parent: QWidget) -> None:
        super().__init__(
            desk,
            "members.freeze",
            t("members.freeze.title", name=name),
            confirm=t("members.contract.freeze"),
            note=t(
                "members.freeze.note", plan=line.held.plan.name, until=full_day_words(line.standing.valid_until or "")
            ),
            width=500,
            parent=parent,
        )
        self._line = line
        begins = QDate(today.year, today.month, today.day)
        self.first = day_edit("members.freeze.first", t("members.freeze.first"), begins)
        self.last = day_edit("members.freeze.last", t("members.freeze.last"), begins)
        self.last.setDate(begins.addDays(USUAL_FREEZE.days - 1))
        self.begin = FieldRow(t("members.freeze.first"), self.first)
        self.end = FieldRow(t("members.freeze.last"), self.last)
        self.endless = named(
            QCheckBox(t("members.freeze.endless")), "members.freeze.endless", t("members.freeze.endless")
        )
        self.reason_edit = TextEdit("members.freeze.reason", t("members.reason"), limit=REASON_LENGTH)
        self.reason = FieldRow(t("members.reason"), self.reason_edit)
        self.errors_at = {
            "members.day_past": self.end,
            "members.freeze_too_long": self.end,
            "members.freeze_outside": self.begin,
            "text.card_number": self.reason,
        }
        self.body.addLayout(row(self.begin, self.end, spacing=14))
        self.body.addWidget(self.endless)
        self.body.addWidget(self.reason)
        self.endless.toggled.connect(self.last.setDisabled)

    def confirm(self) -> None:
        to_day = None if self.endless.isChecked() else iso(self.last)
        request = FreezeRequest("", self._line.held.id, iso(self.first), to_day, self.reason_edit.text())
        self.send(freeze, request)


class UnfreezeDialog(Form):
    """What comes back to the member when the contract runs again from today."""

    def __init__(self, desk: Desk, name: str, line: ContractLine, today: date, parent: QWidget) -> None:
        super().__init__(
            desk,
            "members.unfreeze",
            t("members.unfreeze.title", name=name),
            confirm=t("members.contract.unfreeze"),
            note=line.held.plan.name,
            width=460,
            parent=parent,
        )
        self._line = line
        self.errors_at = {}
        given_back = frozen_days(line.held.state, today.isoformat())
        until = date.fromisoformat(line.held.state.valid_until or today.isoformat()) + timedelta(days=given_back)
        facts = KeyValue("members.unfreeze.facts", t("members.valid"))
        facts.set_facts(
            [
                (t("members.unfreeze.days"), t("members.days.n", n=given_back)),
                (t("members.sell.until"), full_day_words(until.isoformat())),
            ],
            "heading",
        )
        self.body.addWidget(facts)

    def confirm(self) -> None:
        self.send(unfreeze, FreezeRequest("", self._line.held.id))
