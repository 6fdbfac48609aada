"""Steps 4 and 5: what is carried on is read item by item; then both sign, it is sealed and printed (G03, G26)."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.carried import Carried
from frontdesk.handover.closing import REMARK_LENGTH, Findings
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.hand_over import CloseResult, HandOverRequest, NightRequest, close_for_night, hand_over
from frontdesk.handover.qt.carried_list import CarriedList
from frontdesk.handover.qt.step import Step
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import (
    Button,
    Card,
    FieldRow,
    KeyValue,
    Label,
    Line,
    PasswordEdit,
    clear_layout,
    column,
    required_text,
    row,
)
from frontdesk.ui.widgets.naming import named


class UnfinishedView(Step):
    """Step 4: the list with boxes, which the one who takes over ticks, and a word to the next shift."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.unfinished")
        self._night = False
        self._missing: tuple[str, ...] = ()
        self._items: tuple[Carried, ...] = ()
        self.carried = CarriedList("handover.unfinished.items", t("handover.sheet.carried"), ticks=True)
        self.carried.changed.connect(self._changed)
        self.plain = CarriedList("handover.unfinished.plain", t("handover.sheet.carried"), ticks=False)
        self.remark = QPlainTextEdit()
        named(self.remark, "handover.remark", t("handover.unfinished.remark"))
        self.remark.setTabChangesFocus(True)
        self.remark.setMaximumHeight(140)
        self.words = Label("", tone="muted", wrap=True)
        self.next_button = Button(
            t("handover.next"), "handover.unfinished.next", kind="primary", shortcut="Enter", large=True
        )
        self.next_button.clicked.connect(self.done)
        self.back_button = Button(t("ui.back"), "handover.unfinished.back", shortcut="Esc")
        self.back_button.clicked.connect(self.back)
        self.obvious, self.away = self.next_button, self.back_button
        side = Card(spacing=12)
        side.body.addWidget(self.words)
        side.body.addWidget(FieldRow(t("handover.unfinished.remark"), self.remark, hint=t("handover.unfinished.hint")))
        side.body.addStretch(1)
        side.body.addWidget(self.banner)
        side.body.addLayout(row(self.back_button, self.next_button))
        lists = column(self.carried, self.plain)
        self.lay_out(lists, side, shares=(5, 4))

    def begin_at(self) -> QWidget | None:
        # Never the remark by itself: Enter there is a new line, and nothing would go on.
        return (None if self._night else self.carried.first_box()) or self.next_button

    def set_state(self, state: DeskState) -> None:
        """Show what is unfinished now."""
        self._items = state.unfinished
        self._fill()

    def set_closing(self, night: bool, missing: tuple[str, ...]) -> None:
        """``missing`` are the things named in step 3; at night nobody is there to tick."""
        self._night, self._missing = night, missing
        self.words.setText(t("handover.unfinished.night" if night else "handover.unfinished.tick"))
        self.carried.setVisible(not night)
        self.plain.setVisible(night)
        self._fill()

    def text(self) -> str:
        """The word to the next shift."""
        return self.remark.toPlainText().strip()[:REMARK_LENGTH]

    def acknowledged(self) -> tuple[str, ...]:
        """What the receiver has ticked."""
        return self.carried.acknowledged()

    def _fill(self) -> None:
        items = [*self._items, *(Carried("missing", thing) for thing in self._missing)]
        self.carried.set_items(items)
        self.plain.set_items(items)
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self.next_button.setEnabled(self._night or self.carried.all_ticked())

    def carry(self) -> dict[str, Any]:
        return {"remark": self.remark.toPlainText(), "night": self._night, "missing": self._missing}

    def restore(self, state: dict[str, Any]) -> None:
        self.remark.setPlainText(state.get("remark", ""))
        self.set_closing(bool(state.get("night")), tuple(state.get("missing", ())))


class SigningView(Step):
    """Step 5: the giver's and the receiver's own passwords; at night one signature."""

    closed = Signal(object)
    """CloseResult"""
    outdated = Signal(object)
    """FrontdeskError: the count, or what is carried on, has changed meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.signing")
        self._request: HandOverRequest | NightRequest | None = None
        self.facts = KeyValue("handover.signing.facts", t("handover.signing.title"), columns=2)
        self._statement = column(spacing=8)
        self.giver = PasswordEdit("handover.giver_password", f"{t('handover.sign.giver')}: {t('ui.password')}")
        self.receiver = PasswordEdit("handover.receiver_password", f"{t('handover.sign.receiver')}: {t('ui.password')}")
        self.giver_row = FieldRow(t("ui.password"), self.giver, required=True)
        self.receiver_row = FieldRow(t("ui.password"), self.receiver, required=True)
        self.giver_name = Label("", "heading")
        self.receiver_name = Label("", "heading")
        self.sign = Button(
            t("handover.signing.sign"), "handover.signing.sign", kind="primary", shortcut="Enter", large=True
        )
        self.sign.clicked.connect(self._press)
        self.back_button = Button(t("ui.back"), "handover.signing.back", shortcut="Esc")
        self.back_button.clicked.connect(self.back)
        self.obvious, self.away = self.sign, self.back_button
        self.receiver_card = _person(t("handover.sign.receiver"), self.receiver_name, self.receiver_row)
        summary = Card(spacing=14)
        summary.add_header(t("handover.signing.title"))
        summary.body.addWidget(self.facts)
        summary.body.addWidget(Line())
        summary.body.addLayout(self._statement)
        summary.body.addStretch(1)
        giver_card = _person(t("handover.sign.giver"), self.giver_name, self.giver_row)
        # What is read stands at the left; who has read it signs at the right, with the button right beneath.
        ends = Card(spacing=12)
        ends.body.addWidget(Label(t("handover.signing.words"), tone="muted", wrap=True))
        ends.body.addWidget(self.banner)
        buttons = row(self.back_button, self.sign)
        buttons.setStretch(1, 1)
        ends.body.addLayout(buttons)
        self.lay_out(summary, column(giver_card, self.receiver_card, ends, None), shares=(5, 4))

    def begin_at(self) -> QWidget | None:
        return self.giver

    def set_closing(
        self,
        receiver: tuple[str, str] | None,
        count_id: int,
        findings: Findings,
        cash_to: tuple[int | None, str],
        acknowledged: tuple[str, ...],
        facts: list[tuple[str, str]],
        statement: list[str],
    ) -> None:
        """What is going to be signed; ``receiver`` is (user name, name), None at night."""
        self.forgive()
        self.forget_passwords()
        self.giver_name.setText(self.desk.signed_in().name)
        self.receiver_card.setVisible(receiver is not None)
        if receiver is None:
            key = self.key_for("night", count_id, findings, cash_to)
            self._request = NightRequest(key, count_id, findings, cash_to[0])
        else:
            self.receiver_name.setText(receiver[1])
            key = self.key_for("handover", count_id, receiver, findings, cash_to, acknowledged)
            self._request = HandOverRequest(key, count_id, receiver[0], findings, cash_to[0], acknowledged)
        self.facts.set_facts([*facts, (t("handover.before.cash_to"), cash_to[1])])
        clear_layout(self._statement)
        for line in statement:
            self._statement.addWidget(Label(line, wrap=True))

    def forget_passwords(self) -> None:
        """Nobody's password stays in a field."""
        self.giver.clear()
        self.receiver.clear()

    def enter(self) -> bool:
        if self.receiver_card.isVisible() and self.giver.text() and not self.receiver.text():
            self.receiver.setFocus()
            return True
        return super().enter()

    @Slot()
    def _press(self) -> None:
        self._sign()

    @Slot(int)
    def _sign(self, approval: int | None = None) -> None:
        self.forgive()
        request, actor = self._request, self.desk.signed_in()
        own = required_text(self.giver_row)
        if own is None or request is None:
            return
        if isinstance(request, NightRequest):
            self.sign.setEnabled(False)
            self.desk.run(
                close_for_night,
                self.desk.store,
                actor,
                request,
                own,
                approval,
                then=self._closed,
                failed=self._refused,
            )
            return
        theirs = required_text(self.receiver_row)
        if theirs is None:
            return
        self.sign.setEnabled(False)
        self.desk.run(
            hand_over,
            self.desk.store,
            actor,
            request,
            own,
            theirs,
            approval,
            then=self._closed,
            failed=self._refused,
        )

    @Slot(object)
    def _closed(self, result: CloseResult) -> None:
        self.sign.setEnabled(True)
        self.intent_done()
        self.forget_passwords()
        self.closed.emit(result)

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.sign.setEnabled(True)
        if isinstance(error, ApprovalNeeded):
            amount = error.data["amount"]
            fen = amount if isinstance(amount, int) else 0
            self.desk.ask_approval(error, self._sign, t("handover.signing.approve", amount=yuan_sign(fen)))
        elif error.code in ("handover.count_outdated", "handover.not_acknowledged"):
            self.outdated.emit(error)
        else:
            self.refuse(error)


def _person(title: str, name: Label, field: FieldRow) -> Card:
    card = Card(spacing=12)
    card.add_header(title)
    card.body.addWidget(name)
    card.body.addWidget(field)
    return card
