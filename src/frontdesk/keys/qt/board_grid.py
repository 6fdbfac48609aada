"""The keys of one zone as a grid of cells; reachable by arrow keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from frontdesk.core.i18n import t
from frontdesk.keys.board import Cell
from frontdesk.keys.qt.key_cell import RADIUS, copy_cell, state_of
from frontdesk.keys.qt.spoken_cells import SpokenCells
from frontdesk.ui import theme
from frontdesk.ui.widgets import named, paint, plain_tip
from frontdesk.ui.widgets.pictures import whole_density

GAP = 6


class BoardGrid(QWidget):
    """Cells in rows; a click, Enter or Space chooses one, the arrow keys move the cursor."""

    chosen = Signal(str)
    """Code of the key."""

    def __init__(
        self, name: str, label: str, *, least_width: int = 50, cell_height: int = 40, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least_width = least_width
        self._cell_height = cell_height
        self._cells: tuple[Cell, ...] = ()
        self._states: tuple[str, ...] = ()
        """Of the cells, whichever is suggested."""
        self._names: Mapping[str, str] = {}
        self._suggested = ""
        self._chosen = ""
        self._cursor = 0
        self._label = label
        self._spoken = SpokenCells(self, self.chosen.emit)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name, label)

    def show_cells(
        self, cells: Sequence[Cell], names: Mapping[str, str], suggested: str = "", chosen: str = ""
    ) -> None:
        """Show a zone; ``names`` are the holders by key code, for the tool tip and the screen reader.

        ``suggested`` is the key to hand out, ``chosen`` the one whose details are shown.
        """
        same = (tuple(cells), dict(names), suggested, chosen) == self._shown()
        if same:
            return
        relay = len(cells) != len(self._cells)
        turned = [cell.code for cell in cells] != [cell.code for cell in self._cells]
        before = self._states, self._suggested, self._chosen
        self._cells = tuple(cells)
        self._states = tuple(state_of(cell) for cell in cells)
        self._names = names
        self._suggested = suggested
        self._chosen = chosen
        self._cursor = min(self._cursor, max(0, len(self._cells) - 1))
        if relay:
            self._relay()
        if turned:
            self.update()
        else:
            self._repaint_changed(*before)
        self._say()
        self._speak()

    def _repaint_changed(self, states: tuple[str, ...], suggested: str, chosen: str) -> None:
        """Only the cells that look another way than before: a tap changes one of sixty."""
        marked = {suggested, chosen} | {self._suggested, self._chosen}
        for place, (old, new) in enumerate(zip(states, self._states, strict=True)):
            if old != new or self._cells[place].code in marked:
                self._repaint(place)

    def _shown(self) -> tuple[tuple[Cell, ...], dict[str, str], str, str]:
        return self._cells, dict(self._names), self._suggested, self._chosen

    def set_cell_height(self, height: int) -> None:
        """Lower or higher cells, never below a finger's 36 px."""
        if height != self._cell_height:
            self._cell_height = max(36, height)
            self._relay()
            self._speak()
            self.update()

    def rows(self) -> int:
        """How many rows the cells take."""
        return -(-len(self._cells) // self._columns()) if self._cells else 1

    def suggest(self, code: str) -> None:
        """Mark the key to hand out."""
        if code != self._suggested:
            before, self._suggested = self._suggested, code
            self._repaint_keys(before, code)
            self._speak()

    def cells(self) -> tuple[Cell, ...]:
        """The keys shown."""
        return self._cells

    def cursor_code(self) -> str:
        """The key the cursor is on, empty for none."""
        return self._cells[self._cursor].code if self._cells else ""

    def put_cursor(self, code: str) -> None:
        """Move the cursor to a key."""
        for place, cell in enumerate(self._cells):
            if cell.code == code and place != self._cursor:
                before = self.cursor_code()
                self._cursor = place
                self._say()
                self._repaint_keys(before, code)

    def _repaint_keys(self, *codes: str) -> None:
        for place, cell in enumerate(self._cells):
            if cell.code in codes:
                self._repaint(place)

    def _repaint(self, place: int) -> None:
        self.update(self.cell_rect(place).adjusted(-4, -4, 4, 4).toAlignedRect())

    def cell_rect(self, place: int) -> QRectF:
        """Where a cell lies."""
        return self._rect(place, *self._measures())

    def _measures(self) -> tuple[int, float]:
        columns = self._columns()
        return columns, (self.width() + GAP) / columns - GAP

    def _rect(self, place: int, columns: int, width: float) -> QRectF:
        left = (place % columns) * (width + GAP)
        return QRectF(left, (place // columns) * (self._cell_height + GAP), width, self._cell_height)

    def _columns(self) -> int:
        fit = max(4, int((max(self.width(), 1) + GAP) // (self._least_width + GAP)))
        # Ten to a row where they fit, as on the wall: 101 to 110, 111 to 120.
        return fit if fit < 10 else 10 if fit < 20 else 20

    def _relay(self) -> None:
        self.setFixedHeight(self.rows() * (self._cell_height + GAP) - GAP)

    def sizeHint(self) -> QSize:
        return QSize(580, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * (self._least_width + GAP), self._cell_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()
        self._speak()

    def words_of(self, cell: Cell) -> str:
        """A cell for people who can't see it, and for the tool tip."""
        words = t("keys.cell", code=cell.code, state=t(f"keys.state.{state_of(cell, self._suggested)}"))
        name = self._names.get(cell.code, "")
        tray = t("keys.cell.card", card=cell.tray_card) if cell.tray_card else ""
        return " · ".join(part for part in (words, name, tray) if part)

    def _say(self) -> None:
        if self._cells:
            self.setAccessibleDescription(self.words_of(self._cells[self._cursor]))

    def _speak(self) -> None:
        self._spoken.follow(self._cells, self.words_of, lambda place: self.cell_rect(place).toAlignedRect())

    def _at(self, position: QPointF) -> int | None:
        for place in range(len(self._cells)):
            if self.cell_rect(place).contains(position):
                return place
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None:
            self._cursor = place
            self._say()
            self.update()
            self.chosen.emit(self._cells[place].code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns(),
            Qt.Key.Key_Down: self._columns(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._cells:
            place = self._cursor + step
            if 0 <= place < len(self._cells):
                self._cursor = place
                self._say()
                self.update()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cells:
            if not event.isAutoRepeat():
                self.chosen.emit(self.cursor_code())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(QPointF(event.pos()))
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.words_of(self._cells[place])), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        density, measures = whole_density(painter), self._measures()
        dirty = event.rect().adjusted(-4, -4, 4, 4)
        for place, (cell, state) in enumerate(zip(self._cells, self._states, strict=True)):
            rect = self._rect(place, *measures)
            if not dirty.intersects(rect.toAlignedRect()):
                continue
            shown = "suggested" if state == "free" and cell.code == self._suggested else state
            copy_cell(painter, rect, shown, cell.code, density)
            if cell.code == self._chosen:
                painter.setPen(QPen(theme.colour("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            if self.hasFocus() and place == self._cursor:
                paint.focus_ring(painter, rect.adjusted(-2, -2, 2, 2), RADIUS + 1)
