"""Step 2: the blind count. Nothing the books expect is shown here (K07)."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.handover.compare import Comparison, compare
from frontdesk.handover.count_shift import OUTSIDE_TENDERS, CountRequest, CountResult, count_shift
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.qt.carried_list import CarriedList
from frontdesk.handover.qt.drawer_count import DrawerCount, step_with_keys
from frontdesk.handover.qt.step import Step
from frontdesk.handover.wording import tender_word, things_word
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import (
    AmountEdit,
    Button,
    Card,
    CountEdit,
    Label,
    clear_layout,
    column,
    row,
    scrolling,
    select_on_focus,
)

_LINE_HEIGHT = 46


class CountingView(Step):
    """Cash by denomination, outside services as their own statements say, keys and cards zone by zone."""

    counted = Signal(object)
    """Comparison"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.counting")
        self._things: dict[str, CountEdit] = {}
        self._tenders: dict[str, AmountEdit] = {}
        self.drawer = DrawerCount("handover.cash", t("handover.count.cash"))
        self.outside = Card(padding=0)
        self.outside.add_header(t("handover.count.outside"), Label(t("handover.count.outside_note"), "note"))
        self.things = Card(padding=0)
        self.things.add_header(t("handover.count.things"))
        self.carried = CarriedList("handover.count.carried", t("handover.sheet.carried"), ticks=False)
        self.count_done = Button(
            t("handover.count.done"), "handover.count.done", kind="primary", shortcut="Ctrl+Enter", large=True
        )
        self.count_done.clicked.connect(self._submit)
        self.back_button = Button(t("ui.back"), "handover.count.back", shortcut="Esc")
        self.back_button.clicked.connect(self.back)
        self.away = self.back_button
        self._grid = QGridLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(14, 4, 14, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for line, tender in enumerate(OUTSIDE_TENDERS):
            words = tender_word(language(), tender)
            field = AmountEdit(f"handover.count.{tender}", t("handover.count.total_of", tender=words), large=False)
            select_on_focus(field)
            self._tenders[tender] = field
            grid.addWidget(Label(words, "strong"), line, 0)
            grid.addWidget(field, line, 1)
            grid.setRowMinimumHeight(line, _LINE_HEIGHT)
        grid.setColumnStretch(0, 1)
        self.outside.body.addLayout(grid)
        inner = QWidget()
        self._grid.setContentsMargins(14, 4, 14, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        inner.setLayout(column(self._grid, None))
        self.things.body.addWidget(scrolling(inner), 1)
        blind = Label(t("handover.count.blind"), "note", wrap=True)
        right = column(self.carried, blind, self.banner, row(self.back_button, self.count_done))
        right.setStretch(0, 1)
        middle = column(self.outside, self.things)
        middle.setStretch(1, 1)
        self.lay_out(self.drawer, middle, right, shares=(4, 4, 3))

    def begin_at(self) -> QWidget | None:
        return self.drawer.first()

    def enter(self) -> bool:
        return False  # Enter goes from line to line; the count is done with Ctrl+Enter only

    def set_state(self, state: DeskState) -> None:
        """Make a line for each zone; how many there should be stays hidden."""
        if state.shift is not None:
            self.drawer.note.setText(t("handover.count.float_stays", amount=yuan_sign(state.shift.float_fen)))
        self.carried.set_items(state.unfinished)
        if [line.what for line in state.things] == list(self._things):
            return
        clear_layout(self._grid)
        self._things = {}
        for place, line in enumerate(state.things):
            words = things_word(language(), line.what, line.name_zh, line.name_en)
            field = CountEdit(f"handover.count.{line.what}", words, most=9_999)
            field.setMaximumWidth(110)
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            select_on_focus(field)
            self._things[line.what] = field
            self._grid.addWidget(Label(words, "strong"), place, 0)
            self._grid.addWidget(field, place, 1)
            self._grid.setRowMinimumHeight(place, _LINE_HEIGHT)
        self._chain()

    def start_again(self) -> None:
        """Empty everything: a new count begins."""
        self.forgive()
        self.intent_done()
        self.drawer.set_pieces(())
        for field in (*self._tenders.values(), *self._things.values()):
            field.clear()

    def _chain(self) -> None:
        before: QWidget = self.drawer.last()
        for field in (*self._tenders.values(), *self._things.values(), self.back_button, self.count_done):
            QWidget.setTabOrder(before, field)
            before = field

    @Slot()
    def _submit(self) -> None:
        self.forgive()
        missed = self._first_missed()
        if missed is not None:
            self.banner.show_state("warn", t("handover.count.incomplete"), t("handover.count.incomplete_do"))
            self.banner.show()
            missed.setFocus()
            return
        cash = self.drawer.pieces()
        tenders = tuple((name, field.fen() or 0) for name, field in self._tenders.items())
        things = tuple((what, field.count() or 0) for what, field in self._things.items())
        request = CountRequest(self.key_for(cash, tenders, things), cash, tenders, things)
        self.count_done.setEnabled(False)
        self.desk.run(
            count_and_compare,
            self.desk.store,
            self.desk.signed_in(),
            request,
            then=self._answered,
            failed=self._refused,
        )

    def _first_missed(self) -> QWidget | None:
        for field in self._tenders.values():
            if field.problem() is not None:
                return field
        if self.drawer.is_empty():
            return self.drawer.first()
        return next((field for field in self._things.values() if field.count() is None), None)

    @Slot(object)
    def _answered(self, comparison: Comparison) -> None:
        self.count_done.setEnabled(True)
        self.intent_done()
        self.counted.emit(comparison)

    @Slot(object)
    def _refused(self, error: FrontdeskError) -> None:
        self.count_done.setEnabled(True)
        self.refuse(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step_with_keys(self, event):
            super().keyPressEvent(event)

    def carry(self) -> dict[str, Any]:
        return {
            "pieces": self.drawer.pieces(),
            "tenders": {name: field.text() for name, field in self._tenders.items()},
            "things": {what: field.text() for what, field in self._things.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.drawer.set_pieces(state.get("pieces", ()))
        for fields, texts in ((self._tenders, "tenders"), (self._things, "things")):
            for name, text in state.get(texts, {}).items():
                if name in fields:
                    fields[name].setText(text)


def count_and_compare(store: Store, actor: Any, request: CountRequest) -> Comparison:
    """Write the count down, and only then look at what the books expected."""
    result: CountResult = count_shift(store, actor, request)
    with store.read() as connection:
        return compare(connection, result.count_id, actor.counter)
