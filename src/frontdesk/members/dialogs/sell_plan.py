"""Selling a plan: which, at what price, when it opens, in how many parts it is paid (G22, G24)."""

from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.members import words
from frontdesk.members.contracts import PlanCard
from frontdesk.members.dialogs.form import Form, day_edit, iso
from frontdesk.members.queries import PersonCard
from frontdesk.members.sell_contract import Instalment, SellContractRequest, sell_contract
from frontdesk.members.validity import ONE_DAY, last_day
from frontdesk.ui.dates import full_day_words
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import AmountEdit, FieldRow, KeyValue, Label, column, named, row

MOST_PARTS = 4


class SellPlanDialog(Form):
    """The price is the plan's unless it is lowered, which may need a second person."""

    def __init__(
        self, desk: Desk, person: PersonCard, plans: tuple[PlanCard, ...], today: date, parent: QWidget
    ) -> None:
        title = t("members.sell.title", name=person.name)
        super().__init__(
            desk,
            "members.sell",
            title,
            confirm=t("members.sell.do"),
            note=t("members.sell.note"),
            width=560,
            parent=parent,
        )
        self._person, self._plans, self._today = person, plans, today
        self.plan = named(QComboBox(), "members.sell.plan", t("members.plan"))
        for plan in plans:
            self.plan.addItem(t("members.sell.plan", plan=plan.name, price=yuan_sign(plan.price_fen)), plan.code)
        self.facts = KeyValue("members.sell.facts", t("members.sell.gives"), columns=3)
        self.price_edit = AmountEdit("members.sell.price", t("members.price"), large=False)
        self.price = FieldRow(t("members.price"), self.price_edit, hint=t("members.sell.price.hint"))
        self.parts = named(QComboBox(), "members.sell.parts", t("members.sell.parts"))
        for count in range(1, MOST_PARTS + 1):
            self.parts.addItem(t("members.sell.parts.n", n=count), count)
        self.schedule = Label("", "note", wrap=True)
        self.openings = {
            way: named(QRadioButton(t(f"members.opening.{way}")), f"members.sell.{way}", t(f"members.opening.{way}"))
            for way in ("first_visit", "now", "date")
        }
        self.first = day_edit("members.sell.opens_on", t("members.opening.date"), _qdate(today))
        self.day = FieldRow(t("members.opening.day"), self.first)
        self.errors_at = {
            "members.price_invalid": self.price,
            "members.instalments_differ": self.price,
            "members.day_invalid": self.day,
            "members.day_past": self.day,
        }
        self._lay_out_fields()
        self.openings["first_visit"].setChecked(True)
        self._connect()
        self._plan_chosen()

    def _lay_out_fields(self) -> None:
        group = QButtonGroup(self)
        for button in self.openings.values():
            group.addButton(button)
        self.body.addWidget(FieldRow(t("members.plan"), self.plan))
        self.body.addWidget(self.facts)
        self.body.addLayout(row(self.price, FieldRow(t("members.sell.parts"), self.parts), spacing=14))
        self.body.addWidget(self.schedule)
        ways = row(*self.openings.values(), None, spacing=18)
        self.body.addLayout(column(Label(t("members.opening"), "caption"), ways, spacing=5))
        self.body.addWidget(self.day)

    def _connect(self) -> None:
        self.plan.currentIndexChanged.connect(self._plan_chosen)
        self.parts.currentIndexChanged.connect(self._show_parts)
        self.price_edit.fen_changed.connect(self._show_parts)
        self.openings["date"].toggled.connect(self._show_day)
        self._show_day()

    def _chosen(self) -> PlanCard:
        return self._plans[self.plan.currentIndex()]

    @Slot()
    def _plan_chosen(self) -> None:
        plan = self._chosen()
        until = last_day(self._today, plan.months, plan.days).isoformat()
        visits = t("members.visits.n", n=plan.visits) if plan.visits else t("members.sell.unlimited")
        if plan.sessions:
            visits = t("members.sessions.n", n=plan.sessions)
        self.facts.set_facts(
            [
                (t("members.sell.until"), full_day_words(until)),
                (t("members.sell.gives"), visits),
                (t("members.sell.times"), words.times_text(plan.times)),
            ]
        )
        self.price_edit.set_fen(plan.price_fen)
        self._show_parts()

    @Slot()
    def _show_parts(self) -> None:
        parts = self._instalments()
        self.schedule.setVisible(len(parts) > 1)
        now = t("members.sell.today")
        lines = [f"{full_day_words(part.due_on or '') or now} {yuan_sign(part.amount_fen)}" for part in parts]
        self.schedule.setText(" · ".join(lines))

    @Slot()
    def _show_day(self) -> None:
        self.day.setVisible(self.openings["date"].isChecked())
        self.adjustSize()

    def _instalments(self) -> tuple[Instalment, ...]:
        fen, count = self.price_edit.fen() or 0, int(self.parts.currentData())
        if count == 1 or fen < count:
            return ()
        # Whole yuan in the later parts; what doesn't divide is paid today.
        later = fen // count // 100 * 100 or fen // count
        dues = [(last_day(self._today, month, 0) + ONE_DAY).isoformat() for month in range(1, count)]
        return (Instalment(fen - later * (count - 1)), *(Instalment(later, due_on) for due_on in dues))

    def confirm(self) -> None:
        plan, fen = self._chosen(), self.price_edit.fen()
        if fen is None:
            self.price.set_error(self.price_edit.problem() or t("ui.field.required"))
            self.price_edit.setFocus()
            return
        way = next(way for way, button in self.openings.items() if button.isChecked())
        self.approval_words = t("members.sell.approve", plan=plan.name, name=self._person.name, price=yuan_sign(fen))
        request = SellContractRequest(
            "",
            self._person.id,
            plan.code,
            way,
            iso(self.first) if way == "date" else None,
            None if fen == plan.price_fen else fen,
            self._instalments(),
        )
        self.send(sell_contract, request)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
