"""Opening the counter: count the float, confirm what was left, read what is carried on (K03, K05)."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.close_day import CloseDayRequest, CloseDayResult, close_day
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.errors import ExplanationMissing
from frontdesk.handover.open_shift import REMARK_LENGTH, OpenShiftRequest, OpenShiftResult, open_shift
from frontdesk.handover.qt.carried_list import CarriedList
from frontdesk.handover.qt.drawer_count import DrawerCount
from frontdesk.handover.qt.step import Step
from frontdesk.staff.errors import ApprovalNeeded
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import AskDialog
from frontdesk.ui.widgets import Button, Card, FieldRow, IconLabel, Label, Line, TextEdit, row


class OpeningView(Step):
    """Shown while no shift is open at this counter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.opening")
        self._day = ""
        self.drawer = DrawerCount("handover.float", t("handover.opening.float"), t("handover.opening.float_note"))
        self.carried = CarriedList("handover.left", t("handover.opening.carried"), ticks=True)
        self.remark = TextEdit("handover.opening.remark", t("handover.opening.remark"), limit=REMARK_LENGTH)
        self.remark_row = FieldRow(t("handover.opening.remark"), self.remark, hint=t("handover.opening.remark_hint"))
        self.remark_row.hide()
        self.before = Label("", tone="muted", wrap=True)
        self.open_button = Button(
            t("handover.opening.open"), "handover.opening.open", kind="primary", shortcut="Ctrl+Enter", large=True
        )
        self.open_button.clicked.connect(self._press)
        self.day_button = Button("", "handover.opening.close_day", icon="lock")
        self.day_button.clicked.connect(self._ask_day)
        self.day_button.hide()
        self.tested = Label("", "note", wrap=True, name="handover.opening.tested")
        self.test_button = Button(t("handover.opening.test"), "handover.opening.test", kind="quiet", icon="play")
        self.test_button.clicked.connect(self._test_devices)
        desk.changed.connect(self._changed)
        self._lay_out()
        self._show_tested()

    def _lay_out(self) -> None:
        words = Card(spacing=12)
        words.body.addWidget(Label(t("handover.opening.title"), "name"))
        words.body.addWidget(Label(t("handover.opening.words"), tone="muted", wrap=True))
        words.body.addWidget(self.before)
        words.body.addWidget(Line())
        words.body.addWidget(Label(t("handover.opening.checks"), "caption"))
        for number in range(1, 5):
            line = row(IconLabel("shape-off", "muted", 14), Label(t(f"handover.opening.check{number}"), wrap=True))
            line.setStretch(1, 1)
            words.body.addLayout(line)
            if number == 1:
                tested = row(self.tested, self.test_button)
                tested.setStretch(0, 1)
                tested.setContentsMargins(23, 0, 0, 0)  # beneath the words of the line above
                words.body.addLayout(tested)
        words.body.addStretch(1)
        words.body.addWidget(self.remark_row)
        words.body.addWidget(self.banner)
        words.body.addWidget(self.day_button)
        words.body.addWidget(self.open_button)
        self.lay_out(self.drawer, words, self.carried, shares=(4, 4, 3))

    def begin_at(self) -> QWidget | None:
        return self.drawer.first()

    def enter(self) -> bool:
        return False  # a stray Enter must not open a counter

    def set_state(self, state: DeskState) -> None:
        """Show what the last shift left, but not how much money: that is counted first."""
        self.carried.set_items(state.left)
        ended = state.ended
        self.before.setText(
            t("handover.opening.after", name=state.ended_by, number=ended.number)
            if ended
            else t("handover.opening.first")
        )
        self._day = state.day_to_close
        self.day_button.setVisible(bool(self._day))
        self.day_button.set_words(t("handover.day.close", day=self._day))

    def _show_tested(self) -> None:
        said = self.desk.tested_words()
        self.tested.setText(t("handover.opening.tested", what=said) if said else t("handover.opening.untested"))

    @Slot(str)
    def _changed(self, topic: str) -> None:
        if topic == "devices":
            self._show_tested()

    @Slot()
    def _test_devices(self) -> None:
        self.desk.open_page("devices", tab="overview")

    @Slot()
    def _press(self) -> None:
        self._open()

    @Slot(int)
    def _open(self, approval: int | None = None) -> None:
        self.forgive()
        if self.drawer.is_empty():
            self.banner.show_state("warn", t("handover.count.incomplete"), t("handover.count.incomplete_do"))
            self.banner.show()
            self.drawer.first().setFocus()
            return
        content = (self.drawer.pieces(), self.remark.text().strip(), self.carried.acknowledged())
        request = OpenShiftRequest(self.key_for(*content), *content)
        self.open_button.setEnabled(False)
        self.desk.run(
            open_shift,
            self.desk.store,
            self.desk.signed_in(),
            request,
            approval,
            then=self._opened,
            failed=self._refused,
        )

    @Slot(object)
    def _opened(self, result: OpenShiftResult) -> None:
        self.open_button.setEnabled(True)
        self.intent_done()
        self.drawer.set_pieces(())
        self.remark.clear()
        self.remark_row.hide()
        self.desk.toast(t("handover.opening.opened", number=result.number, amount=yuan_sign(result.float_fen)))
        self.desk.shift_changed.emit()
        self.desk.notify("shift")
        self.done.emit()

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.open_button.setEnabled(True)
        if isinstance(error, ApprovalNeeded):
            what = t("handover.opening.approve", amount=yuan_sign(self.drawer.total_fen()))
            self.desk.ask_approval(error, self._open, what)
            return
        self.refuse(error)
        if isinstance(error, ExplanationMissing):
            self.remark_row.show()
            self.banner.show_state("warn", t("handover.opening.differs"), t("handover.opening.differs_do"))
            self.remark.setFocus()

    @Slot()
    def _ask_day(self) -> None:
        asked = AskDialog(
            self.desk,
            "handover.close_day",
            t("handover.day.close", day=self._day),
            confirm=t("handover.day.confirm"),
            consequence=t("handover.day.consequence"),
            kind="primary",
            parent=self.window(),
        )
        asked.accepted.connect(self._close_day)
        asked.open()

    @Slot()
    def _close_day(self) -> None:
        request = CloseDayRequest(self.key_for(self._day), self._day)
        self.desk.run(
            close_day,
            self.desk.store,
            self.desk.signed_in(),
            request,
            then=self._day_closed,
            failed=self.refuse,
        )

    @Slot(object)
    def _day_closed(self, result: CloseDayResult) -> None:
        self.intent_done()
        self.day_button.hide()
        self.desk.toast(t("handover.day.closed", day=result.business_day))
        self.desk.notify("shift", "day")

    def carry(self) -> dict[str, Any]:
        return {"pieces": self.drawer.pieces(), "remark": self.remark.text(), "wanted": not self.remark_row.isHidden()}

    def restore(self, state: dict[str, Any]) -> None:
        self.drawer.set_pieces(state.get("pieces", ()))
        self.remark.setText(state.get("remark", ""))
        self.remark_row.setVisible(bool(state.get("wanted")))
