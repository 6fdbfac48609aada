"""Painting at the size of any screen: lengths are in units of a screen 1024 × 600, the smallest there is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from frontdesk.ui import icons, theme
from frontdesk.ui.widgets import paint

Align = Qt.AlignmentFlag
LEFT, RIGHT, MIDDLE = Align.AlignLeft, Align.AlignRight, Align.AlignHCenter
_SMALLEST = 12
"""Nobody reads less than this many px, and Qt makes no font of none."""


class Strokes:
    """A painter and a scale. Rectangles given and returned are in px of the screen."""

    def __init__(self, painter: QPainter, whole: QRectF) -> None:
        self.painter = painter
        self.whole = whole
        self.scale = max(0.05, min(whole.width() / 1024, whole.height() / 600))

    def px(self, units: float) -> float:
        """Units in px."""
        return units * self.scale

    def inner(self, rect: QRectF, across: float, down: float | None = None) -> QRectF:
        """A rectangle with margins in units."""
        x, y = self.px(across), self.px(across if down is None else down)
        return rect.adjusted(x, y, -x, -y)

    def fill(self, rect: QRectF, colour: str, radius: float = 0, edge: str = "") -> None:
        """A box in a token's colour."""
        line = theme.colour(edge) if edge else None
        paint.box(self.painter, rect, self.px(radius), theme.colour(colour), line)

    def text(
        self,
        rect: QRectF,
        text: str,
        units: float,
        colour: str,
        align: Align = LEFT,
        *,
        bold: bool = False,
        least: float = 2 / 3,
    ) -> None:
        """One line: smaller down to ``least`` of the size where it doesn't fit, then shortened."""
        font = self.fitted(text, rect.width(), units, bold, least)
        paint.words(self.painter, rect, text, font, QColor(theme.colour(colour)), align)

    def amount(self, rect: QRectF, text: str, units: float, colour: str, align: Align = RIGHT) -> None:
        """Digits: as large as fits, never shortened, for a cut amount is a wrong one."""
        font = self.fitted(text, rect.width(), units, True, least=0)
        self.painter.setFont(font)
        self.painter.setPen(theme.colour(colour))
        self.painter.drawText(rect, align | Align.AlignVCenter, text)

    def fitted(self, text: str, width: float, units: float, bold: bool, least: float) -> QFont:
        """The largest font up to ``units`` in which a text fits a width in px."""
        weight = QFont.Weight.Bold if bold else QFont.Weight.Normal
        wanted = max(_SMALLEST if self.scale >= 1 else 1, round(self.px(units)))
        needed = QFontMetricsF(theme.base_font(wanted, weight)).horizontalAdvance(text)
        if needed > width > 0:
            wanted = max(1, round(wanted * least), int(wanted * width / needed))
        return theme.base_font(wanted, weight)

    def icon(self, rect: QRectF, name: str, colour: str) -> None:
        """An icon in a square."""
        icons.draw(self.painter, name, theme.colour(colour).name(), rect)

    def picture(self, rect: QRectF, png: bytes, colour: str) -> None:
        """A black and white picture as large as fits, its black in a token's colour and its white left out."""
        drawn = QImage.fromData(png).convertToFormat(QImage.Format.Format_Grayscale8)
        if drawn.isNull():
            return
        density = self.painter.device().devicePixelRatio()
        size = drawn.size().scaled((rect.size() * density).toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        drawn = drawn.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn.invertPixels()
        inked = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        inked.fill(theme.colour(colour))
        inked.setAlphaChannel(drawn)
        place = QRectF(0, 0, size.width() / density, size.height() / density)
        place.moveCenter(rect.center())
        self.painter.drawImage(place, inked)
