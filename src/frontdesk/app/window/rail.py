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
_TALLEST = 70
_LOWEST = 50


class RailButton(ToggleButton):
    """Icon, word and shortcut of an area; a badge says how many things wait there."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__()
        self.spec = spec
        self._waiting = 0
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
        if self.isChecked() or self.underMouse():
            paint.box(painter, rect, 10, QColor(k.rail_chosen))
        if self.isChecked():
            painter.fillRect(QRectF(0, rect.center().y() - 23, 4, 46), QColor(k.rail_mark))
        if self.hasFocus():
            half = FOCUS_WIDTH / 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(k.rail_mark), FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), 10, 10)
        self._paint_words(painter, rect)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
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
        if self._waiting:
            badge = QRectF(icon.right() + 2, icon.top() - 2, 20, 18)
            paint.box(painter, badge, 9, QColor(k.rail_mark))
            painter.setPen(QColor(k.rail))
            painter.setFont(theme.base_font(12, QFont.Weight.Bold))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(min(self._waiting, 99)))


_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Rail(QWidget):
    """All area buttons; settings stands at the foot."""

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
            if spec.key == "settings":
                layout.addStretch(1)
            button = RailButton(spec)
            button.clicked.connect(self._clicked)
            self._buttons[spec.key] = button
            layout.addWidget(button, 1000)
        if "settings" not in self._buttons:
            layout.addStretch(1)

    def mark(self, key: str) -> None:
        """Show which area is in front."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_waiting(self, key: str, count: int) -> None:
        """Badge of an area."""
        if key in self._buttons:
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
