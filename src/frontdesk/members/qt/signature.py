"""Where a member signs with finger, pen or mouse (G23, G24)."""

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.ui import theme
from frontdesk.ui.widgets import named, paint

_MOST_POINTS = 4_000


class SignaturePad(QWidget):
    """Keeps the strokes as text: ``M12 40L13 41…`` in pixels of a field 440 wide."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self.setMinimumSize(QSize(320, 92))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        named(self, name, t("members.signature"))

    def strokes_text(self) -> str:
        """The signature, empty when nobody signed."""
        parts = []
        for stroke in self._strokes:
            letters = ["M", *["L"] * (len(stroke) - 1)]
            parts += [f"{letter}{point.x():.0f} {point.y():.0f}" for letter, point in zip(letters, stroke, strict=True)]
        return "".join(parts)

    @Slot()
    def wipe(self) -> None:
        """Begin again."""
        self._strokes = []
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and sum(map(len, self._strokes)) < _MOST_POINTS:
            self._strokes[-1].append(event.position())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect().toRectF().adjusted(1, 1, -1, -1)
        paint.box(painter, rect, 8, theme.colour("background"), theme.colour("line"))
        if not self._strokes:
            words, muted = t("members.signature.here"), theme.colour("muted")
            paint.words(painter, rect, words, theme.base_font(13), muted, Qt.AlignmentFlag.AlignHCenter)
            return
        pen = QPen(theme.colour("ink"), 2.2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(stroke) if len(stroke) > 1 else painter.drawPoint(stroke[0])
