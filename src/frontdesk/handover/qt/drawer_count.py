"""Counting cash: one line a denomination, what it is worth, and the total in large digits."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.core.money import yuan
from frontdesk.handover.cash import DENOMINATIONS_FEN, MOST_PIECES, Pieces
from frontdesk.ui.widgets import Card, CountEdit, Label, Line, row, select_on_focus

_FIELD_WIDTH = 190
_LINE_HEIGHT = 48


class DrawerCount(Card):
    """Pieces by denomination; ↑ ↓ and Enter go from line to line."""

    total_changed = Signal(int)

    def __init__(self, name: str, title: str, note: str = "") -> None:
        super().__init__(padding=0, spacing=0)
        self.note = Label(note, "note")
        self.add_header(title, self.note)
        self._fields: dict[int, CountEdit] = {}
        self._amounts: dict[int, Label] = {}
        grid = QGridLayout()
        grid.setContentsMargins(14, 4, 14, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for line, fen in enumerate(DENOMINATIONS_FEN):
            self._add_line(grid, line, fen, name)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 2)
        self.body.addLayout(grid)
        self.body.addWidget(Line())
        self._total = Label("0.00", "name", name=f"{name}.total")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bottom = row(Label(t("handover.count.total"), "strong"), None, self._total)
        bottom.setContentsMargins(14, 10, 14, 10)
        holder = QWidget()
        holder.setLayout(bottom)
        self.body.addWidget(holder)
        self.body.addStretch(1)
        self._show_total()

    def pieces(self) -> Pieces:
        """What was counted, lines left empty or at 0 left out."""
        return tuple((fen, number) for fen, field in self._fields.items() if (number := field.count()))

    def total_fen(self) -> int:
        """The worth of it all."""
        return sum(fen * number for fen, number in self.pieces())

    def is_empty(self) -> bool:
        """Whether nothing was typed at all, not even a 0."""
        return all(field.count() is None for field in self._fields.values())

    def set_pieces(self, pieces: Pieces) -> None:
        """Show a count."""
        counted = dict(pieces)
        for fen, field in self._fields.items():
            field.set_count(counted.get(fen))

    def first(self) -> CountEdit:
        """The field to begin in."""
        return self._fields[DENOMINATIONS_FEN[0]]

    def last(self) -> CountEdit:
        """The field it ends in."""
        return self._fields[DENOMINATIONS_FEN[-1]]

    def _add_line(self, grid: QGridLayout, line: int, fen: int, name: str) -> None:
        words = _denomination(fen)
        field = CountEdit(f"{name}.{fen}", t("handover.count.pieces_of", denomination=words), most=MOST_PIECES)
        field.setMaximumWidth(_FIELD_WIDTH)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        select_on_focus(field)
        amount = Label("–", tone="muted")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        place = 2 * line
        grid.addWidget(Label(words, "strong"), place, 0)
        grid.addWidget(field, place, 1)
        grid.addWidget(amount, place, 2)
        grid.setRowMinimumHeight(place, _LINE_HEIGHT)
        if line:
            grid.addWidget(Line(), place - 1, 0, 1, 3)
        field.count_changed.connect(self._show_total)
        self._fields[fen], self._amounts[fen] = field, amount

    @Slot()
    def _show_total(self) -> None:
        for fen, field in self._fields.items():
            number = field.count()
            self._amounts[fen].setText("–" if number is None else yuan(fen * number))
        self._total.setText(yuan(self.total_fen()))
        self.total_changed.emit(self.total_fen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not step_with_keys(self, event):
            super().keyPressEvent(event)


def step_with_keys(widget: QWidget, event: QKeyEvent) -> bool:
    """Go to the next or previous field with ↓ ↑ or Enter (without Ctrl); whether the key was one of them."""
    plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if plain and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        widget.focusNextPrevChild(True)
    elif plain and event.key() == Qt.Key.Key_Up:
        widget.focusNextPrevChild(False)
    else:
        return False
    event.accept()
    return True


def _denomination(fen: int) -> str:
    return f"¥ {fen // 100}" if fen >= 100 else f"¥ {fen / 100:g}"


__all__ = ["DrawerCount", "step_with_keys"]
