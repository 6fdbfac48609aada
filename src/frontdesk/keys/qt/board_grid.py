"""The keys of one zone as a grid of cells, each state told by shape and colour; reachable by arrow keys."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from frontdesk.core.i18n import t
from frontdesk.keys.board import Cell
from frontdesk.ui import icons, theme
from frontdesk.ui.tokens import Tone
from frontdesk.ui.widgets import named, paint

GAP = 6
_RADIUS = 8.0

# What a cell looks like: tone of the ground (None: surface), edge, number struck through.
_LOOKS: Mapping[str, tuple[Tone | None, str, bool]] = {
    "free": (None, "line", False),
    "out": ("info", "", False),
    "out_no_card": ("info", "", False),
    "guest": ("info", "", False),
    "suggested": ("primary", "primary", False),
    "left_card": ("warn", "warn", False),
    "lost": ("bad", "", True),
    "out_of_use": (None, "dashed", False),
}
STATES = tuple(_LOOKS)


def state_of(cell: Cell, suggested: str = "") -> str:
    """A cell's state as one word, a key of the legend."""
    if cell.state in ("lost", "out_of_use"):
        return cell.state
    if cell.is_out:
        if cell.in_tray.startswith("card/"):
            return "out"
        return "guest" if cell.in_tray else "out_no_card"
    if cell.in_tray:
        return "left_card"
    return "suggested" if cell.code == suggested else "free"


def paint_cell(painter: QPainter, rect: QRectF, state: str, text: str) -> None:
    """Draw one cell; also used for the swatches of the legend, with an empty text."""
    tone, edge, struck = _LOOKS[state]
    front, soft = theme.tone_colours(tone or "plain")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if edge == "dashed":
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        front = theme.colour("muted")
    else:
        fill = soft if tone else theme.colour("surface")
        paint.box(painter, rect, _RADIUS, fill, theme.colour(edge) if edge else None)
    if state == "suggested":
        painter.setPen(QPen(theme.colour("primary"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), _RADIUS, _RADIUS)
    _paint_tray(painter, rect, state)
    if text:
        font = theme.base_font(16, QFont.Weight.Bold)
        font.setStrikeOut(struck)
        paint.words(painter, rect.adjusted(4, 0, -4, 0), text, font, front, Qt.AlignmentFlag.AlignHCenter)


def _paint_tray(painter: QPainter, rect: QRectF, state: str) -> None:
    """The sign in the corner: a filled card, a hollow one for none, a note for a document, a dot for a card left."""
    if rect.width() < 30:
        corner = QRectF(rect.center().x() - 4.5, rect.center().y() - 3, 9, 6)
    else:
        corner = QRectF(rect.right() - 15, rect.top() + 5, 10, 7)
    if state in ("out", "left_card"):
        front = theme.tone_colours("info" if state == "out" else "warn")[0]
        paint.box(painter, corner, 1.5, front)
    elif state == "out_no_card":
        painter.setPen(QPen(theme.colour("info"), 1.2, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(corner, 1.5, 1.5)
    elif state == "guest":
        place = QRectF(corner.center().x() - 6, corner.center().y() - 6, 12, 12)
        icons.draw(painter, "user", theme.colour("info").name(), place)
    elif state == "lost" and rect.width() < 30:
        painter.setPen(QPen(theme.colour("bad"), 1.5))
        painter.drawLine(QPointF(rect.left() + 3, rect.center().y()), QPointF(rect.right() - 3, rect.center().y()))


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
        self._names: Mapping[str, str] = {}
        self._suggested = ""
        self._chosen = ""
        self._cursor = 0
        self._label = label
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
        self._cells = tuple(cells)
        self._names = names
        self._suggested = suggested
        self._chosen = chosen
        self._cursor = min(self._cursor, max(0, len(self._cells) - 1))
        if relay:
            self._relay()
        self._say()
        self.update()

    def _shown(self) -> tuple[tuple[Cell, ...], dict[str, str], str, str]:
        return self._cells, dict(self._names), self._suggested, self._chosen

    def suggest(self, code: str) -> None:
        """Mark the key to hand out."""
        if code != self._suggested:
            before, self._suggested = self._suggested, code
            self._repaint_keys(before, code)

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
                self.update(self.cell_rect(place).adjusted(-4, -4, 4, 4).toAlignedRect())

    def cell_rect(self, place: int) -> QRectF:
        """Where a cell lies."""
        columns = self._columns()
        width = (self.width() + GAP) / columns - GAP
        left = (place % columns) * (width + GAP)
        return QRectF(left, (place // columns) * (self._cell_height + GAP), width, self._cell_height)

    def _columns(self) -> int:
        fit = max(4, int((max(self.width(), 1) + GAP) // (self._least_width + GAP)))
        # Ten to a row where they fit, as on the wall: 101 to 110, 111 to 120.
        return fit if fit < 10 else 10 if fit < 20 else 20

    def _relay(self) -> None:
        rows = -(-len(self._cells) // self._columns()) if self._cells else 1
        self.setFixedHeight(rows * (self._cell_height + GAP) - GAP)

    def sizeHint(self) -> QSize:
        return QSize(580, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * (self._least_width + GAP), self._cell_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()

    def words_of(self, cell: Cell) -> str:
        """A cell for people who can't see it, and for the tool tip."""
        words = t("keys.cell", code=cell.code, state=t(f"keys.state.{state_of(cell, self._suggested)}"))
        name = self._names.get(cell.code, "")
        tray = t("keys.cell.card", card=cell.tray_card) if cell.tray_card else ""
        return " · ".join(part for part in (words, name, tray) if part)

    def _say(self) -> None:
        if self._cells:
            self.setAccessibleDescription(self.words_of(self._cells[self._cursor]))

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
                QToolTip.showText(event.globalPos(), self.words_of(self._cells[place]), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, cell in enumerate(self._cells):
            rect = self.cell_rect(place)
            if not rect.adjusted(-4, -4, 4, 4).toAlignedRect().intersects(event.rect()):
                continue
            paint_cell(painter, rect, state_of(cell, self._suggested), cell.code)
            if cell.code == self._chosen:
                painter.setPen(QPen(theme.colour("primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
            if self.hasFocus() and place == self._cursor:
                paint.focus_ring(painter, rect.adjusted(-2, -2, 2, 2), _RADIUS + 1)


class Legend(QWidget):
    """The states that occur on the board beside their words, in as many lines as they need."""

    _LINE = 22
    _SWATCH = 22.0
    _BETWEEN = 11.0

    def __init__(self, name: str = "keys.legend", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[str, ...] = ()
        self.setFixedHeight(self._LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, name, t("keys.legend"))

    def show_states(self, states: Iterable[str]) -> None:
        """Explain these states, in the order of their importance."""
        wanted = set(states)
        self._states = tuple(state for state in STATES if state in wanted)
        self.setAccessibleDescription(", ".join(t(f"keys.state.{state}") for state in self._states))
        self._fit()
        self.update()

    def states(self) -> tuple[str, ...]:
        """What is explained."""
        return self._states

    def _places(self) -> list[tuple[str, float, int, float]]:
        """Each state with its left edge, line and the width of its word."""
        metrics = QFontMetricsF(theme.base_font(13))
        left, line, places = 0.0, 0, []
        for state in self._states:
            width = metrics.horizontalAdvance(t(f"keys.state.{state}"))
            if left > 0 and left + self._SWATCH + width > self.width():
                left, line = 0.0, line + 1
            places.append((state, left, line, width))
            left += self._SWATCH + width + self._BETWEEN
        return places

    def _fit(self) -> None:
        lines = max((line for _, _, line, _ in self._places()), default=0) + 1
        self.setFixedHeight(self._LINE * lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for state, left, line, width in self._places():
            top = line * self._LINE
            paint_cell(painter, QRectF(left, top + 3, 18, 16), state, "")
            words = QRectF(left + self._SWATCH, top, width + 2, self._LINE)
            muted = theme.colour("muted")
            paint.words(
                painter, words, t(f"keys.state.{state}"), theme.base_font(13), muted, Qt.AlignmentFlag.AlignLeft
            )
