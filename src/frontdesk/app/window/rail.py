"""The rail on the left: one button for every area that exists, with its fixed number."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui import icons, theme
from frontdesk.ui.page import PageSpec
from frontdesk.ui.tokens import FOCUS_WIDTH
from frontdesk.ui.widgets import ToggleButton, named, paint

WIDTH = 88
_COMPACT_WIDTH = 56
_TALLEST = 70
_LOWEST = 50
_COMPACT_LOWEST = 36
_HOVER_ALPHA = 90
"""Of 255: a hint that it can be pressed, far weaker than the area in front."""


class RailButton(ToggleButton):
    """Icon, word and shortcut of an area; a badge says how many things wait there."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__()
        self.spec = spec
        self._waiting = 0
        self._compact = False
        self.setText(spec.title())
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{spec.title()} ({spec.shortcut})")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LOWEST)
        self.setMaximumHeight(_TALLEST)
        named(self, f"rail.{spec.key}", spec.title())
        self.setAccessibleDescription(spec.shortcut)
        shortcut = QShortcut(QKeySequence(spec.shortcut), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)

    def set_compact(self, compact: bool) -> None:
        """Only the icon; word and shortcut stay in the tool tip and for the ear."""
        self._compact = compact
        self.setMinimumHeight(_COMPACT_LOWEST if compact else _LOWEST)
        self.setMaximumHeight(_COMPACT_LOWEST + 12 if compact else _TALLEST)
        self.update()

    def is_compact(self) -> bool:
        """Whether it shows its icon only."""
        return self._compact

    def set_waiting(self, count: int) -> None:
        """Show a badge, or none for 0."""
        self._waiting = count
        said = t("ui.rail.waiting", n=count) if count else ""
        self.setAccessibleDescription(f"{self.spec.shortcut} {said}".strip())
        self.update()

    def waiting(self) -> int:
        """The badge's number."""
        return self._waiting

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 12, _TALLEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        k = theme.tokens()
        rect = QRectF(self.rect()).adjusted(6, 1, -6, -1)
        chosen = QColor(k.rail_chosen)
        if self.isChecked():
            paint.box(painter, rect, 10, chosen)
            tall = min(46.0, rect.height() - 8)
            painter.fillRect(QRectF(0, rect.center().y() - tall / 2, 4, tall), QColor(k.rail_mark))
        elif self.underMouse():
            chosen.setAlpha(_HOVER_ALPHA)
            paint.box(painter, rect, 10, chosen)
        if self.hasFocus():
            half = FOCUS_WIDTH / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(k.rail_mark), FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), 10, 10)
        self._paint_badge(
            painter, self._paint_icon(painter, rect) if self._compact else self._paint_words(painter, rect)
        )

    def _paint_icon(self, painter: QPainter, rect: QRectF) -> QRectF:
        icon = QRectF(rect.center().x() - 11, rect.center().y() - 11, 22, 22)
        icons.draw(painter, self.spec.icon, theme.tokens().rail_ink, icon)
        return icon

    def _paint_words(self, painter: QPainter, rect: QRectF) -> QRectF:
        k = theme.tokens()
        block = min(60.0, rect.height() - 4)
        top = rect.center().y() - block / 2
        tight = block < 58
        icon_size = 20 if tight else 22
        icon = QRectF(rect.center().x() - icon_size / 2, top + 1, icon_size, icon_size)
        icons.draw(painter, self.spec.icon, k.rail_ink, icon)
        weight = QFont.Weight.Bold if self.isChecked() else QFont.Weight.Normal
        word = QRectF(rect.left(), icon.bottom() + (0 if tight else 1), rect.width(), 19)
        paint.words(painter, word, self.text(), theme.base_font(13, weight), QColor(k.rail_ink), _CENTRE)
        hint = QRectF(rect.left(), word.bottom() - (3 if tight else 1), rect.width(), 15)
        paint.words(painter, hint, self.spec.shortcut, theme.base_font(11), QColor(k.rail_muted), _CENTRE)
        return icon

    def _paint_badge(self, painter: QPainter, icon: QRectF) -> None:
        k = theme.tokens()
        if self._waiting:
            badge = QRectF(
                icon.right() + (2 if not self._compact else -7), icon.top() - (2 if not self._compact else 6), 20, 18
            )
            paint.box(painter, badge, 9, QColor(k.rail_mark))
            painter.setPen(QColor(k.rail))
            painter.setFont(theme.base_font(12, QFont.Weight.Bold))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(min(self._waiting, 99)))


_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Rail(QWidget):
    """All area buttons; devices and settings stand at the foot."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        named(self, "rail", t("ui.rail"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(0)
        self._buttons: dict[str, RailButton] = {}
        for spec in specs:
            if spec.key == "devices":
                layout.addStretch(1)
            button = RailButton(spec)
            button.clicked.connect(self._clicked)
            self._buttons[spec.key] = button
            layout.addWidget(button, 1000)
        if "devices" not in self._buttons:
            layout.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Icons only, where the window is narrow or low."""
        self.setFixedWidth(_COMPACT_WIDTH if compact else WIDTH)
        for button in self._buttons.values():
            button.set_compact(compact)

    def mark(self, key: str) -> None:
        """Show which area is in front."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        """Badge of an area."""
        if key in self._buttons and self._buttons[key].waiting() != count:
            self._buttons[key].set_waiting(count)

    def areas(self) -> list[str]:
        """The areas shown, in order."""
        return list(self._buttons)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.chosen.emit(button.spec.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))
