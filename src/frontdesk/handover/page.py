"""The handover page: opening a shift, or the five steps from the last sale to the sealed sheet."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.actor import Actor
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.closing import Findings
from frontdesk.handover.compare import Comparison
from frontdesk.handover.desk_state import DeskState, desk_state
from frontdesk.handover.hand_over import CloseResult
from frontdesk.handover.qt.before import NIGHT, BeforeView
from frontdesk.handover.qt.counting import CountingView
from frontdesk.handover.qt.differences import DifferencesView
from frontdesk.handover.qt.opening import OpeningView
from frontdesk.handover.qt.sheet_view import SheetView
from frontdesk.handover.qt.signing import SigningView, UnfinishedView
from frontdesk.handover.qt.step import Step
from frontdesk.handover.qt.views import OPENING, SHEET, STEPS, ViewsPage
from frontdesk.handover.wording import difference_words, tender_word, thing_word
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import Card, Stepper, column, row

_COMFORTABLE_WIDTH = 1440
"""Wider, the eye loses the way from a field to its button."""


class HandoverPage(ViewsPage):
    """Which view is shown follows from whether a shift is open, and from the step reached."""

    key = "handover"
    icon = "handover"

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__(desk, folder)
        self._comparison: Comparison | None = None
        self._start_wanted = False
        self._step = ""
        self._person = desk.actor.account_id if desk.actor else 0
        self.stepper = Stepper("handover.stepper", [t(f"handover.step.{step}") for step in STEPS])
        self._bar = Card(padding=0)
        self._bar.body.addWidget(self.stepper)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._actor_changed)
        steps = QWidget()
        steps.setMaximumWidth(_COMFORTABLE_WIDTH)
        inner = column(self._bar, self._stack)
        inner.setStretch(1, 1)
        steps.setLayout(inner)
        layout = row(steps)
        layout.setContentsMargins(10, 10, 10, 10)
        self.setLayout(layout)
        self._go(OPENING)

    def join(self, view: Step) -> None:
        if isinstance(view, OpeningView):
            view.done.connect(self._opened)
        elif isinstance(view, BeforeView):
            view.done.connect(self._start_count)
            view.settled.connect(self.reload)
        elif isinstance(view, CountingView):
            view.counted.connect(self._counted)
            view.back.connect(self._to_before)
        elif isinstance(view, DifferencesView):
            view.done.connect(self._to_unfinished)
            view.count_again.connect(self._start_count)
        elif isinstance(view, UnfinishedView):
            view.done.connect(self._to_signing)
            view.back.connect(self._to_differences)
        elif isinstance(view, SigningView):
            view.back.connect(self._to_unfinished)
            view.closed.connect(self._closed)
            view.outdated.connect(self._outdated)
        elif isinstance(view, SheetView):
            view.done.connect(self._after_sheet)

    def activate(self, **args: Any) -> None:
        """``start=True`` (F12) goes to the first step when a shift is open, wherever one was."""
        self._start_wanted = bool(args.get("start"))
        self.reload()

    def deactivate(self) -> None:
        self._forget_passwords()

    def _forget_passwords(self) -> None:
        if "sign" in self._built:
            self.signing.forget_passwords()

    @Slot()
    def reload(self) -> None:
        """Read everything again; the step stays."""
        if self.desk.actor is not None:
            counter = self.desk.settings.counter
            self.desk.read(desk_state, self.desk.store, counter, then=self._show, latest="handover.state")

    @Slot()
    def _opened(self) -> None:
        """The shift begins where people come in; one Enter more would begin to hand it over again."""
        self.reload()
        self.desk.open_page("reception")

    @Slot(object)
    def _show(self, state: DeskState) -> None:
        if self.desk.actor is None:
            return
        self._state = state
        if state.shift is None:
            self.opening.set_state(state)
            if self._step != SHEET:
                self._go(OPENING)
            return
        for view in self._built.values():
            self._tell(view)
        if self._step in ("", OPENING) or (self._start_wanted and self._step == SHEET):
            self._go("before")
        self._start_wanted = False

    def _go(self, step: str) -> None:
        self._step = step
        view = self.view(step)
        self._bar.setVisible(step != OPENING)
        self.stepper.set_current(STEPS.index(step) if step in STEPS else len(STEPS))
        self._stack.setCurrentWidget(view)
        first = view.begin_at()
        if first is not None and self.isVisible():
            first.setFocus()

    @Slot()
    def _to_before(self) -> None:
        self._go("before")

    @Slot()
    def _start_count(self) -> None:
        self.counting.start_again()
        self._go("count")

    @Slot(object)
    def _counted(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.differences.set_comparison(comparison)
        self._to_differences()

    @Slot()
    def _to_differences(self) -> None:
        self._go("differences")

    @Slot()
    def _to_unfinished(self) -> None:
        self.unfinished.set_closing(self.before.closing_kind() == NIGHT, self.differences.missing())
        self._go("unfinished")

    @Slot()
    def _to_signing(self) -> None:
        comparison, state = self._comparison, self._state
        if comparison is None or state is None or state.shift is None:
            return
        counted_fen = comparison.tenders[0].counted_fen
        float_left_fen = min(counted_fen, state.stays_fen)
        facts = [
            (t("handover.sheet.shift"), f"{state.shift.number} · {state.operator}"),
            (t("handover.sheet.counted"), yuan_sign(counted_fen)),
            (t("handover.sheet.float_left"), yuan_sign(float_left_fen)),
            (t("handover.sheet.handed_in_short"), yuan_sign(counted_fen - float_left_fen)),
            (t("handover.sheet.differences"), self._difference_words(comparison)),
        ]
        findings = Findings(
            self.differences.explanations(),
            self.differences.borne(),
            self.differences.missing(),
            self.unfinished.text(),
        )
        username = self.before.receiver_username()
        receiver = (username, self.before.receiver.currentText()) if username else None
        cash_to = (self.before.cash_account(), self.before.cash_to.currentText())
        acknowledged = self.unfinished.acknowledged() if receiver else ()
        statement = self._statement(comparison, findings)
        self.signing.set_closing(receiver, comparison.count_id, findings, cash_to, acknowledged, facts, statement)
        self._go("sign")

    def _difference_words(self, comparison: Comparison) -> str:
        return difference_words(language(), sum(line.difference_fen for line in comparison.tenders))

    def _statement(self, comparison: Comparison, findings: Findings) -> list[str]:
        explained = dict(findings.explanations)
        lines = []
        for line in comparison.tenders:
            if line.difference_fen:
                outcome = "over" if line.difference_fen > 0 else "accepted" if line.tender in findings.borne else "owed"
                words = (tender_word(language(), line.tender), difference_words(language(), line.difference_fen))
                says = f"{explained.get(line.tender, '')} ({t(f'handover.outcome.{outcome}')})"
                lines.append(f"• {' '.join(words)}: {says}")
        for thing in findings.missing:
            lines.append(f"• {t('handover.carried.missing', thing=thing_word(language(), thing))}")
        return [*lines, f"• {findings.remark}"] if findings.remark else lines

    @Slot(object)
    def _outdated(self, error: FrontdeskError) -> None:
        if error.code == "handover.count_outdated":
            self._start_count()
            self.counting.refuse(error)
        else:
            self._to_unfinished()
            self.unfinished.refuse(error)
        self.reload()

    @Slot(object)
    def _closed(self, result: CloseResult) -> None:
        self.sheet.show_result(result)
        self.unfinished.remark.clear()
        self._go(SHEET)
        self._seat_receiver()
        self.desk.shift_changed.emit()
        self.desk.notify("shift", "spool")

    def _seat_receiver(self) -> None:
        # The receiver has just proved who they are; the closing recorded that they sit here now.
        username, state = self.before.receiver_username(), self._state
        person = next((each for each in state.people if each.username == username), None) if state else None
        if person is not None:
            self.desk.set_actor(Actor(person.id, person.name, person.role, self.desk.settings.counter))

    @Slot()
    def _after_sheet(self) -> None:
        self._step = ""
        self.reload()

    @Slot(str)
    def _on_changed(self, topic: str) -> None:
        if topic in ("visits", "keys", "sales", "spool", "shift") and self.isVisible():
            self.reload()

    @Slot()
    def _actor_changed(self) -> None:
        self._forget_passwords()
        actor = self.desk.actor
        if actor is None:
            return  # locked: whoever comes back decides
        if actor.account_id != self._person and self._step in STEPS:
            self._go("before")
        self._person = actor.account_id

    def handle_enter(self) -> bool:
        return self.view(self._step).enter() if self._step else False

    def handle_escape(self) -> bool:
        return self.view(self._step).escape() if self._step else False

    def carry(self) -> dict[str, Any]:
        return {
            "step": self._step,
            "state": self._state,
            "comparison": self._comparison,
            "views": {name: view.carry() for name, view in self._built.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._comparison = state.get("comparison")
        if state.get("state") is not None:
            self._show(state["state"])
        for name, carried in state.get("views", {}).items():
            self.view(name).restore(carried)
        step = state.get("step", "")
        # Who signs and what the sheet says is worked out anew; passwords are never carried.
        self._go({"sign": "unfinished", SHEET: OPENING, "": OPENING}.get(step, step))
        self.reload()
