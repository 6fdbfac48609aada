"""A tile for one article: its name on up to two lines, price and stock beneath."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from frontdesk.ui import theme
from frontdesk.ui.widgets import TileButton, paint, plain_tip

HEIGHT = 68
_SIDE = 10


class GoodsTile(TileButton):
    """The whole name is in the tool tip, should two lines not do."""

    def __init__(self, text: str, name: str, note: str) -> None:
        super().__init__(text, name, note=note)
        self._beneath = note
        self.setToolTip(plain_tip(text))

    def sizeHint(self) -> QSize:
        return QSize(112, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def paint_content(self, painter: QPainter, rect: QRectF, front: QColor) -> None:
        inner = rect.adjusted(_SIDE, 6, -_SIDE, -7)
        left = Qt.AlignmentFlag.AlignLeft
        large, small = theme.base_font(14, QFont.Weight.Bold), theme.base_font(13, QFont.Weight.Bold)
        note = QRectF(inner.left(), inner.bottom() - 18, inner.width(), 18)
        lines = split_name(self.text(), QFontMetricsF(large), inner.width())
        font, height = (large, 24.0) if len(lines) == 1 else (small, 18.0)
        if len(lines) > 1:
            lines = split_name(self.text(), QFontMetricsF(small), inner.width())
        for number, line in enumerate(lines):
            box = QRectF(inner.left(), inner.top() + number * height, inner.width(), height)
            paint.words(painter, box, line, font, front, left)
        paint.words(painter, note, self._beneath, theme.base_font(13), theme.colour("muted"), left)


def split_name(name: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A name as one line, or as two broken at a space or between Chinese characters."""
    if metrics.horizontalAdvance(name) <= width:
        return [name]
    for end in range(len(name) - 1, 0, -1):
        breakable = name[end] == " " or not (name[end].isascii() and name[end - 1].isascii())
        if breakable and metrics.horizontalAdvance(name[:end]) <= width:
            return [name[:end], name[end:].lstrip()]
    return [name]
