"""The answers of the search box, hanging below it while the keyboard stays in the box."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from frontdesk.app.window.model import Hooks, SearchRow
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.ui import icons, theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.widgets import SearchBox, named, paint

_ROW = 52
_MOST = 9


class SearchResults(QFrame):
    """A painted list; the search box moves its mark with ↑ ↓ and chooses with Enter."""

    picked = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("surface", "popover")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._rows: tuple[SearchRow, ...] = ()
        self._marked = 0
        named(self, "search.results", t("ui.search.results"))
        self.hide()

    def show_rows(self, rows: Sequence[SearchRow], below: QWidget) -> None:
        """Show answers under the search box; none at all says so."""
        self._rows = tuple(rows[:_MOST])
        self._marked = 0
        window = self.parentWidget()
        assert window is not None
        corner = below.mapTo(window, QPoint(0, below.height() + 4))
        self.setGeometry(corner.x(), corner.y(), max(460, below.width()), _ROW * max(1, len(self._rows)) + 12)
        self._say()
        self.show()
        self.raise_()
        self.update()

    def rows(self) -> tuple[SearchRow, ...]:
        """The answers shown."""
        return self._rows

    def marked(self) -> SearchRow | None:
        """The answer Enter would choose."""
        return self._rows[self._marked] if self._rows else None

    def move_mark(self, step: int) -> None:
        """Mark the next or the one before."""
        if self._rows:
            self._marked = max(0, min(len(self._rows) - 1, self._marked + step))
            self._say()
            self.update()

    def _say(self) -> None:
        row = self.marked()
        words = f"{row.title} {row.note}" if row else t("ui.search.none")
        self.setAccessibleDescription(words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().y() - 6) // _ROW)
        if 0 <= number < len(self._rows) and number != self._marked:
            self._marked = number
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.marked()
        if row is not None:
            self.picked.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = Qt.AlignmentFlag.AlignLeft
        if not self._rows:
            rect = QRectF(18, 0, self.width() - 36, self.height())
            paint.words(painter, rect, t("ui.search.none"), theme.base_font(), theme.colour("muted"), left)
            return
        for number, row in enumerate(self._rows):
            self._paint_row(painter, row, QRectF(6, 6 + number * _ROW, self.width() - 12, _ROW), number == self._marked)

    def _paint_row(self, painter: QPainter, row: SearchRow, rect: QRectF, marked: bool) -> None:
        ink, muted = theme.colour("ink"), theme.colour("muted")
        if marked:
            paint.box(painter, rect, 7, theme.colour("primary_soft"))
        front = theme.colour("primary") if marked else muted
        icons.draw(painter, row.icon, front.name(), QRectF(rect.left() + 12, rect.center().y() - 10, 20, 20))
        cap = paint.cap_width("Enter") + 12 if marked else 0
        words = rect.adjusted(44, 6, -12 - cap, -6)
        upper = QRectF(words.left(), words.top(), words.width() * 0.7, words.height() / 2)
        paint.words(painter, upper, row.title, theme.base_font(15, QFont.Weight.Bold), ink, Qt.AlignmentFlag.AlignLeft)
        lower = QRectF(words.left(), words.center().y(), words.width(), words.height() / 2)
        paint.words(painter, lower, row.note, theme.base_font(13), muted, Qt.AlignmentFlag.AlignLeft)
        right = QRectF(words.left() + words.width() * 0.7, words.top(), words.width() * 0.3, words.height())
        paint.words(painter, right, row.right, theme.base_font(14, QFont.Weight.Bold), ink, Qt.AlignmentFlag.AlignRight)
        if marked:
            paint.key_cap(painter, rect.right() - cap, rect.center().y(), "Enter", theme.colour("primary"))


class SearchControl(QObject):
    """Ties the box to its answers: only the newest question is answered, a fast Enter waits for its answer."""

    row_chosen = Signal(object)
    """SearchRow"""
    empty_enter = Signal()
    """Enter with nothing typed: the page's obvious thing."""

    def __init__(self, desk: Desk, hooks: Hooks, box: SearchBox, results: SearchResults) -> None:
        super().__init__()
        self._desk = desk
        self._hooks = hooks
        self._box = box
        self._results = results
        self._enter_waits = False
        self._answered = False
        box.wanted.connect(self._search)
        box.chosen.connect(self._enter)
        box.installEventFilter(self)
        results.picked.connect(self._pick)

    def ask(self, text: str) -> None:
        """Search for something that was not typed, such as a scan."""
        self._box.setText(text)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def type_in(self, letters: str) -> None:
        """Letters typed while nothing had the keyboard."""
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._box.insert(letters)

    def put_away(self) -> None:
        """Empty the box and hide the answers."""
        self._enter_waits = False
        self._box.clear()
        self._results.hide()

    @Slot(str)
    def _search(self, text: str) -> None:
        self._answered = False
        self._enter_waits = False
        if not text.strip():
            self._results.hide()
            return
        self._desk.read(self._hooks.search, text.strip(), then=self._show, failed=self._failed, latest="window.search")

    @Slot(object)
    def _show(self, rows: Sequence[SearchRow]) -> None:
        if not self._box.text().strip():
            return
        self._answered = True
        self._results.show_rows(rows, self._box)
        if self._enter_waits:
            self._enter()

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self._enter_waits = False
        self._results.show_rows((), self._box)

    @Slot()
    def _enter(self) -> None:
        if not self._box.text().strip():
            self.empty_enter.emit()
            return
        row = self._results.marked() if self._answered else None
        self._enter_waits = not self._answered
        if row is not None:
            self._pick(row)

    @Slot(object)
    def _pick(self, row: SearchRow) -> None:
        self.put_away()
        self.row_chosen.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._results.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._results.move_mark(step)
                return True
        if event.type() == QEvent.Type.FocusOut:
            self._results.hide()
        if event.type() == QEvent.Type.FocusIn and self._box.text().strip() and self._answered:
            self._results.show()
            self._results.raise_()
        return False
