"""Strokes the painted widgets have in common: rounded boxes, key caps, focus rings."""

from functools import lru_cache
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from frontdesk.ui import theme
from frontdesk.ui.tokens import FOCUS_WIDTH
from frontdesk.ui.widgets.pictures import Pictures, whole_density

_CAP_HEIGHT = 20.0
_CAP_PADDING = 6.0
_MOST_CAPS_BYTES = 1_000_000

_caps = Pictures(_MOST_CAPS_BYTES)


def box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None = None) -> None:
    """A filled rounded box with a crisp 1 px edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else rect
    painter.drawRoundedRect(inner, radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The 3 px ring around what has the keyboard."""
    half = FOCUS_WIDTH / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def cap_font() -> QFont:
    """The font of key caps."""
    return theme.base_font(12)


@lru_cache(maxsize=256)
def cap_width(text: str) -> float:
    """Width of a key cap with this word on it."""
    return max(_CAP_HEIGHT, QFontMetricsF(cap_font()).horizontalAdvance(text) + 2 * _CAP_PADDING)


def key_cap(painter: QPainter, left: float, middle: float, text: str, front: QColor) -> None:
    """A key cap such as [Enter], its left edge at ``left`` and centred on ``middle``."""
    rect = QRectF(left, middle - _CAP_HEIGHT / 2, cap_width(text), _CAP_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _cap_edge(painter, rect, front)
    painter.setPen(front)
    painter.setFont(cap_font())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _cap_edge(painter: QPainter, rect: QRectF, front: QColor) -> None:
    """Copied where it can be: its thin see-through stroke takes longer to draw than the rest of a button."""
    density = whole_density(painter)
    if not density:
        _draw_cap_edge(painter, rect, front)
        return
    # The stroke reaches a tenth of a px outwards.
    left, top = floor(rect.left()) - 1, floor(rect.top()) - 1
    inner = rect.translated(-left, -top)
    size = QSize(floor(inner.right()) + 2, floor(inner.bottom()) + 2)
    key = (front.rgba(), inner.left(), inner.top(), inner.width(), density)
    picture = _caps.get(key, size, density, None, lambda on_picture: _draw_cap_edge(on_picture, inner, front))
    painter.drawPixmap(left, top, picture)


def _draw_cap_edge(painter: QPainter, rect: QRectF, front: QColor) -> None:
    edge = QColor(front)
    edge.setAlphaF(0.45)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def words(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, align: Qt.AlignmentFlag) -> None:
    """One line of text, shortened with … where it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)


def line(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float = 1) -> None:
    """A straight line."""
    painter.setPen(QPen(colour, width))
    painter.drawLine(start, end)
