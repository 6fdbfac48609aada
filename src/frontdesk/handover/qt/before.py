"""Step 1: what should be settled before anybody counts, and who takes over."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from frontdesk.core.clock import local
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.dialogs.settle_visits import SettleVisitsDialog
from frontdesk.handover.qt.carried_list import CarriedList
from frontdesk.handover.qt.step import Step
from frontdesk.staff.rights import Right, may
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Banner, Button, Card, FieldRow, KeyValue, Label, Line, SegmentedTabs, Tab, column
from frontdesk.ui.widgets.naming import named

HANDOVER, NIGHT = "handover", "night"


class BeforeView(Step):
    """Hand over to somebody, or close for the night; visits still open are settled here."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.before")
        self._state: DeskState | None = None
        self._receiver = 0
        self.kind = SegmentedTabs(
            "handover.kind",
            t("handover.before.kind"),
            [
                Tab(HANDOVER, t("handover.before.to_next"), icon="swap"),
                Tab(NIGHT, t("handover.before.night"), icon="moon"),
            ],
        )
        self.kind.chosen.connect(self._show)
        self.receiver = QComboBox()
        named(self.receiver, "handover.receiver", t("handover.sheet.receiver"))
        self.receiver.setMinimumHeight(38)
        self.receiver_row = FieldRow(t("handover.sheet.receiver"), self.receiver)
        self.cash_to = QComboBox()
        named(self.cash_to, "handover.cash_to", t("handover.before.cash_to"))
        self.cash_to.setMinimumHeight(38)
        self.cash_row = FieldRow(t("handover.before.cash_to"), self.cash_to, hint=t("handover.before.cash_hint"))
        self.operator = Label("", tone="muted", wrap=True)
        self.facts = KeyValue("handover.before.facts", t("handover.sheet.shift"), columns=4)
        self.visits = Banner("handover.before.visits", "warn")
        self.settle_button = self.visits.add_action(Button(t("handover.before.settle"), "handover.before.settle"))
        self.settle_button.clicked.connect(self._settle)
        self.carried = CarriedList("handover.before.open", t("handover.before.open"), ticks=False)
        self.start = Button(
            t("handover.before.start"), "handover.before.start", kind="primary", shortcut="Enter", large=True
        )
        self.start.clicked.connect(self.done)
        self.obvious = self.start
        self._lay_out()

    def _lay_out(self) -> None:
        choice = Card(spacing=14)
        choice.body.addWidget(Label(t("handover.before.title"), "name"))
        choice.body.addWidget(self.facts)
        choice.body.addWidget(Line())
        choice.body.addWidget(self.operator)
        choice.body.addWidget(self.kind)
        choice.body.addWidget(self.receiver_row)
        choice.body.addWidget(self.cash_row)
        choice.body.addWidget(self.visits)
        choice.body.addWidget(self.banner)
        choice.body.addStretch(1)
        choice.body.addWidget(self.start)
        hints = Card(spacing=12)
        hints.add_header(t("handover.before.rules"))
        for number in range(1, 5):
            hints.body.addWidget(Label(t(f"handover.before.rule{number}"), wrap=True))
        hints.body.addStretch(1)
        self.lay_out(choice, column(self.carried, hints), shares=(5, 4))

    def begin_at(self) -> QWidget | None:
        return self.start

    def closing_kind(self) -> str:
        """``handover`` or ``night``."""
        return self.kind.current()

    def receiver_username(self) -> str:
        """Who takes over; empty at night."""
        return str(self.receiver.currentData() or "") if self.closing_kind() == HANDOVER else ""

    def cash_account(self) -> int | None:
        """Who receives the cash; None for the safe."""
        found: int | None = self.cash_to.currentData()
        return found or None

    def set_state(self, state: DeskState) -> None:
        """Fill the lists of people, and what is open."""
        first = self._state is None
        self._state = state
        me = self.desk.signed_in().account_id
        _refill(self.receiver, [(person.name, person.username) for person in state.people if person.id != me])
        fit = [person for person in state.people if person.id != me and may(person.role, Right.RECEIVE_CASH)]
        _refill(self.cash_to, [(t("handover.before.safe"), 0), *((person.name, person.id) for person in fit)])
        if first and state.last_counter and self.receiver.count() == 0:
            self.kind.choose(NIGHT)
        own = state.shift is not None and state.shift.account_id == me
        self.operator.setText("" if own else t("handover.before.of", name=state.operator))
        self.operator.setVisible(not own)
        if state.shift is not None:
            opened = local(state.shift.opened_at, self.desk.store.clock)
            self.facts.set_facts(
                [
                    (t("handover.sheet.shift"), state.shift.number),
                    (t("handover.sheet.opened"), opened.strftime("%H:%M")),
                    (t("handover.sheet.operator"), state.operator),
                    (t("handover.sheet.float"), yuan_sign(state.shift.float_fen)),
                ]
            )
        self.carried.set_items(state.unfinished)
        self._show()

    @Slot()
    def _show(self) -> None:
        night = self.closing_kind() == NIGHT
        self.receiver_row.setVisible(not night)
        state = self._state
        visits = len(state.visits) if state else 0
        must = night and state is not None and state.last_counter and visits > 0
        self.visits.setVisible(bool(must))
        if must:
            self.visits.show_state("warn", t("handover.before.visits", n=visits), t("handover.before.visits_do"))
        self.start.setEnabled(not must and (night or self.receiver.count() > 0))

    @Slot()
    def _settle(self) -> None:
        if self._state is not None:
            dialog = SettleVisitsDialog(self.desk, self._state.visits, self.window())
            dialog.accepted.connect(self.settled)
            dialog.open()

    def carry(self) -> dict[str, Any]:
        return {
            "kind": self.closing_kind(),
            "receiver": self.receiver.currentData(),
            "cash": self.cash_to.currentData(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.kind.choose(state.get("kind", HANDOVER))
        for box, name in ((self.receiver, "receiver"), (self.cash_to, "cash")):
            at = box.findData(state.get(name))
            box.setCurrentIndex(max(at, 0))


def _refill(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    chosen = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
