"""Toasts: short news in the corner that leave by themselves and never take the keyboard."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.ui import icons, theme
from frontdesk.ui.widgets import paint
from frontdesk.ui.widgets.banner import ICONS, BannerKind
from frontdesk.ui.widgets.naming import announce

ToastKind = Literal["ok", "warn", "bad", "info"]
_SECONDS: dict[BannerKind, int] = {"ok": 4, "info": 5, "warn": 8, "bad": 12}
_WIDEST = 460.0


class Toast(QWidget):
    """One piece of news; a click puts it away."""

    left = Signal()

    def __init__(self, text: str, kind: BannerKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._kind: BannerKind = kind
        self.setObjectName("window.toast")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.leave)
        timer.start(_SECONDS[kind] * 1000)

    def text(self) -> str:
        """What it says."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.base_font())
        room = QRectF(0, 0, _WIDEST - 62, 1000)
        used = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._text)
        return QSize(round(used.width()) + 64, max(46, round(used.height()) + 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        front, soft = theme.tone_colours(self._kind)
        rect = QRectF(self.rect())
        paint.box(painter, rect, 10, soft, front)
        icons.draw(painter, ICONS[self._kind], front.name(), QRectF(14, rect.center().y() - 10, 20, 20))
        painter.setPen(front)
        painter.setFont(theme.base_font())
        room = rect.adjusted(46, 8, -12, -8)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), self._text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.leave()

    @Slot()
    def leave(self) -> None:
        """Go now."""
        self.hide()
        self.left.emit()
        self.deleteLater()


class ToastLayer(QWidget):
    """Where toasts stand: at the foot of a window in the middle, newest below, at most four.

    The right corner belongs to the button that finishes a sale or a handover; news must not cover it.
    """

    def __init__(self, window: QWidget, bottom_margin: int = 5) -> None:
        super().__init__(window)
        self._window = window
        self._bottom = bottom_margin
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, kind: BannerKind = "ok") -> Toast:
        """Show news."""
        toast = Toast(text, kind, self)
        toast.left.connect(self._place)
        for old in self._standing(but=toast)[:-3]:
            old.leave()
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        toast.show()
        self.show()
        self._place()
        announce(toast, text)
        return toast

    def clear(self) -> None:
        """Take all of them away."""
        for toast in self._standing():
            toast.leave()

    def texts(self) -> list[str]:
        """What is being said now."""
        return [toast.text() for toast in self._standing()]

    def _standing(self, but: Toast | None = None) -> list[Toast]:
        # Asked of Qt each time: a toast that has gone is deleted, and a list of one's own would still hold it.
        return [toast for toast in self.findChildren(Toast) if toast is not but and not toast.isHidden()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @Slot()
    def _place(self) -> None:
        if not self.texts():
            self.hide()
            return
        size = self._column.sizeHint()
        left, bottom = (self._window.width() - size.width()) // 2, self._window.height() - self._bottom
        self.setGeometry(left, bottom - size.height(), size.width(), size.height())
        self.raise_()
