"""The picture that a photo is cut from: live as in a mirror, or still, to be moved and enlarged under a frame (G25)."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.core.i18n import t
from frontdesk.members.set_photo import HEIGHT_PX, WIDTH_PX
from frontdesk.ui import theme
from frontdesk.ui.widgets import named, paint

_SIZE = QSize(480, HEIGHT_PX + 8)
_MOST_ZOOM = 4.0
_ZOOM_STEP = 1.1
_MOVE_PX = 8
_DIM = QColor(0, 0, 0, 150)


class PhotoStage(QWidget):
    """The frame stays, the picture moves beneath it; the picture always fills the frame."""

    shutter = Signal()
    """Space, while the picture is live."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._picture = QImage()
        self._live = False
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)
        self._held: QPointF | None = None
        self._text = ""
        self.setFixedSize(_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named(self, name, t("photo.stage"))

    @property
    def is_live(self) -> bool:
        """Whether what is seen comes from a camera at this moment."""
        return self._live

    @property
    def has_picture(self) -> bool:
        """Whether there is something to keep or to take."""
        return not self._picture.isNull()

    def show_live(self, picture: QImage) -> None:
        """The camera's newest picture."""
        self._picture, self._live, self._zoom, self._middle = picture, True, 1.0, QPointF(0.5, 0.5)
        self.unsetCursor()
        self.update()

    def show_still(self, picture: QImage, *, up: float = 0.5) -> None:
        """A picture to cut from; ``up`` is the height of the face in it, from 0 at the top."""
        self._picture, self._live, self._zoom, self._middle = picture, False, 1.0, QPointF(0.5, up)
        self._stay_inside()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()

    def freeze(self) -> None:
        """Keep the live picture as it is now."""
        self.show_still(self._picture)

    def show_text(self, text: str) -> None:
        """No picture but words."""
        self._picture, self._live, self._text = QImage(), False, text
        self.unsetCursor()
        self.update()

    def cut(self) -> QImage:
        """What lies in the frame, twice as large as it is stored, never mirrored."""
        place = self._placed()
        frame = self._frame()
        scale = self._picture.width() / place.width()
        part = QRectF((frame.left() - place.left()) * scale, (frame.top() - place.top()) * scale,
                      frame.width() * scale, frame.height() * scale)  # fmt: skip
        made = QImage(2 * WIDTH_PX, 2 * HEIGHT_PX, QImage.Format.Format_RGB32)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(made.rect()), self._picture, part)
        painter.end()
        return made

    def zoom_by(self, factor: float) -> None:
        """Enlarge or shrink around the frame's middle."""
        if self.has_picture and not self._live:
            self._zoom = max(1.0, min(_MOST_ZOOM, self._zoom * factor))
            self._stay_inside()
            self.update()

    def move_by(self, right_px: float, down_px: float) -> None:
        """Move the picture beneath the frame."""
        if self.has_picture and not self._live:
            place = self._placed()
            self._middle -= QPointF(right_px / place.width(), down_px / place.height())
            self._stay_inside()
            self.update()

    def _frame(self) -> QRectF:
        return QRectF((self.width() - WIDTH_PX) / 2, (self.height() - HEIGHT_PX) / 2, WIDTH_PX, HEIGHT_PX)

    def _placed(self) -> QRectF:
        """Where the whole picture lies."""
        frame = self._frame()
        scale = self._zoom * max(frame.width() / self._picture.width(), frame.height() / self._picture.height())
        width, height = self._picture.width() * scale, self._picture.height() * scale
        middle = frame.center()
        return QRectF(middle.x() - self._middle.x() * width, middle.y() - self._middle.y() * height, width, height)

    def _stay_inside(self) -> None:
        place, frame = self._placed(), self._frame()
        across, down = frame.width() / place.width() / 2, frame.height() / place.height() / 2
        self._middle = QPointF(
            max(across, min(1 - across, self._middle.x())), max(down, min(1 - down, self._middle.y()))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-_MOVE_PX, 0),
            Qt.Key.Key_Right: (_MOVE_PX, 0),
            Qt.Key.Key_Up: (0, -_MOVE_PX),
            Qt.Key.Key_Down: (0, _MOVE_PX),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and self._live:
            self.shutter.emit()
        elif key in moves:
            self.move_by(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(_ZOOM_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = self.rect().toRectF()
        inner = whole.adjusted(4, 4, -4, -4)
        shape = QPainterPath()
        shape.addRoundedRect(inner, 10, 10)
        painter.setClipPath(shape)
        painter.fillRect(inner, theme.colour("background"))
        if self.has_picture:
            self._paint_picture(painter)
            self._paint_frame(painter, shape)
        else:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.base_font(14))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner.adjusted(40, 0, -40, 0), int(flags), self._text)
        painter.setClipping(False)
        painter.setPen(theme.colour("edge"))
        painter.drawPath(shape)
        if self.hasFocus():
            paint.focus_ring(painter, whole, 12)

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        if self._live:
            # People look for themselves as in a mirror.
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(self._placed(), self._picture)
        painter.restore()

    def _paint_frame(self, painter: QPainter, shape: QPainterPath) -> None:
        frame = self._frame()
        hole = QPainterPath()
        hole.addRoundedRect(frame, 8, 8)
        painter.fillPath(shape - hole, _DIM)
        painter.setPen(QPen(QColor("white"), 2))
        painter.drawPath(hole)
        if self._live:
            painter.setPen(QPen(QColor(255, 255, 255, 190), 2, Qt.PenStyle.DashLine))
            painter.drawEllipse(QPointF(frame.center().x(), frame.top() + 158), 88, 114)
