"""Step 3: the count beside the books; what differs is explained, what is missing is named (K07, G13)."""

import re
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from frontdesk.cards.card_state import card_thing
from frontdesk.core.clock import Clock
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan
from frontdesk.handover.closing import REMARK_LENGTH
from frontdesk.handover.compare import Comparison, TenderLine, ThingsLine
from frontdesk.handover.count_shift import ThingsToCount
from frontdesk.handover.desk_state import DeskState
from frontdesk.handover.last_seen import last_seen_all
from frontdesk.handover.qt.step import Step
from frontdesk.handover.sheet import SheetMissing
from frontdesk.handover.wording import difference_words, missing_words, tender_word, thing_word, things_word, wall_clock
from frontdesk.keys.board import key_thing
from frontdesk.ui.desk import Desk
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import (
    Banner,
    Button,
    Card,
    Chip,
    FieldRow,
    Label,
    Line,
    TextEdit,
    clear_layout,
    column,
    row,
    scrolling,
)
from frontdesk.ui.widgets.naming import named

_NUMBERS = re.compile(r"[\s,，、;；]+")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DifferencesView(Step):
    """Money on the left, things on the right; nothing to do here when all is as expected."""

    count_again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover.differences")
        self._clock: Clock = desk.store.clock
        self._comparison: Comparison | None = None
        self._expected: dict[str, ThingsToCount] = {}
        self._explanations: dict[str, TextEdit] = {}
        self._borne: dict[str, QCheckBox] = {}
        self._missing: dict[str, tuple[ThingsLine, FieldRow, TextEdit]] = {}
        self._state = Banner("handover.differences.state", "ok")
        self._money, self._money_lines = _card(t("handover.differences.money"))
        self._things, self._things_lines = _card(t("handover.sheet.things"))
        self.seen = Label("", tone="warn", wrap=True, name="handover.differences.seen")
        self.again = Button(t("handover.differences.again"), "handover.differences.again", icon="refresh")
        self.again.clicked.connect(self.count_again)
        self.next_button = Button(
            t("handover.next"), "handover.differences.next", kind="primary", shortcut="Enter", large=True
        )
        self.next_button.clicked.connect(self._next)
        self.obvious, self.away = self.next_button, self.again
        both = row(self._money, self._things)
        both.setStretch(0, 5)
        both.setStretch(1, 4)
        outer = column(self._state, both, self.banner, row(self.again, None, self.next_button))
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def begin_at(self) -> QWidget | None:
        fields = [*self._explanations.values(), *(edit for _, _, edit in self._missing.values())]
        return fields[0] if fields else self.next_button

    def set_state(self, state: DeskState) -> None:
        """Take the names of the zones and what should hang there."""
        self._expected = {line.what: line for line in state.things}

    def set_comparison(self, comparison: Comparison) -> None:
        """Show a count beside the books."""
        self.forgive()
        self._comparison = comparison
        self._explanations, self._borne, self._missing = {}, {}, {}
        self.seen.setParent(None)
        for layout in (self._money_lines, self._things_lines):
            clear_layout(layout)
        if comparison.even:
            self._state.show_state("ok", t("handover.differences.even"), t("handover.differences.even_do"))
        else:
            words = t("handover.differences.differs_do", number=comparison.number)
            self._state.show_state("warn", t("handover.differences.differs"), words)
        self._add_head()
        for line in comparison.tenders:
            self._add_tender(line)
        for things in comparison.things:
            self._add_things(things)
        self.seen.setText("")
        self._things_lines.addWidget(self.seen)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """(tender, words) for each difference."""
        return tuple((tender, field.text().strip()) for tender, field in self._explanations.items())

    def borne(self) -> tuple[str, ...]:
        """The tenders whose shortage the house is to bear."""
        return tuple(tender for tender, box in self._borne.items() if box.isChecked())

    def missing(self) -> tuple[str, ...]:
        """The missing keys and cards, as custody names them."""
        return tuple(thing for line, _, edit in self._missing.values() for thing in _named(line, edit))

    def _add_head(self) -> None:
        line = _money_grid()
        for place, words in enumerate(("expected", "counted", "difference"), 1):
            caption = Label(t(f"handover.sheet.{words}"), "note")
            caption.setAlignment(_RIGHT)
            line.addWidget(caption, 0, place)
        self._money_lines.addLayout(line)

    def _add_tender(self, line: TenderLine) -> None:
        words = tender_word(language(), line.tender)
        grid = _money_grid()
        grid.addWidget(Label(words, "strong"), 0, 0)
        for place, fen in enumerate((line.expected_fen, line.counted_fen), 1):
            amount = Label(yuan(fen), "heading" if place == 2 else "plain", tone="plain" if place == 2 else "muted")
            amount.setAlignment(_RIGHT)
            grid.addWidget(amount, 0, place)
        tone: Tone = "ok" if not line.difference_fen else "bad" if line.difference_fen < 0 else "warn"
        icon = "warning" if line.difference_fen else "check"
        chip = Chip(difference_words(language(), line.difference_fen), tone, icon=icon)
        grid.addWidget(chip, 0, 3, _RIGHT)
        self._money_lines.addWidget(Line())
        self._money_lines.addLayout(grid)
        if line.difference_fen:
            field = TextEdit(
                f"handover.explain.{line.tender}", t("handover.differences.explain", tender=words), limit=REMARK_LENGTH
            )
            self._explanations[line.tender] = field
            self._money_lines.addWidget(FieldRow(t("handover.differences.explain", tender=words), field, required=True))
        if line.difference_fen < 0:
            box = QCheckBox(t("handover.differences.bear"))
            named(box, f"handover.bear.{line.tender}", t("handover.differences.bear"))
            box.setMinimumHeight(36)
            self._borne[line.tender] = box
            self._money_lines.addWidget(box)

    def _add_things(self, line: ThingsLine) -> None:
        zone = self._expected.get(line.what)
        words = things_word(language(), line.what, zone.name_zh if zone else "", zone.name_en if zone else "")
        number = Label(f"{line.counted} / {line.expected}", "strong")
        number.setAlignment(_RIGHT)
        if line.missing:
            chip = Chip(t("handover.differences.missing", n=line.missing), "bad", icon="warning")
        elif line.counted > line.expected:
            chip = Chip(t("handover.differences.surplus", n=line.counted - line.expected), "warn", icon="warning")
        else:
            chip = Chip(t("handover.differences.match"), "ok", icon="check")
        if self._things_lines.count():
            self._things_lines.addWidget(Line())
        self._things_lines.addLayout(row(Label(words, "strong"), None, number, chip, spacing=14))
        if line.missing:
            kind = line.what.partition("/")[0]
            edit = TextEdit(f"handover.missing.{line.what}", t(f"handover.differences.which_{kind}", n=line.missing))
            field = FieldRow(
                t(f"handover.differences.which_{kind}", n=line.missing),
                edit,
                hint=t(f"handover.differences.named_{kind}"),
                required=True,
            )
            edit.editingFinished.connect(self._look_up)
            self._missing[line.what] = (line, field, edit)
            self._things_lines.addWidget(field)

    @Slot()
    def _look_up(self) -> None:
        things = self.missing()
        if things:
            self.desk.read(last_seen_all, self.desk.store, things, then=self._show_seen, latest="handover.seen")

    @Slot(object)
    def _show_seen(self, found: list[SheetMissing]) -> None:
        at = wall_clock(self._clock.zone())
        lines = (f"{thing_word(language(), each.thing)}: {missing_words(language(), each, at)}" for each in found)
        self.seen.setText("\n".join(lines))

    @Slot()
    def _next(self) -> None:
        self.forgive()
        for field in self._explanations.values():
            if not field.text().strip():
                field.set_wrong(True)
                field.setFocus()
                self._refuse_here(t("error.handover.explanation_missing"), t("error.handover.explanation_missing.do"))
                return
            field.set_wrong(False)
        for what, (line, field_row, edit) in self._missing.items():
            problem = self._problem(what, line, edit)
            field_row.set_error(problem)
            if problem:
                edit.setFocus()
                return
        self.done.emit()

    def _problem(self, what: str, line: ThingsLine, edit: TextEdit) -> str | None:
        wanted = _named(line, edit)
        here = self._expected[what].expected if what in self._expected else ()
        strange = next((thing for thing in wanted if thing not in here), None)
        if strange is not None:
            return t("handover.differences.not_expected", thing=thing_word(language(), strange))
        if len(set(wanted)) != line.missing:
            return t("error.handover.missing_unnamed", missing=line.missing)
        return None

    def _refuse_here(self, what: str, todo: str) -> None:
        self.banner.show_state("bad", what, todo)
        self.banner.show()

    def carry(self) -> dict[str, Any]:
        return {
            "comparison": self._comparison,
            "expected": self._expected,
            "explanations": dict(self.explanations()),
            "borne": self.borne(),
            "missing": {what: edit.text() for what, (_, _, edit) in self._missing.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("comparison") is None:
            return
        self._expected = state["expected"]
        self.set_comparison(state["comparison"])
        for tender, words in state["explanations"].items():
            self._explanations[tender].setText(words)
        for tender in state["borne"]:
            self._borne[tender].setChecked(True)
        for what, words in state["missing"].items():
            self._missing[what][2].setText(words)


def _named(line: ThingsLine, edit: TextEdit) -> list[str]:
    words = edit.text()
    if line.what.startswith("keys/"):
        return [key_thing(code) for code in _NUMBERS.split(words) if code]
    return [card_thing(number) for number in _NUMBERS.split(words.upper()) if number]


def _money_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for place, width in ((1, 110), (2, 130), (3, 170)):
        grid.setColumnMinimumWidth(place, width)
    return grid


def _card(title: str) -> tuple[Card, Any]:
    card = Card(padding=0)
    card.add_header(title)
    lines = column(spacing=10)
    inner = QWidget()
    outer = column(lines, None)
    outer.setContentsMargins(14, 12, 14, 12)
    inner.setLayout(outer)
    card.body.addWidget(scrolling(inner), 1)
    return card, lines
